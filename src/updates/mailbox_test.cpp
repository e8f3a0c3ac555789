#include "updates/mailbox.h"

#include <gtest/gtest.h>

namespace botschaft::updates {
namespace {

constexpr UserId kOwner = 5;
constexpr SessionKey kPhone{1, 10};
constexpr SessionKey kLaptop{2, 20};

class MailboxTest : public testing::Test {
 protected:
  void join(const SessionKey& session, std::int32_t told, std::int32_t layer = 227) {
    box_.join({session, layer});
    box_.told(session, told);
  }
  void grow(std::int32_t from, std::int32_t to, const SessionKey& except = {}) {
    for (std::int32_t pts = from; pts <= to; ++pts) box_.grown(pts, pts, except);
  }
  // Runs jobs until there is nothing to do; what each session was pushed, as ranges (after, up to].
  struct Push {
    SessionKey session;
    std::int32_t after;
    std::int32_t up_to;
    friend bool operator==(const Push&, const Push&) = default;
  };
  std::vector<Push> drain() {
    std::vector<Push> pushes;
    while (const auto job = box_.start_job()) {
      for (const auto& delivery : box_.finish_job(render(job->layers))) {
        pushes.push_back({delivery.session, job->range.after, job->range.up_to});
      }
    }
    return pushes;
  }
  static Renderer::ByLayer render(const std::vector<std::int32_t>& layers) {
    Renderer::ByLayer rendered;
    for (const std::int32_t layer : layers) {
      rendered.emplace_back(layer, std::make_shared<const Bytes>(Bytes{static_cast<std::uint8_t>(layer)}));
    }
    return rendered;
  }

  Mailbox box_{kOwner};
};

TEST_F(MailboxTest, PushesWhatADeviceHasNotBeenTold) {
  join(kPhone, 10);
  EXPECT_TRUE(drain().empty());
  grow(11, 13);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 10, 13}}));
  EXPECT_TRUE(drain().empty());
}

TEST_F(MailboxTest, PushesWhatHappensNextToADeviceThatNeverAsksForTheState) {
  grow(1, 10);
  box_.join({kPhone, 227});
  EXPECT_EQ(box_.listeners().size(), 1u);
  EXPECT_TRUE(drain().empty());
  grow(11, 12);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 10, 12}}));
}

TEST_F(MailboxTest, LeavesOutTheFirstEventIfTheReplyTellsIt) {
  box_.join({kPhone, 227});
  box_.grown(11, 12, kPhone);
  EXPECT_TRUE(drain().empty());
  grow(13, 13);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 12, 13}}));
}

TEST_F(MailboxTest, PushesOnlyWhatIsNewerThanAStateAskedForMeanwhile) {
  box_.join({kPhone, 227});
  grow(11, 12);
  box_.told(kPhone, 11);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 11, 12}}));
}

TEST_F(MailboxTest, LeavesOutWhatTheReplyTells) {
  join(kPhone, 10);
  join(kLaptop, 10);
  grow(11, 11, kPhone);
  EXPECT_EQ(drain(), (std::vector<Push>{{kLaptop, 10, 11}}));
  grow(12, 12);
  grow(13, 13, kLaptop);
  grow(14, 14);
  EXPECT_EQ(drain(),
            (std::vector<Push>{{kPhone, 11, 12}, {kLaptop, 11, 12}, {kPhone, 12, 14}, {kLaptop, 13, 14}}));
}

TEST_F(MailboxTest, LeavesOutAllThatOneReplyTells) {
  join(kPhone, 10);
  join(kLaptop, 10);
  grow(11, 11);
  box_.grown(12, 15, kPhone);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 10, 11}, {kLaptop, 10, 11}, {kLaptop, 11, 15}}));
  grow(16, 16);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 15, 16}, {kLaptop, 15, 16}}));
}

TEST_F(MailboxTest, LeavesOutARepliedEventThatTheDeviceHeardOfBeforeItsState) {
  box_.join({kPhone, 227});
  grow(11, 11);
  grow(12, 12, kPhone);
  box_.told(kPhone, 10);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 10, 11}}));
}

TEST_F(MailboxTest, DoesNotPushAheadOfTheNotices) {
  join(kPhone, 10);
  box_.join({kLaptop, 227});
  box_.told(kLaptop, 11);  // read after the commit, before its notice
  EXPECT_TRUE(drain().empty());
  grow(11, 11, kPhone);
  EXPECT_TRUE(drain().empty());
}

TEST_F(MailboxTest, RunsOneJobAtATime) {
  join(kPhone, 10);
  grow(11, 11);
  const auto job = box_.start_job();
  ASSERT_TRUE(job);
  grow(12, 12);
  EXPECT_FALSE(box_.start_job());
  EXPECT_EQ(box_.finish_job(render(job->layers)).size(), 1u);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 11, 12}}));
}

TEST_F(MailboxTest, RendersOncePerLayer) {
  join(kPhone, 10, 227);
  join(kLaptop, 10, 200);
  join({3, 30}, 10, 227);
  grow(11, 11);
  const auto job = box_.start_job();
  EXPECT_EQ(job->layers, (std::vector<std::int32_t>{227, 200}));
  const auto deliveries = box_.finish_job(render(job->layers));
  ASSERT_EQ(deliveries.size(), 3u);
  EXPECT_EQ(deliveries[0].update, deliveries[2].update);
  EXPECT_NE(deliveries[0].update, deliveries[1].update);
}

TEST_F(MailboxTest, RendersAgainForADeviceThatChangedItsLayer) {
  join(kPhone, 10, 227);
  grow(11, 11);
  const auto job = box_.start_job();
  box_.join({kPhone, 200});
  EXPECT_TRUE(box_.finish_job(render(job->layers)).empty());
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 10, 11}}));
}

TEST_F(MailboxTest, SkipsADeviceThatGotTheDifferenceMeanwhile) {
  join(kPhone, 10);
  grow(11, 12);
  const auto job = box_.start_job();
  box_.told(kPhone, 12);
  EXPECT_TRUE(box_.finish_job(render(job->layers)).empty());
  EXPECT_TRUE(drain().empty());
  box_.told(kPhone, 11);  // a state read earlier
  EXPECT_TRUE(drain().empty());
}

TEST_F(MailboxTest, CutsLongRanges) {
  join(kPhone, 10);
  grow(11, 10 + 250);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 10, 110}, {kPhone, 110, 210}, {kPhone, 210, 260}}));
}

TEST_F(MailboxTest, SendsWhoIsTooFarBehindToTheDifference) {
  join(kPhone, 10);
  grow(11, 10 + Mailbox::kBehindMax + 1);
  EXPECT_FALSE(box_.start_job());
  const auto devices = box_.take_too_far_behind();
  ASSERT_EQ(devices.size(), 1u);
  EXPECT_EQ(devices[0].session, kPhone);
  EXPECT_TRUE(box_.take_too_far_behind().empty());
  grow(1012, 1013);
  EXPECT_TRUE(drain().empty());
  box_.told(kPhone, 1012);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 1012, 1013}}));
}

TEST_F(MailboxTest, PushesNothingToASessionThatLostUpdates) {
  join(kPhone, 10);
  join(kLaptop, 10);
  box_.lost(kPhone);
  grow(11, 11);
  EXPECT_EQ(drain(), (std::vector<Push>{{kLaptop, 10, 11}}));
  box_.told(kPhone, 11);
  grow(12, 12);
  EXPECT_EQ(drain(), (std::vector<Push>{{kPhone, 11, 12}, {kLaptop, 11, 12}}));
}

TEST_F(MailboxTest, SendsDevicesToTheDifferenceWhenEventsCannotBeRead) {
  join(kPhone, 10);
  join(kLaptop, 12);
  grow(11, 12);
  ASSERT_TRUE(box_.start_job());
  const auto failed = box_.fail_job();
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_EQ(failed[0].session, kPhone);
  EXPECT_TRUE(drain().empty());
}

TEST_F(MailboxTest, StaysUntilItsJobEnds) {
  join(kPhone, 10);
  grow(11, 11);
  const auto job = box_.start_job();
  box_.leave(kPhone);
  EXPECT_FALSE(box_.disposable());
  join(kPhone, 10);
  EXPECT_EQ(box_.finish_job(render(job->layers)).size(), 1u);
  box_.leave(kPhone);
  EXPECT_TRUE(box_.disposable());
}

}  // namespace
}  // namespace botschaft::updates
