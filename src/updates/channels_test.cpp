// Interest sets: who is pushed what of a channel.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>

#include "updates/mailboxes.h"

namespace botschaft::updates {
namespace {

constexpr PeerId kChannel = PeerId::channel(1'000'000'001);
constexpr UserId kAnna = 5, kBen = 6;
constexpr SessionKey kAnnasPhone{1, 10}, kAnnasLaptop{2, 20}, kBensPhone{3, 30};

class InterestSets : public testing::Test,
                     protected Executor,
                     protected Renderer,
                     protected ChannelRenderer,
                     protected SessionSink {
 protected:
  std::size_t shards() const override { return 3; }
  void post(std::size_t shard, std::function<void()> function) override {
    EXPECT_LT(shard, 3u);
    posted_.push_back(std::move(function));
  }
  void render(const Renderer::Range&, const std::vector<std::int32_t>&,
              Renderer::Rendered rendered) override {
    rendered(fail(Err::STORE_UNAVAILABLE));
  }
  SharedBytes too_long(std::int32_t) override { return text("too long"); }
  SharedBytes typing(const domain::TypingNotice&, std::int32_t) override { return text("typing"); }
  SharedBytes new_authorization(const domain::NewAuthorizationNotice&, std::int32_t) override {
    return text("");
  }
  SharedBytes status(UserId, const Status&, std::int32_t) override { return text(""); }

  void render_channel(const ChannelRenderer::Range& range, const std::vector<std::int32_t>& layers,
                      std::function<void(Result<ChannelRenderer::Rendered>)> rendered) override {
    if (unreadable_) return rendered(fail(Err::STORE_UNAVAILABLE));
    ++renderings_;
    ChannelRenderer::Rendered result{.by_layer = {}, .exceptions = exceptions_, .lowest = lowest_};
    for (const auto layer : layers) {
      result.by_layer.emplace_back(layer,
                                   text(std::to_string(range.after) + "-" + std::to_string(range.up_to)));
    }
    rendered(std::move(result));
  }
  void render_channel_for(UserId user, const ChannelRenderer::Range& range,
                          const std::vector<std::int32_t>& layers, Renderer::Rendered rendered) override {
    if (own_unreadable_) return rendered(fail(Err::STORE_UNAVAILABLE));
    Renderer::ByLayer result;
    for (const auto layer : layers) {
      result.emplace_back(layer, text("own " + std::to_string(user) + " " + std::to_string(range.after) +
                                      "-" + std::to_string(range.up_to)));
    }
    rendered(std::move(result));
  }
  void render_aside(const Aside& aside, const std::vector<std::int32_t>& layers,
                    Renderer::Rendered rendered) override {
    const auto told = text("beside " + std::to_string(aside.id));
    waiting_asides_.push_back([layers, rendered, told] {
      Renderer::ByLayer result;
      for (const auto layer : layers) result.emplace_back(layer, told);
      rendered(std::move(result));
    });
  }
  void memberships(UserId user, std::function<void(Result<std::vector<Membership>>)> found) override {
    found(inside_[user]);
    if (after_reading_) std::exchange(after_reading_, nullptr)();
  }
  SharedBytes channel_too_long(PeerId, std::int32_t pts, std::int32_t) override {
    return text("fetch " + std::to_string(pts));
  }
  SharedBytes channel_typing(const domain::ChannelTypingNotice&, std::int32_t) override {
    return text("typing here");
  }
  SharedBytes channel_read(const domain::ChannelReadNotice&, std::int32_t) override { return text("read"); }
  SharedBytes thread_read(const domain::ThreadReadNotice&, std::int32_t) override {
    return text("answer read");
  }
  SharedBytes post_counters(const domain::PostCountersNotice& notice, std::int32_t) override {
    return text("counted " + std::to_string(notice.posts.size()));
  }

  static SharedBytes text(std::string_view said) {
    return std::make_shared<const Bytes>(to_bytes(as_bytes(said)));
  }
  void push(const SessionKey& session, SharedBytes update) override {
    pushed_.push_back(std::to_string(session.auth_key) + ": " + std::string(as_text(*update)));
  }

  std::vector<std::string> pushed() {
    while (!posted_.empty()) {
      const auto function = std::move(posted_.front());
      posted_.pop_front();
      function();
    }
    std::ranges::sort(pushed_);
    return std::exchange(pushed_, {});
  }
  void come(UserId user, const SessionKey& session) {
    mailboxes_.join(user, {session, 227});
    mailboxes_.told(user, session, 1);
  }
  void grow(std::int32_t first, std::int32_t top, const SessionKey& except = {}) {
    mailboxes_.deliver(domain::BoxNotice(kChannel.value, first, top, except));
  }
  void member(UserId user, bool inside, std::int32_t joined_pts = 0, MessageId floor = 0) {
    mailboxes_.deliver(domain::MembershipNotice(kChannel, user, inside, joined_pts, floor));
  }

  void change_beside(MessageId id) {
    using Notice = domain::ChannelMessageNotice;
    mailboxes_.deliver(Notice(kChannel, id, Notice::What::reactions));
  }

  std::deque<std::function<void()>> posted_;
  std::deque<std::function<void()>> waiting_asides_;
  std::vector<std::string> pushed_;
  std::map<UserId, std::vector<Membership>> inside_;
  std::vector<UserId> exceptions_;
  MessageId lowest_ = 0;
  bool unreadable_ = false;
  bool own_unreadable_ = false;
  int renderings_ = 0;
  std::function<void()> after_reading_;
  Mailboxes mailboxes_{*this, *this, *this, this};
};

using Pushed = std::vector<std::string>;

TEST_F(InterestSets, OneRenderingGoesToAllWhoAreThere) {
  inside_[kAnna] = inside_[kBen] = {{.channel = kChannel}};
  come(kAnna, kAnnasPhone);
  come(kAnna, kAnnasLaptop);
  come(kBen, kBensPhone);
  EXPECT_EQ(pushed(), Pushed{});
  grow(7, 7);
  EXPECT_EQ(pushed(), (Pushed{"1: 6-7", "2: 6-7", "3: 6-7"}));
  EXPECT_EQ(renderings_, 1);
  grow(8, 9, kAnnasPhone);  // her reply says it
  EXPECT_EQ(pushed(), (Pushed{"2: 7-9", "3: 7-9"}));
}

TEST_F(InterestSets, WhatIsBesideAMessageIsToldOncePerRendering) {
  inside_[kAnna] = {{.channel = kChannel}};
  inside_[kBen] = {{.channel = kChannel, .floor = 7}};
  come(kAnna, kAnnasPhone);
  come(kBen, kBensPhone);
  EXPECT_EQ(pushed(), Pushed{});
  change_beside(7);
  for (int i = 0; i < 5; ++i) change_beside(8);
  EXPECT_EQ(pushed(), Pushed{});
  ASSERT_EQ(waiting_asides_.size(), 1u);
  std::exchange(waiting_asides_, {}).front()();
  EXPECT_EQ(pushed(), (Pushed{"1: beside 7"}));  // it is hidden from Ben
  ASSERT_EQ(waiting_asides_.size(), 1u);
  std::exchange(waiting_asides_, {}).front()();
  EXPECT_EQ(pushed(), (Pushed{"1: beside 8", "3: beside 8"}));
  EXPECT_TRUE(waiting_asides_.empty());
}

TEST_F(InterestSets, AuthorsAreToldTheirOwnView) {
  inside_[kAnna] = inside_[kBen] = {{.channel = kChannel}};
  come(kAnna, kAnnasPhone);
  come(kAnna, kAnnasLaptop);
  come(kBen, kBensPhone);
  exceptions_ = {kAnna};
  pushed();
  grow(7, 7, kAnnasPhone);
  EXPECT_EQ(pushed(), (Pushed{"2: own 5 6-7", "3: 6-7"}));
  own_unreadable_ = true;
  grow(8, 8, kAnnasPhone);
  EXPECT_EQ(pushed(), (Pushed{"2: fetch 8", "3: 7-8"}));
}

TEST_F(InterestSets, CountersGoToAllWhoAreThereAndReadAnswersToTheirAuthors) {
  inside_[kAnna] = inside_[kBen] = {{.channel = kChannel}};
  come(kAnna, kAnnasPhone);
  come(kBen, kBensPhone);
  pushed();
  mailboxes_.deliver(domain::PostCountersNotice(kChannel, {{.id = 3, .views = 7}, {.id = 4, .forwards = 1}}));
  EXPECT_EQ(pushed(), (Pushed{"1: counted 2", "3: counted 2"}));
  mailboxes_.deliver(domain::ThreadReadNotice(kChannel, 3, 5, {kBen}));
  EXPECT_EQ(pushed(), (Pushed{"3: answer read"}));
}

// Ben may see nothing up to 10: neither what happened before he came, nor edits of what is older.
TEST_F(InterestSets, WhoCameLaterIsNotShownWhatWasBefore) {
  inside_[kAnna] = {{.channel = kChannel}};
  inside_[kBen] = {{.channel = kChannel, .joined_pts = 10, .floor = 10}};
  come(kAnna, kAnnasPhone);
  come(kBen, kBensPhone);
  pushed();
  grow(9, 12);
  EXPECT_EQ(pushed(), (Pushed{"1: 8-12", "3: fetch 12"}));
  lowest_ = 4;
  grow(13, 13);
  EXPECT_EQ(pushed(), (Pushed{"1: 12-13", "3: fetch 13"}));
  lowest_ = 14;
  grow(14, 14);
  EXPECT_EQ(pushed(), (Pushed{"1: 13-14", "3: 13-14"}));
}

TEST_F(InterestSets, WhoIsPutOutGetsNothingOfWhatFollows) {
  inside_[kAnna] = inside_[kBen] = {{.channel = kChannel}};
  come(kAnna, kAnnasPhone);
  come(kBen, kBensPhone);
  pushed();
  member(kBen, false);
  grow(7, 7);  // the hall hears of both at once
  EXPECT_EQ(pushed(), Pushed{"1: 6-7"});
  member(kBen, true, 9);
  grow(8, 10);
  EXPECT_EQ(pushed(), (Pushed{"1: 7-10", "3: own 6 9-10"}));
  grow(11, 11);
  EXPECT_EQ(pushed(), (Pushed{"1: 10-11", "3: 10-11"}));
}

// A channel is made: its maker and whom she has put in hear of it by what is said in it then.
TEST_F(InterestSets, WhoIsLetInIsToldWhatTheSameCommitSaid) {
  come(kAnna, kAnnasPhone);
  come(kAnna, kAnnasLaptop);
  come(kBen, kBensPhone);
  pushed();
  member(kAnna, true, 1);
  member(kBen, true, 1);
  grow(2, 3, kAnnasPhone);
  EXPECT_EQ(pushed(), (Pushed{"2: own 5 1-3", "3: own 6 1-3"}));
  EXPECT_EQ(renderings_, 1);
}

// The next one is let in before the first has got there; whoever is first, everybody hears of both.
TEST_F(InterestSets, EventsWaitForAllWhoAreOnTheirWay) {
  come(kAnna, kAnnasPhone);
  come(kBen, kBensPhone);
  pushed();
  member(kAnna, true, 1);
  grow(2, 2);
  member(kBen, true, 2);
  grow(3, 3);
  std::swap(posted_[1], posted_[4]);  // Ben's shard is faster
  EXPECT_EQ(pushed(), (Pushed{"1: own 5 1-3", "3: own 6 2-3"}));
  EXPECT_EQ(renderings_, 1);
}

TEST_F(InterestSets, NobodyWaitsForWhoIsNotOnline) {
  inside_[kAnna] = {{.channel = kChannel}};
  come(kAnna, kAnnasPhone);
  pushed();
  member(kBen, true, 1);
  grow(2, 2);
  EXPECT_EQ(pushed(), Pushed{"1: 1-2"});
}

// The store was read before Ben was put out; the notice is newer.
TEST_F(InterestSets, ANoticeIsNewerThanWhatIsBeingRead) {
  inside_[kBen] = {{.channel = kChannel}};
  after_reading_ = [this] { member(kBen, false); };
  mailboxes_.join(kBen, {kBensPhone, 227});
  const auto join = std::move(posted_.front());
  posted_.pop_front();
  join();
  std::swap(posted_.front(), posted_.back());  // the notice first, then what was read
  inside_[kBen] = {};
  mailboxes_.told(kBen, kBensPhone, 1);
  pushed();
  grow(7, 7);
  EXPECT_EQ(pushed(), Pushed{});
}

TEST_F(InterestSets, WhatADeviceMissedWhileItDidNotListenItFetches) {
  inside_[kAnna] = {{.channel = kChannel}};
  come(kAnna, kAnnasPhone);
  pushed();
  mailboxes_.lost(kAnna, kAnnasPhone);
  grow(7, 7);
  EXPECT_EQ(pushed(), Pushed{});
  mailboxes_.told(kAnna, kAnnasPhone, 1);
  EXPECT_EQ(pushed(), Pushed{"1: fetch 0"});
  grow(8, 8);
  EXPECT_EQ(pushed(), Pushed{"1: 7-8"});
}

// A bot that only listens never asks for the state; who does may have thrown away what came before.
TEST_F(InterestSets, ADeviceThatNeverAsksForTheStateIsPushedPostsFromItsFirstCallOn) {
  inside_[kAnna] = {{.channel = kChannel}};
  mailboxes_.join(kAnna, {kAnnasPhone, 227});
  pushed();
  grow(7, 7);
  grow(8, 8);
  EXPECT_EQ(pushed(), (Pushed{"1: 6-7", "1: 7-8"}));
  mailboxes_.told(kAnna, kAnnasPhone, 1);
  EXPECT_EQ(pushed(), Pushed{"1: fetch 0"});
  grow(9, 9);
  EXPECT_EQ(pushed(), Pushed{"1: 8-9"});
}

TEST_F(InterestSets, ChannelsWithFreshEventsAreFetchedOnArrival) {
  inside_[kAnna] = {{.channel = kChannel, .recent = true}};
  come(kAnna, kAnnasPhone);
  EXPECT_EQ(pushed(), Pushed{"1: fetch 0"});
}

TEST_F(InterestSets, EventsThatCannotBeReadAreFetched) {
  inside_[kAnna] = {{.channel = kChannel}};
  come(kAnna, kAnnasPhone);
  pushed();
  unreadable_ = true;
  grow(7, 7);
  EXPECT_EQ(pushed(), Pushed{"1: fetch 7"});
  unreadable_ = false;
  grow(8, 8 + Hall::kBehindMax + 1);
  EXPECT_EQ(pushed(), Pushed{"1: fetch 1009"});
}

TEST_F(InterestSets, TypingAndReadMarksGoToMembersAlone) {
  inside_[kAnna] = inside_[kBen] = {{.channel = kChannel}};
  come(kAnna, kAnnasPhone);
  come(kBen, kBensPhone);
  pushed();
  mailboxes_.deliver(domain::ChannelTypingNotice(kChannel, kAnna, 0));
  EXPECT_EQ(pushed(), Pushed{"3: typing here"});
  mailboxes_.deliver(domain::ChannelReadNotice(kChannel, 5, {kAnna}));
  EXPECT_EQ(pushed(), Pushed{"1: read"});
  mailboxes_.leave(kBen, kBensPhone);
  pushed();
  mailboxes_.deliver(domain::ChannelTypingNotice(kChannel, kAnna, 0));
  EXPECT_EQ(pushed(), Pushed{});
}

}  // namespace
}  // namespace botschaft::updates
