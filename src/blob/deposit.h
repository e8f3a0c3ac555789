#pragma once
// The bytes of one new file on their way to blobs. Their hashes are pinned until this is destroyed, which is
// after the commit of the rows that name them:
//   blob::Deposit deposit(blobs, pins);
//   TRY_ASSIGN(file.content, deposit.put(uploads, user, finished));
//   commit(store, [&](tx) { for (const auto& b : deposit.kept()) store::keep_blob(tx, ...);
//                           return domain::add_file(tx, file, ...); });
#include <span>
#include <vector>

#include "blob/blobs.h"
#include "blob/pins.h"
#include "blob/uploads.h"

namespace botschaft::blob {

struct Kept {
  Hash hash = {};
  std::int64_t size = 0;
};

class Deposit {
 public:
  Deposit(Blobs& blobs, Pins& pins) : blobs_(blobs), pins_(pins) {}

  Result<Kept> put(ByteView bytes);
  Result<void> put_all(std::span<const ByteView> many);
  Result<Kept> put(Uploads& uploads, UserId user, const Finished& finished);

  const std::vector<Kept>& kept() const { return kept_; }

 private:
  Kept note(const Hash& hash, std::int64_t size);

  Blobs& blobs_;
  Pins& pins_;
  std::vector<Pins::Pin> held_;
  std::vector<Kept> kept_;
};

}  // namespace botschaft::blob
