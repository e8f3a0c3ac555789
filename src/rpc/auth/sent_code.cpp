#include "rpc/auth/sent_code.h"

#include "base/log.h"
#include "domain/accounts/delivery.h"
#include "domain/accounts/policy.h"
#include "rpc/outcome.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::auth_SentCodeType> code_type(const domain::Address& to) {
  if (to.is_email()) {
    auto type = tl::make<tl::auth_sentCodeTypeEmailCode>();
    type->email_pattern = domain::mask_email(to.text);
    type->length = static_cast<std::int32_t>(domain::kEmailCodeDigits);
    return type;
  }
  auto type = tl::make<tl::auth_sentCodeTypeSms>();
  type->length = static_cast<std::int32_t>(domain::kPhoneCodeDigits);
  return type;
}

}  // namespace

domain::Address address_of(const std::string& text) {
  using Kind = domain::Address::Kind;
  return {text.contains('@') ? Kind::email : Kind::phone, text};
}

Result<tl::Box<tl::auth_SentCode>> send_code(const Context& context, store::Store& store,
                                             const domain::Address& to, const domain::NewCode& code) {
  const auto& policy = *context.services.account_policy;
  const auto sent = context.services.code_delivery->deliver({.to = to,
                                                             .code = code.code,
                                                             .lang_code = context.caller.client.lang_code,
                                                             .lifetime_s = policy.code_lifetime_s});
  if (!sent) {
    log::warn("auth: code not sent kind={} error={}", to.is_email() ? "email" : "phone", sent.error().text());
    (void)commit(store, [&](store::Transaction& tx) -> Result<void> {
      if (auto row = store::find_login_code(tx, code.hash)) domain::close_code(tx, *row);
      return {};
    });
    return std::unexpected(sent.error());
  }
  auto reply = tl::make<tl::auth_sentCode>();
  reply->type = code_type(to);
  reply->phone_code_hash = code.hash;
  if (!to.is_email()) reply->next_type = tl::make<tl::auth_codeTypeSms>();
  reply->timeout = policy.resend_after_s;
  return reply;
}

}  // namespace botschaft::rpc
