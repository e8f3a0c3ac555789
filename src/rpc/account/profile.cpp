// account.updateProfile, checkUsername, updateUsername, updateStatus, deleteAccount.
#include "domain/accounts/profile.h"

#include "rpc/account/password_check.h"
#include "rpc/handler.h"
#include "rpc/views/user.h"
#include "updates/presence.h"

namespace botschaft::rpc {

Result<tl::Box<tl::User>> handle(Context& context, store::Transaction& tx,
                                 const tl::account_updateProfile& request) {
  TRY_ASSIGN(const auto user, domain::update_profile(tx, context.self(),
                                                     {request.first_name, request.last_name, request.about}));
  return user_view(viewer_of(context), tx, user);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_checkUsername& request) {
  const auto free = domain::check_username(tx, context.self(), request.username);
  if (!free && free.error().err == Err::USERNAME_INVALID) return std::unexpected(free.error());
  return free.has_value();  // an occupied name is an answer here, not an error
}

Result<tl::Box<tl::User>> handle(Context& context, store::Transaction& tx,
                                 const tl::account_updateUsername& request) {
  TRY_ASSIGN(const auto user, domain::update_username(tx, context.self(), request.username));
  return user_view(viewer_of(context), tx, user);
}

Result<bool> handle(Context& context, const tl::account_updateStatus& request) {
  if (auto* presence = context.services.presence) {
    if (request.offline) {
      presence->go_offline(context.self(), context.caller.session_key());
    } else {
      presence->go_online(context.self(), context.caller.session_key());
    }
  }
  return true;
}

Result<bool> handle(Context& context, store::Store& store, const tl::account_deleteAccount& request) {
  return with_password(context, store, context.self(), request.password,
                       [&](store::Transaction& tx) -> Result<bool> {
                         domain::delete_account(tx, context.self());
                         return true;
                       });
}

}  // namespace botschaft::rpc
