#include "server/shipped.h"

#include <vector>

#include "blob/deposit.h"
#include "domain/stickers/shipped.h"

namespace botschaft::server {

Result<void> ship_emoji(store::Store& store, blob::Blobs& blobs, blob::Pins& pins, const Clock& clock,
                        Random& random) {
  bool shipped = false;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    shipped = domain::is_shipped(tx);
    return {};
  }));
  if (shipped) return {};
  blob::Deposit deposit(blobs, pins);
  std::vector<ByteView> contents;
  for (const auto& blob : domain::shipped_blobs()) contents.push_back(blob.bytes);
  TRY(deposit.put_all(contents));
  return store.write_sync([&](store::Transaction& tx) -> Result<void> {
    domain::ship(tx, {.unix_ms = clock.unix_us() / 1000, .random = random}, clock.unix_seconds());
    return {};
  });
}

}  // namespace botschaft::server
