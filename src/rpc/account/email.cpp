// The e-mail address codes go to: account.sendVerifyEmailCode, account.verifyEmail.
#include "domain/accounts/codes.h"
#include "domain/accounts/delivery.h"
#include "domain/accounts/login_email.h"
#include "rpc/auth/sent_code.h"
#include "rpc/handler.h"
#include "rpc/outcome.h"
#include "rpc/views/authorization.h"

namespace botschaft::rpc {
namespace {

Result<domain::LoginEmailChange> change_of(const Context& context,
                                           const tl::Box<tl::EmailVerifyPurpose>& purpose) {
  domain::LoginEmailChange change;
  change.auth_key = context.caller.auth_key;
  change.user = context.self();
  if (const auto* setup = purpose.as<tl::emailVerifyPurposeLoginSetup>()) {
    TRY_ASSIGN(change.phone, domain::parse_address(setup->phone_number));
    change.code_hash = setup->phone_code_hash;
    return change;
  }
  if (!purpose.is<tl::emailVerifyPurposeLoginChange>()) return fail(Err::EMAIL_NOT_SETUP);
  if (context.self() == 0) return fail(Err::AUTH_KEY_UNREGISTERED);
  return change;
}

}  // namespace

Result<tl::Box<tl::account_SentEmailCode>> handle(Context& context, store::Store& store,
                                                  const tl::account_sendVerifyEmailCode& request) {
  const auto& services = context.services;
  TRY_ASSIGN(const auto change, change_of(context, request.purpose));
  const auto email = domain::normalize_email(request.email);
  if (!email) return fail(Err::EMAIL_INVALID);
  if (!services.code_delivery->reaches(domain::Address::Kind::email)) return fail(Err::EMAIL_INVALID);
  TRY_ASSIGN(const auto code, commit(store, [&](store::Transaction& tx) {
               return domain::make_login_email_code(
                   tx, *services.account_policy, services.random, change, *email,
                   services.code_delivery->shows_codes(domain::Address::Kind::email), context.now);
             }));
  TRY(send_code(context, store, {domain::Address::Kind::email, *email}, code));
  auto reply = tl::make<tl::account_sentEmailCode>();
  reply->email_pattern = domain::mask_email(*email);
  reply->length = static_cast<std::int32_t>(domain::kEmailCodeDigits);
  return reply;
}

Result<tl::Box<tl::account_EmailVerified>> handle(Context& context, store::Store& store,
                                                  const tl::account_verifyEmail& request) {
  using Reply = Result<tl::Box<tl::account_EmailVerified>>;
  TRY_ASSIGN(const auto change, change_of(context, request.purpose));
  const auto* code = request.verification.as<tl::emailVerificationCode>();
  if (code == nullptr) return fail(Err::CODE_INVALID);
  return commit_any(store, [&](store::Transaction& tx) -> Reply {
    TRY_ASSIGN(const auto email, domain::verify_login_email(tx, *context.services.account_policy, change,
                                                            code->code, context.now));
    if (change.code_hash.empty()) {
      auto reply = tl::make<tl::account_emailVerified>();
      reply->email = email;
      return reply;
    }
    // The address vouches for the new number: what remains is a name.
    auto success = tl::make<tl::auth_sentCodeSuccess>();
    success->authorization = tl::make<tl::auth_authorizationSignUpRequired>();
    auto reply = tl::make<tl::account_emailVerifiedLogin>();
    reply->email = email;
    reply->sent_code = std::move(success);
    return reply;
  });
}

}  // namespace botschaft::rpc
