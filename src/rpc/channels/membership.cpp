// What becomes of a group as a whole: messages.migrateChat, toggleNoForwards, editChatCreator,
// channels.editCreator.
#include "domain/channels/migration.h"
#include "domain/ownership.h"
#include "domain/protection.h"
#include "rpc/account/password_check.h"
#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

// Clients learn with an empty password and nobody named whether they could give the chat away at all:
// PASSWORD_HASH_INVALID then means yes.
Result<tl::Box<tl::Updates>> give(Context& context, store::Store& store, PeerId peer,
                                  const tl::Box<tl::InputUser>& to,
                                  const tl::Box<tl::InputCheckPasswordSRP>& password) {
  const auto actor = actor_told_by_reply(context);
  TRY(read(store,
           [&](store::Transaction& tx) { return check_may_give(tx, actor, context.caller.auth_key); }));
  return with_password(context, store, context.self(), password,
                       [&](store::Transaction& tx) -> Result<tl::Box<tl::Updates>> {
                         TRY_ASSIGN(const auto user, access_user(context, tx, to));
                         if (user.deleted) return fail(Err::INPUT_USER_DEACTIVATED);
                         TRY(domain::check_gift(tx, actor, peer, user.id));
                         const auto before = boxes_before(context, tx, peer);
                         domain::give_chat(tx, actor, peer, user.id);
                         return said_reply(context, tx, before);
                       });
}

}  // namespace

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_migrateChat& r) {
  TRY(access_group(context, tx, r.chat_id));
  const auto own = store::top_pts(tx, context.self());
  TRY_ASSIGN(const auto id, domain::migrate_group(tx, actor_told_by_reply(context), r.chat_id));
  const BoxesBefore before{.own = own, .channel = PeerId::channel(id), .in_channel = store::kEmptyBoxPts};
  return said_reply(context, tx, before);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_toggleNoForwards& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::protect_content(tx, actor_told_by_reply(context), peer, r.enabled));
  return updates_reply(context, tx, before);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Store& store,
                                    const tl::messages_editChatCreator& r) {
  TRY_ASSIGN(const auto peer,
             read(store, [&](store::Transaction& tx) { return access_peer(context, tx, r.peer); }));
  return give(context, store, peer, r.user_id, r.password);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Store& store,
                                    const tl::channels_editCreator& r) {
  TRY_ASSIGN(const auto id,
             read(store, [&](store::Transaction& tx) { return access_channel(context, tx, r.channel); }));
  return give(context, store, PeerId::channel(id), r.user_id, r.password);
}

}  // namespace botschaft::rpc
