#include "store/sqlite/connection.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/check.h"
#include "base/log.h"

namespace botschaft::store::sqlite {
namespace {

[[noreturn]] void stop_for_corruption(const std::string& message) {
  log::error("store: the database is damaged, stopping: {}", message);
  std::fprintf(stderr,
               "botschaft: the database is damaged (%s). Restore a backup, or see sqlite3's .recover.\n",
               message.c_str());
  std::abort();
}

// Settings of every connection, each with its reason.
std::string pragmas(const Connection::Settings& settings) {
  return fmt::format(
      // Another process (a CLI command) may hold the write lock for a moment.
      "PRAGMA busy_timeout = 5000;"
      // Readers never wait for the writer. Each commit is synced before it is acknowledged.
      "PRAGMA journal_mode = {};"
      "PRAGMA synchronous = FULL;"
      // What is still named is not deleted, whoever forgot to look. No cascades: they would hide writes.
      "PRAGMA foreign_keys = ON;"
      // An I/O error on a memory map is a signal that kills the process; on a read it is a value.
      "PRAGMA mmap_size = 0;"
      "PRAGMA cache_size = -{};"
      "PRAGMA temp_store = MEMORY;"
      // Checkpoints have a thread of their own.
      "PRAGMA wal_autocheckpoint = 0;"
      // What a long reader made the log grow to is given back.
      "PRAGMA journal_size_limit = 67108864;"
      // Deleted text is overwritten where that costs no extra page.
      "PRAGMA secure_delete = FAST;"
      "PRAGMA cell_size_check = ON;"
      "PRAGMA trusted_schema = OFF;",
      settings.in_memory ? "MEMORY" : "WAL", settings.cache_kib);
}

}  // namespace

std::expected<std::unique_ptr<Connection>, std::string> Connection::open(const std::string& path,
                                                                         const Settings& settings) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int opened = sqlite3_open_v2(settings.in_memory ? ":memory:" : path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Connection> connection(new Connection(handle));
  if (opened != SQLITE_OK) {
    return std::unexpected(fmt::format("{}: {}", path, handle ? sqlite3_errmsg(handle) : "out of memory"));
  }
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (connection->execute(pragmas(settings).c_str()) != SQLITE_OK) {
    return std::unexpected(fmt::format("{}: {}", path, connection->last_error()));
  }
  return connection;
}

Connection::~Connection() {
  for (auto& [text, statement] : statements_) sqlite3_finalize(statement.handle);
  sqlite3_close(handle_);
}

int Connection::execute(const char* sql) {
  return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
}

int Connection::execute(const Sql& sql) {
  Statement* statement = take(sql);
  if (!statement) return sqlite3_extended_errcode(handle_);
  const int code = sqlite3_step(statement->handle);
  give_back(statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

bool Connection::prepare(const char* text, unsigned flags, Statement& into) {
  if (sqlite3_prepare_v3(handle_, text, -1, flags, &into.handle, nullptr) != SQLITE_OK) return false;
  CHECK(into.handle);  // an empty statement
  into.read_only = sqlite3_stmt_readonly(into.handle) != 0;
  into.has_rows = sqlite3_column_count(into.handle) > 0;
  return true;
}

Statement* Connection::take(const Sql& sql) {
  // By the address of the text: a literal's is its own for the life of the process.
  auto [found, is_new] = statements_.try_emplace(sql.text);
  if (is_new && !prepare(sql.text, SQLITE_PREPARE_PERSISTENT, found->second)) {
    statements_.erase(found);
    return nullptr;
  }
  if (!found->second.busy) {
    found->second.busy = true;
    return &found->second;
  }
  auto again = std::make_unique<Statement>();
  again->cached = false;
  if (!prepare(sql.text, 0, *again)) return nullptr;
  return again.release();
}

void Connection::give_back(Statement* statement) {
  sqlite3_reset(statement->handle);
  if (statement->cached) {
    statement->busy = false;
    return;
  }
  sqlite3_finalize(statement->handle);
  delete statement;
}

Error Connection::failed(int code, const char* doing) {
  const std::string message = last_error();
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      stop_for_corruption(message);
    case SQLITE_CONSTRAINT:
      if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {  // how the collector learns that a file is in use
        log::debug("store: foreign key sql=\"{}\"", doing);
        return Error{Err::ROW_REFERENCED};
      }
      [[fallthrough]];
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
      log::error("store: statement failed code={} message=\"{}\" sql=\"{}\"", code, message, doing);
      return Error{Err::INTERNAL};  // our statement is wrong, the engine is well
    default:
      if (!std::exchange(unavailable_, true)) {
        log::error("store: unavailable code={} message=\"{}\" sql=\"{}\"", code, message, doing);
      }
      return Error{Err::STORE_UNAVAILABLE};
  }
}

void Connection::works() {
  if (std::exchange(unavailable_, false)) log::info("store: available again");
}

}  // namespace botschaft::store::sqlite
