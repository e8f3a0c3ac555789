#include "domain/channels/rights.h"

#include <algorithm>

#include "store/discussions.h"

namespace botschaft::domain {
namespace {

constexpr std::uint32_t kAnyRight = ~std::uint32_t{0};

// Right: what an admin needs one of; 0: an admin may not, but for the creator. Ban: plain members may unless
// one of these is forbidden to them; without value they may not.
struct Rule {
  Deed deed;
  std::uint32_t in_broadcast;
  std::uint32_t in_group;
  std::optional<std::uint32_t> member_in_broadcast;
  std::optional<std::uint32_t> member_in_group;
};

constexpr Rule kRules[] = {
    {Deed::write, kAdminPostMessages, kAnyRight, std::nullopt, kBanSendMessages | kBanSendPlain},
    {Deed::send_poll, kAdminPostMessages, kAnyRight, std::nullopt, kBanSendMessages | kBanSendPolls},
    {Deed::edit_others, kAdminEditMessages, 0, std::nullopt, std::nullopt},
    {Deed::delete_others, kAdminDeleteMessages, kAdminDeleteMessages, std::nullopt, std::nullopt},
    {Deed::pin, kAdminEditMessages, kAdminPinMessages, std::nullopt, kBanPinMessages},
    {Deed::change_info, kAdminChangeInfo, kAdminChangeInfo, std::nullopt, kBanChangeInfo},
    {Deed::invite, kAdminInviteUsers, kAdminInviteUsers, std::nullopt, kBanInviteUsers},
    {Deed::manage_invites, kAdminInviteUsers, kAdminInviteUsers, std::nullopt, std::nullopt},
    {Deed::ban, kAdminBanUsers, kAdminBanUsers, std::nullopt, std::nullopt},
    {Deed::appoint, kAdminAddAdmins, kAdminAddAdmins, std::nullopt, std::nullopt},
    {Deed::rank_oneself, kAnyRight, kAnyRight, std::nullopt, kBanEditRank},
    {Deed::rank_others, 0, kAdminManageRanks, std::nullopt, std::nullopt},
    {Deed::list_members, kAnyRight, kAnyRight, std::nullopt, 0U},
    {Deed::list_banned, kAnyRight, kAnyRight, std::nullopt, std::nullopt},
    {Deed::read_log, kAnyRight, kAnyRight, std::nullopt, std::nullopt},
    {Deed::erase, 0, 0, std::nullopt, std::nullopt},
    {Deed::create_topic, 0, kAdminManageTopics, std::nullopt, kBanManageTopics},
    {Deed::manage_topics, 0, kAdminManageTopics, std::nullopt, std::nullopt},
};

// Who reads a discussion group may comment there without coming in, if its admins allow it.
bool open_to_guests(const InChannel& in) {
  return !in.broadcast() && in.channel.is(store::kHasDiscussion) && !in.channel.is(store::kJoinToSend) &&
         (in.guest || !in.channel.username.empty());
}

// Whether he reads a private group because he reads what is discussed there.
bool is_guest(store::Transaction& tx, const store::ChannelRow& channel, const store::ChannelMemberRow& self,
              std::int32_t now) {
  const bool discusses = !channel.broadcast() && channel.is(store::kHasDiscussion);
  if (!discusses || self.inside || !channel.username.empty()) return false;
  const auto broadcast = store::find_discussed_broadcast(tx, channel.id);
  const auto in = broadcast ? look_at_channel(tx, *broadcast, self.user, now) : std::nullopt;
  return in && check_deed(*in, Deed::read);
}

std::unexpected<Error> denial(const InChannel& in, Deed deed) {
  const bool poll = deed == Deed::send_poll;
  if (deed != Deed::write && !poll) return fail(Err::CHAT_ADMIN_REQUIRED);
  if (!in.self.inside && in.channel.is(store::kJoinToSend)) return fail(Err::CHAT_GUEST_SEND_FORBIDDEN);
  if (in.broadcast() || (!in.self.inside && !open_to_guests(in))) return fail(Err::CHAT_WRITE_FORBIDDEN);
  if ((in.self.banned_rights & (kBanSendMessages | (poll ? kBanSendPolls : kBanSendPlain))) != 0) {
    return fail(Err::USER_BANNED_IN_CHANNEL);
  }
  if ((in.channel.banned_rights & kBanSendMessages) != 0) return fail(Err::CHAT_WRITE_FORBIDDEN);
  return fail(poll ? Err::CHAT_SEND_POLL_FORBIDDEN : Err::CHAT_SEND_PLAIN_FORBIDDEN);
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
  InChannel in{*std::move(channel), member_now(*std::move(self), now)};
  in.guest = is_guest(tx, in.channel, in.self, now);
  return in;
}

Result<void> check_deed(const InChannel& in, Deed deed) {
  if (deed == Deed::read) {
    if (kicked(in.self)) return fail(Err::CHANNEL_PRIVATE);
    if (in.self.inside || in.guest || !in.channel.username.empty()) return {};
    return fail(Err::CHANNEL_PRIVATE);
  }
  const auto* rule = std::ranges::find(kRules, deed, &Rule::deed);
  if (in.self.inside && in.creator()) return {};
  if (in.self.inside && in.self.admin_rights != 0) {
    const auto needed = in.broadcast() ? rule->in_broadcast : rule->in_group;
    if ((in.self.admin_rights & needed) != 0) return {};
  }
  if (deed == Deed::list_members && in.channel.is(store::kParticipantsHidden)) return denial(in, deed);
  const auto& member = in.broadcast() ? rule->member_in_broadcast : rule->member_in_group;
  const auto forbidden = in.channel.banned_rights | in.self.banned_rights;
  const bool sends = deed == Deed::write || deed == Deed::send_poll;
  const bool takes_part = in.self.inside || (sends && open_to_guests(in));
  if (takes_part && member && (forbidden & *member) == 0) return {};
  return denial(in, deed);
}

}  // namespace botschaft::domain
