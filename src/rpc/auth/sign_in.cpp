// auth.signIn, auth.signUp, auth.checkPassword, auth.logOut, auth.resetAuthorizations.
#include "domain/accounts/sign_in.h"

#include "domain/accounts/devices.h"
#include "domain/accounts/password.h"
#include "domain/restrictions/restriction.h"
#include "rpc/account/password_check.h"
#include "rpc/handler.h"
#include "rpc/outcome.h"
#include "rpc/views/authorization.h"

namespace botschaft::rpc {
namespace {

using Reply = Result<tl::Box<tl::auth_Authorization>>;

Result<std::string> typed_code(const tl::auth_signIn& request) {
  if (request.phone_code) return *request.phone_code;
  if (const auto* email = request.email_verification.as<tl::emailVerificationCode>()) return email->code;
  // Signing in by Apple or Google means trusting their servers with every account here.
  return fail(request.email_verification ? Err::PHONE_CODE_INVALID : Err::PHONE_CODE_EMPTY);
}

}  // namespace

Reply handle(Context& context, store::Store& store, const tl::auth_signIn& request) {
  TRY_ASSIGN(const auto address, domain::parse_address(request.phone_number));
  TRY_ASSIGN(const auto code, typed_code(request));
  const auto& services = context.services;
  return commit_any(store, [&](store::Transaction& tx) -> Reply {
    TRY_ASSIGN(
        const auto user,
        domain::sign_in(tx, *services.account_policy, services.random,
                        {address, request.phone_code_hash, code, context.caller.auth_key}, context.now));
    if (!user) return tl::make<tl::auth_authorizationSignUpRequired>();
    return signed_in_view(context, tx, *user);
  });
}

Reply handle(Context& context, store::Transaction& tx, const tl::auth_signUp& request) {
  TRY_ASSIGN(const auto address, domain::parse_address(request.phone_number));
  const auto& services = context.services;
  TRY_ASSIGN(const auto user, domain::sign_up(tx, *services.account_policy, services.random,
                                              {address, request.phone_code_hash, request.first_name,
                                               request.last_name, context.caller.auth_key},
                                              context.now));
  return signed_in_view(context, tx, user);
}

Reply handle(Context& context, store::Store& store, const tl::auth_checkPassword& request) {
  const auto key = context.caller.auth_key;
  TRY_ASSIGN(const auto subject, read(store, [&](store::Transaction& tx) {
               return domain::password_subject(tx, key, context.self(), context.now);
             }));
  return with_password(context, store, subject.user, request.password, [&](store::Transaction& tx) -> Reply {
    const auto user = store::find_user(tx, subject.user);
    if (!user || user->deleted || domain::is_suspended(tx, user->id)) return fail(Err::USER_DEACTIVATED);
    if (subject.signing_in) domain::authorize(tx, context.services.random, user->id, key, context.now);
    return signed_in_view(context, tx, *user);
  });
}

Result<tl::Box<tl::auth_LoggedOut>> handle(Context& context, store::Transaction& tx, const tl::auth_logOut&) {
  domain::log_out(tx, context.caller.auth_key);
  return tl::make<tl::auth_loggedOut>();
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::auth_resetAuthorizations&) {
  TRY(domain::reset_authorizations(tx, *context.services.account_policy, context.self(),
                                   context.caller.auth_key, context.now));
  return true;
}

}  // namespace botschaft::rpc
