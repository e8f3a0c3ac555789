#pragma once
// Keeps uploads and the collector off each other's blobs (docs/adr/0004-files.md, "How a blob goes"). Whoever
// puts bytes pins their hash from before put() until the row that names them is committed; the collector
// removes bytes of hashes alone that it could claim. Pins do not exclude each other and are held while
// waiting for others, a claim is held for one removal and waits for nothing: so there is no deadlock.
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "blob/blobs.h"

namespace botschaft::blob {

class Pins {
  // Of one hash: how many pins; kClaimed: the collector's.
  static constexpr int kClaimed = -1;
  void release(const Hash& hash);

 public:
  // Safe from any thread; outlives what it gives.
  template <bool kIsClaim>
  class Held {
   public:
    Held(Held&& other) noexcept : pins_(std::exchange(other.pins_, nullptr)), hash_(other.hash_) {}
    Held& operator=(Held&&) = delete;
    ~Held() {
      if (pins_ != nullptr) pins_->release(hash_);
    }

   private:
    friend class Pins;
    Held(Pins& pins, const Hash& hash) : pins_(&pins), hash_(hash) {}
    Pins* pins_;
    Hash hash_;
  };
  using Pin = Held<false>;
  using Claim = Held<true>;

  Pin pin(const Hash& hash);                         // waits while it is claimed
  std::optional<Claim> try_claim(const Hash& hash);  // nullopt: it is pinned

 private:
  std::mutex mutex_;
  std::condition_variable released_;
  std::map<Hash, int> held_;
};

}  // namespace botschaft::blob
