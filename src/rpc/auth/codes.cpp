// auth.sendCode, auth.resendCode, auth.cancelCode.
#include <algorithm>

#include "domain/accounts/codes.h"
#include "domain/accounts/delivery.h"
#include "domain/accounts/invites.h"
#include "domain/accounts/sign_in.h"
#include "rpc/auth/sent_code.h"
#include "rpc/handler.h"
#include "rpc/outcome.h"

namespace botschaft::rpc {
namespace {

using domain::Address;
using domain::CodePurpose;
using domain::NewCode;

constexpr std::size_t kMaxTokens = 20;  // core.telegram.org/constructor/codeSettings

struct PreparedCode {
  std::optional<Address> to;  // nothing: an e-mail address has to be given first
  NewCode code;
};

tl::Box<tl::auth_SentCode> email_required(const NewCode& code) {
  auto reply = tl::make<tl::auth_sentCode>();
  reply->type = tl::make<tl::auth_sentCodeTypeSetUpEmailRequired>();
  reply->phone_code_hash = code.hash;
  return reply;
}

// Our web client, opened by an invitation link, sends the link's token where other apps put one of a push
// service; TDLib's authentication_tokens arrive as logout_tokens, made of base64url. A token that invites
// nobody changes nothing: whether this address may sign up is asked afterwards.
void take_invitation(store::Transaction& tx, const tl::auth_sendCode& request, const Address& address,
                     std::int32_t now) {
  const auto* settings = request.settings.as<tl::codeSettings>();
  if (settings == nullptr) return;
  if (settings->token) (void)domain::redeem_invite(tx, *settings->token, address, now);
  if (!settings->logout_tokens) return;
  for (std::size_t i = 0; i < std::min(settings->logout_tokens->size(), kMaxTokens); ++i) {
    const auto token = to_base64url(as_bytes((*settings->logout_tokens)[i]));
    if (domain::redeem_invite(tx, token, address, now)) return;
  }
}

// The request's code for signing in, or for a new phone number: both are resent and cancelled in the same
// way.
Result<store::LoginCodeRow> running_code(const Context& context, store::Transaction& tx,
                                         const std::string& hash, const Address& address) {
  const auto purpose = context.self() != 0 ? CodePurpose::change_phone : CodePurpose::sign_in;
  return domain::open_code(tx, hash, purpose, address.text, context.caller.auth_key, context.now);
}

}  // namespace

Result<tl::Box<tl::auth_SentCode>> handle(Context& context, store::Store& store,
                                          const tl::auth_sendCode& request) {
  if (request.api_id <= 0) return fail(Err::API_ID_INVALID);
  TRY_ASSIGN(const auto address, domain::parse_address(request.phone_number));
  const auto& services = context.services;
  TRY_ASSIGN(const auto prepared, commit(store, [&](store::Transaction& tx) -> Result<PreparedCode> {
               PreparedCode made;
               take_invitation(tx, request, address, context.now);
               TRY_ASSIGN(made.to, domain::code_destination(tx, *services.account_policy,
                                                            *services.code_delivery, address, context.now));
               TRY_ASSIGN(made.code,
                          domain::make_code(
                              tx, *services.account_policy, services.random,
                              {.purpose = made.to ? CodePurpose::sign_in : CodePurpose::set_up_email,
                               .about = address,
                               .to = made.to.value_or(Address{Address::Kind::email, ""}),
                               .auth_key = context.caller.auth_key,
                               .keep_plain = made.to && services.code_delivery->shows_codes(made.to->kind)},
                              context.now));
               return made;
             }));
  if (!prepared.to) return email_required(prepared.code);
  return send_code(context, store, *prepared.to, prepared.code);
}

Result<tl::Box<tl::auth_SentCode>> handle(Context& context, store::Store& store,
                                          const tl::auth_resendCode& request) {
  if (request.phone_code_hash.empty()) return fail(Err::PHONE_CODE_HASH_EMPTY);
  TRY_ASSIGN(const auto address, domain::parse_address(request.phone_number));
  const auto& services = context.services;
  TRY_ASSIGN(const auto prepared, commit(store, [&](store::Transaction& tx) -> Result<PreparedCode> {
               TRY_ASSIGN(auto row, running_code(context, tx, request.phone_code_hash, address));
               if (context.now < row.created_at + services.account_policy->resend_after_s) {
                 return fail(Err::SEND_CODE_UNAVAILABLE);
               }
               domain::close_code(tx, row);
               PreparedCode made{.to = address_of(row.sent_to), .code = {}};
               TRY_ASSIGN(made.code, domain::make_code(
                                         tx, *services.account_policy, services.random,
                                         {.purpose = static_cast<CodePurpose>(row.purpose),
                                          .about = address,
                                          .to = *made.to,
                                          .auth_key = context.caller.auth_key,
                                          .user = row.user,
                                          .keep_plain = services.code_delivery->shows_codes(made.to->kind)},
                                         context.now));
               return made;
             }));
  return send_code(context, store, *prepared.to, prepared.code);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::auth_cancelCode& request) {
  TRY_ASSIGN(const auto address, domain::parse_address(request.phone_number));
  TRY_ASSIGN(auto row, running_code(context, tx, request.phone_code_hash, address));
  domain::close_code(tx, row);
  return true;
}

}  // namespace botschaft::rpc
