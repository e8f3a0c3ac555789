#include "desk/evidence.h"

#include "crypto/certificate_test_support.h"
#include "crypto/cms.h"
#include "http/desk/desk_test_fixture.h"
#include "store/users.h"

namespace botschaft::http {
namespace {

using desk::Action;
using desk::DataCategory;
using desk::Instrument;

constexpr desk::Actor kFirst{desk::Role::moderator, 1, desk::IdentityLevel::strong};
constexpr desk::Actor kSecond{desk::Role::second_reviewer, 2, desk::IdentityLevel::strong};

class EvidenceApi : public DeskApi {
 protected:
  EvidenceApi() {
    with_desk([&](desk::Desk&, store::Transaction& tx) {
      anna_ = store::insert_user(tx, {.phone = "4915", .first_name = "Anna"});
    });
  }
  std::string file(desk::Submission made) {
    std::string ref;
    with_desk([&](desk::Desk& desk, store::Transaction&) {
      made.subject = desk::Subject::account;
      made.target = "user:" + std::to_string(anna_);
      made.payload = as_bytes("as it came");
      const auto filed = desk.file(made);
      ASSERT_TRUE(filed);
      ref = filed->case_ref;
    });
    return ref;
  }
  std::string order() {
    desk::Submission made;
    made.lane = desk::Lane::authorities;
    made.kind = desk::CaseKind::order;
    made.instrument = Instrument::dsa10_order;
    made.sender = {desk::Role::officer, who_as("officer"), desk::IdentityLevel::strong};
    made.asked = desk::Asked{made.instrument, desk::AuthorityType::judge, {}, DataCategory::subscriber, true};
    return file(made);
  }
  static std::int64_t who_as(std::string_view role) {
    Request request;
    request.headers = {{"As", std::string(role)}};
    return who(request)->person;
  }
  void act(const std::string& ref, Action action, const desk::Actor& actor,
           std::optional<desk::Decision> decision = {}) {
    with_desk([&](desk::Desk& desk, store::Transaction&) {
      ASSERT_TRUE(desk.act(desk.find(ref)->id, action, actor, {.decision = std::move(decision)}));
    });
  }
  static std::string at(const std::string& ref, std::string_view what) {
    return "/desk/api/v1/cases/" + ref + "/" + std::string(what);
  }
  static Headers as(std::string_view role) { return {{"As", std::string(role)}}; }

  std::int64_t anna_ = 0;
};

TEST_F(EvidenceApi, StaffSeeThatThereIsSomethingAndWhatItIsWhenTheyAsk) {
  desk::Submission notice;
  notice.sender = {desk::Role::reporter, 77, {}};
  const auto ref = file(notice);
  const auto list = get(at(ref, "evidence"), as("moderator"));
  ASSERT_EQ(list.status, 200) << list.text;
  EXPECT_EQ(list.text.find("Anna"), std::string::npos);
  const auto body = list.object();
  const auto id = std::to_string(body.at("evidence").at(0).at("id").to_number<std::int64_t>());
  const auto seen = post(at(ref, "evidence/" + id + "/view"), json::object{}, as("moderator"));
  ASSERT_EQ(seen.status, 200) << seen.text;
  EXPECT_NE(seen.object().at("content").as_string().find("name: Anna"), json::string::npos);
  EXPECT_EQ(post(at(ref, "evidence/999/view"), json::object{}, as("moderator")).status, 404);
  EXPECT_EQ(post(at(ref, "evidence/x/view"), json::object{}, as("moderator")).status, 404);
  EXPECT_EQ(post(at(order(), "evidence/" + id + "/view"), json::object{}, as("moderator")).status, 404)
      << "of that case, and no other";
}

TEST_F(EvidenceApi, WhatTwoDecidedIsSealedAndFetchedByWhoSentTheOrder) {
  const auto now = clock_.unix_us() / 1'000'000;
  const auto recipient = crypto::make_certificate(crypto::TestKey::rsa, now - 60, now + 86'400);
  const auto ref = order();
  const json::object body{{"certificate", recipient.certificate_pem}};
  EXPECT_EQ(post(at(ref, "hand-over"), body, as("moderator")).status, 409);
  act(ref, Action::view, kFirst);
  act(ref, Action::propose, kFirst,
      desk::Disclosure{DataCategory::subscriber, {"phone"}, "StA Köln", "StPO 100j"});
  EXPECT_EQ(post(at(ref, "hand-over"), body, as("moderator")).status, 409);
  act(ref, Action::decide, kSecond);
  EXPECT_GE(post(at(ref, "hand-over"), json::object{{"certificate", "none"}}, as("moderator")).status, 400);
  const auto done = post(at(ref, "hand-over"), body, as("moderator"));
  ASSERT_EQ(done.status, 200) << done.text;

  const auto bundle = post("/desk/api/v1/orders/" + ref + "/bundle", json::object{}, as("officer"));
  ASSERT_EQ(bundle.status, 200) << bundle.text;
  const auto opened = crypto::cms_open(as_bytes(bundle.text), recipient.key_pem, recipient.certificate_pem);
  ASSERT_TRUE(opened);
  EXPECT_NE(as_text(*opened).find("\"4915\""), std::string_view::npos);
}

TEST_F(EvidenceApi, ABundleIsNobodyElses) {
  desk::Submission other;
  other.lane = desk::Lane::authorities;
  other.kind = desk::CaseKind::order;
  other.instrument = Instrument::dsa10_order;
  other.sender = {desk::Role::officer, 999, desk::IdentityLevel::strong};
  other.asked = desk::Asked{other.instrument, desk::AuthorityType::judge, {}, DataCategory::subscriber, true};
  const auto ref = file(other);
  EXPECT_EQ(post("/desk/api/v1/orders/" + ref + "/bundle", json::object{}, as("officer")).status, 404);
}

TEST_F(EvidenceApi, ACopyIsMadeOfAGrantedRequestAlone) {
  desk::Submission request;
  request.kind = desk::CaseKind::contact_request;
  request.instrument = Instrument::data_subject;
  request.sender = {desk::Role::reporter, anna_, {}};
  const auto ref = file(request);
  EXPECT_EQ(post(at(ref, "copy"), json::object{}, as("operator")).status, 409);
  act(ref, Action::view, kFirst);
  act(ref, Action::decide, kFirst, desk::NoAction{"It is her."});
  const auto copy = post(at(ref, "copy"), json::object{}, as("operator"));
  ASSERT_EQ(copy.status, 200) << copy.text;
  EXPECT_EQ(copy.object().at("account").at("phone").as_string(), "4915");
  EXPECT_EQ(post(at(order(), "copy"), json::object{}, as("operator")).status, 404) << "no request of hers";
}

}  // namespace
}  // namespace botschaft::http
