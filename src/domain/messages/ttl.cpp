#include "domain/messages/ttl.h"

#include <algorithm>

#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/channels/posts.h"
#include "domain/due.h"
#include "domain/groups/post.h"
#include "domain/messages/edit.h"
#include "store/history_ttls.h"

namespace botschaft::domain {
namespace {

constexpr int kLookedAtForOwn = 50;  // messages, to find out whether one has written in a chat

Result<void> check_period(std::int32_t period) {
  if (period < 0 || period > kTtlMax) return fail(Err::TTL_PERIOD_INVALID);
  return {};
}

Result<void> check_may_set(store::Transaction& tx, const Actor& actor, PeerId peer) {
  if (peer.is_user()) return check_can_write(tx, actor.user, peer);
  if (peer.is_chat()) {
    TRY_ASSIGN(const auto membership, require_member(tx, peer.bare(), actor.user));
    return check_deed(membership, Deed::change_info);
  }
  const auto in = look_at_channel(tx, peer.bare(), actor.user, actor.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  return check_deed(*in, Deed::change_info);
}

void put(store::Transaction& tx, UserId actor, PeerId peer, std::int32_t period) {
  if (!peer.is_user()) {
    store::put_history_ttl(tx, 0, peer, period);
    return;
  }
  store::put_history_ttl(tx, actor, peer, period);
  store::put_history_ttl(tx, peer.value, PeerId::user(actor), period);
}

void tell(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId peer) {
  if (peer.is_chat()) {
    tell_members(tx, boxes, peer.bare(), EventKind::peer_history_ttl);
  } else if (peer.is_channel()) {
    boxes.append(box_of(peer), EventKind::peer_history_ttl, peer, actor.now);
    // His other devices fetch the message as their own, and clients overlook what a difference of a channel
    // says beside messages.
    boxes.append(actor.user, EventKind::peer_history_ttl, peer);
  } else {
    boxes.append(actor.user, EventKind::peer_history_ttl, peer);
    if (peer.value != actor.user)
      boxes.append(peer.value, EventKind::peer_history_ttl, PeerId::user(actor.user));
  }
}

// `automatic`: nobody decided it for this chat.
void change(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId peer, std::int32_t period,
            bool automatic = false) {
  put(tx, actor.user, peer, period);
  Service said{.action = ServiceAction::set_messages_ttl, .number = period};
  if (automatic) said.users.push_back(actor.user);
  Posting posting{.to = peer, .flags = store::kService};
  posting.body.extra = encode_extra({.service = std::move(said)});
  post(tx, boxes, actor, posting);
  tell(tx, boxes, actor, peer);
}

}  // namespace

std::int32_t history_ttl(store::Transaction& tx, UserId viewer, PeerId peer) {
  return store::find_history_ttl(tx, peer.is_user() ? viewer : 0, peer);
}

Result<void> set_history_ttl(store::Transaction& tx, const Actor& actor, PeerId peer, std::int32_t period) {
  TRY(check_period(period));
  TRY(check_may_set(tx, actor, peer));
  const auto before = history_ttl(tx, actor.user, peer);
  if (period == before) return fail(Err::CHAT_NOT_MODIFIED);
  if (peer.is_channel())
    log_admin(tx, actor, peer.bare(), {.action = AdminAction::history_ttl, .number = {before, period}});
  BoxWriter boxes(tx, actor);
  change(tx, boxes, actor, peer, period);
  return {};
}

Result<void> begin_with_ttl(store::Transaction& tx, const Actor& actor, PeerId peer, std::int32_t period) {
  return period == 0 ? Result<void>{} : set_history_ttl(tx, actor, peer, period);
}

Result<void> set_default_history_ttl(store::Transaction& tx, const Actor& actor, std::int32_t period) {
  TRY(check_period(period));
  store::put_history_ttl(tx, actor.user, PeerId{}, period);
  return {};
}

std::int32_t default_history_ttl(store::Transaction& tx, UserId user) {
  return store::find_history_ttl(tx, user, PeerId{});
}

void apply_default_ttl(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId to) {
  if (!to.is_user() || to.value == actor.user) return;
  const auto period = default_history_ttl(tx, actor.user);
  if (period == 0 || history_ttl(tx, actor.user, to) != 0) return;
  const auto rows = store::messages_newest_first(tx, actor.user, to, {}, kLookedAtForOwn);
  const bool known = std::cmp_equal(rows.size(), kLookedAtForOwn) ||
                     std::ranges::any_of(rows, [](const auto& row) { return row.out(); });
  if (!known) change(tx, boxes, actor, to, period, true);
}

std::int32_t limit_life(store::Transaction& tx, UserId viewer, PeerId chat, store::MessageBody& body) {
  const auto period = history_ttl(tx, viewer, chat);
  if (period == 0) return 0;
  auto extra = decode_extra(body.extra);
  extra.ttl_period = period;
  body.extra = encode_extra(extra);
  return period;
}

void set_end(store::Transaction& tx, std::int64_t owner, std::int32_t id, std::int32_t at) {
  set_due(tx, DueKind::ending_message, owner, id, at);
}

void delete_ended(store::Transaction& tx, std::int64_t owner, std::span<const std::int64_t> ids,
                  std::int32_t now) {
  const PeerId box{owner};
  const std::vector<MessageId> numbers(ids.begin(), ids.end());
  if (box.is_channel()) {
    delete_ended_posts(tx, box, numbers, now);
  } else if (box.is_chat()) {
    delete_ended_in_group(tx, box, numbers, now);
  } else {
    delete_ended_in_box(tx, box.value, numbers, now);
  }
}

}  // namespace botschaft::domain
