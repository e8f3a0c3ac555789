#include "store/sqlite/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/log.h"
#include "store/sqlite/transaction.h"

namespace botschaft::store::sqlite {
namespace {

using Outcome = std::expected<void, std::string>;

constexpr Sql kApplication{"SELECT application_id FROM pragma_application_id"};
constexpr Sql kIsEmpty{"SELECT count(*) = 0 FROM sqlite_schema"};
constexpr Sql kApplied{"SELECT number, name, sha256 FROM migrations ORDER BY number"};
constexpr Sql kRecord{"INSERT INTO migrations(number, name, sha256, applied_at) VALUES(?1, ?2, ?3, ?4)"};

std::int64_t read_number(Connection& connection, const Sql& sql) {
  SqliteTransaction transaction(connection, SqliteTransaction::Mode::read);
  Query query = transaction.run(sql);
  return query.next() ? query.int64(0) : 0;
}

Outcome claim(Connection& connection) {
  if (read_number(connection, kApplication) == kApplicationId) return {};
  if (read_number(connection, kIsEmpty) == 0)
    return std::unexpected("the file is another program's database");
  const std::string sql = fmt::format(
      "BEGIN IMMEDIATE;"
      "CREATE TABLE migrations(number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL,"
      " applied_at INTEGER NOT NULL) STRICT;"
      "PRAGMA application_id = {};"
      "COMMIT;",
      kApplicationId);
  if (connection.execute(sql.c_str()) == SQLITE_OK) return {};
  std::string message = connection.last_error();
  connection.execute("ROLLBACK");
  return std::unexpected(std::move(message));
}

// Which of `migrations` are applied; an error if the database knows something that we do not.
std::expected<std::vector<int>, std::string> applied(Connection& connection,
                                                     std::span<const Migration> migrations) {
  std::vector<int> numbers;
  SqliteTransaction transaction(connection, SqliteTransaction::Mode::read);
  for (Query query = transaction.run(kApplied); query.next();) {
    const int number = query.int32(0);
    const auto known = std::ranges::find(migrations, number, &Migration::number);
    if (known == migrations.end()) {
      return std::unexpected(
          fmt::format("the database was changed by a newer version of botschaft (migration {}); start that "
                      "version, or restore "
                      "a backup made before the upgrade",
                      query.text(1)));
    }
    if (known->sha256 != query.text(2)) {
      return std::unexpected(
          fmt::format("migration {} was applied with another text than this program's", query.text(1)));
    }
    numbers.push_back(number);
  }
  if (transaction.failed()) return std::unexpected(connection.last_error());
  return numbers;
}

Outcome apply(Connection& connection, const Migration& migration, std::int32_t unix_seconds) {
  bool done = connection.execute("BEGIN IMMEDIATE") == SQLITE_OK &&
              connection.execute(std::string(migration.sql).c_str()) == SQLITE_OK;
  if (done) {
    SqliteTransaction transaction(connection, SqliteTransaction::Mode::alone);
    transaction.run(kRecord, migration.number, migration.name, migration.sha256, unix_seconds);
    done = !transaction.failed();
  }
  if (done && connection.execute("COMMIT") == SQLITE_OK) return {};
  std::string message = fmt::format("migration {}: {}", migration.name, connection.last_error());
  connection.execute("ROLLBACK");
  return std::unexpected(std::move(message));
}

}  // namespace

Outcome migrate(Connection& connection, std::span<const Migration> migrations, std::int32_t unix_seconds) {
  if (Outcome claimed = claim(connection); !claimed) return claimed;
  const auto done = applied(connection, migrations);
  if (!done) return std::unexpected(done.error());
  for (const Migration& migration : migrations) {
    if (std::ranges::find(*done, migration.number) != done->end()) continue;
    if (Outcome outcome = apply(connection, migration, unix_seconds); !outcome) return outcome;
    log::debug("store: applied migration {}", migration.name);
  }
  return {};
}

Outcome require_migrated(Connection& connection, std::span<const Migration> migrations) {
  const auto done = applied(connection, migrations);
  if (!done) return std::unexpected(done.error());
  if (done->size() == migrations.size()) return {};
  return std::unexpected("the running server is of an older version than this program; use that version's");
}

}  // namespace botschaft::store::sqlite
