#include "domain/invites/doors.h"

#include "domain/channels/members.h"
#include "domain/groups/members.h"
#include "domain/groups/post.h"

namespace botschaft::domain {

std::optional<Door> find_door(store::Transaction& tx, PeerId peer, UserId user, std::int32_t now) {
  if (peer.is_channel()) {
    const auto in = look_at_channel(tx, peer.bare(), user, now);
    if (!in) return std::nullopt;
    return Door{.inside = in->self.inside,
                .barred = kicked(in->self),
                .manages = check_deed(*in, Deed::manage_invites).has_value(),
                .creator = in->creator(),
                .asks = in->channel.is(store::kRequestsByLink)};
  }
  const auto chat = store::find_chat(tx, peer.bare());
  if (!chat || chat->is(store::kDeactivated)) return std::nullopt;
  const auto self = store::find_chat_member(tx, peer.bare(), user);
  if (!self) return Door{};
  const Membership membership{*chat, *self};
  return Door{.inside = membership.inside(),
              .barred = self->role == store::ChatRole::removed,
              .manages = membership.may(Deed::manage_invites),
              .creator = membership.creator()};
}

Result<Door> manage_door(store::Transaction& tx, const Actor& actor, PeerId peer) {
  if (peer.is_channel()) {
    TRY(see_channel(tx, actor, peer.bare()));
  } else if (peer.is_chat()) {
    TRY(require_member(tx, peer.bare(), actor.user));
  } else {
    return fail(Err::PEER_ID_INVALID);
  }
  const auto door = find_door(tx, peer, actor.user, actor.now);
  if (!door || !door->manages) return fail(Err::CHAT_ADMIN_REQUIRED);
  return *door;
}

Result<void> go_in(store::Transaction& tx, const Actor& actor, PeerId peer, const Entrance& entrance) {
  if (peer.is_channel()) {
    const auto in = look_at_channel(tx, peer.bare(), actor.user, actor.now);
    if (!in) return fail(Err::CHANNEL_PRIVATE);
    return enter_channel(tx, actor, *in, entrance.inviter, entrance.said);
  }
  const auto chat = store::find_chat(tx, peer.bare());
  if (!chat) return fail(Err::CHAT_ID_INVALID);
  return enter_group(tx, actor, *chat, entrance.inviter, entrance.said);
}

void tell_requests(store::Transaction& tx, BoxWriter& boxes, PeerId peer) {
  if (peer.is_channel()) {
    tell_channel_admins(tx, boxes, peer, EventKind::chat_join_requests, Deed::manage_invites);
  } else {
    tell_admins(tx, boxes, peer.bare(), EventKind::chat_join_requests);
  }
}

}  // namespace botschaft::domain
