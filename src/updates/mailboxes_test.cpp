#include "updates/mailboxes.h"

#include <gtest/gtest.h>

#include <deque>

namespace botschaft::updates {
namespace {

constexpr UserId kOwner = 5;
constexpr SessionKey kPhone{1, 10};
constexpr SessionKey kLaptop{2, 20};

// Runs what is posted when told to; renders into texts that say what they are.
class MailboxesTest : public testing::Test, protected Executor, protected Renderer, protected SessionSink {
 protected:
  std::size_t shards() const override { return 3; }
  void post(std::size_t shard, std::function<void()> function) override {
    EXPECT_LT(shard, 3u);
    posted_.push_back(std::move(function));
  }

  void render(const Range& range, const std::vector<std::int32_t>& layers, Rendered rendered) override {
    if (unreadable_) return rendered(fail(Err::STORE_UNAVAILABLE));
    ByLayer by_layer;
    for (const std::int32_t layer : layers) {
      by_layer.emplace_back(layer, text(std::to_string(range.after) + "-" + std::to_string(range.up_to)));
    }
    rendered(by_layer);
  }
  SharedBytes too_long(std::int32_t) override { return text("too long"); }
  SharedBytes typing(const domain::TypingNotice&, std::int32_t) override { return text("typing"); }
  SharedBytes new_authorization(const domain::NewAuthorizationNotice&, std::int32_t layer) override {
    return layer < 163 ? nullptr : text("new authorization");
  }
  SharedBytes status(UserId user, const Status& status, std::int32_t) override {
    return text(std::to_string(user) + (status.online ? " came" : " went"));
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
    return std::exchange(pushed_, {});
  }
  void listen(const SessionKey& session, std::int32_t pts) {
    mailboxes_.join(kOwner, {session, 227});
    mailboxes_.told(kOwner, session, pts);
  }

  std::deque<std::function<void()>> posted_;
  std::vector<std::string> pushed_;
  bool unreadable_ = false;
  Mailboxes mailboxes_{*this, *this, *this};
};

using Pushed = std::vector<std::string>;

TEST_F(MailboxesTest, PushCommittedEvents) {
  listen(kPhone, 10);
  listen(kLaptop, 10);
  EXPECT_TRUE(mailboxes_.deliver(domain::BoxNotice(kOwner, 11, 12, kPhone)));
  EXPECT_TRUE(mailboxes_.deliver(domain::BoxNotice(kOwner + 1, 11, 11)));  // nobody there
  EXPECT_EQ(pushed(), (Pushed{"2: 10-12"}));
}

TEST_F(MailboxesTest, PushWhatIsNotDurable) {
  listen(kPhone, 10);
  listen(kLaptop, 10);
  mailboxes_.join(kOwner, {{3, 30}, 227});
  mailboxes_.lost(kOwner, {3, 30});
  EXPECT_TRUE(mailboxes_.deliver(domain::TypingNotice(7, kOwner, 0)));
  EXPECT_EQ(pushed(), (Pushed{"1: typing", "2: typing"}));
  mailboxes_.tell_status({kOwner, kOwner + 1}, 7, {.online = true, .time = 0});
  EXPECT_EQ(pushed(), (Pushed{"1: 7 came", "2: 7 came"}));
  mailboxes_.tell(kOwner, [](std::int32_t) { return text("new device"); }, kLaptop.auth_key);
  EXPECT_EQ(pushed(), (Pushed{"1: new device"}));
  EXPECT_FALSE(mailboxes_.deliver(domain::LoginTokenNotice(1)));
}

TEST_F(MailboxesTest, PushNothingThatALayerCannotSay) {
  listen(kPhone, 10);
  mailboxes_.join(kOwner, {kLaptop, 144});
  mailboxes_.told(kOwner, kLaptop, 10);
  EXPECT_TRUE(mailboxes_.deliver(domain::NewAuthorizationNotice(kOwner, 5, 1'000, "TV")));
  EXPECT_EQ(pushed(), (Pushed{"1: new authorization"}));
}

TEST_F(MailboxesTest, PushNothingToWhoHasLeft) {
  listen(kPhone, 10);
  mailboxes_.leave(kOwner, kPhone);
  mailboxes_.deliver(domain::BoxNotice(kOwner, 11, 11));
  EXPECT_TRUE(pushed().empty());
}

TEST_F(MailboxesTest, SendDevicesToTheDifferenceWhenTheStoreFails) {
  listen(kPhone, 10);
  unreadable_ = true;
  mailboxes_.deliver(domain::BoxNotice(kOwner, 11, 11));
  EXPECT_EQ(pushed(), (Pushed{"1: too long"}));
  unreadable_ = false;
  mailboxes_.told(kOwner, kPhone, 11);
  mailboxes_.deliver(domain::BoxNotice(kOwner, 12, 12));
  EXPECT_EQ(pushed(), (Pushed{"1: 11-12"}));
}

}  // namespace
}  // namespace botschaft::updates
