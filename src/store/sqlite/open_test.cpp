// Opening a data directory: locks, migrations, damage.
#include "store/sqlite/open.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <utility>

#include "store/events.h"
#include "store/sqlite/group_commit.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/temporary_directory.h"

namespace botschaft::store {
namespace {

using sqlite::Connection;
using sqlite::migrate;
using sqlite::require_migrated;

constexpr Migration kFirst{1, "0001_first", "aa",
                           "CREATE TABLE a(x INTEGER) STRICT; INSERT INTO a VALUES(1);"};
constexpr Migration kSecond{2, "0002_second", "bb",
                            "CREATE TABLE b(x INTEGER) STRICT; INSERT INTO a VALUES(2);"};
constexpr Migration kBroken{2, "0002_second", "bb",
                            "CREATE TABLE b(x INTEGER) STRICT; INSERT INTO nowhere VALUES(2);"};
constexpr Sql kSum{"SELECT sum(x) FROM a"};

class Migrations : public testing::Test {
 protected:
  std::int64_t sum() {
    std::int64_t found = -1;
    EXPECT_TRUE(sqlite::run_read(*connection_, [&](Transaction& tx) -> Result<void> {
      Query row = tx.run(kSum);
      if (row.next()) found = row.int64(0);
      return {};
    }));
    return found;
  }
  std::unique_ptr<Connection> connection_ = std::move(*Connection::open("", {.in_memory = true}));
};

TEST_F(Migrations, AreAppliedOnce) {
  const Migration one[] = {kFirst};
  const Migration two[] = {kFirst, kSecond};
  ASSERT_TRUE(migrate(*connection_, one, 100));
  ASSERT_TRUE(migrate(*connection_, one, 200));
  EXPECT_EQ(sum(), 1);
  EXPECT_FALSE(require_migrated(*connection_, two));
  ASSERT_TRUE(migrate(*connection_, two, 300));
  ASSERT_TRUE(migrate(*connection_, two, 400));
  EXPECT_EQ(sum(), 3);
  EXPECT_TRUE(require_migrated(*connection_, two));
}

TEST_F(Migrations, OfANewerVersionAreRefused) {
  const Migration one[] = {kFirst};
  const Migration two[] = {kFirst, kSecond};
  ASSERT_TRUE(migrate(*connection_, two, 100));
  const auto refused = migrate(*connection_, one, 200);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("newer version"), std::string::npos) << refused.error();
}

TEST_F(Migrations, WithAnotherTextAreRefused) {
  Migration edited[] = {kFirst};
  ASSERT_TRUE(migrate(*connection_, edited, 100));
  edited[0].sha256 = "cc";
  EXPECT_FALSE(migrate(*connection_, edited, 200));
}

TEST_F(Migrations, LeaveNothingWhenTheyFail) {
  const Migration broken[] = {kFirst, kBroken};
  const auto failed = migrate(*connection_, broken, 100);
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().find("0002_second"), std::string::npos) << failed.error();
  EXPECT_EQ(sum(), 1);
  const Migration mended[] = {kFirst, kSecond};
  EXPECT_TRUE(migrate(*connection_, mended, 200));
}

TEST_F(Migrations, LeaveForeignDatabasesAlone) {
  const Migration one[] = {kFirst};
  ASSERT_EQ(connection_->execute("CREATE TABLE theirs(x)"), SQLITE_OK);
  EXPECT_FALSE(migrate(*connection_, one, 100));
}

TEST_F(Migrations, OfThisProgramApply) {
  EXPECT_TRUE(migrate(*connection_, embedded_migrations(), 100));
  int last = 0;
  for (const Migration& migration : embedded_migrations())
    EXPECT_LT(std::exchange(last, migration.number), migration.number);
  EXPECT_GE(last, 1);
}

Result<void> append_one(Transaction& tx) {
  append_event(tx, 5, {.kind = 1});
  return {};
}

std::int32_t stored_top(Store& store) {
  std::int32_t top = 0;
  EXPECT_TRUE(store.read_sync([&](Transaction& tx) -> Result<void> {
    top = top_pts(tx, 5);
    return {};
  }));
  return top;
}

TEST(OpenSqlite, KeepsTheDirectoryPrivate) {
  TemporaryDirectory directory;
  const auto store = open_sqlite({.directory = directory.data()});
  ASSERT_TRUE(store) << store.error();
  struct stat status = {};
  ASSERT_EQ(stat(directory.data().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
}

TEST(OpenSqlite, KeepsWhatWasWritten) {
  TemporaryDirectory directory;
  for (int start = 0; start < 3; ++start) {
    auto store = open_sqlite({.directory = directory.data()});
    ASSERT_TRUE(store) << store.error();
    EXPECT_EQ(stored_top(**store), kEmptyBoxPts + start);
    ASSERT_TRUE((*store)->write_sync(append_one));
  }
}

TEST(OpenSqlite, RefusesASecondServer) {
  TemporaryDirectory directory;
  {
    const auto first = open_sqlite({.directory = directory.data()});
    ASSERT_TRUE(first);
    const auto second = open_sqlite({.directory = directory.data()});
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().find("in use by another botschaft (process " + std::to_string(getpid())),
              std::string::npos)
        << second.error();
  }
  EXPECT_TRUE(open_sqlite({.directory = directory.data()}));
}

TEST(OpenSqlite, LetsACommandInBesideTheServer) {
  TemporaryDirectory directory;
  const auto server = open_sqlite({.directory = directory.data()});
  ASSERT_TRUE(server);
  {
    const auto command = open_sqlite({.directory = directory.data(), .access = Access::shared});
    ASSERT_TRUE(command) << command.error();
    ASSERT_TRUE((*command)->write_sync(append_one));
  }
  ASSERT_TRUE((*server)->write_sync(append_one));
  EXPECT_EQ(stored_top(**server), kEmptyBoxPts + 2);
}

TEST(OpenSqlite, SaysWhyItCannotOpen) {
  TemporaryDirectory directory;
  std::ofstream(directory.path() / "file") << "not a directory";
  const auto store = open_sqlite({.directory = directory.path() / "file" / "data"});
  ASSERT_FALSE(store);
  EXPECT_NE(store.error().find("Not a directory"), std::string::npos) << store.error();

  std::filesystem::create_directory(directory.data());
  std::ofstream(directory.data() / "botschaft.db") << std::string(8192, 'x');
  const auto foreign = open_sqlite({.directory = directory.data()});
  ASSERT_FALSE(foreign);
  EXPECT_NE(foreign.error().find("not a database"), std::string::npos) << foreign.error();
}

TEST(OpenSqliteDeathTest, StopsOnADamagedDatabase) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  TemporaryDirectory directory;
  {
    auto store = open_sqlite({.directory = directory.data()});
    ASSERT_TRUE(store);
    for (int i = 0; i < 100; ++i) {
      ASSERT_TRUE((*store)->write_sync([](Transaction& tx) -> Result<void> {
        for (int n = 0; n < 100; ++n) append_event(tx, 5, {.kind = 1, .data = Bytes(100)});
        return {};
      }));
    }
  }
  {
    // Every page after the schema's: whichever of them is read first is damaged.
    std::fstream file(directory.data() / "botschaft.db", std::ios::in | std::ios::out | std::ios::binary);
    const auto size = std::filesystem::file_size(directory.data() / "botschaft.db");
    const std::string garbage(4096, '\x5a');
    for (std::uintmax_t page = size / 4096 / 2; page < size / 4096; ++page) {
      file.seekp(static_cast<std::streamoff>(page * 4096));
      file.write(garbage.data(), 4096);
    }
  }
  EXPECT_DEATH(
      {
        auto store = open_sqlite({.directory = directory.data()});
        if (!store) std::_Exit(0);
        (void)(*store)->read_sync([](Transaction& tx) -> Result<void> {
          read_events(tx, 5, 0, 1'000'000);
          return {};
        });
      },
      "the database is damaged");
}

}  // namespace
}  // namespace botschaft::store
