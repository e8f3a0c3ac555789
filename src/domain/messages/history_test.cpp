#include "domain/messages/history.h"

#include <gtest/gtest.h>

#include <random>

#include "domain/messages/edit.h"
#include "domain/messages/send.h"
#include "store/dialogs.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

constexpr UserId kAnna = 1, kBen = 2, kCara = 3;
constexpr PeerId kToBen = PeerId::user(kBen);

// Ids and dates as they are after a life of a chat with others in between and holes by deletion.
class HistoryPages : public ::testing::Test {
 protected:
  void SetUp() override {
    run([&](store::Transaction& tx) {
      for (const UserId id : {kAnna, kBen, kCara}) {
        store::insert_user(tx, {.id = id, .phone = std::to_string(id), .first_name = "x"});
      }
      for (int i = 0; i < 60; ++i) {
        const auto to = random_() % 3 == 0 ? kCara : kBen;
        const Actor anna{.user = kAnna, .now = 1000 + i / 4};
        Outgoing message{.text = {.text = "m", .entities = {}}, .random_id = i + 1};
        const auto sent = send_message(tx, anna, PeerId::user(to), message);
        ASSERT_TRUE(sent);
        if (random_() % 5 == 0) {
          ASSERT_TRUE(delete_messages(tx, anna, {sent->id}, false));
        } else if (to == kBen) {
          all_.insert(all_.begin(), {sent->id, anna.now});
        }
      }
    });
  }

  template <class F>
  void run(F&& body) {
    ASSERT_TRUE(store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    }));
  }

  // The documented meaning, on a list: core.telegram.org/api/offsets.
  std::vector<MessageId> naive(const HistoryPage& p) const {
    std::vector<std::pair<MessageId, std::int32_t>> list;
    for (const auto& [id, date] : all_) {
      if ((p.max_id == 0 || id < p.max_id) && id > p.min_id) list.emplace_back(id, date);
    }
    int start = 0;
    const auto before_offset = [&](const auto& m) {
      return p.offset_id != 0 ? m.first >= p.offset_id : p.offset_date != 0 && m.second >= p.offset_date;
    };
    while (start < std::ssize(list) && before_offset(list[static_cast<std::size_t>(start)])) ++start;
    std::vector<MessageId> page;
    for (int i = start + p.add_offset; i < start + p.add_offset + p.limit; ++i) {
      if (i >= 0 && i < std::ssize(list)) page.push_back(list[static_cast<std::size_t>(i)].first);
    }
    return page;
  }

  std::mt19937 random_{7};
  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  std::vector<std::pair<MessageId, std::int32_t>> all_;  // newest first
};

TEST_F(HistoryPages, AreWhatTheNaiveListSays) {
  run([&](store::Transaction& tx) {
    const auto some_id = [&] { return static_cast<MessageId>(random_() % 90); };
    for (int round = 0; round < 3000; ++round) {
      HistoryPage page{.limit = static_cast<int>(random_() % 12)};
      if (random_() % 2) page.offset_id = some_id();
      if (random_() % 3 == 0) page.offset_date = 995 + static_cast<std::int32_t>(random_() % 25);
      if (random_() % 2) page.add_offset = static_cast<int>(random_() % 20) - 10;
      if (random_() % 4 == 0) page.max_id = some_id();
      if (random_() % 4 == 0) page.min_id = some_id();
      std::vector<MessageId> ids;
      for (const auto& row : history(tx, kAnna, kToBen, page)) ids.push_back(row.id);
      ASSERT_EQ(ids, naive(page)) << "offset_id=" << page.offset_id << " offset_date=" << page.offset_date
                                  << " add_offset=" << page.add_offset << " limit=" << page.limit
                                  << " max_id=" << page.max_id << " min_id=" << page.min_id;
      if (page.offset_date != 0) continue;
      std::vector<MessageId> every;
      for (const auto& [id, date] : all_) every.push_back(id);
      ASSERT_EQ(page_of(every, page), naive(page));
    }
    EXPECT_EQ(store::find_dialog(tx, kAnna, kToBen)->count, std::ssize(all_));
  });
}

TEST_F(HistoryPages, AbsurdNumbersAreRefused) {
  EXPECT_EQ(check_page({.offset_id = -1}).error().err, Err::OFFSET_INVALID);
  EXPECT_EQ(check_page({.add_offset = INT32_MIN}).error().err, Err::OFFSET_INVALID);
  EXPECT_EQ(check_page({.limit = -1}).error().err, Err::LIMIT_INVALID);
  EXPECT_EQ(check_page({.limit = INT32_MAX})->limit, kPageMax);
}

}  // namespace
}  // namespace botschaft::domain
