// What is held, for how long, who sees it; what is handed over, and what a person is told of it.
#include "desk/evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "crypto/certificate_test_support.h"
#include "crypto/cms.h"
#include "crypto/hash.h"
#include "desk/data_subject.h"
#include "desk/disclosure.h"
#include "desk/fields.h"
#include "store/channels.h"
#include "store/desk_log.h"
#include "store/events.h"
#include "store/message_files.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::desk {
namespace {

constexpr Actor kModerator{Role::moderator, 1, IdentityLevel::strong};
constexpr Actor kSecond{Role::second_reviewer, 2, IdentityLevel::strong};
constexpr Actor kOfficer{Role::officer, 50, IdentityLevel::strong};
constexpr Actor kOtherOfficer{Role::officer, 51, IdentityLevel::strong};
constexpr Actor kProgram{Role::system, 0, IdentityLevel::claimed};
constexpr store::FileId kFile = 4'711;

class EvidenceTest : public testing::Test {
 protected:
  EvidenceTest() {
    with([&](Desk&, store::Transaction& tx) {
      author_ = store::insert_user(tx, {.phone = "4915", .email = "a@example.org", .first_name = "Anna"});
      friend_ = store::insert_user(tx, {.phone = "4916", .first_name = "Ben"});
      channel_ = store::insert_channel(tx, {.title = "News", .creator = author_, .flags = store::kBroadcast});
      store::set_username(tx, PeerId::channel(channel_), "news");
      store::keep_blob(tx, {{1}, 10});
      store::insert_file(tx, {.id = kFile, .uploader = author_, .date = 1, .meta = {}}, {store::BlobHash{1}});
    });
    for (MessageId id = 2; id <= 10; ++id) post(id, "Post " + std::to_string(id));
  }
  template <class F>
  void with(F f) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      Desk desk(tx, settings_, now_, random_);
      f(desk, tx);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text();
  }
  void post(MessageId id, const std::string& text) {
    with([&](Desk&, store::Transaction& tx) {
      store::insert_message(tx, {.peer = PeerId::channel(channel_),
                                 .id = id,
                                 .flags = store::kPost | store::with_media_kind(0, store::MediaKind::photo),
                                 .date = 100 + id,
                                 .has_body = true,
                                 .body = {.text = text},
                                 .author = author_});
    });
  }
  std::string target(MessageId id) const {
    return "channel:" + std::to_string(channel_) + "/post:" + std::to_string(id);
  }
  std::string own() const { return "user:" + std::to_string(author_); }
  std::string file(Submission made) {
    std::string ref;
    with([&](Desk& desk, store::Transaction&) {
      made.payload = as_bytes("as it came");
      const auto filed = desk.file(made);
      ASSERT_TRUE(filed);
      ref = filed->case_ref;
    });
    return ref;
  }
  std::string notice(const std::string& about, std::int64_t sender) {
    Submission made;
    made.subject = Subject::public_content;
    made.target = about;
    made.sender = {Role::reporter, sender, {}};
    return file(made);
  }
  std::string order(Instrument instrument, DataCategory data, const std::string& about) {
    Submission made;
    made.lane = Lane::authorities;
    made.kind = CaseKind::order;
    made.instrument = instrument;
    made.subject = Subject::account;
    made.target = about;
    made.sender = kOfficer;
    made.asked = Asked{instrument, AuthorityType::judge, {}, data, true};
    return file(made);
  }
  Outcome<Entry> act(const std::string& ref, Action action, const Actor& actor,
                     const Particulars& about = {}) {
    std::optional<Outcome<Entry>> done;
    with([&](Desk& desk, store::Transaction&) { done = desk.act(desk.find(ref)->id, action, actor, about); });
    return *done;
  }
  std::int64_t id_of(const std::string& ref) {
    std::int64_t id = 0;
    with([&](Desk& desk, store::Transaction&) { id = desk.find(ref)->id; });
    return id;
  }
  std::vector<store::DeskEvidenceRow> held(const std::string& ref) {
    std::vector<store::DeskEvidenceRow> rows;
    const auto id = id_of(ref);
    with([&](Desk&, store::Transaction& tx) { rows = store::desk_evidence_of_case(tx, id); });
    return rows;
  }
  Outcome<Evidence> view(std::int64_t id, const Actor& who) {
    std::optional<Outcome<Evidence>> seen;
    with([&](Desk& desk, store::Transaction& tx) { seen = view_evidence(tx, desk, id, who); });
    return *seen;
  }
  int expire() {
    int gone = 0;
    with([&](Desk& desk, store::Transaction& tx) { gone = expire_evidence(tx, desk, now_, 100); });
    return gone;
  }
  std::int64_t logged(const std::string& ref, std::string_view kind) {
    std::int64_t count = 0;
    const auto id = id_of(ref);
    with([&](Desk&, store::Transaction& tx) {
      count = std::ranges::count_if(store::desk_log_of_case(tx, id), [&](const auto& row) {
        return translog::parse_record(row.record)->kind == kind;
      });
    });
    return count;
  }
  // An order for data, decided by two persons.
  std::string decided_order(Instrument instrument, DataCategory data, std::vector<std::string> fields) {
    const auto ref = order(instrument, data, own());
    EXPECT_TRUE(act(ref, Action::view, kModerator));
    EXPECT_TRUE(act(ref, Action::propose, kModerator,
                    {.decision = Disclosure{data, std::move(fields), "StA Köln", "StPO 100j"}}));
    EXPECT_TRUE(act(ref, Action::decide, kSecond));
    return ref;
  }
  Outcome<std::int64_t> hand(const std::string& ref, const std::string& certificate) {
    std::optional<Outcome<std::int64_t>> done;
    const auto id = id_of(ref);
    with([&](Desk& desk, store::Transaction& tx) {
      done =
          hand_over(tx, desk, id, kModerator,
                    {.recipient = kOfficer.person, .certificate = certificate, .conditionally = false}, now_);
    });
    return *done;
  }
  std::string copy() {
    std::string text;
    with([&](Desk&, store::Transaction& tx) { text = copy_for_person(tx, author_, now_); });
    return text;
  }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  Settings settings_{.tier = OperatorTier::platform, .levels = {}};
  Seconds now_ = 1'800'000'000;
  SeededRandom random_{7};
  UserId author_ = 0, friend_ = 0;
  std::int64_t channel_ = 0;
};

TEST_F(EvidenceTest, WhatIsReportedIsHeldAsItWasThen) {
  const auto ref = notice(target(5), friend_);
  ASSERT_EQ(held(ref).size(), 1u);
  const auto row = held(ref)[0];
  EXPECT_EQ(logged(ref, "preserved"), 1);
  with([&](Desk&, store::Transaction& tx) {  // and then it is gone
    store::delete_message(tx, *store::find_message(tx, 0, PeerId::channel(channel_), 5));
  });
  const auto seen = view(row.id, kModerator);
  ASSERT_TRUE(seen);
  const Fields said(seen->content);
  EXPECT_EQ(said["text"], "Post 5");
  EXPECT_EQ(said["author"], own());
  EXPECT_EQ(said["sent-at"], "105");
  EXPECT_EQ(said.every("context").size(), 6u);
  EXPECT_TRUE(said.every("context").front().ends_with("Post 2"));
  EXPECT_TRUE(said.every("context").back().ends_with("Post 8"));
  EXPECT_TRUE(std::ranges::equal(row.digest, crypto::sha256(as_bytes(seen->content))));
}

TEST_F(EvidenceTest, OncePerContentHoweverManyReportIt) {
  const auto ref = notice(target(5), friend_);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(notice(target(5), 100 + i), ref);
  EXPECT_EQ(held(ref).size(), 1u);
  with([&](Desk&, store::Transaction& tx) {
    store::set_message_body(tx, *store::find_message(tx, 0, PeerId::channel(channel_), 5),
                            {.text = "Changed", .edit_date = 200});
  });
  notice(target(5), friend_);
  EXPECT_EQ(held(ref).size(), 2u) << "what it says now is something else";
}

TEST_F(EvidenceTest, TheCollectorKeepsTheFilesOfWhatIsHeld) {
  const auto row = [&](store::Transaction& tx) {
    return *store::find_message(tx, 0, PeerId::channel(channel_), 5);
  };
  with([&](Desk&, store::Transaction& tx) {
    const store::FileId files[] = {kFile};
    store::set_message_files(tx, store::key_of(row(tx)), files);
  });
  const auto ref = notice(target(5), friend_);
  with([&](Desk&, store::Transaction& tx) { store::delete_message(tx, row(tx)); });
  const auto collect = [&] {
    return store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      (void)store::delete_file(tx, kFile);
      return {};
    });
  };
  EXPECT_EQ(collect().error().err, Err::ROW_REFERENCED);
  const auto seen = view(held(ref)[0].id, kModerator);
  EXPECT_TRUE(Fields(seen->content)["file"].starts_with("4711 01000000")) << seen->content;

  ASSERT_TRUE(act(ref, Action::withdraw, {Role::reporter, friend_, {}}));
  now_ += 2 * kDay;
  EXPECT_EQ(expire(), 1);
  EXPECT_TRUE(collect()) << "nobody names it any more";
}

TEST_F(EvidenceTest, PrivateMessagesAreHeldForThoseWhoHaveThem) {
  std::string message;
  with([&](Desk&, store::Transaction& tx) {
    const store::MessageBody body{.text = "Between us"};
    const auto sent = store::append_event(tx, author_, {.kind = 1, .peer = PeerId::user(friend_)});
    const auto come = store::append_event(tx, friend_, {.kind = 1, .peer = PeerId::user(author_)});
    store::insert_message(tx, {.owner = author_,
                               .peer = PeerId::user(friend_),
                               .id = sent,
                               .twin = come,
                               .flags = store::kOut,
                               .date = 5,
                               .has_body = true,
                               .body = body});
    store::insert_message(
        tx,
        {.owner = friend_, .peer = PeerId::user(author_), .id = come, .twin = sent, .date = 5, .body = body});
    message = own() + "/message:" + std::to_string(sent);
  });
  EXPECT_TRUE(held(notice(message, 999)).empty()) << "a stranger may write anything";
  const auto ref = notice(message, friend_);
  ASSERT_EQ(held(ref).size(), 1u);
  const auto seen = view(held(ref)[0].id, kModerator);
  EXPECT_NE(seen->content.find("Between us"), std::string::npos);
  EXPECT_EQ(seen->content.find("context:"), std::string::npos);
}

TEST_F(EvidenceTest, EveryLookLeavesAnEntryAndOnlyStaffLook) {
  const auto ref = notice(target(5), friend_);
  const auto id = held(ref)[0].id;
  for (const Role role : {Role::reporter, Role::flagger, Role::officer, Role::auditor, Role::system})
    EXPECT_EQ(view(id, {role, 9, IdentityLevel::strong}).error().why, Why::not_your_role);
  EXPECT_EQ(view(id, {Role::moderator, 0, IdentityLevel::strong}).error().why, Why::not_your_role);
  EXPECT_EQ(logged(ref, "evidence-viewed"), 0);
  EXPECT_EQ(logged(ref, "attempted"), 6);
  ASSERT_TRUE(view(id, kModerator));
  ASSERT_TRUE(view(id, kSecond));
  EXPECT_EQ(logged(ref, "evidence-viewed"), 2);
}

TEST_F(EvidenceTest, ItIsKeptWhileTheCaseIsOpenAndWhileOneMayComplain) {
  const auto ref = notice(target(5), friend_);
  now_ += 400 * kDay;
  EXPECT_EQ(expire(), 0);
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(act(ref, Action::decide, kModerator, {.decision = NoAction{"Satire."}}));
  with([&](Desk& desk, store::Transaction&) {
    const auto id = desk.find(ref)->id;
    for (const auto& row : desk.untold(id, 10)) desk.mark_told(id, row.id);
  });
  ASSERT_TRUE(act(ref, Action::inform, kProgram));
  const auto complain_until = add_months(now_, 6);
  now_ = complain_until - kDay;
  EXPECT_EQ(expire(), 0);
  now_ = complain_until + 2 * kDay;
  EXPECT_EQ(expire(), 1);
  EXPECT_EQ(expire(), 0);
  EXPECT_EQ(logged(ref, "erased"), 1);
  const auto row = held(ref)[0];
  EXPECT_EQ(row.size, 0);
  EXPECT_NE(row.destroyed_at, 0);
  EXPECT_EQ(view(row.id, kModerator).error().why, Why::no_such_step);
}

TEST_F(EvidenceTest, WhatIsPreservedOnAnOrderEndsByForceThoughTheCaseIsOpen) {
  const auto ref = order(Instrument::epoc_preservation, DataCategory::subscriber, own());
  ASSERT_TRUE(act(ref, Action::preserve, kProgram));
  const auto rows = held(ref);
  const auto kept =
      std::ranges::find(rows, static_cast<int>(EvidenceKind::preserved), &store::DeskEvidenceRow::kind);
  ASSERT_NE(kept, rows.end());
  with([&](Desk&, store::Transaction& tx) { store::erase_user(tx, author_); });
  EXPECT_NE(view(kept->id, kModerator)->content.find("a@example.org"), std::string::npos)
      << "the account is gone, and this is not";
  now_ += 59 * kDay;
  EXPECT_EQ(expire(), 0);
  now_ += 3 * kDay;
  EXPECT_EQ(expire(), static_cast<int>(rows.size()));
  EXPECT_EQ(view(kept->id, kModerator).error().why, Why::no_such_step);
}

TEST_F(EvidenceTest, ABundleIsForTheRecipientsKeyAndItsManifestHolds) {
  const auto recipient = crypto::make_certificate(crypto::TestKey::rsa, now_ - 10, now_ + kDay);
  const auto ref = decided_order(Instrument::dsa10_order, DataCategory::subscriber, {"phone", "name"});
  const auto id = hand(ref, recipient.certificate_pem);
  ASSERT_TRUE(id);
  EXPECT_EQ(logged(ref, "disclosed"), 1);
  EXPECT_EQ(view(*id, kModerator).error().why, Why::not_your_role);
  EXPECT_EQ(view(*id, kOtherOfficer).error().why, Why::not_your_role);
  const auto bundle = view(*id, kOfficer);
  ASSERT_TRUE(bundle);
  const auto opened =
      crypto::cms_open(as_bytes(bundle->content), recipient.key_pem, recipient.certificate_pem);
  ASSERT_TRUE(opened);
  const auto tar = std::string(as_text(*opened));
  EXPECT_TRUE(tar.starts_with("manifest.json"));
  EXPECT_NE(tar.find("\"4915\"\n"), std::string::npos);
  EXPECT_NE(tar.find(to_hex(crypto::sha256(as_bytes("\"4915\"\n")))), std::string::npos);
  EXPECT_EQ(tar.find("a@example.org"), std::string::npos) << "nobody asked for that";
  EXPECT_EQ(hand(ref, recipient.certificate_pem).error().why, Why::no_such_step) << "once";
  now_ += kBundleFor + 1;
  EXPECT_GE(expire(), 1);
  EXPECT_EQ(view(*id, kOfficer).error().why, Why::no_such_step);
}

TEST_F(EvidenceTest, NothingIsHandedOverWithoutItsDecision) {
  const auto recipient = crypto::make_certificate(crypto::TestKey::rsa, now_ - 10, now_ + kDay);
  const auto asked = order(Instrument::dsa10_order, DataCategory::subscriber, own());
  EXPECT_EQ(hand(asked, recipient.certificate_pem).error().why, Why::no_such_step);
  ASSERT_TRUE(act(asked, Action::view, kModerator));
  EXPECT_EQ(hand(asked, recipient.certificate_pem).error().why, Why::no_such_step);
  ASSERT_TRUE(act(asked, Action::propose, kModerator,
                  {.decision = Disclosure{DataCategory::subscriber, {"phone"}, "StA", "StPO"}}));
  EXPECT_EQ(hand(asked, recipient.certificate_pem).error().why, Why::no_such_step)
      << "one person is not enough";
  EXPECT_TRUE(act(asked, Action::decide, {Role::operator_, kModerator.person, IdentityLevel::strong})
                  .error()
                  .missing.has(Condition::second_person));
  EXPECT_EQ(hand(asked, recipient.certificate_pem).error().why, Why::no_such_step);

  const auto more = decided_order(Instrument::dsa10_order, DataCategory::subscriber, {"phone", "messages"});
  EXPECT_EQ(hand(more, recipient.certificate_pem).error().why, Why::bad_input)
      << "no such field of that data";
  const auto open = decided_order(Instrument::dsa10_order, DataCategory::subscriber, {"phone"});
  EXPECT_EQ(hand(open, "no certificate").error().why, Why::bad_input);
  EXPECT_TRUE(std::ranges::none_of(
      held(open), [](const auto& row) { return row.kind == static_cast<int>(EvidenceKind::bundle); }));
  EXPECT_TRUE(hand(open, recipient.certificate_pem));
}

TEST_F(EvidenceTest, APersonIsToldWhoGotWhatOnceTheGagHasEnded) {
  const auto recipient = crypto::make_certificate(crypto::TestKey::rsa, now_ - 10, now_ + kDay);
  const auto ref = decided_order(Instrument::dsa10_order, DataCategory::subscriber, {"phone"});
  with([&](Desk& desk, store::Transaction&) {
    EXPECT_TRUE(desk.set_gag(desk.find(ref)->id, kModerator, now_ + 10 * kDay, "StPO 101a"));
  });
  ASSERT_TRUE(hand(ref, recipient.certificate_pem));
  EXPECT_EQ(copy().find(ref), std::string::npos);
  with([&](Desk&, store::Transaction& tx) { EXPECT_TRUE(legal_holds_on(tx, author_, now_).empty()); });
  now_ += 11 * kDay;
  EXPECT_NE(copy().find(ref), std::string::npos);
  EXPECT_NE(copy().find("StA Köln"), std::string::npos);
  EXPECT_NE(copy().find("\"a@example.org\""), std::string::npos);
  with([&](Desk&, store::Transaction& tx) {
    EXPECT_EQ(legal_holds_on(tx, author_, now_), std::vector{ref});
    store::erase_user(tx, author_);
  });
  EXPECT_NE(copy().find(ref), std::string::npos) << "what was handed over stays told";
  EXPECT_EQ(copy().find("a@example.org"), std::string::npos);
}

TEST_F(EvidenceTest, WhereTheIssuerTellsThePersonIsNotToldByUs) {
  const auto recipient = crypto::make_certificate(crypto::TestKey::rsa, now_ - 10, now_ + kDay);
  const auto ref = decided_order(Instrument::epoc, DataCategory::subscriber, {"phone"});
  ASSERT_TRUE(hand(ref, recipient.certificate_pem));
  EXPECT_EQ(copy().find(ref), std::string::npos);
}

TEST_F(EvidenceTest, WhoReportedIsNotInTheCopyOfWhoWasReported) {
  const auto ref = notice(target(5), friend_);
  EXPECT_EQ(copy().find(ref), std::string::npos) << "nothing was decided";
  EXPECT_EQ(copy().find(std::to_string(friend_)), std::string::npos);
}

TEST(Tar, IsWhatTarReads) {
  const auto archive = tar_of({{"a.txt", "hello"}, {"b.txt", std::string(600, 'x')}}, 1'700'000'000);
  EXPECT_EQ(archive.size() % 512, 0u);
  EXPECT_EQ(archive.substr(257, 5), "ustar");
  EXPECT_EQ(archive.substr(124, 11), "00000000005");
  EXPECT_EQ(archive.substr(512, 5), "hello");
  EXPECT_EQ(archive.substr(1024, 5), "b.txt");
}

}  // namespace
}  // namespace botschaft::desk
