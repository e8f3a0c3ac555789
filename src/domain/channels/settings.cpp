#include "domain/channels/settings.h"

#include <algorithm>

#include "domain/accounts/profile.h"
#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/channels/discussion.h"
#include "domain/messages/unicode.h"
#include "store/profile_photos.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kDeletableMembers = 1000;
constexpr std::int32_t kSlowModes[] = {0, 10, 30, 60, 300, 900, 3600};  // channels.toggleSlowMode

// Members of a new supergroup may do everything but what only admins should.
constexpr std::uint32_t kNewGroupBanned = kBanChangeInfo | kBanPinMessages | kBanManageTopics;

// What is on or off in a channel: who may turn it, besides the creator, and where there is such a thing.
struct Switch {
  store::ChannelFlag flag;
  Deed deed;
  bool in_broadcast;
  bool in_group;
  std::optional<AdminAction> logged = {};
};

constexpr Switch kSwitches[] = {
    {store::kSignatures, Deed::change_info, true, false, AdminAction::toggle_signatures},
    {store::kHistoryHidden, Deed::change_info, false, true, AdminAction::toggle_prehistory},
    {store::kJoinToSend, Deed::ban, false, true},
    {store::kParticipantsHidden, Deed::ban, false, true},
    {store::kContentProtected, Deed::own, true, true, AdminAction::toggle_noforwards},
};

Result<std::string> clean_title(std::string_view title) {
  const auto text = decode_utf8(title);
  if (!text) return fail(Err::CHAT_TITLE_EMPTY);
  std::string clean;
  for (std::size_t i = 0; i < std::min<std::size_t>(text->size(), kChannelTitleMax); ++i) {
    if (clean.empty() && is_space(text->characters[i])) continue;
    append_utf8(clean, text->characters[i] < 0x20 ? U' ' : text->characters[i]);
  }
  while (clean.ends_with(' ')) clean.pop_back();
  if (clean.empty()) return fail(Err::CHAT_TITLE_EMPTY);
  return clean;
}

Result<void> check_about(std::string_view about) {
  const auto text = decode_utf8(about);
  if (!text || text->size() > kChannelAboutMax) return fail(Err::CHAT_ABOUT_TOO_LONG);
  return {};
}

Result<InChannel> with_right(store::Transaction& tx, const Actor& actor, std::int64_t id, Deed deed) {
  TRY_ASSIGN(auto in, see_channel(tx, actor, id));
  TRY(check_deed(in, deed));
  return in;
}

void save(store::Transaction& tx, const Actor& actor, const store::ChannelRow& channel) {
  store::update_channel(tx, channel);
  BoxWriter(tx, actor).append(box_of(channel.peer()), EventKind::channel, channel.peer(), actor.now);
}

}  // namespace

Result<std::int64_t> create_channel(store::Transaction& tx, const Actor& actor, const NewChannel& wish) {
  TRY_ASSIGN(auto title, clean_title(wish.title));
  TRY(check_about(wish.about));
  if (store::count_channels_of(tx, actor.user) >= kChannelsMax) return fail(Err::CHANNELS_TOO_MUCH);
  store::ChannelRow channel{.title = std::move(title),
                            .about = wish.about,
                            .creator = actor.user,
                            .created_at = actor.now,
                            .flags = wish.broadcast ? store::kBroadcast : store::kHistoryHidden,
                            .banned_rights = wish.broadcast ? 0 : kNewGroupBanned};
  channel.id = store::insert_channel(tx, channel);
  BoxWriter boxes(tx, actor);
  let_in(tx, boxes, actor, channel,
         {.channel = channel.id, .user = actor.user, .admin_rights = kEveryAdminRight}, actor.user);
  say_in_channel(tx, boxes, actor, channel.peer(),
                 {.action = ServiceAction::channel_create, .title = channel.title},
                 wish.broadcast ? store::kPost : 0U);
  return channel.id;
}

Result<void> set_channel_title(store::Transaction& tx, const Actor& actor, std::int64_t id,
                               std::string_view wish) {
  TRY_ASSIGN(auto in, with_right(tx, actor, id, Deed::change_info));
  TRY_ASSIGN(const auto title, clean_title(wish));
  if (title == in.channel.title) return fail(Err::CHAT_NOT_MODIFIED);
  log_admin(tx, actor, id, {.action = AdminAction::change_title, .text = {in.channel.title, title}});
  in.channel.title = title;
  store::update_channel(tx, in.channel);
  BoxWriter boxes(tx, actor);
  say_in_channel(tx, boxes, actor, in.peer(), {.action = ServiceAction::chat_edit_title, .title = title},
                 in.broadcast() ? store::kPost : 0U);
  return {};
}

Result<void> set_channel_about(store::Transaction& tx, const Actor& actor, std::int64_t id,
                               std::string_view about) {
  TRY_ASSIGN(auto in, with_right(tx, actor, id, Deed::change_info));
  TRY(check_about(about));
  if (about == in.channel.about) return fail(Err::CHAT_ABOUT_NOT_MODIFIED);
  log_admin(tx, actor, id,
            {.action = AdminAction::change_about, .text = {in.channel.about, std::string(about)}});
  in.channel.about = about;
  save(tx, actor, in.channel);
  return {};
}

Result<void> set_channel_flag(store::Transaction& tx, const Actor& actor, std::int64_t id,
                              store::ChannelFlag flag, bool on) {
  const auto* rule = std::ranges::find(kSwitches, flag, &Switch::flag);
  TRY_ASSIGN(auto in, with_right(tx, actor, id, rule->deed));
  if (!in.admin()) return fail(Err::CHAT_ADMIN_REQUIRED);
  if (in.broadcast() ? !rule->in_broadcast : !rule->in_group) return fail(Err::CHANNEL_INVALID);
  if (in.channel.is(flag) == on) return fail(Err::CHAT_NOT_MODIFIED);
  const bool hides = flag == store::kParticipantsHidden && on;
  if (hides && in.channel.members < kHiddenMembersMin) return fail(Err::PARTICIPANTS_TOO_FEW);
  // What everybody on the server can read cannot be hidden from those who join.
  const bool open = !in.channel.username.empty() || in.channel.is(store::kHasDiscussion);
  if (flag == store::kHistoryHidden && on && open) return fail(Err::CHAT_LINK_EXISTS);
  in.channel.flags ^= flag;
  if (rule->logged) log_admin(tx, actor, id, {.action = *rule->logged, .number = {on ? 0 : 1, on ? 1 : 0}});
  save(tx, actor, in.channel);
  return {};
}

Result<void> set_join_requests(store::Transaction& tx, const Actor& actor, std::int64_t id, bool on,
                               bool by_link) {
  TRY_ASSIGN(auto in, with_right(tx, actor, id, Deed::ban));
  if (in.broadcast()) return fail(Err::CHANNEL_INVALID);
  // Who reads comments may come in without a link, too.
  const bool open = !in.channel.username.empty() || in.channel.is(store::kHasDiscussion);
  if (on && !by_link && !open) return fail(Err::CHAT_PUBLIC_REQUIRED);
  const auto before = in.channel.flags;
  in.channel.flags &= ~std::uint32_t{store::kJoinRequest | store::kRequestsByLink};
  if (on) in.channel.flags |= store::kJoinRequest;
  if (on && by_link) in.channel.flags |= store::kRequestsByLink;
  if (in.channel.flags == before) return fail(Err::CHAT_NOT_MODIFIED);
  save(tx, actor, in.channel);
  return {};
}

Result<void> set_slow_mode(store::Transaction& tx, const Actor& actor, std::int64_t id,
                           std::int32_t seconds) {
  TRY_ASSIGN(auto in, with_right(tx, actor, id, Deed::ban));
  if (in.broadcast()) return fail(Err::CHANNEL_INVALID);
  if (std::ranges::find(kSlowModes, seconds) == std::end(kSlowModes)) return fail(Err::SECONDS_INVALID);
  if (seconds == in.channel.slow_mode) return fail(Err::CHAT_NOT_MODIFIED);
  log_admin(tx, actor, id, {.action = AdminAction::slow_mode, .number = {in.channel.slow_mode, seconds}});
  in.channel.slow_mode = seconds;
  save(tx, actor, in.channel);
  return {};
}

Result<void> set_default_rights(store::Transaction& tx, const Actor& actor, std::int64_t id,
                                std::uint32_t banned) {
  TRY_ASSIGN(auto in, with_right(tx, actor, id, Deed::ban));
  if (in.broadcast()) return fail(Err::CHANNEL_INVALID);
  banned &= ~std::uint32_t{kBanViewMessages};
  if (banned == in.channel.banned_rights) return fail(Err::CHAT_NOT_MODIFIED);
  log_admin(tx, actor, id,
            {.action = AdminAction::default_rights, .number = {in.channel.banned_rights, banned}});
  in.channel.banned_rights = banned;
  save(tx, actor, in.channel);
  return {};
}

Result<void> check_channel_username(store::Transaction& tx, std::int64_t id, std::string_view username) {
  TRY(check_username_form(username));
  const auto bearer = store::find_peer_by_username(tx, username);
  if (bearer && *bearer != PeerId::channel(id)) return fail(Err::USERNAME_OCCUPIED);
  return {};
}

std::vector<std::int64_t> public_channels_made_by(store::Transaction& tx, UserId user) {
  std::vector<std::int64_t> made;
  for (const auto& row : store::channels_of(tx, user)) {
    const auto channel = store::find_channel(tx, row.channel);
    if (channel && channel->creator == user && !channel->username.empty()) made.push_back(row.channel);
  }
  return made;
}

Result<void> check_public_channels(store::Transaction& tx, UserId user) {
  if (public_channels_made_by(tx, user).size() >= kPublicChannelsMax)
    return fail(Err::CHANNELS_ADMIN_PUBLIC_TOO_MUCH);
  return {};
}

Result<void> set_channel_username(store::Transaction& tx, const Actor& actor, std::int64_t id,
                                  std::string_view username) {
  TRY_ASSIGN(auto in, with_right(tx, actor, id, Deed::own));
  if (username == in.channel.username) return fail(Err::USERNAME_NOT_MODIFIED);
  if (!username.empty()) TRY(check_channel_username(tx, id, username));
  if (!username.empty() && in.channel.username.empty()) TRY(check_public_channels(tx, actor.user));
  log_admin(tx, actor, id,
            {.action = AdminAction::change_username, .text = {in.channel.username, std::string(username)}});
  store::set_username(tx, in.peer(), username);
  if (!username.empty()) in.channel.flags &= ~std::uint32_t{store::kHistoryHidden};
  // Without links, without a name and without guests there is no way to ask.
  const bool unasked =
      username.empty() && !in.channel.is(store::kRequestsByLink) && !in.channel.is(store::kHasDiscussion);
  if (unasked) in.channel.flags &= ~std::uint32_t{store::kJoinRequest};
  save(tx, actor, in.channel);
  return {};
}

Result<void> delete_channel(store::Transaction& tx, const Actor& actor, std::int64_t id) {
  TRY_ASSIGN(auto in, with_right(tx, actor, id, Deed::erase));
  if (in.channel.members > kDeletableMembers) return fail(Err::CHANNEL_TOO_LARGE);
  store::set_username(tx, in.peer(), {});
  if (in.channel.is(store::kHasDiscussion)) end_discussion(tx, actor, in.channel);
  in.channel.flags &= ~std::uint32_t{store::kHasDiscussion | store::kJoinToSend};
  in.channel.flags |= store::kChannelDeleted;
  store::update_channel(tx, in.channel);
  store::put_chat_photo(tx, in.peer(), 0);
  BoxWriter boxes(tx, actor);
  for (const auto& member : store::recent_channel_members(tx, id, 0, kDeletableMembers)) {
    put_out(tx, boxes, in.channel, member);
  }
  return {};
}

}  // namespace botschaft::domain
