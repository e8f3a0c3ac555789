#include "server/key_vault.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"
#include "crypto/seal.h"
#include "domain/notices.h"
#include "mtproto/bind_temp_key.h"
#include "store/auth_keys.h"

namespace botschaft::server {
namespace {

std::string seal_context(AuthKeyId id) {
  return fmt::format("auth-key:{}", id);
}

}  // namespace

KeyVault::KeyVault(store::Store& store, const mtproto::ServerKeys& server_keys, const Clock& clock,
                   Random& random)
    : store_(store),
      seal_key_(server_keys.auth_key_seal()),
      salt_key_(server_keys.salts()),
      clock_(clock),
      random_(random) {}

void KeyVault::find(AuthKeyId id, net::Backend::KeyFound found) const {
  auto key = std::make_shared<std::shared_ptr<const net::KnownKey>>();
  store_.read(
      [this, id, key](store::Transaction& tx) -> Result<void> {
        const auto row = store::find_auth_key(tx, id);
        const std::int32_t now = clock_.unix_seconds();
        if (!row || (row->expires_at != 0 && row->expires_at <= now)) return {};
        const auto clear = open(id, row->sealed);
        if (!clear) {
          log::error("keys: an auth key does not open under this server's seal.key id={}", id);
          return {};
        }
        *key = known(id, *clear, row->expires_at, std::nullopt);
        return {};
      },
      [key, found = std::move(found)](Result<void> result) {
        if (!result) return found(std::unexpected(result.error()));
        found(std::move(*key));
      });
}

void KeyVault::save(const mtproto::NewAuthKey& fresh, net::Backend::KeyDone done) const {
  const std::int32_t now = clock_.unix_seconds();
  const std::int32_t expires_at = fresh.expires_in ? now + *fresh.expires_in : 0;
  store::AuthKeyRow row;
  row.id = fresh.id;
  row.sealed = crypto::seal(seal_key_, seal_context(fresh.id), fresh.key, random_);
  row.kind = fresh.expires_in ? store::AuthKeyKind::temporary : store::AuthKeyKind::permanent;
  row.dc = fresh.dc.id;
  row.created_at = now;
  row.expires_at = expires_at;
  auto key = known(fresh.id, fresh.key, expires_at, mtproto::FirstSalt{fresh.first_salt, now});
  auto taken = std::make_shared<bool>(false);
  store_.write(
      [row = std::move(row), taken](store::Transaction& tx) -> Result<void> {
        *taken = !store::insert_auth_key(tx, row);
        return {};
      },
      [taken, key = std::move(key), done = std::move(done)](Result<void> result) {
        using enum net::Backend::KeySaved;
        if (!result) return done(kFailed, nullptr);
        if (*taken) return done(kIdTaken, nullptr);
        done(kYes, key);
      });
}

void KeyVault::remove(AuthKeyId id, std::function<void(mtproto::DestroyAuthKey)> removed) const {
  auto gone = std::make_shared<bool>(false);
  store_.write(
      [id, gone](store::Transaction& tx) -> Result<void> {
        const auto keys = store::delete_auth_key(tx, id);
        *gone = !keys.empty();
        for (const AuthKeyId key : keys) tx.notify<domain::AuthorizationNotice>(key, 0, true);
        return {};
      },
      [gone, removed = std::move(removed)](Result<void> result) {
        using enum mtproto::DestroyAuthKey;
        removed(!result ? kFail : *gone ? kOk : kNone);
      });
}

Result<void> KeyVault::bind(store::Transaction& tx, const rpc::TempKeyBinding& binding) const {
  const auto temporary = store::find_auth_key(tx, binding.temp_key);
  const auto permanent = store::find_auth_key(tx, binding.perm_key);
  if (!permanent || permanent->kind != store::AuthKeyKind::permanent)
    return fail(Err::ENCRYPTED_MESSAGE_INVALID);
  const auto clear = open(binding.perm_key, permanent->sealed);
  if (!clear) return fail(Err::ENCRYPTED_MESSAGE_INVALID);
  const mtproto::BindTempKeyCall call{
      .perm_auth_key_id = binding.perm_key,
      .nonce = binding.nonce,
      .expires_at = binding.expires_at,
      .encrypted_message = as_bytes(binding.encrypted_message),
      .msg_id = binding.msg_id,
      .session_id = binding.session,
      .auth_key_id = binding.temp_key,
      .auth_key_is_temporary = temporary && temporary->kind == store::AuthKeyKind::temporary,
  };
  TRY(mtproto::verify_bind_temp_key(call, *clear, clock_.unix_seconds()));
  if (temporary->bound_to != 0 && temporary->bound_to != binding.perm_key)
    return fail(Err::TEMP_AUTH_KEY_ALREADY_BOUND);
  store::bind_auth_key(tx, binding.temp_key, binding.perm_key);
  tx.notify<domain::AuthorizationNotice>(binding.temp_key, 0);  // what was known of the key is stale
  return {};
}

std::optional<crypto::AuthKey> KeyVault::open(AuthKeyId id, ByteView sealed) const {
  const auto clear = crypto::open_seal(seal_key_, seal_context(id), sealed);
  crypto::AuthKey key;
  if (!clear || clear->size() != key.size()) return std::nullopt;
  std::ranges::copy(*clear, key.begin());
  return key;
}

std::shared_ptr<const net::KnownKey> KeyVault::known(AuthKeyId id, const crypto::AuthKey& key,
                                                     std::int32_t expires_at,
                                                     std::optional<mtproto::FirstSalt> first) const {
  auto known = std::make_shared<net::KnownKey>();
  known->id = id;
  known->key = key;
  known->expires_at = expires_at;
  known->salts = std::make_shared<mtproto::DerivedSalts>(salt_key_, id, first);
  return known;
}

}  // namespace botschaft::server
