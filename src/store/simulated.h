#pragma once
// A store for tests and the simulation: the engine's SQL and migrations on a database in memory, every
// command run on the calling thread, and crashes and failing commits where a test wants them.
#include <cstddef>
#include <functional>
#include <memory>

#include "store/store.h"

namespace botschaft::store {

enum class Fault : std::uint8_t {
  none,
  commit_fails,         // as a full disk: nothing is kept, callers are told STORE_UNAVAILABLE
  crash_before_commit,  // nothing is kept, nobody is told anything
  crash_after_commit,   // everything is kept, nobody is told anything
};

struct SimulatedOptions {
  // False: write() runs the command and calls Done before it returns. True: commands wait for commit_batch().
  bool batched = false;
  std::function<Fault()> fault = {};  // asked once for each commit; empty: never a fault
};

class SimulatedStore : public Store {
 public:
  // Commits up to `limit` waiting commands as one transaction. Returns how many were waiting and have been
  // taken.
  virtual std::size_t commit_batch(std::size_t limit) = 0;
  virtual std::size_t waiting() const = 0;

  // After a crash every command is dropped unanswered until restart(). Set a new notice sink after it.
  virtual bool crashed() const = 0;
  virtual void restart() = 0;
};

std::unique_ptr<SimulatedStore> open_simulated(SimulatedOptions options = {});

}  // namespace botschaft::store
