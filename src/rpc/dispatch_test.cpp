#include "rpc/dispatch.h"

#include <gtest/gtest.h>

#include <future>

#include "rpc/upload/files_scene.h"
#include "store/auth_keys.h"
#include "store/authorizations.h"
#include "store/simulated.h"
#include "store/users.h"
#include "tl/api.h"
#include "tl/codec.h"
#include "tl/mtproto.h"
#include "tl/table.h"

namespace botschaft::rpc {
namespace {

constexpr AuthKeyId kKey = 11;
constexpr SessionKey kSession{kKey, 5};

class DispatchTest : public testing::Test {
 protected:
  DispatchTest() {
    store_->write_sync([](store::Transaction& tx) -> Result<void> {
      store::insert_auth_key(tx, {.id = kKey, .sealed = {1}, .dc = 2});
      store::insert_auth_key(tx, {.id = 12, .sealed = {1}, .kind = store::AuthKeyKind::temporary, .dc = 2});
      return {};
    });
  }

  tl::AnyBox ask(const tl::Object& request, bool wrapped = true, SessionKey session = kSession) {
    Bytes body = tl::to_bytes(request).value();
    return ask_bytes(wrapped ? in_layer(227, body) : std::move(body), session);
  }

  static Bytes in_layer(std::int32_t number, ByteView query) {
    tl::initConnection init;
    init.api_id = 1;
    init.device_model = "test";
    init.query = query;
    const Bytes inner = tl::to_bytes(init).value();
    tl::invokeWithLayer layer;
    layer.layer = number;
    layer.query = inner;
    return tl::to_bytes(layer).value();
  }

  // The id of what is answered to help.getConfig: which of its forms the client is sent.
  std::uint32_t config_of(Bytes request) {
    ask_bytes(std::move(request));
    return load_le<std::uint32_t>(last_.data());
  }

  tl::AnyBox ask_bytes(Bytes body, SessionKey session = kSession) {
    Bytes answer;
    int answers = 0;
    dispatcher_.dispatch({session, next_msg_id_ += 4, std::move(body), "127.0.0.1"}, [&](Bytes bytes) {
      answer = std::move(bytes);
      ++answers;
    });
    EXPECT_EQ(answers, 1);
    last_ = answer;
    tl::Reader reader(answer);
    auto result = tl::decode_any(reader);
    EXPECT_TRUE(result);
    return *std::move(result);
  }

  static std::string error_of(const tl::AnyBox& answer) {
    const auto* error = answer.as<tl::mt_rpc_error>();
    return error == nullptr ? "" : std::to_string(error->error_code) + " " + error->error_message;
  }

  ManualClock clock_;
  SeededRandom random_{1};
  Services services_{.clock = clock_, .random = random_};
  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  WorkerPool workers_{1, 10};
  ByteBudget budget_{1 << 20, 1 << 20, 10};
  RateLimiter rates_{clock_, {{"default", {5, 1}}}};
  KeyStates keys_{*store_};
  std::vector<UserId> wanted_;
  Dispatcher dispatcher_{{services_, *store_, workers_, workers_, rates_, keys_, budget_, budget_,
                          [this](const SessionKey&, UserId user, std::int32_t) { wanted_.push_back(user); },
                          [](const SessionKey&, UserId, std::int32_t) {}}};
  std::int64_t next_msg_id_ = 0;
  Bytes last_;  // the answer
};

TEST_F(DispatchTest, AnswersAndKeepsTheLayerWithTheKey) {
  EXPECT_EQ(error_of(ask(tl::help_getNearestDc{}, false)), "400 CONNECTION_NOT_INITED");
  EXPECT_NE(ask(tl::help_getNearestDc{}).as<tl::nearestDc>(), nullptr);
  EXPECT_NE(ask(tl::help_getNearestDc{}, false).as<tl::nearestDc>(), nullptr);
  store_->read_sync([](store::Transaction& tx) -> Result<void> {
    EXPECT_EQ(store::find_auth_key(tx, kKey)->client.layer, 227);
    EXPECT_EQ(store::find_auth_key(tx, kKey)->client.device_model, "test");
    return {};
  });
}

TEST_F(DispatchTest, AnswersInTheLayerThatTheClientTold) {
  const Bytes plain = tl::to_bytes(tl::help_getConfig{}).value();
  const auto form = [](std::int32_t layer) { return tl::Layer(layer).by_index(tl::config::kIndex)->id; };
  ASSERT_NE(form(152), form(227));
  EXPECT_EQ(config_of(in_layer(152, plain)), form(152));
  EXPECT_EQ(config_of(plain), form(152));  // kept with the key
  EXPECT_EQ(config_of(in_layer(227, plain)), form(227));
  EXPECT_EQ(config_of(plain), form(227));
}

// No schema of layer 153 was published; 152 and 154 differ in config.
TEST_F(DispatchTest, AClientOfAnUnknownLayerIsAnsweredInTheLowerUntilItSaysMore) {
  const Bytes plain = tl::to_bytes(tl::help_getConfig{}).value();
  EXPECT_EQ(config_of(in_layer(153, plain)), tl::Layer(152).by_index(tl::config::kIndex)->id);
  Bytes newer(4);
  store_le<std::uint32_t>(newer.data(), tl::help_getAppConfig::kId);  // with a hash, from 154 on
  newer.resize(8);
  EXPECT_EQ(error_of(ask_bytes(newer)), "");
  EXPECT_EQ(config_of(plain), tl::Layer(154).by_index(tl::config::kIndex)->id);
}

TEST_F(DispatchTest, UnknownMethodsAndGarbageAre400) {
  Bytes unknown(4);
  store_le<std::uint32_t>(unknown.data(), 0x12345678);
  EXPECT_EQ(error_of(ask_bytes(unknown)), "400 INPUT_METHOD_INVALID");
  EXPECT_EQ(error_of(ask(tl::phone_getCallConfig{})),
            "400 METHOD_INVALID");  // known to the schema, not served
  EXPECT_EQ(error_of(ask_bytes({1, 2})), "400 INPUT_REQUEST_INVALID");
  Bytes trailing = tl::to_bytes(tl::help_getNearestDc{}).value();
  trailing.resize(trailing.size() + 4);
  EXPECT_EQ(error_of(ask_bytes(trailing)), "400 INPUT_REQUEST_INVALID");
}

TEST_F(DispatchTest, StrangersAreToldToSignIn) {
  EXPECT_EQ(error_of(ask(tl::updates_getState{})), "401 AUTH_KEY_UNREGISTERED");
  EXPECT_TRUE(wanted_.empty());
  EXPECT_EQ(error_of(ask(tl::help_getNearestDc{}, true, {12, 5})), "401 AUTH_KEY_PERM_EMPTY");
  EXPECT_EQ(error_of(ask(tl::help_getNearestDc{}, true, {99, 5})), "401 AUTH_KEY_INVALID");
}

TEST_F(DispatchTest, ASignInIsSeenAtOnceAndItsEndToo) {
  ask(tl::help_getNearestDc{});
  keys_.changed(kKey, 777, false);
  EXPECT_NE(ask(tl::help_getNearestDc{}).as<tl::nearestDc>(), nullptr);
  EXPECT_EQ(wanted_, std::vector<UserId>{777});
  keys_.changed(kKey, 0, false);
  EXPECT_EQ(error_of(ask(tl::updates_getState{})), "401 AUTH_KEY_UNREGISTERED");
}

TEST_F(DispatchTest, FloodIsToldHowLongToWait) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(error_of(ask(tl::help_getNearestDc{})), "");
  EXPECT_EQ(error_of(ask(tl::help_getNearestDc{})), "420 FLOOD_WAIT_1");
}

// An upload that is named becomes a file on a worker; only then the handler runs.
TEST_F(DispatchTest, UploadsBecomeFilesBeforeTheHandlerRuns) {
  FileStorage storage;
  storage.serve(services_, clock_);
  UserId user = 0;
  store_->write_sync([&](store::Transaction& tx) -> Result<void> {
    user = store::insert_user(tx, {.phone = "49", .first_name = "Anna"});
    return {};
  });
  ask_bytes(in_layer(227, tl::to_bytes(tl::help_getNearestDc{}).value()));  // the key is known from here on
  keys_.changed(kKey, user, false);
  const auto send = [&](std::int64_t file_id) {
    auto file = tl::make<tl::inputFile>();
    file->id = file_id;
    file->parts = 1;
    auto media = tl::make<tl::inputMediaUploadedDocument>();
    media->file = std::move(file);
    media->mime_type = "text/plain";
    tl::messages_sendMedia request;
    request.peer = tl::make<tl::inputPeerSelf>();
    request.media = std::move(media);
    request.random_id = file_id;
    std::promise<Bytes> answer;
    auto body = in_layer(227, tl::to_bytes(request).value());
    dispatcher_.dispatch({kSession, next_msg_id_ += 4, std::move(body), "127.0.0.1"},
                         [&](Bytes bytes) { answer.set_value(std::move(bytes)); });
    const auto bytes = answer.get_future().get();
    tl::Reader reader(bytes);
    return *tl::decode_any(reader);
  };
  EXPECT_EQ(error_of(send(1)), "400 FILE_PART_0_MISSING");
  ASSERT_TRUE(storage.uploads->save_part(user, {.file_id = 2, .part = 0, .bytes = as_bytes("words")}));
  const auto sent = send(2);
  ASSERT_NE(sent.as<tl::updates>(), nullptr) << error_of(sent);
  const auto* fresh = sent.as<tl::updates>()->updates[1].as<tl::updateNewMessage>();
  const auto* media = fresh->message.as<tl::message>()->media.as<tl::messageMediaDocument>();
  EXPECT_EQ(media->document.as<tl::document>()->size, 5);
}

}  // namespace
}  // namespace botschaft::rpc
