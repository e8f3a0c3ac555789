#include "tl/layers/results.h"

#include <algorithm>

#include "base/check.h"

namespace botschaft::tl::layers::results {
namespace {

// The one field that older clients expect. Of a constructor that has none: `otherwise`.
template <class C, class U, class Field>
Result<void> field(const Box<U>& result, Field C::* member, Writer& out, const Object& otherwise) {
  const auto* whole = result.template as<C>();
  return whole != nullptr ? encode_value(whole->*member, out) : encode(otherwise, out);
}

}  // namespace

Result<void> invited_updates::write(const Box<messages_InvitedUsers>& result, Writer& out) {
  return field(result, &messages_invitedUsers::updates, out, updatesTooLong());
}

Result<void> join_updates::write(const Box<messages_ChatInviteJoinResult>& result, Writer& out) {
  return field(result, &messages_chatInviteJoinResultOk::updates, out, updatesTooLong());
}

Result<void> app_config_json::write(const Box<help_AppConfig>& result, Writer& out) {
  return field(result, &help_appConfig::config, out, jsonNull());
}

Result<void> dialog_filters::write(const Box<messages_DialogFilters>& result, Writer& out) {
  const auto* filters = result.as<messages_dialogFilters>();
  CHECK(filters != nullptr);
  return encode_value(filters->filters, out);
}

Result<void> read_participants::write(const Vec<Box<ReadParticipantDate>>& result, Writer& out) {
  std::vector<std::int64_t> users;
  for (const auto& item : result) {
    if (const auto* reader = item.as<readParticipantDate>()) users.push_back(reader->user_id);
  }
  return encode_value(users, out);
}

Result<void> peer_settings::write(const Box<messages_PeerSettings>& result, Writer& out) {
  return field(result, &messages_peerSettings::settings, out, peerSettings());
}

Result<void> web_page::write(const Box<messages_WebPage>& result, Writer& out) {
  return field(result, &messages_webPage::webpage, out, webPageEmpty());
}

Result<void> preview_media::write(const Box<messages_WebPagePreview>& result, Writer& out) {
  return field(result, &messages_webPagePreview::media, out, messageMediaEmpty());
}

Result<void> story_max_ids::write(const Vec<Box<RecentStory>>& result, Writer& out) {
  std::vector<std::int32_t> ids;
  for (const auto& item : result) {
    const auto* story = item.as<recentStory>();
    ids.push_back(story != nullptr ? story->max_id.value_or(0) : 0);
  }
  return encode_value(ids, out);
}

// Until layer 134 userFull held the user herself, behind its flags; the rule user_by_id has written a
// userEmpty there.
Result<void> full_user::write(const Box<users_UserFull>& result, Writer& out) {
  const auto* whole = result.as<users_userFull>();
  CHECK(whole != nullptr && whole->full_user);
  const auto* full = whole->full_user.as<userFull>();
  const auto user = std::ranges::find_if(whole->users, [&](const Box<User>& item) {
    const auto* known = item.as<tl::user>();
    return known != nullptr && known->id == full->id;
  });
  Writer plain(out.layer());
  TRY(encode(*full, plain));
  constexpr std::size_t kIdAndFlags = 8, kUserEmpty = 12;
  const auto bytes = plain.view();
  if (user == whole->users.end() || load_le<std::uint32_t>(bytes.data() + kIdAndFlags) != userEmpty::kId) {
    out.raw(bytes);
    return {};
  }
  out.raw(bytes.first(kIdAndFlags));
  TRY(encode(*user->get(), out));
  out.raw(bytes.subspan(kIdAndFlags + kUserEmpty));
  return {};
}

// The themes themselves were of a type that is gone; such clients fall back to none.
Result<void> no_chat_themes::write(const Box<account_Themes>&, Writer& out) {
  return encode(account_chatThemes(), out);
}

}  // namespace botschaft::tl::layers::results
