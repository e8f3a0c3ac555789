#pragma once
// The message store: commands in, durable outcomes out.
#include <functional>
#include <future>
#include <memory>
#include <vector>

#include "base/error.h"
#include "store/transaction.h"

namespace botschaft::store {

// A command is a function over a transaction. It may be run again (PostgreSQL serialization failure), so it
// has no side effect but through the transaction. An error result rolls back just this command.
using Command = std::function<Result<void>(Transaction&)>;

// Called once, after COMMIT has been synced (write), or after the command ran (read), with the command's
// result or STORE_UNAVAILABLE. Runs on a store thread: post elsewhere at once, never block.
using Done = std::function<void(Result<void>)>;

class Store {
 public:
  virtual ~Store() = default;

  // Queues are bounded; a full one completes with OVERLOADED at once, on the calling thread.
  virtual void write(Command command, Done done) = 0;  // outcomes and notices appear in commit order
  virtual void read(Command command, Done done) = 0;   // sees every write whose Done was called before

  // Receives the notices of each committed command, before its Done is called. Set once, before the first
  // write.
  virtual void on_notices(std::function<void(std::vector<std::unique_ptr<Notice>>)> sink) = 0;

  // For CLI commands, worker threads and tests; never from an I/O thread or inside a command.
  Result<void> write_sync(const Command& command);
  Result<void> read_sync(const Command& command);
};

}  // namespace botschaft::store
