#include "load/row_counter.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <vector>

#include "base/check.h"

namespace botschaft::load {

namespace {

class Database {
 public:
  explicit Database(const std::filesystem::path& file) {
    CHECK(sqlite3_open(file.c_str(), &db_) == SQLITE_OK);
    CHECK(sqlite3_busy_timeout(db_, 10'000) == SQLITE_OK);
  }
  ~Database() { sqlite3_close(db_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  bool run(const std::string& sql) {
    return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }

  std::vector<std::pair<std::string, std::int64_t>> rows(const char* sql) {
    std::vector<std::pair<std::string, std::int64_t>> found;
    sqlite3_stmt* statement = nullptr;
    CHECK(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) == SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      found.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)),
                         sqlite3_column_int64(statement, 1));
    }
    sqlite3_finalize(statement);
    return found;
  }

 private:
  sqlite3* db_ = nullptr;
};

constexpr const char* kEvents[] = {"INSERT", "UPDATE", "DELETE"};

}  // namespace

void begin_counting(const std::filesystem::path& database) {
  Database db(database);
  CHECK(db.run("CREATE TABLE load_rows(name TEXT PRIMARY KEY, n INTEGER)"));
  for (const auto& [name, unused] : db.rows("SELECT name, 0 FROM sqlite_schema WHERE type = 'table' AND"
                                            " name NOT LIKE 'sqlite_%' AND name <> 'load_rows'")) {
    for (const char* event : kEvents) {
      // Refused for virtual tables, whose rows are in other tables.
      db.run(fmt::format(
          "CREATE TRIGGER load_{0}_{1} AFTER {0} ON {1} BEGIN INSERT INTO load_rows VALUES('{1}', 1)"
          " ON CONFLICT(name) DO UPDATE SET n = n + 1; END",
          event, name));
    }
  }
}

std::map<std::string, std::int64_t> end_counting(const std::filesystem::path& database) {
  Database db(database);
  const auto counted = db.rows("SELECT name, n FROM load_rows");
  for (const auto& [name, unused] : db.rows("SELECT name, 0 FROM sqlite_schema WHERE type = 'trigger' AND"
                                            " name LIKE 'load_%'")) {
    CHECK(db.run("DROP TRIGGER " + name));
  }
  CHECK(db.run("DROP TABLE load_rows"));
  return {counted.begin(), counted.end()};
}

}  // namespace botschaft::load
