#include "desk/people/people.h"

#include <gtest/gtest.h>

#include <functional>

#include "desk/fields.h"
#include "desk/webauthn/simulated_authenticator.h"
#include "store/desk_log.h"
#include "store/simulated.h"

namespace botschaft::desk {
namespace {

constexpr Actor kConsole{Role::operator_, 0, IdentityLevel::strong};
const RelyingParty kSite{.id = "chat.example", .origin = "https://chat.example"};

class PeopleTest : public testing::Test {
 protected:
  template <class F>
  auto with(F f) {
    std::optional<std::invoke_result_t<F, People&>> result;
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      Desk desk(tx, settings_, now_, random_);
      People people(tx, desk, now_, random_);
      result.emplace(f(people));
      return {};
    });
    EXPECT_TRUE(done);
    return *std::move(result);
  }
  People::Invited add(std::string name, Set<Role> roles) {
    const auto added = with([&](People& people) { return people.add({name, roles}, kConsole); });
    EXPECT_TRUE(added);
    return *added;
  }
  Shown<Person> enrol(const std::string& link, SimulatedAuthenticator& device) {
    const auto begun = with([&](People& people) { return people.begin_enrolment(link); });
    if (!begun) return std::unexpected(begun.error());
    return with([&](People& people) {
      return people.finish_enrolment(link, kSite, begun->challenge,
                                     device.client("webauthn.create", begun->challenge),
                                     device.attestation_object());
    });
  }
  PasskeyReply reply(SimulatedAuthenticator& device) {
    const auto challenge = with([](People& people) { return people.begin_sign_in(); });
    return {.credential = device.id(), .challenge = challenge, .assertion = device.assertion(challenge)};
  }
  Shown<SignedIn> sign_in(const PasskeyReply& reply) {
    return with([&](People& people) { return people.finish_sign_in(kSite, reply); });
  }
  std::string session_of(SimulatedAuthenticator& device) {
    const auto who = sign_in(reply(device));
    EXPECT_TRUE(who);
    return with([&](People& people) { return people.start_session(*who); });
  }
  std::optional<SignedIn> seen(const std::string& cookie) {
    return with([&](People& people) { return people.session(cookie); });
  }
  std::vector<std::string> changes() {
    std::vector<std::string> words;
    EXPECT_TRUE(store_->read_sync([&](store::Transaction& tx) -> Result<void> {
      for (const auto& row : store::desk_log_of_case(tx, 0))
        words.push_back(Fields(as_text(*row.payload))["change"]);
      return {};
    }));
    return words;
  }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  Settings settings_;
  Seconds now_ = 1'800'000'000;
  SeededRandom random_{7};
  SimulatedAuthenticator device_;
};

TEST_F(PeopleTest, AModeratorComesByALinkAndSignsInByPasskey) {
  const auto invited = add("Mara", {Role::moderator, Role::second_reviewer});
  EXPECT_GE(invited.person.id, store::kFirstDeskPerson);
  ASSERT_TRUE(enrol(invited.link_token, device_));
  const auto who = sign_in(reply(device_));
  ASSERT_TRUE(who);
  EXPECT_EQ(who->person.name, "Mara");
  EXPECT_EQ(who->person.roles, (Set<Role>{Role::moderator, Role::second_reviewer}));
  EXPECT_EQ(who->level, IdentityLevel::strong);
  EXPECT_EQ(changes(), (std::vector<std::string>{"added", "passkey-added"}));
}

TEST_F(PeopleTest, ALinkIsGoodOnceAndForThreeDays) {
  const auto first = add("Mara", {Role::moderator});
  ASSERT_TRUE(enrol(first.link_token, device_));
  EXPECT_EQ(enrol(first.link_token, device_).error().fault, IdentityFault::link_spent);
  const auto second = add("Nils", {Role::moderator});
  now_ += kEnrolmentLife;
  EXPECT_EQ(enrol(second.link_token, device_).error().fault, IdentityFault::link_spent);
  EXPECT_EQ(enrol("nonsense", device_).error().fault, IdentityFault::link_spent);
}

TEST_F(PeopleTest, APasskeyIsOfOnePersonAlone) {
  ASSERT_TRUE(enrol(add("Mara", {Role::moderator}).link_token, device_));
  const auto taken = enrol(add("Nils", {Role::second_reviewer}).link_token, device_);
  EXPECT_EQ(taken.error().fault, IdentityFault::bad_passkey);
  EXPECT_EQ(sign_in(reply(device_))->person.name, "Mara");
}

TEST_F(PeopleTest, AChallengeIsGoodOnceForFiveMinutesAndForItsPurpose) {
  const auto invited = add("Mara", {Role::moderator});
  ASSERT_TRUE(enrol(invited.link_token, device_));
  const auto once = reply(device_);
  EXPECT_TRUE(sign_in(once));
  EXPECT_EQ(sign_in(once).error().fault, IdentityFault::no_challenge);
  const auto late = reply(device_);
  now_ += kChallengeLife;
  EXPECT_EQ(sign_in(late).error().fault, IdentityFault::no_challenge);
  auto spoilt = reply(device_);
  spoilt.assertion.signature.back() ^= 1;
  EXPECT_EQ(sign_in(spoilt).error().passkey, PasskeyFault::bad_signature);
  spoilt.assertion.signature.back() ^= 1;
  EXPECT_EQ(sign_in(spoilt).error().fault, IdentityFault::no_challenge);
  const auto again = with([&](People& people) { return people.invite_again(invited.person.id, kConsole); });
  const auto begun = with([&](People& people) { return people.begin_enrolment(again->link_token); });
  EXPECT_EQ(sign_in({.credential = device_.id(),
                     .challenge = begun->challenge,
                     .assertion = device_.assertion(begun->challenge)})
                .error()
                .fault,
            IdentityFault::no_challenge);
  EXPECT_EQ(begun->credentials, (std::vector<Bytes>{device_.id()}));
}

TEST_F(PeopleTest, ACopiedPasskeyIsRefusedAndLogged) {
  ASSERT_TRUE(enrol(add("Mara", {Role::moderator}).link_token, device_));
  device_.counter = 5;
  EXPECT_TRUE(sign_in(reply(device_)));
  device_.counter = 2;
  EXPECT_EQ(sign_in(reply(device_)).error().passkey, PasskeyFault::counter_went_back);
  EXPECT_EQ(changes().size(), 3u);
}

TEST_F(PeopleTest, ASessionEndsIdleAfterTwelveHoursAndByItself) {
  ASSERT_TRUE(enrol(add("Mara", {Role::moderator}).link_token, device_));
  const auto idle = session_of(device_);
  now_ += kSessionIdle - 1;
  EXPECT_TRUE(seen(idle));
  now_ += kSessionIdle - 1;
  EXPECT_TRUE(seen(idle));
  now_ += kSessionIdle;
  EXPECT_FALSE(seen(idle));
  const auto busy = session_of(device_);
  const auto begun = now_;
  while (now_ + kSessionIdle / 2 < begun + kSessionLife) {
    now_ += kSessionIdle / 2;
    EXPECT_TRUE(seen(busy));
  }
  now_ = begun + kSessionLife;
  EXPECT_FALSE(seen(busy));
  const auto ended = session_of(device_);
  with([&](People& people) { return people.end_session(ended), 0; });
  EXPECT_FALSE(seen(ended));
  EXPECT_FALSE(seen(""));
}

TEST_F(PeopleTest, WhoIsRevokedIsGoneAtOnceByEveryWay) {
  const auto invited = add("Flagge e.V.", {Role::flagger});
  const auto person = invited.person.id;
  ASSERT_TRUE(enrol(invited.link_token, device_));
  const auto cookie = session_of(device_);
  const auto issued = with([&](People& people) {
    return people.issue_token(person, {.name = "importer", .scopes = {TokenScope::notices}}, kConsole);
  });
  const Certificate certificate{Bytes(32, 1), "CN=flagge", "CN=ca"};
  ASSERT_TRUE(with([&](People& people) { return people.add_certificate(person, certificate, kConsole); }));
  const auto link = with([&](People& people) { return people.invite_again(person, kConsole); });
  EXPECT_TRUE(with([&](People& people) { return people.by_token(issued->token); }));
  EXPECT_TRUE(with([&](People& people) { return people.by_certificate(certificate); }));
  ASSERT_TRUE(with([&](People& people) { return people.revoke(person, kConsole); }));
  EXPECT_FALSE(seen(cookie));
  EXPECT_FALSE(with([&](People& people) { return people.by_token(issued->token); }));
  EXPECT_FALSE(with([&](People& people) { return people.by_certificate(certificate); }));
  EXPECT_EQ(enrol(link->link_token, device_).error().fault, IdentityFault::link_spent);
  EXPECT_EQ(sign_in(reply(device_)).error().fault, IdentityFault::unknown_passkey);
  EXPECT_EQ(with([&](People& people) { return people.revoke(person, kConsole); }).error().fault,
            IdentityFault::revoked);
  EXPECT_EQ(changes().back(), "revoked");
}

TEST_F(PeopleTest, RolesThatExcludeEachOtherAreNotGiven) {
  const auto refused = [&](Set<Role> roles) {
    const auto added = with([&](People& people) { return people.add({"X", roles}, kConsole); });
    return added ? IdentityFault{} : added.error().fault;
  };
  EXPECT_EQ(refused({}), IdentityFault::bad_roles);
  EXPECT_EQ(refused({Role::officer, Role::moderator}), IdentityFault::bad_roles);
  EXPECT_EQ(refused({Role::officer, Role::flagger}), IdentityFault::bad_roles);
  EXPECT_EQ(refused({Role::auditor, Role::operator_}), IdentityFault::bad_roles);
  EXPECT_EQ(refused({Role::system}), IdentityFault::bad_roles);
  EXPECT_EQ(refused({Role::reporter}), IdentityFault::bad_roles);
  EXPECT_EQ(refused({Role::moderator, Role::appeal_reviewer}), IdentityFault{});
  EXPECT_EQ(with([&](People& people) { return people.add({"", {Role::auditor}}, kConsole); }).error().fault,
            IdentityFault::bad_name);
}

TEST_F(PeopleTest, AnOfficerWhomNoRegisterKnowsStaysWhatTheyClaim) {
  const auto invited = add("KHK Beispiel", {Role::officer});
  ASSERT_TRUE(enrol(invited.link_token, device_));
  const auto cookie = session_of(device_);
  EXPECT_EQ(seen(cookie)->level, IdentityLevel::claimed);
  with([&](People& people) {
    people.raise_level(invited.person.id, IdentityLevel::register_match, kConsole);
    return 0;
  });
  EXPECT_EQ(seen(cookie)->level, IdentityLevel::strong);
  EXPECT_EQ(changes().back(), "level");
}

TEST_F(PeopleTest, TokensExpireAndAreOfMachinesFromOutsideAlone) {
  const auto flagger = add("Flagge e.V.", {Role::flagger});
  const auto moderator = add("Mara", {Role::moderator});
  const auto issue = [&](std::int64_t person, Seconds life) {
    return with([&](People& people) {
      return people.issue_token(
          person, {.name = "m", .scopes = {TokenScope::notices, TokenScope::reading}, .life = life},
          kConsole);
    });
  };
  EXPECT_EQ(issue(moderator.person.id, kDay).error().fault, IdentityFault::bad_roles);
  EXPECT_EQ(issue(flagger.person.id, kTokenLifeMax + 1).error().fault, IdentityFault::bad_life);
  const auto issued = issue(flagger.person.id, kDay);
  ASSERT_TRUE(issued);
  const auto by = [&](const std::string& token) {
    return with([&](People& people) { return people.by_token(token); });
  };
  EXPECT_EQ(by(issued->token)->scopes, (Set<TokenScope>{TokenScope::notices, TokenScope::reading}));
  EXPECT_FALSE(by(issued->token.substr(3)));
  EXPECT_FALSE(by(issued->token + "A"));
  now_ += kDay;
  EXPECT_FALSE(by(issued->token));
  const auto other = issue(flagger.person.id, kDay);
  EXPECT_FALSE(
      with([&](People& people) { return people.revoke_token(moderator.person.id, other->id, kConsole); }));
  EXPECT_TRUE(
      with([&](People& people) { return people.revoke_token(flagger.person.id, other->id, kConsole); }));
  EXPECT_FALSE(by(other->token));
}

TEST_F(PeopleTest, ACertificateIsKnownByItselfOrByWhatOutlivesARenewal) {
  const auto officer = add("Portal", {Role::officer});
  const Certificate first{Bytes(32, 1), "CN=portal,C=DE", "CN=ca,C=DE"};
  const Certificate renewed{Bytes(32, 2), "CN=portal,C=DE", "CN=ca,C=DE"};
  const Certificate forged{Bytes(32, 1), "CN=portal,C=DE", "CN=other,C=DE"};
  const auto by = [&](const Certificate& certificate) {
    return with([&](People& people) { return people.by_certificate(certificate); }).has_value();
  };
  ASSERT_TRUE(
      with([&](People& people) { return people.add_certificate(officer.person.id, first, kConsole); }));
  EXPECT_TRUE(by(first));
  EXPECT_FALSE(by(renewed));
  EXPECT_FALSE(by(forged));
  ASSERT_TRUE(with([&](People& people) {
    return people.add_certificate(officer.person.id, {{}, first.subject, first.issuer}, kConsole);
  }));
  EXPECT_TRUE(by(renewed));
  EXPECT_FALSE(by(forged));
}

TEST_F(PeopleTest, ASignInElsewhereIsWorthWhatItsIssuerIsAndNeverStrong) {
  const auto officer = add("KHK Beispiel", {Role::officer});
  ASSERT_TRUE(with([&](People& people) {
    return people.add_account_elsewhere(officer.person.id, "https://id.example", "u1", kConsole);
  }));
  const auto level = [&](IdentityLevel vouched) {
    return with([&](People& people) {
             return people.by_account_elsewhere("https://id.example", "u1", vouched);
           })
        ->level;
  };
  EXPECT_EQ(level(IdentityLevel::domain), IdentityLevel::domain);
  EXPECT_EQ(level(IdentityLevel::strong), IdentityLevel::register_match);
  EXPECT_FALSE(with([&](People& people) {
    return people.by_account_elsewhere("https://other.example", "u1", IdentityLevel::domain);
  }));
}

TEST_F(PeopleTest, StrangersCannotFillTheDatabaseWithChallenges) {
  ASSERT_TRUE(enrol(add("Mara", {Role::moderator}).link_token, device_));
  with([](People& people) {
    for (int i = 0; i < 10'010; ++i) (void)people.begin_sign_in();
    return 0;
  });
  EXPECT_TRUE(store_->read_sync([](store::Transaction& tx) -> Result<void> {
    static constexpr store::Sql kCount{"SELECT COUNT(*) FROM desk_challenges"};
    auto q = tx.run(kCount);
    EXPECT_TRUE(q.next());
    EXPECT_LE(q.int64(0), 10'000);
    return {};
  }));
  EXPECT_TRUE(sign_in(reply(device_)));
}

}  // namespace
}  // namespace botschaft::desk
