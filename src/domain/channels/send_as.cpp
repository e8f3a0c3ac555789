#include "domain/channels/send_as.h"

#include <algorithm>

#include "domain/channels/admin_log.h"
#include "domain/channels/members.h"
#include "store/discussions.h"
#include "store/send_as.h"

namespace botschaft::domain {
namespace {

PeerId without_self(PeerId sender, UserId self) {
  return sender == PeerId::user(self) ? PeerId{} : sender;
}

store::ChannelMemberRow sender_row(store::Transaction& tx, const InChannel& in, PeerId sender) {
  const auto row = store::find_channel_member(tx, in.channel.id, sender.value);
  if (!row) return {.channel = in.channel.id, .user = sender.value};
  return member_now(*row, in.at);
}

}  // namespace

bool anonymous(const store::ChannelRow& channel, const store::ChannelMemberRow& member) {
  return !channel.broadcast() && member.inside && (member.admin_rights & kAdminAnonymous) != 0;
}

bool anonymous(const InChannel& in) {
  return anonymous(in.channel, in.self);
}

std::vector<PeerId> send_as_choices(store::Transaction& tx, const InChannel& in) {
  if (in.broadcast()) return {in.peer()};
  std::vector choices{anonymous(in) ? in.peer() : PeerId::user(in.self.user)};
  const auto discussed = in.channel.is(store::kHasDiscussion)
                             ? store::find_discussed_broadcast(tx, in.channel.id)
                             : std::nullopt;
  if (in.channel.username.empty() && !discussed) return choices;
  for (const auto& row : store::channels_of(tx, in.self.user)) {
    const auto channel = store::find_channel(tx, row.channel);
    const bool own = channel && channel->broadcast() && channel->creator == in.self.user;
    const bool possible = own && (!channel->username.empty() || channel->id == discussed);
    if (possible && sender_row(tx, in, channel->peer()).banned_rights == 0)
      choices.push_back(channel->peer());
  }
  return choices;
}

PeerId default_send_as(store::Transaction& tx, const InChannel& in) {
  const auto choices = send_as_choices(tx, in);
  const auto saved = store::find_default_send_as(tx, in.self.user, in.peer());
  const bool possible = saved && std::ranges::find(choices, *saved) != choices.end();
  return possible ? *saved : choices.front();
}

Result<void> check_send_as(store::Transaction& tx, const Actor& actor, PeerId to, PeerId send_as) {
  if (!to.is_channel()) {
    if (send_as != PeerId::user(actor.user)) return fail(Err::SEND_AS_PEER_INVALID);
    return {};
  }
  TRY_ASSIGN(const auto in, visit_channel(tx, actor, to.bare()));
  const auto choices = send_as_choices(tx, in);
  if (std::ranges::find(choices, send_as) == choices.end()) return fail(Err::SEND_AS_PEER_INVALID);
  return {};
}

Result<void> save_default_send_as(store::Transaction& tx, const Actor& actor, std::int64_t channel,
                                  PeerId send_as) {
  const auto peer = PeerId::channel(channel);
  TRY(check_send_as(tx, actor, peer, send_as));
  store::put_default_send_as(tx, actor.user, peer, send_as);
  BoxWriter(tx, actor).append(actor.user, EventKind::channel, peer);
  return {};
}

Result<void> ban_sender(store::Transaction& tx, const Actor& actor, std::int64_t group, PeerId sender,
                        std::uint32_t rights, std::int32_t until) {
  TRY_ASSIGN(const auto in, see_channel(tx, actor, group));
  TRY(check_deed(in, Deed::ban));
  if (in.broadcast() || !sender.is_channel() || sender == in.peer()) return fail(Err::PARTICIPANT_ID_INVALID);
  const auto discussed = store::find_discussed_broadcast(tx, group);
  if (discussed && sender == PeerId::channel(*discussed)) return fail(Err::USER_ADMIN_INVALID);
  const auto before = sender_row(tx, in, sender);
  if (rights == before.banned_rights && rights == 0) return {};
  auto after = before;
  after.banned_rights = rights;
  after.banned_until = rights == 0 ? 0 : end_of_ban(until, actor.now);
  after.acted_by = actor.user;
  after.joined_at = actor.now;
  log_member_change(tx, actor, before, after);
  store::put_channel_member(tx, after);
  return {};
}

PeerId shown_sender(store::Transaction& tx, const Actor& actor, PeerId channel,
                    const std::optional<PeerId>& wish) {
  const auto in = look_at_channel(tx, channel.bare(), actor.user, actor.now);
  if (!in || in->broadcast()) return {};
  return without_self(wish ? *wish : default_send_as(tx, *in), actor.user);
}

PeerId shown_doer(store::Transaction& tx, const Actor& actor, PeerId channel) {
  const auto in = look_at_channel(tx, channel.bare(), actor.user, actor.now);
  return in && anonymous(*in) ? channel : PeerId{};
}

}  // namespace botschaft::domain
