#include "server/contact_publisher.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "desk/desk.h"
#include "store/desk_contact.h"
#include "store/desk_log.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"

namespace botschaft::server {
namespace {

constexpr std::int64_t kDay_us = 86'400'000'000;

class ContactPublisherTest : public testing::Test {
 protected:
  ContactPublisherTest() {
    store_ = std::move(*store::open_sqlite({.directory = directory_.data()}));
    key_ = translog::SignerKey::make("chat.example/desk/log", translog::Algorithm::ed25519, random_);
    facts_.service = "Test";
    facts_.base_url = "https://chat.example";
    facts_.log_key = key_.verifier().text();
    auto& c = facts_.contact;
    for (auto* text :
         {&c.operator_name, &c.address, &c.person, &c.person_mail, &c.deputy, &c.deputy_mail,
          &c.authorities_mail, &c.users_mail, &c.tco_mail, &c.evidence_addressee, &c.evidence_mail})
      *text = "x";
    c.country = "DE";
    c.languages = {"de"};
    start();
  }
  // As a server does that is started with these facts.
  void start() {
    publisher_ = std::make_unique<ContactPublisher>(ContactPublisher::Parts{.store = *store_,
                                                                            .clock = clock_,
                                                                            .random = random_,
                                                                            .key = key_,
                                                                            .facts = facts_,
                                                                            .valid_days = 10,
                                                                            .probed = true});
    run();
  }
  void run() {
    const auto done = publisher_->run();
    ASSERT_TRUE(done) << done.error();
  }
  std::int64_t version() const { return publisher_->shown()->dates.version; }
  std::vector<store::DeskLeaf> waiting() {
    std::vector<store::DeskLeaf> entries;
    const auto read = store_->read_sync([&](store::Transaction& tx) -> Result<void> {
      entries = store::waiting_desk_log(tx, 100);
      return {};
    });
    EXPECT_TRUE(read);
    return entries;
  }

  store::TemporaryDirectory directory_;
  SeededRandom random_{1};
  ManualClock clock_;
  translog::SignerKey key_;
  http::ContactFacts facts_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<ContactPublisher> publisher_;
};

TEST_F(ContactPublisherTest, TheSameFactsAreTheSameVersion) {
  EXPECT_EQ(version(), 1);
  start();
  clock_.advance_us(kDay_us);
  run();
  EXPECT_EQ(version(), 1);
  EXPECT_EQ(waiting().size(), 1u);
}

TEST_F(ContactPublisherTest, WhatChangesIsAVersionWithItsEntry) {
  facts_.contact.person = "somebody else";
  start();
  EXPECT_EQ(version(), 2);
  EXPECT_EQ(publisher_->shown()->files.size(), 2u);
  const auto entries = waiting();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_NE(entries[1].record.find(" contact-changed "), std::string::npos);
  const auto history = boost::json::parse(publisher_->shown()->history);
  const auto& newest = history.at("versions").as_array().at(0).as_object();
  EXPECT_EQ(newest.at("version").as_int64(), 2);
  EXPECT_EQ(newest.at("record").as_string(), std::string_view(entries[1].record));
  EXPECT_FALSE(newest.contains("proof")) << "it is not in the tree yet";
  const auto opened = http::open_contact(publisher_->shown()->file);
  ASSERT_TRUE(opened) << opened.error();
  translog::Salt salt{};
  const auto bytes = *translog::from_base64(std::string_view(newest.at("salt").as_string()));
  std::ranges::copy(bytes, salt.begin());
  EXPECT_EQ(translog::parse_record(entries[1].record)->commitment,
            translog::commit(salt, as_bytes(opened->signed_text)));
}

TEST_F(ContactPublisherTest, IsRenewedWhenHalfItsTimeIsOver) {
  clock_.advance_us(5 * kDay_us - 3'600'000'000);
  run();
  EXPECT_EQ(version(), 1);
  clock_.advance_us(2 * 3'600'000'000LL);
  run();
  EXPECT_EQ(version(), 2);
  EXPECT_EQ(publisher_->shown()->dates.expires_at, clock_.unix_seconds() + 10 * desk::kDay);
  const auto opened = http::open_contact(publisher_->shown()->file);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->dates.version, 2);
}

TEST_F(ContactPublisherTest, ShowsWhereAnEntryCanBeProvedOnceItIsInTheTree) {
  const auto placed = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
    for (const auto& entry : store::waiting_desk_log(tx, 10))
      store::set_desk_log_leaf(tx, entry.id, store::next_desk_log_leaf(tx));
    return {};
  });
  ASSERT_TRUE(placed);
  run();
  EXPECT_NE(publisher_->shown()->history.find("https://chat.example/desk/log/proof/0"), std::string::npos);
}

TEST_F(ContactPublisherTest, WhatIsNotFilledInIsNotPublished) {
  facts_.contact.deputy.clear();
  start();
  EXPECT_TRUE(publisher_->shown()->file.empty());
  EXPECT_EQ(publisher_->shown()->missing, std::vector<std::string_view>{"contact.deputy"});
  EXPECT_EQ(waiting().size(), 1u) << "of the version before";
}

TEST_F(ContactPublisherTest, ShowsProbesAndWitnessesBesideIt) {
  publisher_->show_probe(5, 6);
  publisher_->show_witnesses({{.name = "w", .signed_at = 7, .size = 8}});
  const auto shown = publisher_->shown();
  EXPECT_EQ(shown->answered_at, 5);
  EXPECT_EQ(shown->failing_since, 6);
  EXPECT_EQ(shown->witnesses.at(0).size, 8);
  EXPECT_FALSE(shown->file.empty());
}

}  // namespace
}  // namespace botschaft::server
