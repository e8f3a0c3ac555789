#pragma once
// One command's view of a running SQLite transaction.
#include <optional>
#include <string>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/transaction.h"

namespace botschaft::store::sqlite {

class SqliteTransaction final : public Transaction {
 public:
  enum class Mode : std::uint8_t {
    read,
    alone,   // the only command of its transaction: undone with it
    shared,  // one of several: a savepoint is set before its first write, so that it can be undone alone
  };

  SqliteTransaction(Connection& connection, Mode mode) : connection_(connection), mode_(mode) {}

  bool failed() const override { return failure_.has_value(); }
  bool writable() const override { return mode_ != Mode::read; }

  // Ends the command within its transaction: keeps its writes, or undoes them if it failed. Returns what the
  // command's outcome is. Mode::alone leaves the undoing to the caller.
  Result<void> finish(Result<void> outcome);
  std::vector<std::unique_ptr<Notice>> take_notices() { return std::move(notices_); }

 private:
  class Rows;

  Query start(const Sql& sql, std::span<const Arg> args) override;
  bool bind(Statement& statement, std::span<const Arg> args);
  void fail(int code, const char* sql);

  Connection& connection_;
  Mode mode_;
  bool has_savepoint_ = false;
  std::optional<Error> failure_;
};

}  // namespace botschaft::store::sqlite
