#pragma once
// One SQLite connection: its settings, and its prepared statements. Used by one thread at a time.
#include <sqlite3.h>

#include <expected>
#include <memory>
#include <string>
#include <unordered_map>

#include "base/error.h"
#include "store/transaction.h"

namespace botschaft::store::sqlite {

// A prepared statement of the connection's cache.
struct Statement {
  sqlite3_stmt* handle = nullptr;
  bool cached = true;  // false: prepared beside the cache, gone after use
  bool busy = false;
  bool read_only = false;
  bool has_rows = false;
};

class Connection {
 public:
  struct Settings {
    int cache_kib = 16 * 1024;
    bool in_memory = false;
  };

  // `path`: of the database file; ignored in memory. The error is a sentence for the operator.
  static std::expected<std::unique_ptr<Connection>, std::string> open(const std::string& path,
                                                                      const Settings& settings);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const { return handle_; }

  // SQLITE_OK or an extended result code. `sql` may hold several statements.
  int execute(const char* sql);
  int execute(const Sql& sql);  // one statement, kept prepared

  // Logs why the engine answered `code` while `doing`, and returns what the caller is told. While the engine
  // is unavailable (a full disk), only the first failure and the end are logged. Does not return for a
  // corrupt database: to go on would spread the damage, so the process stops with a message.
  Error failed(int code, const char* doing);
  void works();

  std::string last_error() const { return sqlite3_errmsg(handle_); }

  // The statement for `sql`, prepared at first use and marked busy; null if it does not prepare.
  // A statement which is running already (a query inside a loop over the same query) is prepared once more.
  Statement* take(const Sql& sql);
  void give_back(Statement* statement);

 private:
  explicit Connection(sqlite3* handle) : handle_(handle) {}
  bool prepare(const char* text, unsigned flags, Statement& into);

  sqlite3* handle_;
  bool unavailable_ = false;
  std::unordered_map<const char*, Statement> statements_;
};

}  // namespace botschaft::store::sqlite
