// A new phone number: account.sendChangePhoneCode, account.changePhone.
#include "domain/accounts/codes.h"
#include "domain/accounts/delivery.h"
#include "domain/accounts/devices.h"
#include "domain/accounts/profile.h"
#include "rpc/auth/sent_code.h"
#include "rpc/handler.h"
#include "rpc/outcome.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {
namespace {

Result<domain::Address> new_number(const std::string& text) {
  auto digits = domain::normalize_phone(text);
  if (!digits) return fail(Err::PHONE_NUMBER_INVALID);
  return domain::Address{domain::Address::Kind::phone, *std::move(digits)};
}

}  // namespace

Result<tl::Box<tl::auth_SentCode>> handle(Context& context, store::Store& store,
                                          const tl::account_sendChangePhoneCode& request) {
  TRY_ASSIGN(const auto address, new_number(request.phone_number));
  const auto& services = context.services;
  if (!services.code_delivery->reaches(address.kind)) return fail(Err::SMS_CODE_CREATE_FAILED);
  TRY_ASSIGN(const auto code, commit(store, [&](store::Transaction& tx) -> Result<domain::NewCode> {
               const auto key = context.caller.auth_key;
               if (domain::is_fresh(tx, *services.account_policy, context.self(), key, context.now)) {
                 return fail(Err::FRESH_CHANGE_PHONE_FORBIDDEN);
               }
               if (domain::find_user_by_address(tx, address)) return fail(Err::PHONE_NUMBER_OCCUPIED);
               return domain::make_code(tx, *services.account_policy, services.random,
                                        {.purpose = domain::CodePurpose::change_phone,
                                         .about = address,
                                         .to = address,
                                         .auth_key = key,
                                         .user = context.self(),
                                         .keep_plain = services.code_delivery->shows_codes(address.kind)},
                                        context.now);
             }));
  return send_code(context, store, address, code);
}

Result<tl::Box<tl::User>> handle(Context& context, store::Store& store,
                                 const tl::account_changePhone& request) {
  using Reply = Result<tl::Box<tl::User>>;
  TRY_ASSIGN(const auto address, new_number(request.phone_number));
  return commit_any(store, [&](store::Transaction& tx) -> Reply {
    TRY_ASSIGN(auto row, domain::check_code(tx, *context.services.account_policy, request.phone_code_hash,
                                            domain::CodePurpose::change_phone, address.text,
                                            context.caller.auth_key, request.phone_code, context.now));
    domain::close_code(tx, row);
    TRY_ASSIGN(const auto user, domain::change_phone(tx, context.self(), address.text, context.now));
    return user_view(viewer_of(context), tx, user);
  });
}

}  // namespace botschaft::rpc
