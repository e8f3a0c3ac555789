#pragma once
// Takes away what no row names any more: files, then their blobs (docs/adr/0004-files.md, "Who holds a file",
// "How a blob goes"). That a file is still named is for the database to say, whose foreign keys refuse then.
#include <cstdint>

#include "base/clock.h"
#include "blob/blobs.h"
#include "blob/pins.h"
#include "store/store.h"

namespace botschaft::server {

class FileCollector {
 public:
  FileCollector(store::Store& store, blob::Blobs& blobs, blob::Pins& pins, const Clock& clock)
      : store_(store), blobs_(blobs), pins_(pins), clock_(clock) {}

  struct Report {
    std::int64_t files = 0;   // deleted
    std::int64_t in_use = 0;  // candidates that somebody names
    std::int64_t blobs = 0;   // removed
    std::int64_t bytes = 0;   // of these
    std::int64_t strays = 0;  // bytes without a row, removed
    friend bool operator==(const Report&, const Report&) = default;
  };

  // Files nobody has named for a day, and the blobs that only they named. At most so many of each. Blocks.
  Result<Report> collect(int limit);
  // The files that collect() would delete; nothing changes, but that the day of new candidates begins.
  Result<Report> rehearse(int limit);

  // Bytes without a row: somebody put them and the program ended before the commit. Looks at every blob.
  Result<Report> collect_strays();

  static constexpr std::int32_t kKept_s = 24 * 3600;

 private:
  Result<void> collect_files(int limit, Report& report);
  Result<void> empty_graves(int limit, Report& report);
  Result<void> remove_stray(const blob::Hash& hash, Report& report);

  store::Store& store_;
  blob::Blobs& blobs_;
  blob::Pins& pins_;
  const Clock& clock_;
};

}  // namespace botschaft::server
