// What store.h promises, on both implementations.
#include <gtest/gtest.h>

#include <new>

#include "store/simulated.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"

namespace botschaft::store {
namespace {

constexpr Sql kCreate{"CREATE TABLE IF NOT EXISTS numbers(n INTEGER PRIMARY KEY, t TEXT, b BLOB) STRICT"};
constexpr Sql kInsert{"INSERT INTO numbers(n) VALUES(?1)"};
constexpr Sql kInsertAll{"INSERT INTO numbers(n, t, b) VALUES(?1, ?2, ?3)"};
constexpr Sql kCount{"SELECT count(*) FROM numbers"};
constexpr Sql kAll{"SELECT n, t, b FROM numbers ORDER BY n"};
constexpr Sql kFrom{"SELECT n FROM numbers WHERE n >= ?1 ORDER BY n"};

struct NumberNotice : Notice {
  explicit NumberNotice(int number) : n(number) {}
  int n;
};

enum class Kind { simulated, sqlite };

class Engine : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::simulated) {
      store_ = open_simulated();
    } else {
      auto opened = open_sqlite({.directory = directory_.data()});
      ASSERT_TRUE(opened) << opened.error();
      store_ = std::move(*opened);
    }
    ASSERT_TRUE(write([](Transaction& tx) { tx.run(kCreate); }));
  }

  template <class F>
  Result<void> write(F f) {
    return store_->write_sync([&](Transaction& tx) -> Result<void> {
      if constexpr (std::is_void_v<decltype(f(tx))>) {
        f(tx);
        return {};
      } else {
        return f(tx);
      }
    });
  }
  std::int64_t count() {
    std::int64_t n = -1;
    EXPECT_TRUE(store_->read_sync([&](Transaction& tx) -> Result<void> {
      Query row = tx.run(kCount);
      if (row.next()) n = row.int64(0);
      return {};
    }));
    return n;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Both, Engine, testing::Values(Kind::simulated, Kind::sqlite), [](const auto& info) {
  return info.param == Kind::sqlite ? "Sqlite" : "Simulated";
});

TEST_P(Engine, KeepsValuesOfEveryKind) {
  const Bytes blob = {0, 1, 255};
  ASSERT_TRUE(write([&](Transaction& tx) {
    tx.run(kInsertAll, 1, "text", blob);
    tx.run(kInsertAll, 2, "", Bytes{});
    tx.run(kInsertAll, 3, std::nullopt, std::optional<ByteView>());
    tx.run(kInsertAll, INT64_MIN, std::string("a\0b", 3), std::nullopt);
  }));
  ASSERT_TRUE(store_->read_sync([&](Transaction& tx) -> Result<void> {
    Query row = tx.run(kAll);
    EXPECT_TRUE(row.next());
    EXPECT_EQ(row.int64(0), INT64_MIN);
    EXPECT_EQ(row.text(1), std::string_view("a\0b", 3));
    EXPECT_TRUE(row.next());
    EXPECT_EQ(row.text(1), "text");
    EXPECT_EQ(to_bytes(row.blob(2)), blob);
    EXPECT_TRUE(row.next());
    EXPECT_FALSE(row.is_null(1));
    EXPECT_TRUE(row.text(1).empty());
    EXPECT_FALSE(row.is_null(2));
    EXPECT_TRUE(row.next());
    EXPECT_TRUE(row.is_null(1));
    EXPECT_TRUE(row.is_null(2));
    EXPECT_FALSE(row.next());
    EXPECT_FALSE(row.next());
    return {};
  }));
}

TEST_P(Engine, BindsTemporariesOfAQuery) {
  static constexpr Sql kByText{"SELECT n FROM numbers WHERE t = ?1 ORDER BY n"};
  ASSERT_TRUE(write([](Transaction& tx) {
    for (int i = 0; i < 3; ++i)
      tx.run(kInsertAll, i, "a text that does not fit a small string", std::nullopt);
    int rows = 0;
    for (Query row = tx.run(kByText, std::string("a text that does not fit a small string")); row.next();)
      ++rows;
    EXPECT_EQ(rows, 3);
  }));
}

TEST_P(Engine, RunsAStatementInsideItself) {
  ASSERT_TRUE(write([](Transaction& tx) {
    for (int i = 0; i < 4; ++i) tx.run(kInsert, i);
    int pairs = 0;
    for (Query outer = tx.run(kFrom, 0); outer.next();) {
      for (Query inner = tx.run(kFrom, outer.int64(0)); inner.next();) ++pairs;
    }
    EXPECT_EQ(pairs, 4 + 3 + 2 + 1);
  }));
}

TEST_P(Engine, ReturnsRowsAndCountsOfWrites) {
  static constexpr Sql kAdd{"UPDATE numbers SET n = n + ?1 RETURNING n"};
  static constexpr Sql kDelete{"DELETE FROM numbers WHERE n > ?1"};
  ASSERT_TRUE(write([](Transaction& tx) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(tx.run(kInsert, i).changes(), 1);
    {
      Query ignored = tx.run(kAdd, 10);
    }  // done though nobody asks for the rows
    std::int64_t sum = 0;
    for (Query row = tx.run(kAdd, 10); row.next();) sum += row.int64(0);
    EXPECT_EQ(sum, 20 + 21 + 22);
    EXPECT_EQ(tx.run(kDelete, 20).changes(), 2);
    EXPECT_EQ(tx.run(kDelete, 20).changes(), 0);
  }));
  EXPECT_EQ(count(), 1);
}

TEST_P(Engine, UndoesACommandThatFails) {
  EXPECT_EQ(write([](Transaction& tx) -> Result<void> {
              tx.run(kInsert, 1);
              return fail(Err::PHONE_CODE_INVALID);
            }).error(),
            Error{Err::PHONE_CODE_INVALID});
  EXPECT_EQ(write([](Transaction& tx) {
              tx.run(kInsert, 2);
              throw std::bad_alloc();
            }).error(),
            Error{Err::INTERNAL});
  EXPECT_EQ(write([](Transaction& tx) {
              tx.run(kInsert, 3);
              tx.run(kInsert, 3);  // violates the key
              EXPECT_TRUE(tx.failed());
              EXPECT_FALSE(tx.run(kCount).next());
              EXPECT_EQ(tx.run(kInsert, 4).changes(), 0);
            }).error(),
            Error{Err::INTERNAL});
  EXPECT_EQ(count(), 0);
  EXPECT_TRUE(write([](Transaction& tx) { tx.run(kInsert, 5); }));
  EXPECT_EQ(count(), 1);
}

TEST_P(Engine, TellsNoticesOfWhatWasCommittedOnly) {
  std::vector<int> told;
  store_->on_notices([&](std::vector<std::unique_ptr<Notice>> notices) {
    for (const auto& notice : notices) told.push_back(dynamic_cast<const NumberNotice&>(*notice).n);
  });
  for (int i = 0; i < 6; ++i) {
    const auto result = write([i](Transaction& tx) -> Result<void> {
      tx.run(kInsert, i);
      tx.notify<NumberNotice>(i);
      if (i % 2 != 0) return fail(Err::INTERNAL);
      return {};
    });
    EXPECT_EQ(result.has_value(), i % 2 == 0);
    EXPECT_EQ(told.size(), static_cast<std::size_t>(i / 2 + 1));  // before Done
  }
  EXPECT_EQ(told, (std::vector{0, 2, 4}));
}

TEST_P(Engine, RefusesToWriteWhileReading) {
  const auto result = store_->read_sync([](Transaction& tx) -> Result<void> {
    EXPECT_FALSE(tx.writable());
    tx.run(kInsert, 1);
    return {};
  });
  EXPECT_EQ(result.error(), Error{Err::INTERNAL});
  EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace botschaft::store
