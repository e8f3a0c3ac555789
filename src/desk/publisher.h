#pragma once
// The one writer of the tree: what has been committed gets its leaves, then the files, then the checkpoint.
#include "store/store.h"
#include "translog/log.h"

namespace botschaft::desk {

// For one thread.
class LogPublisher {
 public:
  // Fails with a sentence for the operator: as Log::open, or if the database is behind the log (an old copy
  // of it was put in place), or has other entries where the log ends.
  static std::expected<LogPublisher, std::string> open(store::Store& store, std::filesystem::path folder,
                                                       translog::SignerKey key);

  // Puts everything that is committed into the tree and signs it. How many entries that were; the error is a
  // sentence for the operator's log, and the next call tries again.
  std::expected<std::int64_t, std::string> run();

  translog::Log& log() { return log_; }

 private:
  LogPublisher(store::Store& store, translog::Log log) : store_(&store), log_(std::move(log)) {}
  std::expected<void, std::string> compare_end();

  store::Store* store_;
  translog::Log log_;
};

}  // namespace botschaft::desk
