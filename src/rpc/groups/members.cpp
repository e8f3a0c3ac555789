// Who is in a basic group: messages.createChat, addChatUser, deleteChatUser, editChatAdmin, deleteChat.
#include "domain/groups/members.h"

#include "domain/messages/ttl.h"

#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::messages_InvitedUsers> invited(const Context& context, store::Transaction& tx,
                                           std::int32_t before, std::span<const UserId> missing) {
  auto reply = tl::make<tl::messages_invitedUsers>();
  reply->updates = said_reply(context, tx, before);
  for (const auto user : missing) {
    auto invitee = tl::make<tl::missingInvitee>();
    invitee->user_id = user;
    reply->missing_invitees.push_back(std::move(invitee));
  }
  return reply;
}

}  // namespace

Result<tl::Box<tl::messages_InvitedUsers>> handle(Context& context, store::Transaction& tx,
                                                  const tl::messages_createChat& r) {
  if (r.users.size() > domain::kGroupMembersMax) return fail(Err::USERS_TOO_MUCH);
  domain::NewGroup group{.title = r.title, .users = {}};
  for (const auto& input : r.users) {
    TRY_ASSIGN(const auto user, access_user(context, tx, input));
    group.users.push_back(user.id);
  }
  const auto before = store::top_pts(tx, context.self());
  TRY_ASSIGN(const auto created, domain::create_group(tx, actor_told_by_reply(context), group));
  const auto peer = PeerId::chat(created.chat);
  TRY(domain::begin_with_ttl(tx, actor_told_by_reply(context), peer, r.ttl_period.value_or(0)));
  return invited(context, tx, before, created.missing);
}

Result<tl::Box<tl::messages_InvitedUsers>> handle(Context& context, store::Transaction& tx,
                                                  const tl::messages_addChatUser& r) {
  TRY(access_group(context, tx, r.chat_id));
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  const auto before = store::top_pts(tx, context.self());
  TRY_ASSIGN(const bool added,
             domain::add_to_group(tx, actor_told_by_reply(context), r.chat_id, user.id, r.fwd_limit));
  const UserId missing[] = {user.id};
  return invited(context, tx, before, std::span(missing, added ? 0 : 1));
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_deleteChatUser& r) {
  TRY(access_group(context, tx, r.chat_id));
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::remove_from_group(tx, actor_told_by_reply(context), r.chat_id, user.id, r.revoke_history));
  return said_reply(context, tx, before);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_editChatAdmin& r) {
  TRY(access_group(context, tx, r.chat_id));
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  TRY(domain::set_group_admin(tx, actor_told_by_push(context), r.chat_id, user.id, r.is_admin));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_deleteChat& r) {
  TRY(domain::delete_group(tx, actor_told_by_push(context), r.chat_id));
  return true;
}

}  // namespace botschaft::rpc
