// Every rate class over the real dispatcher: a burst is answered, then callers are told how long to wait, and
// after that they are answered again.
#include <gtest/gtest.h>

#include <future>

#include "rpc/dispatch.h"
#include "rpc/method_table.h"
#include "store/auth_keys.h"
#include "store/simulated.h"
#include "store/users.h"
#include "tl/api.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::rpc {
namespace {

constexpr AuthKeyId kKey = 11;
constexpr double kBurst = 3;
constexpr int kSecondsEach = 4;

std::unordered_map<std::string, RateLimit> limit_every_class() {
  std::unordered_map<std::string, RateLimit> rates;
  for (const auto name : kRateNames) rates[std::string(name)] = {kBurst, 1.0 / kSecondsEach};
  return rates;
}

class Flood : public testing::Test {
 protected:
  Flood() {
    (void)store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      store::insert_auth_key(tx, {.id = kKey, .sealed = {1}, .dc = 2});
      user_ = store::insert_user(tx, {.phone = "491", .first_name = "Anna"});
      return {};
    });
    EXPECT_EQ(error_of(tl::help_getNearestDc{}), "");  // the key is known from here on
    keys_.changed(kKey, user_, false);
  }

  // "" where the call was answered, whatever it was answered, if that was not to wait.
  template <class Request>
  std::string error_of(const Request& request) {
    tl::initConnection init;
    init.api_id = 1;
    init.device_model = "test";
    const Bytes query = tl::to_bytes(request).value();
    init.query = query;
    const Bytes inner = tl::to_bytes(init).value();
    tl::invokeWithLayer layer;
    layer.layer = 227;
    layer.query = inner;
    std::promise<Bytes> answer;
    dispatcher_.dispatch({{kKey, 5}, next_msg_id_ += 4, tl::to_bytes(layer).value(), "127.0.0.1"},
                         [&](Bytes bytes) { answer.set_value(std::move(bytes)); });
    const auto bytes = answer.get_future().get();
    tl::Reader reader(bytes);
    const auto result = tl::decode_any(reader);
    if (!result) return "";
    const auto* error = result->template as<tl::mt_rpc_error>();
    return error != nullptr && error->error_code == 420 ? error->error_message : "";
  }

  // `cost`: tokens of one call.
  template <class Request>
  void floods(const Request& request, int cost = 1) {
    for (int i = 0; i < static_cast<int>(kBurst) / cost; ++i) ASSERT_EQ(error_of(request), "") << i;
    ASSERT_EQ(error_of(request), "FLOOD_WAIT_" + std::to_string(cost * kSecondsEach));
    clock_.advance_us((cost * kSecondsEach - 1) * 1'000'000);
    EXPECT_EQ(error_of(request), "FLOOD_WAIT_1") << "whoever comes too early waits no longer for it";
    clock_.advance_us(1'000'000);
    EXPECT_EQ(error_of(request), "");
    EXPECT_EQ(error_of(request), "FLOOD_WAIT_" + std::to_string(cost * kSecondsEach));
  }

  ManualClock clock_;
  SeededRandom random_{1};
  Services services_{.clock = clock_, .random = random_};
  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  WorkerPool workers_{1, 10};
  ByteBudget budget_{1 << 20, 1 << 20, 10};
  RateLimiter rates_{clock_, limit_every_class()};
  KeyStates keys_{*store_};
  Dispatcher dispatcher_{{services_, *store_, workers_, workers_, rates_, keys_, budget_, budget_,
                          [](const SessionKey&, UserId, std::int32_t) {},
                          [](const SessionKey&, UserId, std::int32_t) {}}};
  std::int64_t next_msg_id_ = 0;
  UserId user_ = 0;
};

template <class Request>
Request to_self() {
  Request request;
  request.peer = tl::make<tl::inputPeerSelf>();
  return request;
}

TEST_F(Flood, OfCallsThatHaveNoLimitOfTheirOwn) {
  floods(tl::account_getAccountTTL{});
}
TEST_F(Flood, OfPasswords) {
  tl::account_getPasswordSettings request;
  request.password = tl::make<tl::inputCheckPasswordEmpty>();
  floods(request);
}
TEST_F(Flood, OfMessages) {
  auto request = to_self<tl::messages_sendMessage>();
  request.message = "text";
  request.random_id = 1;
  floods(request);
}
TEST_F(Flood, OfForwardedMessagesEachOfWhichCounts) {
  tl::messages_forwardMessages request;
  request.from_peer = tl::make<tl::inputPeerSelf>();
  request.to_peer = tl::make<tl::inputPeerSelf>();
  request.id = {1, 2};
  request.random_id = {1, 2};
  ASSERT_EQ(error_of(request), "");
  EXPECT_EQ(error_of(request), "FLOOD_WAIT_" + std::to_string(kSecondsEach)) << "one of two tokens is left";
  request.id = {1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_EQ(error_of(request), "FLOOD_WAIT_" + std::to_string(2 * kSecondsEach)) << "never more than a burst";
}
TEST_F(Flood, OfInvitationsEachOfWhichCounts) {
  tl::channels_inviteToChannel request;
  request.channel = tl::make<tl::inputChannel>();
  for (int i = 0; i < 3; ++i) request.users.push_back(tl::make<tl::inputUserSelf>());
  floods(request, 3);
}
TEST_F(Flood, OfReports) {
  tl::account_reportPeer request;
  request.peer = tl::make<tl::inputPeerSelf>();
  request.reason = tl::make<tl::inputReportReasonSpam>();
  floods(request);
}

TEST_F(Flood, OfSearches) {
  tl::contacts_search request;
  request.q = "anna";
  floods(request);
}
TEST_F(Flood, OfLookups) {
  tl::contacts_resolveUsername request;
  request.username = "nobody";
  floods(request);
}
TEST_F(Flood, OfNewChats) {
  tl::channels_createChannel request;
  request.title = "title";
  request.broadcast = true;
  floods(request);
}
TEST_F(Flood, OfInviteLinks) {
  floods(to_self<tl::messages_exportChatInvite>());
}
TEST_F(Flood, OfJoining) {
  tl::messages_importChatInvite request;
  request.hash = "0123456789";
  floods(request);
}
TEST_F(Flood, OfFullDescriptions) {
  tl::users_getFullUser request;
  request.id = tl::make<tl::inputUserSelf>();
  floods(request);
}
TEST_F(Flood, OfReactions) {
  auto request = to_self<tl::messages_sendReaction>();
  request.msg_id = 1;
  floods(request);
}
TEST_F(Flood, OfTyping) {
  auto request = to_self<tl::messages_setTyping>();
  request.action = tl::make<tl::sendMessageTypingAction>();
  floods(request);
}
TEST_F(Flood, OfSettingsOfChats) {
  auto request = to_self<tl::messages_setHistoryTTL>();
  request.period = 86'400;
  floods(request);
}
TEST_F(Flood, OfDeletions) {
  tl::messages_deleteMessages request;
  for (int i = 1; i <= 100; ++i) request.id.push_back(i);
  floods(request);
}
TEST_F(Flood, OfProfiles) {
  tl::account_updateProfile request;
  request.first_name = "Anna";
  floods(request);
}

}  // namespace
}  // namespace botschaft::rpc
