// Perfect forward secrecy: auth.bindTempAuthKey, auth.dropTempAuthKeys.
#include <algorithm>

#include "rpc/handler.h"

namespace botschaft::rpc {

Result<bool> handle(Context& context, store::Transaction& tx, const tl::auth_bindTempAuthKey& request) {
  const Caller& caller = context.caller;
  if (caller.temp_key == 0) return fail(Err::TEMP_AUTH_KEY_EMPTY);
  if (request.expires_at <= context.now) return fail(Err::EXPIRES_AT_INVALID);
  TRY(context.services.bind_temp_key(tx, {.temp_key = caller.temp_key,
                                          .session = caller.session,
                                          .msg_id = caller.msg_id,
                                          .perm_key = request.perm_auth_key_id,
                                          .nonce = request.nonce,
                                          .expires_at = request.expires_at,
                                          .encrypted_message = request.encrypted_message}));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::auth_dropTempAuthKeys& request) {
  for (const AuthKeyId key : store::list_bound_keys(tx, context.caller.auth_key)) {
    if (key == context.caller.temp_key ||
        std::ranges::find(request.except_auth_keys, key) != request.except_auth_keys.end()) {
      continue;
    }
    store::delete_auth_key(tx, key);
    tx.notify<domain::AuthorizationNotice>(key, 0, true);
  }
  return true;
}

}  // namespace botschaft::rpc
