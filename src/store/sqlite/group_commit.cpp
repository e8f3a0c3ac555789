#include "store/sqlite/group_commit.h"

#include <exception>

#include "base/log.h"
#include "store/sqlite/transaction.h"

namespace botschaft::store::sqlite {
namespace {

constexpr Sql kBegin{"BEGIN"};
constexpr Sql kBeginImmediate{"BEGIN IMMEDIATE"};
constexpr Sql kCommit{"COMMIT"};
constexpr Sql kRollback{"ROLLBACK"};

// An exception (memory, a library) means that nothing of this command may remain; the others are not
// concerned.
Result<void> run_guarded(const Command& command, Transaction& transaction) {
  try {
    return command(transaction);
  } catch (const std::exception& error) {
    log::error("store: a command threw what=\"{}\"", error.what());
  } catch (...) {
    log::error("store: a command threw");
  }
  return fail(Err::INTERNAL);
}

}  // namespace

GroupCommit::GroupCommit(Connection& connection, bool alone) : connection_(connection), alone_(alone) {
  if (const int code = connection_.execute(kBeginImmediate); code != SQLITE_OK) {
    connection_.failed(code, kBeginImmediate.text);
    lost_ = true;
  }
}

GroupCommit::~GroupCommit() {
  if (open()) connection_.execute(kRollback);
}

bool GroupCommit::open() const {
  return sqlite3_get_autocommit(connection_.handle()) == 0;
}

void GroupCommit::execute(const Command& command) {
  if (lost_) {
    outcomes_.push_back({fail(Err::STORE_UNAVAILABLE), {}});
    return;
  }
  using Mode = SqliteTransaction::Mode;
  SqliteTransaction transaction(connection_, alone_ ? Mode::alone : Mode::shared);
  Result<void> result = transaction.finish(run_guarded(command, transaction));
  // After SQLITE_FULL, SQLITE_IOERR and the like the engine may have undone the whole transaction already.
  if (!open()) lost_ = true;
  if (!result && alone_ && open()) connection_.execute(kRollback);
  auto notices = result ? transaction.take_notices() : std::vector<std::unique_ptr<Notice>>();
  outcomes_.push_back({std::move(result), std::move(notices)});
}

std::vector<Outcome> GroupCommit::commit() {
  if (lost_) return abandon();
  if (!open()) return std::move(outcomes_);  // the lone command was undone
  if (const int code = connection_.execute(kCommit); code != SQLITE_OK) {
    connection_.failed(code, kCommit.text);
    return abandon();
  }
  connection_.works();
  return std::move(outcomes_);
}

std::vector<Outcome> GroupCommit::abandon() {
  if (open()) connection_.execute(kRollback);
  for (Outcome& outcome : outcomes_) {
    outcome.result = fail(Err::STORE_UNAVAILABLE);
    outcome.notices.clear();
  }
  return std::move(outcomes_);
}

Result<void> run_read(Connection& connection, const Command& command) {
  if (const int code = connection.execute(kBegin); code != SQLITE_OK) {
    return std::unexpected(connection.failed(code, kBegin.text));
  }
  SqliteTransaction transaction(connection, SqliteTransaction::Mode::read);
  Result<void> result = transaction.finish(run_guarded(command, transaction));
  connection.execute(kRollback);  // nothing to keep, and it cannot fail
  return result;
}

}  // namespace botschaft::store::sqlite
