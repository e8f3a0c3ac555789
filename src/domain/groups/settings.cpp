#include "domain/groups/settings.h"

#include "domain/groups/members.h"
#include "domain/groups/post.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {

Result<std::string> clean_title(std::string_view title) {
  const auto points = decode_utf8(title);
  if (!points) return fail(Err::INPUT_REQUEST_INVALID);
  std::size_t from = 0, to = points->size();
  while (from < to && is_space(points->characters[from])) ++from;
  while (to > from && is_space(points->characters[to - 1])) --to;
  to = std::min(to, from + kTitleMax);
  if (from == to) return fail(Err::CHAT_TITLE_EMPTY);
  const auto begin = static_cast<std::size_t>(points->bytes[from]);
  return std::string(title.substr(begin, static_cast<std::size_t>(points->bytes[to]) - begin));
}

Result<void> set_group_title(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                             std::string_view input) {
  TRY_ASSIGN(auto membership, require_member(tx, chat, actor.user));
  TRY(check_deed(membership, Deed::change_info));
  TRY_ASSIGN(const auto title, clean_title(input));
  if (title == membership.chat.title) return fail(Err::CHAT_NOT_MODIFIED);
  membership.chat.title = title;
  store::update_chat(tx, membership.chat);
  BoxWriter boxes(tx, actor);
  say_in_group(tx, boxes, actor, chat, {.action = ServiceAction::chat_edit_title, .title = title});
  return {};
}

Result<void> set_group_about(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                             std::string_view about) {
  TRY_ASSIGN(auto membership, require_member(tx, chat, actor.user));
  TRY(check_deed(membership, Deed::change_info));
  if (!decode_utf8(about)) return fail(Err::INPUT_REQUEST_INVALID);
  if (utf16_length(about) > kAboutMax) return fail(Err::CHAT_ABOUT_TOO_LONG);
  if (about == membership.chat.about) return fail(Err::CHAT_ABOUT_NOT_MODIFIED);
  membership.chat.about = about;
  store::update_chat(tx, membership.chat);
  BoxWriter boxes(tx, actor);
  tell_members(tx, boxes, chat, EventKind::chat);
  return {};
}

Result<void> set_group_banned_rights(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                     std::uint32_t rights) {
  TRY_ASSIGN(auto membership, require_member(tx, chat, actor.user));
  TRY(check_deed(membership, Deed::ban));
  if ((rights & kBanViewMessages) != 0) return fail(Err::BANNED_RIGHTS_INVALID);
  if (rights == membership.chat.banned_rights) return fail(Err::CHAT_NOT_MODIFIED);
  membership.chat.banned_rights = rights;
  ++membership.chat.version;
  store::update_chat(tx, membership.chat);
  BoxWriter boxes(tx, actor);
  tell_members(tx, boxes, chat, EventKind::chat_banned_rights);
  return {};
}

}  // namespace botschaft::domain
