#include "domain/channels/members.h"

#include <algorithm>

#include "domain/accounts/privacy.h"
#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/messages/unicode.h"
#include "store/chat_invites.h"
#include "store/dialogs.h"
#include "store/events.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kShortestBan = 30;
constexpr std::int32_t kLongestBan = 366 * 24 * 60 * 60;

std::int32_t members_max(const store::ChannelRow& channel) {
  return channel.broadcast() ? INT32_MAX : kMembersMax;
}

// One row that both `self` and others' rows look like.
store::ChannelMemberRow member_of(store::Transaction& tx, const InChannel& in, UserId user,
                                  std::int32_t now) {
  const auto row = store::find_channel_member(tx, in.channel.id, user);
  return row ? member_now(*row, now) : store::ChannelMemberRow{.channel = in.channel.id, .user = user};
}

// Supergroups say who came and went; in a broadcast nobody is to know.
void say(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const InChannel& in,
         ServiceAction action, std::vector<UserId> users) {
  if (in.broadcast() || users.empty()) return;
  say_in_channel(tx, boxes, actor, in.peer(), {.action = action, .users = std::move(users)});
}

void log_invited(store::Transaction& tx, const Actor& actor, const InChannel& in, UserId user) {
  log_admin(tx, actor, in.channel.id,
            {.action = AdminAction::invite,
             .member = {std::nullopt, store::find_channel_member(tx, in.channel.id, user)}});
}

// An admin is changed by the creator, and by the one who made him.
bool may_change_admin(const InChannel& in, const store::ChannelMemberRow& member) {
  return in.creator() || member.acted_by == in.self.user;
}

}  // namespace

std::int32_t end_of_ban(std::int32_t until, std::int32_t now) {
  return until < now + kShortestBan || until > now + kLongestBan ? INT32_MAX : until;
}

Result<InChannel> see_channel(store::Transaction& tx, const Actor& actor, std::int64_t id) {
  TRY_ASSIGN(auto in, visit_channel(tx, actor, id));
  TRY(check_can_read(in));
  return in;
}

Result<InChannel> visit_channel(store::Transaction& tx, const Actor& actor, std::int64_t id) {
  auto in = look_at_channel(tx, id, actor.user, actor.now);
  if (!in) return fail(store::find_channel(tx, id) ? Err::CHANNEL_PRIVATE : Err::CHANNEL_INVALID);
  TRY(check_can_read_comments(*in));
  return *std::move(in);
}

void let_in(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const store::ChannelRow& channel,
            store::ChannelMemberRow member, UserId inviter) {
  const auto top = store::top_pts(tx, box_of(channel.peer()));
  member.inside = true;
  member.inviter = inviter;
  member.joined_at = actor.now;
  member.joined_pts = top;
  if (channel.is(store::kHistoryHidden)) member.floor = top;
  member.read_inbox = top;
  store::put_channel_member(tx, member);
  store::change_channel_members(tx, channel.id, 1);
  store::put_dialog(tx, {.owner = member.user, .peer = channel.peer()});
  boxes.append(member.user, EventKind::channel, channel.peer());
  tx.notify<MembershipNotice>(channel.peer(), member.user, true, member.joined_pts, member.floor);
  if (!store::find_join_request(tx, channel.peer(), member.user)) return;
  store::delete_join_request(tx, channel.peer(), member.user);  // who is in does not wait, however he came
  tell_channel_admins(tx, boxes, channel.peer(), EventKind::chat_join_requests, Deed::manage_invites);
}

void tell_channel_admins(store::Transaction& tx, BoxWriter& boxes, PeerId channel, EventKind kind,
                         Deed deed) {
  const auto row = store::find_channel(tx, channel.bare());
  for (const auto& admin : store::channel_admins(tx, channel.bare())) {
    if (check_deed({*row, admin}, deed)) boxes.append(admin.user, kind, channel);
  }
}

void put_out(store::Transaction& tx, BoxWriter& boxes, const store::ChannelRow& channel,
             store::ChannelMemberRow member) {
  member.inside = false;
  member.admin_rights = 0;
  member.rank.clear();
  store::put_channel_member(tx, member);
  store::change_channel_members(tx, channel.id, -1);
  store::delete_dialog(tx, member.user, channel.peer());
  store::delete_draft(tx, member.user, channel.peer());
  boxes.append(member.user, EventKind::channel, channel.peer());
  tx.notify<MembershipNotice>(channel.peer(), member.user, false, 0, 0);
}

Result<void> enter_channel(store::Transaction& tx, const Actor& actor, const InChannel& in, UserId inviter,
                           Service said) {
  if (store::count_channels_of(tx, actor.user) >= kChannelsMax) return fail(Err::CHANNELS_TOO_MUCH);
  if (in.channel.members >= members_max(in.channel)) return fail(Err::USERS_TOO_MUCH);
  auto member = in.self;
  const bool asked = said.action == ServiceAction::chat_joined_by_request;
  member.flags = asked ? member.flags | store::kByRequest : member.flags & ~std::uint32_t{store::kByRequest};
  BoxWriter boxes(tx, actor);
  let_in(tx, boxes, actor, in.channel, std::move(member), inviter);
  if (!in.broadcast()) say_in_channel(tx, boxes, actor, in.peer(), said);
  return {};
}

Result<void> leave_channel(store::Transaction& tx, const Actor& actor, std::int64_t id) {
  TRY_ASSIGN(const auto in, visit_channel(tx, actor, id));
  if (!in.self.inside) return fail(Err::USER_NOT_PARTICIPANT);
  if (in.creator()) return fail(Err::USER_CREATOR);
  BoxWriter boxes(tx, actor);
  say(tx, boxes, actor, in, ServiceAction::chat_delete_user, {actor.user});
  log_admin(tx, actor, id, {.action = AdminAction::leave});
  put_out(tx, boxes, in.channel, in.self);
  return {};
}

Result<std::vector<UserId>> invite_to_channel(store::Transaction& tx, const Actor& actor, std::int64_t id,
                                              std::span<const UserId> users) {
  TRY_ASSIGN(const auto in, see_channel(tx, actor, id));
  TRY(check_deed(in, Deed::invite));
  if (in.channel.members + static_cast<std::int32_t>(users.size()) > members_max(in.channel)) {
    return fail(Err::USERS_TOO_MUCH);
  }
  BoxWriter boxes(tx, actor);
  std::vector<UserId> missing;
  std::vector<UserId> added;
  for (const auto user : users) {
    auto member = member_of(tx, in, user, actor.now);
    if (member.inside) continue;
    if (kicked(member) && !check_deed(in, Deed::ban)) {
      if (users.size() == 1) return fail(Err::USER_KICKED);
      continue;
    }
    if (!privacy_allows(tx, user, PrivacyKey::chat_invite, actor.user)) {
      missing.push_back(user);
      continue;
    }
    if (store::count_channels_of(tx, user) >= kChannelsMax) {
      if (users.size() == 1) return fail(Err::USER_CHANNELS_TOO_MUCH);
      continue;
    }
    if (kicked(member)) member.banned_rights = 0;  // who may ban lifts it by inviting
    let_in(tx, boxes, actor, in.channel, member, actor.user);
    log_invited(tx, actor, in, user);
    added.push_back(user);
  }
  say(tx, boxes, actor, in, ServiceAction::chat_add_user, std::move(added));
  return missing;
}

Result<void> set_channel_admin(store::Transaction& tx, const Actor& actor, std::int64_t id, UserId user,
                               std::uint32_t rights, std::string_view rank) {
  TRY_ASSIGN(const auto in, see_channel(tx, actor, id));
  TRY(check_deed(in, Deed::appoint));
  if (user == in.channel.creator && !in.creator()) return fail(Err::USER_CREATOR);
  const auto text = decode_utf8(rank);
  if (!text || utf16_length(rank) > kRankMax) return fail(Err::ADMIN_RANK_INVALID);
  if (std::ranges::any_of(text->characters, is_pictograph)) return fail(Err::ADMIN_RANK_EMOJI_NOT_ALLOWED);
  auto member = member_of(tx, in, user, actor.now);
  BoxWriter boxes(tx, actor);
  if (user == in.channel.creator) {  // of himself he changes what others see alone
    member.rank = rank;
    member.admin_rights = kEveryAdminRight | (rights & kAdminAnonymous);
    store::put_channel_member(tx, member);
    boxes.append(user, EventKind::channel, in.peer());
    return {};
  }
  const auto own = in.creator() ? kEveryAdminRight | kAdminAnonymous : in.self.admin_rights;
  if ((rights & ~own) != 0) return fail(Err::RIGHT_FORBIDDEN);
  if (member.admin_rights != 0 && !may_change_admin(in, member)) return fail(Err::CHAT_ADMIN_REQUIRED);
  if (member.admin_rights == 0 && rights == 0) return {};
  if (member.admin_rights == 0 && store::channel_admins(tx, id).size() >= kAdminsMax) {
    return fail(Err::ADMINS_TOO_MUCH);
  }
  if (!member.inside) {
    if (!check_deed(in, Deed::invite)) return fail(Err::CHAT_ADMIN_INVITE_REQUIRED);
    if (kicked(member) || !privacy_allows(tx, user, PrivacyKey::chat_invite, actor.user)) {
      return fail(Err::USER_NOT_PARTICIPANT);
    }
    let_in(tx, boxes, actor, in.channel, member, actor.user);
    say(tx, boxes, actor, in, ServiceAction::chat_add_user, {user});
    log_invited(tx, actor, in, user);
    member = member_of(tx, in, user, actor.now);
  }
  const auto before = member;
  member.admin_rights = rights;
  member.rank = rights == 0 ? std::string() : std::string(rank);
  member.banned_rights = 0;
  member.acted_by = actor.user;
  log_member_change(tx, actor, before, member);
  store::put_channel_member(tx, member);
  boxes.append(user, EventKind::channel, in.peer());
  return {};
}

Result<void> set_channel_banned(store::Transaction& tx, const Actor& actor, std::int64_t id, UserId user,
                                std::uint32_t rights, std::int32_t until) {
  TRY_ASSIGN(const auto in, see_channel(tx, actor, id));
  TRY(check_deed(in, Deed::ban));
  if (user == actor.user) return fail(Err::USER_ID_INVALID);
  auto member = member_of(tx, in, user, actor.now);
  const bool spared =
      user == in.channel.creator || (member.admin_rights != 0 && !may_change_admin(in, member));
  if (spared) return fail(Err::USER_ADMIN_INVALID);
  if (rights == member.banned_rights && rights == 0) return {};
  const auto before = member;
  member.banned_rights = rights;
  member.banned_until = rights == 0 ? 0 : end_of_ban(until, actor.now);
  member.acted_by = actor.user;
  if (rights != 0) {
    member.admin_rights = 0;
    member.rank.clear();
  }
  log_member_change(tx, actor, before, member);
  BoxWriter boxes(tx, actor);
  if (kicked(member) && member.inside) {
    say(tx, boxes, actor, in, ServiceAction::chat_delete_user, {user});
    put_out(tx, boxes, in.channel, member);
    return {};
  }
  store::put_channel_member(tx, member);
  boxes.append(user, EventKind::channel, in.peer());
  return {};
}

}  // namespace botschaft::domain
