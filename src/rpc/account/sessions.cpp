// The list of devices and what may be done to them.
#include "domain/accounts/devices.h"
#include "rpc/handler.h"
#include "rpc/views/authorization.h"
#include "store/account_settings.h"

namespace botschaft::rpc {

Result<tl::Box<tl::account_Authorizations>> handle(Context& context, store::Transaction& tx,
                                                   const tl::account_getAuthorizations&) {
  domain::end_stale_authorizations(tx, context.self(), context.now);
  const auto own = domain::device_of(tx, context.caller.auth_key);
  auto reply = tl::make<tl::account_authorizations>();
  reply->authorization_ttl_days = static_cast<std::int32_t>(
      store::find_setting(tx, context.self(), store::Setting::authorization_ttl_days)
          .value_or(domain::kDefaultAuthorizationTtlDays));
  for (const auto& row : store::list_authorizations(tx, context.self())) {
    reply->authorizations.push_back(
        authorization_view(row, own && row.auth_key == own->auth_key, context.now));
  }
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_resetAuthorization& request) {
  TRY(domain::reset_authorization(tx, *context.services.account_policy, context.self(),
                                  context.caller.auth_key, request.hash, context.now));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::account_setAuthorizationTTL& request) {
  TRY(domain::set_authorization_ttl(tx, context.self(), request.authorization_ttl_days));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::account_changeAuthorizationSettings& request) {
  auto row = request.hash == 0 ? domain::device_of(tx, context.caller.auth_key)
                               : store::find_authorization_by_hash(tx, context.self(), request.hash);
  if (!row) return fail(Err::HASH_INVALID);
  if (request.confirmed) row->unconfirmed = false;
  row->encrypted_requests_disabled =
      request.encrypted_requests_disabled.value_or(row->encrypted_requests_disabled);
  row->call_requests_disabled = request.call_requests_disabled.value_or(row->call_requests_disabled);
  store::update_authorization_settings(tx, *row);
  return true;
}

}  // namespace botschaft::rpc
