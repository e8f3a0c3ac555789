#include "store/sqlite/transaction.h"

#include "base/check.h"
#include "base/log.h"
#include "store/query_impl.h"

namespace botschaft::store::sqlite {
namespace {
constexpr Sql kSavepoint{"SAVEPOINT command"};
constexpr Sql kUndo{"ROLLBACK TO command"};
constexpr Sql kRelease{"RELEASE command"};
}  // namespace

// A statement under way. One that writes has been stepped once by the time the command sees it.
class SqliteTransaction::Rows final : public Query::Impl {
 public:
  Rows(SqliteTransaction& transaction, Statement* statement, const char* sql)
      : transaction_(transaction), statement_(statement), sql_(sql) {}
  ~Rows() override { transaction_.connection_.give_back(statement_); }

  void step_write() {
    step();
    first_row_waits_ = has_row_;
    changes_ = sqlite3_changes64(transaction_.connection_.handle());
  }

  bool next() override {
    if (first_row_waits_) {
      first_row_waits_ = false;
      return true;
    }
    if (!done_) step();
    return has_row_;
  }
  std::int64_t int64(int column) const override {
    CHECK(has_row_);
    return sqlite3_column_int64(statement_->handle, column);
  }
  bool is_null(int column) const override {
    CHECK(has_row_);
    return sqlite3_column_type(statement_->handle, column) == SQLITE_NULL;
  }
  ByteView bytes(int column) const override {
    CHECK(has_row_);
    const void* data = sqlite3_column_blob(statement_->handle, column);
    const int size = sqlite3_column_bytes(statement_->handle, column);
    return {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
  }
  std::int64_t changes() const override { return changes_; }

 private:
  void step() {
    const int code = sqlite3_step(statement_->handle);
    has_row_ = code == SQLITE_ROW;
    done_ = !has_row_;
    if (code != SQLITE_ROW && code != SQLITE_DONE) transaction_.fail(code, sql_);
  }

  SqliteTransaction& transaction_;
  Statement* statement_;
  const char* sql_;
  bool has_row_ = false;
  bool first_row_waits_ = false;
  bool done_ = false;
  std::int64_t changes_ = 0;
};

Query SqliteTransaction::start(const Sql& sql, std::span<const Arg> args) {
  if (failed()) return make_query(nullptr);
  Statement* statement = connection_.take(sql);
  if (!statement) {
    fail(sqlite3_extended_errcode(connection_.handle()), sql.text);
    return make_query(nullptr);
  }
  auto rows = std::make_unique<Rows>(*this, statement, sql.text);
  if (!bind(*statement, args)) {
    fail(sqlite3_extended_errcode(connection_.handle()), sql.text);
    return make_query(nullptr);
  }
  if (statement->read_only) return make_query(std::move(rows));

  if (mode_ == Mode::read) {
    log::error("store: a read command writes sql=\"{}\"", sql.text);
    failure_ = Error{Err::INTERNAL};
    return make_query(nullptr);
  }
  if (mode_ == Mode::shared && !has_savepoint_) {
    if (const int code = connection_.execute(kSavepoint); code != SQLITE_OK) {
      fail(code, kSavepoint.text);
      return make_query(nullptr);
    }
    has_savepoint_ = true;
  }
  rows->step_write();
  return make_query(std::move(rows));
}

bool SqliteTransaction::bind(Statement& statement, std::span<const Arg> args) {
  const int parameters = sqlite3_bind_parameter_count(statement.handle);
  if (static_cast<int>(args.size()) != parameters) {
    log::error("store: {} arguments for sql=\"{}\"", args.size(), sqlite3_sql(statement.handle));
  }
  CHECK(static_cast<int>(args.size()) == parameters);
  // A write without rows is over when run() returns, and so are its arguments' temporaries; rows are fetched
  // later.
  const auto lifetime = statement.has_rows ? SQLITE_TRANSIENT : SQLITE_STATIC;
  int index = 0;
  for (const Arg& arg : args) {
    ++index;
    const ByteView bytes = arg.bytes();
    int code = SQLITE_OK;
    switch (arg.kind()) {
      case Arg::Kind::null:
        code = sqlite3_bind_null(statement.handle, index);
        break;
      case Arg::Kind::integer:
        code = sqlite3_bind_int64(statement.handle, index, arg.integer());
        break;
      case Arg::Kind::text:  // a null pointer would bind NULL
        code = sqlite3_bind_text64(statement.handle, index,
                                   bytes.empty() ? "" : reinterpret_cast<const char*>(bytes.data()),
                                   bytes.size(), lifetime, SQLITE_UTF8);
        break;
      case Arg::Kind::blob:
        code = bytes.empty()
                   ? sqlite3_bind_zeroblob(statement.handle, index, 0)
                   : sqlite3_bind_blob64(statement.handle, index, bytes.data(), bytes.size(), lifetime);
        break;
    }
    if (code != SQLITE_OK) return false;
  }
  return true;
}

void SqliteTransaction::fail(int code, const char* sql) {
  const Error error = connection_.failed(code, sql);
  if (!failed()) failure_ = error;
}

Result<void> SqliteTransaction::finish(Result<void> outcome) {
  if (failed()) outcome = std::unexpected(*failure_);
  if (!has_savepoint_ || sqlite3_get_autocommit(connection_.handle())) return outcome;
  int code = outcome ? SQLITE_OK : connection_.execute(kUndo);
  if (code == SQLITE_OK) code = connection_.execute(kRelease);
  if (code == SQLITE_OK) return outcome;
  fail(code, kRelease.text);
  return std::unexpected(*failure_);
}

}  // namespace botschaft::store::sqlite
