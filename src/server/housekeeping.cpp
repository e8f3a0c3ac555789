#include "server/housekeeping.h"

#include "base/log.h"
#include "domain/channels/admin_log.h"
#include "domain/notices.h"
#include "store/admin_log.h"
#include "store/auth_keys.h"
#include "store/login_codes.h"
#include "store/login_tokens.h"

namespace botschaft::server {
namespace {

constexpr int kKeysAtOnce = 500;
constexpr std::int32_t kCodesKept_s = 2 * 24 * 3600;  // the limits count the codes of a day

}  // namespace

void sweep_expired(store::Store& store, std::int32_t unix_seconds) {
  store.write(
      [unix_seconds](store::Transaction& tx) -> Result<void> {
        for (const AuthKeyId key : store::delete_expired_auth_keys(tx, unix_seconds, kKeysAtOnce)) {
          tx.notify<domain::AuthorizationNotice>(key, 0, true);
        }
        store::delete_expired_tokens(tx, unix_seconds);
        store::delete_admin_log_before(tx, unix_seconds - domain::kAdminLogKept);
        store::delete_codes_before(tx, unix_seconds - kCodesKept_s);
        return {};
      },
      [](Result<void> result) {
        if (!result) log::warn("server: sweeping failed error={}", result.error().text());
      });
}

}  // namespace botschaft::server
