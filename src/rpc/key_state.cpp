#include "rpc/key_state.h"

#include "store/authorizations.h"

namespace botschaft::rpc {

void KeyStates::resolve(AuthKeyId wire_key, Found found) {
  ResolvedKey known;
  std::uint64_t generation = 0;
  {
    const std::lock_guard lock(mutex_);
    generation = generation_;
    if (const auto it = by_wire_key_.find(wire_key); it != by_wire_key_.end()) known = it->second;
  }
  if (known.wire_key != 0) return found(std::move(known));
  auto loaded = std::make_shared<ResolvedKey>();
  store_.read(
      [this, wire_key, loaded](store::Transaction& tx) -> Result<void> {
        TRY_ASSIGN(*loaded, load(tx, wire_key));
        return {};
      },
      [this, wire_key, loaded, generation, found = std::move(found)](Result<void> result) {
        if (!result) return found(std::unexpected(result.error()));
        if (!remember(*loaded, generation)) return resolve(wire_key, found);
        found(std::move(*loaded));
      });
}

Result<ResolvedKey> KeyStates::load(store::Transaction& tx, AuthKeyId wire_key) {
  const auto row = store::find_auth_key(tx, wire_key);
  if (!row) return fail(Err::AUTH_KEY_INVALID);
  ResolvedKey key{wire_key, row->dc, row->kind == store::AuthKeyKind::temporary, nullptr};
  const AuthKeyId permanent = key.temporary ? row->bound_to : wire_key;
  if (permanent == 0) return key;
  key.state = std::make_shared<KeyState>(permanent);
  if (const auto authorization = store::find_authorization(tx, permanent)) {
    key.state->user = authorization->user;
  }
  if (const auto told = key.temporary ? store::find_auth_key(tx, permanent) : row) {
    key.state->client = told->client;
  }
  return key;
}

// False: something changed while the key was read, possibly who is signed in with it.
bool KeyStates::remember(ResolvedKey& key, std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  if (generation != generation_) return false;
  if (by_wire_key_.size() >= kKeysMax) {
    by_wire_key_.clear();
    std::erase_if(by_permanent_key_, [](const auto& entry) { return entry.second.expired(); });
  }
  if (key.state != nullptr) {
    auto& shared = by_permanent_key_[key.state->auth_key];
    // Another key may have brought the state in meanwhile, and what it has seen since counts.
    if (auto other = shared.lock()) {
      key.state = std::move(other);
    } else {
      shared = key.state;
    }
  }
  by_wire_key_.insert_or_assign(key.wire_key, key);
  return true;
}

void KeyStates::changed(AuthKeyId key, UserId user, bool destroyed) {
  const std::lock_guard lock(mutex_);
  ++generation_;
  if (const auto it = by_permanent_key_.find(key); it != by_permanent_key_.end()) {
    if (const auto state = it->second.lock()) {
      const std::lock_guard state_lock(state->mutex);
      state->user = user;
    }
    if (!destroyed) return;
    by_permanent_key_.erase(it);
    std::erase_if(by_wire_key_, [key](const auto& entry) {
      return entry.second.state != nullptr && entry.second.state->auth_key == key;
    });
  }
  by_wire_key_.erase(key);  // of a temporary key: load it again, with what it is bound to now
}

}  // namespace botschaft::rpc
