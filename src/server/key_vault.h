#pragma once
// Auth keys between the store, which has them sealed, and the network, which needs them in clear.
#include <memory>

#include "base/clock.h"
#include "base/random.h"
#include "mtproto/salts.h"
#include "mtproto/server_keys.h"
#include "net/backend.h"
#include "rpc/services.h"
#include "store/store.h"

namespace botschaft::server {

// Safe from any thread. What it is made with outlives it.
class KeyVault {
 public:
  KeyVault(store::Store& store, const mtproto::ServerKeys& server_keys, const Clock& clock, Random& random);

  // See net::Backend.
  void find(AuthKeyId id, net::Backend::KeyFound found) const;
  void save(const mtproto::NewAuthKey& key, net::Backend::KeyDone done) const;
  void remove(AuthKeyId id, std::function<void(mtproto::DestroyAuthKey)> removed) const;

  // auth.bindTempAuthKey, inside the command of its handler.
  Result<void> bind(store::Transaction& tx, const rpc::TempKeyBinding& binding) const;

 private:
  std::optional<crypto::AuthKey> open(AuthKeyId id, ByteView sealed) const;
  std::shared_ptr<const net::KnownKey> known(AuthKeyId id, const crypto::AuthKey& key,
                                             std::int32_t expires_at,
                                             std::optional<mtproto::FirstSalt> first) const;

  store::Store& store_;
  const crypto::Key256 seal_key_;
  const crypto::Key256 salt_key_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace botschaft::server
