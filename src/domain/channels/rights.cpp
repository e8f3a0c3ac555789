#include "domain/channels/rights.h"

#include "store/discussions.h"

namespace botschaft::domain {
namespace {

// Who reads comments may write some without coming in, if the group's admins allow it.
bool open_to_guests(const InChannel& in) {
  return !in.broadcast() && in.channel.is(store::kHasDiscussion) && !in.channel.is(store::kJoinToSend) &&
         (in.guest || !in.channel.username.empty());
}

// Whether he reads comments in a private group because he reads what is discussed there.
bool is_guest(store::Transaction& tx, const store::ChannelRow& channel, const store::ChannelMemberRow& self,
              std::int32_t now) {
  const bool discusses = !channel.broadcast() && channel.is(store::kHasDiscussion);
  if (!discusses || self.inside || !channel.username.empty()) return false;
  const auto broadcast = store::find_discussed_broadcast(tx, channel.id);
  const auto in = broadcast ? look_at_channel(tx, *broadcast, self.user, now) : std::nullopt;
  return in && check_can_read(*in);
}

Standing reader(const InChannel& in) {
  return {.kind = in.broadcast() ? ChatKind::broadcast : ChatKind::supergroup,
          .inside = in.self.inside,
          .creator = in.creator(),
          .admin_rights = in.self.admin_rights,
          .forbidden = in.self.banned_rights & kBanViewMessages,
          .open = !in.channel.username.empty(),
          .guest = in.guest};
}

std::unexpected<Error> denial(const InChannel& in, Deed deed) {
  if (!is_said(deed)) return fail(Err::CHAT_ADMIN_REQUIRED);
  if (!in.self.inside && in.channel.is(store::kJoinToSend)) return fail(Err::CHAT_GUEST_SEND_FORBIDDEN);
  if (in.broadcast() || (!in.self.inside && !open_to_guests(in))) return fail(Err::CHAT_WRITE_FORBIDDEN);
  if ((in.self.banned_rights & forbidding(deed)) != 0) return fail(Err::USER_BANNED_IN_CHANNEL);
  if ((in.channel.banned_rights & kBanSendMessages) != 0) return fail(Err::CHAT_WRITE_FORBIDDEN);
  return fail(refusal(deed));
}

}  // namespace

bool kicked(const store::ChannelMemberRow& row) {
  return (row.banned_rights & kBanViewMessages) != 0;
}

store::ChannelMemberRow member_now(store::ChannelMemberRow row, std::int32_t now) {
  if (row.banned_rights != 0 && row.banned_until <= now) {
    row.banned_rights = 0;
    row.banned_until = 0;
  }
  return row;
}

std::optional<InChannel> look_at_channel(store::Transaction& tx, std::int64_t id, UserId user,
                                         std::int32_t now) {
  auto channel = store::find_channel(tx, id);
  if (!channel || channel->is(store::kChannelDeleted)) return std::nullopt;
  auto self = store::find_channel_member(tx, id, user);
  if (!self) self = store::ChannelMemberRow{.channel = id, .user = user};
  InChannel in{*std::move(channel), member_now(*std::move(self), now), now};
  in.guest = is_guest(tx, in.channel, in.self, now);
  return in;
}

Result<void> check_can_read(const InChannel& in) {
  if (allowed(Deed::read, reader(in))) return {};
  return fail(check_can_read_comments(in) ? Err::PEER_ID_INVALID : Err::CHANNEL_PRIVATE);
}

Result<void> check_can_read_comments(const InChannel& in) {
  if (!allowed(Deed::read_comments, reader(in))) return fail(Err::CHANNEL_PRIVATE);
  return {};
}

Result<void> check_deed(const InChannel& in, Deed deed) {
  const Standing who{.kind = in.broadcast() ? ChatKind::broadcast : ChatKind::supergroup,
                     .inside = in.self.inside,
                     .creator = in.creator(),
                     .admin_rights = in.self.admin_rights,
                     .forbidden = in.channel.banned_rights | in.self.banned_rights,
                     .guest = open_to_guests(in)};
  const bool hidden = deed == Deed::list_members && in.channel.is(store::kParticipantsHidden) && !in.admin();
  if (allowed(deed, who) && !hidden) return {};
  return denial(in, deed);
}

}  // namespace botschaft::domain
