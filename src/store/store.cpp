#include "store/store.h"

namespace botschaft::store {
namespace {

// The command is borrowed: the caller waits for the outcome.
Command borrow(const Command& command) {
  return [&command](Transaction& tx) { return command(tx); };
}

}  // namespace

Result<void> Store::write_sync(const Command& command) {
  std::promise<Result<void>> outcome;
  write(borrow(command), [&outcome](Result<void> result) { outcome.set_value(result); });
  return outcome.get_future().get();
}

Result<void> Store::read_sync(const Command& command) {
  std::promise<Result<void>> outcome;
  read(borrow(command), [&outcome](Result<void> result) { outcome.set_value(result); });
  return outcome.get_future().get();
}

}  // namespace botschaft::store
