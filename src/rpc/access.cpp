#include "rpc/access.h"

#include "domain/accounts/access_hash.h"

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

}  // namespace

Result<store::UserRow> access_user(const Context& context, store::Transaction& tx,
                                   const tl::Box<tl::InputUser>& input, Err error) {
  if (input.is<tl::inputUserSelf>()) return user_by_hash(context, tx, context.self(), 0, error);
  if (const auto* user = input.as<tl::inputUser>()) {
    return user_by_hash(context, tx, user->user_id, user->access_hash, error);
  }
  // inputUserFromMessage is for people known from `min` constructors alone, which this server never sends.
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
  return fail(Err::PEER_ID_INVALID);
}

Result<domain::Membership> access_group(const Context& context, store::Transaction& tx, std::int64_t chat) {
  return domain::find_membership(tx, chat, context.self());
}

}  // namespace botschaft::rpc
