#pragma once
// What dispatch knows of an auth key: who is signed in with it, and which client uses it.
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/error.h"
#include "base/ids.h"
#include "rpc/context.h"
#include "store/store.h"

namespace botschaft::rpc {

// Of one permanent key, shared by every session on it and on the temporary keys bound to it.
struct KeyState {
  explicit KeyState(AuthKeyId id) : auth_key(id) {}

  const AuthKeyId auth_key;
  std::mutex mutex;  // guards what follows; held for copies only
  UserId user = 0;
  ClientInfo client;              // layer 0: no client has told one yet
  std::int32_t newest_line = 0;  // Reader::newest_line of what clients have sent; for layers without a table
};

// A key as it stands on the wire. `state` is null for a temporary key that is bound to none yet.
struct ResolvedKey {
  AuthKeyId wire_key = 0;
  std::int32_t dc = 0;  // as named in the key exchange
  bool temporary = false;
  std::shared_ptr<KeyState> state;
};

// Bounded cache in front of the store. Safe from any thread.
class KeyStates {
 public:
  explicit KeyStates(store::Store& store) : store_(store) {}

  // Calls back at once where the key is known, else from a store thread. No such key: AUTH_KEY_INVALID.
  using Found = std::function<void(Result<ResolvedKey>)>;
  void resolve(AuthKeyId wire_key, Found found);

  // From AuthorizationNotice: the key's user has changed, or the key is gone or newly bound.
  void changed(AuthKeyId key, UserId user, bool destroyed);

 private:
  static constexpr std::size_t kKeysMax = 200'000;  // then the cache starts anew

  Result<ResolvedKey> load(store::Transaction& tx, AuthKeyId wire_key);
  bool remember(ResolvedKey& key, std::uint64_t generation);

  store::Store& store_;
  std::mutex mutex_;
  std::uint64_t generation_ = 0;  // of changes: what was read before the last one may be stale
  std::unordered_map<AuthKeyId, ResolvedKey> by_wire_key_;
  std::unordered_map<AuthKeyId, std::weak_ptr<KeyState>> by_permanent_key_;
};

}  // namespace botschaft::rpc
