#include "blob/deposit.h"

namespace botschaft::blob {

Kept Deposit::note(const Hash& hash, std::int64_t size) {
  kept_.push_back({hash, size});
  return kept_.back();
}

Result<Kept> Deposit::put(ByteView bytes) {
  const auto hash = crypto::sha256(bytes);
  held_.push_back(pins_.pin(hash));
  TRY(blobs_.put(hash, bytes));
  return note(hash, static_cast<std::int64_t>(bytes.size()));
}

Result<void> Deposit::put_all(std::span<const ByteView> many) {
  std::vector<Blobs::Small> small;
  for (const auto bytes : many) {
    small.push_back({.hash = crypto::sha256(bytes), .bytes = bytes});
    held_.push_back(pins_.pin(small.back().hash));
  }
  TRY(blobs_.put_all(small));
  for (const auto& [hash, bytes] : small) note(hash, static_cast<std::int64_t>(bytes.size()));
  return {};
}

Result<Kept> Deposit::put(Uploads& uploads, UserId user, const Finished& finished) {
  held_.push_back(pins_.pin(finished.hash));
  TRY(uploads.keep(user, finished));
  return note(finished.hash, finished.size);
}

}  // namespace botschaft::blob
