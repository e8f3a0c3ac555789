#include "store/events.h"

#include <gtest/gtest.h>

#include "store/simulated.h"

namespace botschaft::store {
namespace {

TEST(Events, AreNumberedPerOwnerWithoutHoles) {
  auto store = open_simulated();
  const auto outcome = store->write_sync([](Transaction& tx) -> Result<void> {
    EXPECT_EQ(top_pts(tx, 5), kEmptyBoxPts);
    EXPECT_EQ(append_event(tx, 5, {.kind = 1, .peer = PeerId::user(6)}), 2);
    EXPECT_EQ(append_event(tx, 5, {.kind = 2, .peer = PeerId::user(6), .arg = 2}), 3);
    EXPECT_EQ(append_event(tx, 6, {.kind = 1, .peer = PeerId::user(5)}), 2);
    EXPECT_EQ(top_pts(tx, 5), 3);
    return {};
  });
  ASSERT_TRUE(outcome);
}

TEST(Events, AreReadInOrderAfterAPts) {
  auto store = open_simulated();
  const Bytes data = {1, 2, 3};
  ASSERT_TRUE(store->write_sync([&](Transaction& tx) -> Result<void> {
    for (int i = 0; i < 10; ++i) append_event(tx, 5, {.kind = i, .arg = i * 10, .data = data});
    append_event(tx, 4, {.kind = 99});
    append_event(tx, 6, {.kind = 99});
    return {};
  }));
  ASSERT_TRUE(store->read_sync([&](Transaction& tx) -> Result<void> {
    const auto events = read_events(tx, 5, 4, 3);
    EXPECT_EQ(events.size(), 3u);
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(events[i].pts, 5 + static_cast<int>(i));
      EXPECT_EQ(events[i].kind, 3 + static_cast<int>(i));
      EXPECT_EQ(events[i].arg, events[i].kind * 10);
      EXPECT_EQ(events[i].data, data);
    }
    EXPECT_TRUE(read_events(tx, 5, 11, 100).empty());
    EXPECT_EQ(find_event(tx, 5, 11)->kind, 9);
    EXPECT_FALSE(find_event(tx, 5, 12));
    return {};
  }));
}

TEST(Events, CanBeReplacedUnderTheirPts) {
  auto store = open_simulated();
  ASSERT_TRUE(store->write_sync([](Transaction& tx) -> Result<void> {
    append_event(tx, 5, {.kind = 1, .peer = PeerId::user(6), .arg = 7});
    append_event(tx, 5, {.kind = 1});
    replace_event(tx, 5, 2, {.kind = 0});
    return {};
  }));
  ASSERT_TRUE(store->read_sync([](Transaction& tx) -> Result<void> {
    EXPECT_EQ(find_event(tx, 5, 2)->kind, 0);
    EXPECT_EQ(find_event(tx, 5, 2)->peer, PeerId{});
    EXPECT_EQ(find_event(tx, 5, 2)->arg, 0);
    EXPECT_EQ(top_pts(tx, 5), 3);
    return {};
  }));
}

}  // namespace
}  // namespace botschaft::store
