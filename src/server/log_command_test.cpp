#include "server/log_command.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "desk/desk.h"
#include "server/desk_log.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"

namespace botschaft::server {
namespace {

constexpr std::int64_t kNow = 1'800'000'000;

class LogCommandTest : public testing::Test {
 protected:
  // A data directory as a server leaves it: twenty notices and their receipts.
  void SetUp() override {
    auto store = *store::open_sqlite({.directory = directory_.data()});
    auto key =
        *load_or_create_log_key(directory_.data(), log_origin("https://chat.example/"), system_random());
    key_ = key.verifier().text();
    auto publisher = *desk::LogPublisher::open(*store, directory_.data() / "desk-log", key);
    DeskLog log(std::move(publisher), key);
    const desk::Settings settings;
    ASSERT_TRUE(store->write_sync([&](store::Transaction& tx) -> Result<void> {
      desk::Desk desk(tx, settings, kNow, system_random());
      for (int i = 0; i < 20; ++i) {
        desk::Submission notice;
        notice.payload = as_bytes("notice");
        receipt_ = log.receipt(desk.file(notice)->entry.record);
      }
      return {};
    }));
    log.start();
    log.stop();  // after a last round
  }
  boost::json::object verify(LogQuestion question) {
    return verify_log_command(question, kNow + 100).as_object();
  }
  std::string data() const { return directory_.data().string(); }
  std::string keep(const char* name, std::string_view text) {
    const auto path = directory_.path() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  store::TemporaryDirectory directory_;
  std::string key_;
  std::string receipt_;
};

TEST_F(LogCommandTest, AWholeLogIsFoundWhole) {
  const auto found = verify({.directory = data(), .receipts = {keep("receipt", receipt_)}});
  EXPECT_TRUE(found.at("ok").as_bool()) << boost::json::serialize(found);
  EXPECT_EQ(found.at("entries").to_number<int>(), 20);
  EXPECT_EQ(found.at("receipts").to_number<int>(), 1);
  EXPECT_TRUE(key_.starts_with("chat.example/desk/log+"));
  const auto mirror = verify({.directory = data() + "/desk-log", .key = key_});
  EXPECT_TRUE(mirror.at("ok").as_bool());
  const auto permissions = std::filesystem::status(directory_.data() / "desk-log.key").permissions();
  EXPECT_EQ(permissions, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(LogCommandTest, AnEditedDatabaseIsCaughtAndTheEntryNamed) {
  {
    auto store = *store::open_sqlite({.directory = directory_.data()});
    ASSERT_TRUE(store->write_sync([](store::Transaction& tx) -> Result<void> {
      static constexpr store::Sql kEdit{"UPDATE desk_log SET payload = X'6E6F' WHERE leaf = 11"};
      tx.run(kEdit);
      return {};
    }));
  }
  const auto found = verify({.directory = data()});
  EXPECT_FALSE(found.at("ok").as_bool());
  EXPECT_EQ(found.at("first_bad_entry").to_number<int>(), 11);
  EXPECT_TRUE(verify({.directory = data() + "/desk-log"}).at("ok").as_bool());  // the log itself is as it was
}

TEST_F(LogCommandTest, AnotherKeyIsNotBelieved) {
  SeededRandom random(9);
  const auto other = translog::SignerKey::make("chat.example/desk/log", translog::Algorithm::ed25519, random);
  EXPECT_FALSE(verify({.directory = data(), .key = other.verifier().text()}).at("ok").as_bool());
  EXPECT_TRUE(verify({.directory = directory_.path().string()}).contains("error"));
}

}  // namespace
}  // namespace botschaft::server
