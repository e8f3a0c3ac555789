#include "rpc/access.h"

#include <algorithm>

#include "domain/accounts/access_hash.h"
#include "domain/channels/comments.h"
#include "domain/messages/extra.h"
#include "store/messages.h"

namespace botschaft::rpc {
namespace {

Result<store::UserRow> user_by_hash(const Context& context, store::Transaction& tx, UserId id,
                                    std::int64_t hash, Err error) {
  const auto expected =
      domain::access_hash(context.services.access_hash_key, context.self(), PeerId::user(id));
  if (id != context.self() && hash != expected) return fail(error);
  auto row = store::find_user(tx, id);
  if (!row) return fail(error);
  return *std::move(row);
}

// CHANNEL_PRIVATE where the caller may read nothing of it (any more).
Result<domain::InChannel> visit_channel(const Context& context, store::Transaction& tx,
                                        const tl::inputPeerChannel& input) {
  const auto peer = PeerId::channel(input.channel_id);
  if (input.access_hash != domain::access_hash(context.services.access_hash_key, context.self(), peer)) {
    return fail(Err::PEER_ID_INVALID);
  }
  auto in = domain::look_at_channel(tx, input.channel_id, context.self(), context.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  TRY(check_can_read_comments(*in));
  return *std::move(in);
}

// Whether a reader of the message learns of the peer by it.
bool names(const store::MessageRow& row, PeerId target) {
  if (row.sender() == target) return true;
  const auto extra = domain::decode_extra(row.body.extra);
  if (extra.forward && extra.forward->from == target) return true;
  if (extra.reply_from && extra.reply_from->from == target) return true;
  if (std::ranges::find(extra.service.users, target.value) != extra.service.users.end()) return true;
  const auto* contact = std::get_if<domain::ContactMedia>(&extra.media);
  if (contact != nullptr && PeerId::user(contact->user) == target) return true;
  const auto entities = domain::decode_entities(row.body.entities);
  return std::ranges::any_of(entities, [&](const domain::Entity& e) {
    return e.type == domain::EntityType::mention_name && e.value == target.value;
  });
}

}  // namespace

Result<store::UserRow> access_user(const Context& context, store::Transaction& tx,
                                   const tl::Box<tl::InputUser>& input, Err error) {
  if (input.is<tl::inputUserSelf>()) return user_by_hash(context, tx, context.self(), 0, error);
  if (const auto* user = input.as<tl::inputUser>()) {
    return user_by_hash(context, tx, user->user_id, user->access_hash, error);
  }
  if (const auto* seen = input.as<tl::inputUserFromMessage>()) {
    const auto target = PeerId::user(seen->user_id);
    if (!access_peer_in_message(context, tx, seen->peer, seen->msg_id, target)) return fail(error);
    auto row = store::find_user(tx, target.value);
    if (!row) return fail(error);
    return *std::move(row);
  }
  return fail(error);
}

Result<PeerId> access_peer(const Context& context, store::Transaction& tx,
                           const tl::Box<tl::InputPeer>& input) {
  if (input.is<tl::inputPeerSelf>()) return PeerId::user(context.self());
  if (const auto* user = input.as<tl::inputPeerUser>()) {
    TRY(user_by_hash(context, tx, user->user_id, user->access_hash, Err::PEER_ID_INVALID));
    return PeerId::user(user->user_id);
  }
  if (const auto* chat = input.as<tl::inputPeerChat>()) {
    if (!access_group(context, tx, chat->chat_id)) return fail(Err::PEER_ID_INVALID);
    return PeerId::chat(chat->chat_id);
  }
  if (const auto* channel = input.as<tl::inputPeerChannel>()) {
    TRY_ASSIGN(const auto in, visit_channel(context, tx, *channel));
    TRY(check_can_read(in));
    return in.peer();
  }
  if (const auto* seen = input.as<tl::inputPeerUserFromMessage>()) {
    return access_peer_in_message(context, tx, seen->peer, seen->msg_id, PeerId::user(seen->user_id));
  }
  if (const auto* seen = input.as<tl::inputPeerChannelFromMessage>()) {
    return access_peer_in_message(context, tx, seen->peer, seen->msg_id, PeerId::channel(seen->channel_id));
  }
  return fail(Err::PEER_ID_INVALID);
}

Result<PeerId> visit_peer(const Context& context, store::Transaction& tx,
                          const tl::Box<tl::InputPeer>& input) {
  const auto* channel = input.as<tl::inputPeerChannel>();
  if (channel == nullptr) return access_peer(context, tx, input);
  TRY_ASSIGN(const auto in, visit_channel(context, tx, *channel));
  return in.peer();
}

bool is_guest(const Context& context, store::Transaction& tx, PeerId peer) {
  if (!peer.is_channel()) return false;
  const auto in = domain::look_at_channel(tx, peer.bare(), context.self(), context.now);
  return in && !check_can_read(*in) && check_can_read_comments(*in);
}

Result<PeerId> access_messages(const Context& context, store::Transaction& tx,
                               const tl::Box<tl::InputPeer>& input, std::span<const MessageId> ids) {
  const auto* channel = input.as<tl::inputPeerChannel>();
  if (channel == nullptr) return access_peer(context, tx, input);
  TRY_ASSIGN(const auto in, visit_channel(context, tx, *channel));
  TRY(check_may_see(tx, in, ids));
  return in.peer();
}

Result<PeerId> access_thread(const Context& context, store::Transaction& tx,
                             const tl::Box<tl::InputPeer>& input, MessageId top) {
  return top == 0 ? access_peer(context, tx, input) : access_messages(context, tx, input, std::span(&top, 1));
}

Result<domain::Membership> access_group(const Context& context, store::Transaction& tx, std::int64_t chat) {
  return domain::find_membership(tx, chat, context.self());
}

Result<PeerId> access_peer_in_message(const Context& context, store::Transaction& tx,
                                      const tl::Box<tl::InputPeer>& chat, MessageId message, PeerId target) {
  // only channels' pushes have `min`
  if (!chat.is<tl::inputPeerChannel>()) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(const auto peer, access_messages(context, tx, chat, std::span(&message, 1)));
  const auto row = store::find_message(tx, context.self(), peer, message);
  if (!row || !names(*row, target)) return fail(Err::PEER_ID_INVALID);
  if (target.is_user()) return target;
  const auto in = domain::look_at_channel(tx, target.bare(), context.self(), context.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  TRY(check_can_read(*in));
  return target;
}

}  // namespace botschaft::rpc
