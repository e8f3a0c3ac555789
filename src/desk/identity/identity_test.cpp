#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "desk/fields.h"
#include "desk/identity/identification.h"
#include "desk/identity/introductions.h"
#include "desk/webauthn/simulated_authenticator.h"
#include "store/desk_log.h"
#include "store/simulated.h"

namespace botschaft::desk {
namespace {

constexpr Actor kConsole{Role::operator_, 0, IdentityLevel::strong};
constexpr Actor kImporter{Role::operator_, 1, IdentityLevel::strong};
constexpr Actor kApprover{Role::operator_, 2, IdentityLevel::strong};
constexpr Actor kModerator{Role::moderator, 3, IdentityLevel::strong};
constexpr Actor kSecond{Role::second_reviewer, 4, IdentityLevel::strong};
constexpr Actor kProgram{Role::system, 0, IdentityLevel::claimed};
const RelyingParty kSite{.id = "chat.example", .origin = "https://chat.example"};

constexpr std::string_view kRegister =
    "key,name,country,phone,mail,domains\r\n"
    "DE-1,\"Bundesamt, Abteilung 5\",DE,+49 611 55-0,zentrale@amt.example,amt.example bund.example\r\n"
    "FR-1,Tribunal,FR,,greffe@tribunal.example,tribunal.example\r\n";

std::vector<RegisterLine> lines(std::string_view csv) {
  auto parsed = parse_register_csv(csv);
  EXPECT_TRUE(parsed) << parsed.error();
  return parsed ? *parsed : std::vector<RegisterLine>();
}

class IdentityTest : public testing::Test {
 protected:
  struct World {
    store::Transaction& tx;
    Desk& desk;
    People& people;
    Registers& registers;
    Identification& identify;
    Introductions& introductions;
  };
  template <class F>
  auto with(F f) {
    std::optional<std::invoke_result_t<F, World&>> result;
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      Desk desk(tx, settings_, now_, random_);
      People people(tx, desk, now_, random_);
      Registers registers(tx, desk, now_);
      Identification identify(tx, desk, people, now_);
      Introductions introductions(tx, desk, people, kSite, now_);
      World world{tx, desk, people, registers, identify, introductions};
      result.emplace(f(world));
      return {};
    });
    EXPECT_TRUE(done);
    return *std::move(result);
  }
  void fill_register() {
    with([](World& w) { return w.registers.import(Register::e_evidence, lines(kRegister), kImporter); });
    for (const auto& change : waiting()) EXPECT_TRUE(settle(change.id, true, kApprover));
  }
  std::vector<RegisterChange> waiting() {
    return with([](World& w) { return w.registers.waiting(Register::e_evidence); });
  }
  Outcome<void> settle(std::int64_t change, bool approved, const Actor& by) {
    return with([&](World& w) { return w.registers.settle(change, approved, by); });
  }
  std::vector<RegisterEntry> entries() {
    return with([](World& w) { return w.registers.entries(Register::e_evidence); });
  }
  // An emergency order that came by mail.
  std::int64_t file_emergency() {
    Submission order;
    order.lane = Lane::authorities;
    order.kind = CaseKind::order;
    order.instrument = Instrument::epoc_emergency;
    order.subject = Subject::account;
    order.target = "user:1000001";
    order.asked = Asked{Instrument::epoc_emergency, AuthorityType::judge, {}, DataCategory::subscriber, true};
    order.payload = as_bytes("A child is in danger. Send everything at once.");
    return with([&](World& w) { return w.desk.find(w.desk.file(order)->case_ref)->id; });
  }
  IdentityLevel level(std::int64_t id) {
    return with([&](World& w) { return w.desk.find(id)->level; });
  }
  Outcome<void> note_mail(std::int64_t id, std::string results, std::string from = "kripo@amt.example") {
    return with([&](World& w) {
      return w.identify.note_mail(
          id, {.from = from, .authentication_results = results, .authority = "mx.chat.example"}, kProgram);
    });
  }
  Outcome<Entry> act(std::int64_t id, Action action, const Actor& actor, const Particulars& about = {}) {
    return with([&](World& w) { return w.desk.act(id, action, actor, about); });
  }
  std::vector<std::string> log_of(std::int64_t id) {
    return with([&](World& w) {
      std::vector<std::string> kinds;
      for (const auto& row : store::desk_log_of_case(w.tx, id))
        kinds.push_back(translog::parse_record(row.record)->kind);
      return kinds;
    });
  }
  Person add(std::string name, Role role) {
    return with([&](World& w) { return w.people.add({name, {role}}, kConsole); })->person;
  }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  Settings settings_;
  Seconds now_ = 1'800'000'000;
  SeededRandom random_{7};
};

TEST_F(IdentityTest, ARegisterChangesLineByLineAndByAnotherPerson) {
  const auto imported =
      with([](World& w) { return w.registers.import(Register::e_evidence, lines(kRegister), kImporter); });
  EXPECT_EQ(imported->additions, 2u);
  EXPECT_TRUE(entries().empty());
  const auto changes = waiting();
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(settle(changes[0].id, true, kImporter).error(),
            (Refusal{Why::unmet_condition, {Condition::second_person}}));
  EXPECT_EQ(settle(changes[0].id, true, kConsole).error(),
            (Refusal{Why::unmet_condition, {Condition::human}}));
  EXPECT_EQ(settle(changes[0].id, true, kModerator).error().why, Why::not_your_role);
  EXPECT_TRUE(settle(changes[0].id, true, kApprover));
  EXPECT_TRUE(settle(changes[1].id, false, kApprover));
  EXPECT_EQ(settle(changes[1].id, true, kApprover).error().why, Why::no_such_step);
  ASSERT_EQ(entries().size(), 1u);
  EXPECT_EQ(entries()[0].facts.name, "Bundesamt, Abteilung 5");
  EXPECT_EQ(entries()[0].facts.phone, "+49611550");
  EXPECT_EQ(log_of(0), (std::vector<std::string>(3, "register-changed")));
}

TEST_F(IdentityTest, AnImportIsADifference) {
  fill_register();
  const auto before = entries();
  const auto imported = with([](World& w) {
    return w.registers.import(Register::e_evidence,
                              lines("key,name,phone,country,domains,mail\n"
                                    "DE-1,\"Bundesamt, Abteilung 5\",+49611999,DE,amt.example bund.example,"
                                    "zentrale@amt.example\nES-1,Juzgado,,ES,,\n"),
                              kImporter);
  });
  EXPECT_EQ(imported->additions, 1u);
  EXPECT_EQ(imported->changes, 1u);
  EXPECT_EQ(imported->removals, 1u);
  for (const auto& change : waiting())
    if (change.kind == ChangeKind::change) {
      EXPECT_EQ(change.before->phone, "+49611550");
      EXPECT_EQ(change.facts.phone, "+49611999");
      EXPECT_TRUE(settle(change.id, true, kApprover));
    }
  EXPECT_EQ(entries().size(), 2u) << "what nobody approved is as it was";
  const auto old = with([&](World& w) { return w.registers.find(before[0].id); });
  EXPECT_FALSE(old->in_force);
  with([](World& w) { return w.registers.import(Register::e_evidence, {}, kImporter); });
  EXPECT_EQ(waiting().size(), 2u) << "of the earlier import nothing waits any more";
}

TEST_F(IdentityTest, ADomainIsFoundFromBelowButNeverAsATopLevel) {
  fill_register();
  const auto names = [&](std::string_view domain) {
    return with([&](World& w) { return w.registers.of_domain(domain); }).size();
  };
  EXPECT_EQ(names("amt.example"), 1u);
  EXPECT_EQ(names("Post.Abt5.AMT.example"), 1u);
  EXPECT_EQ(names("amt.example.evil.test"), 0u);
  EXPECT_EQ(names("notamt.example"), 0u);
  EXPECT_EQ(names("example"), 0u);
}

TEST(RegisterCsv, MistakesAreSentences) {
  const auto wrong = [](std::string_view csv) {
    const auto parsed = parse_register_csv(csv);
    return parsed ? "" : parsed.error();
  };
  EXPECT_EQ(wrong(""), "there is no head line");
  EXPECT_EQ(wrong("key,name\na,\"b"), "a quotation mark is not closed");
  EXPECT_EQ(wrong("key,name\na"), "line 2: 1 fields, not 2");
  EXPECT_EQ(wrong("key,name\n,b"), "line 2: key and name are needed");
  EXPECT_EQ(wrong("key,nome\na,b"), "the head line has an unknown column: nome");
  EXPECT_EQ(wrong("key,name,phone\na,b,110"), "line 2: a: a phone number begins with +");
  EXPECT_EQ(wrong("key,name,domains\na,b,x y.example"), "line 2: a: x is no domain");
  EXPECT_EQ(wrong("\xef\xbb\xbfkey,name\r\na,\"b \"\"c\"\"\"\r\n"), "");
}

TEST(Levels, NeedTheRegisterAndWhatOnlyTheOfficeCanDo) {
  using P = Proof;
  using L = IdentityLevel;
  EXPECT_EQ(level_of_proofs({}), L::claimed);
  EXPECT_EQ(level_of_proofs({P::mail}), L::domain);
  EXPECT_EQ(level_of_proofs({P::introduced}), L::domain);
  EXPECT_EQ(level_of_proofs({P::mail, P::introduced, P::register_match}), L::domain);
  EXPECT_EQ(level_of_proofs({P::call_back}), L::claimed);
  EXPECT_EQ(level_of_proofs({P::register_match, P::call_back}), L::register_match);
  EXPECT_EQ(level_of_proofs({P::elsewhere, P::mail, P::introduced}), L::register_match);
  EXPECT_EQ(level_of_proofs({P::strong_sign_in}), L::strong);
  EXPECT_EQ(level_of_proofs({P::order_signature, P::mail}), L::domain);
  EXPECT_EQ(level_of_proofs({P::order_signature, P::register_match}), L::signed_order);
}

TEST(MailProof, OurServersWordAboutAlignedDomainsAlone) {
  const auto domains = [](std::string_view header) { return dkim_domains(header, "mx.chat.example"); };
  EXPECT_EQ(domains("mx.chat.example; spf=pass smtp.mailfrom=a@x.example;\r\n dkim=pass (2048-bit key; "
                    "unprotected) header.d=AMT.example header.s=s1 header.b=\"abc\"; dmarc=pass"),
            (std::vector<std::string>{"amt.example"}));
  EXPECT_EQ(domains("mx.chat.example 1; dkim=fail header.d=amt.example; dkim=pass header.d=other.example"),
            (std::vector<std::string>{"other.example"}));
  EXPECT_TRUE(domains("mx.evil.example; dkim=pass header.d=amt.example").empty());
  EXPECT_TRUE(domains("mx.chat.example; none").empty());
  EXPECT_TRUE(dkim_domains("; dkim=pass header.d=amt.example", "").empty());
  EXPECT_TRUE(is_aligned("a@amt.example", "amt.example"));
  EXPECT_TRUE(is_aligned("a@Mail.amt.example", "amt.example"));
  EXPECT_FALSE(is_aligned("a@amt.example", "mail.amt.example"));
  EXPECT_FALSE(is_aligned("a@amt.example", "example"));
  EXPECT_FALSE(is_aligned("a@notamt.example", "amt.example"));
  EXPECT_FALSE(is_aligned("no address", "amt.example"));
}

TEST_F(IdentityTest, AStolenMailboxGetsNothingButACall) {
  fill_register();
  const auto id = file_emergency();
  ASSERT_TRUE(act(id, Action::preserve, kProgram));
  ASSERT_TRUE(note_mail(id, "mx.chat.example; dkim=pass header.d=amt.example"));
  EXPECT_EQ(level(id), IdentityLevel::domain);
  const auto calls = with([&](World& w) { return w.identify.call_backs(id); });
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].number, "+49611550");
  EXPECT_EQ(calls[0].due_at, now_ + kHour);
  ASSERT_TRUE(act(id, Action::view, kModerator));
  const Particulars disclose{
      .text = {},
      .decision = Disclosure{DataCategory::subscriber, {"phone"}, "kripo@amt.example", "EPOC"},
      .pause = {}};
  EXPECT_FALSE(act(id, Action::decide, kModerator, disclose)) << "nobody discloses alone";
  ASSERT_TRUE(act(id, Action::propose, kModerator, disclose));
  Actor both = kModerator;
  both.role = Role::second_reviewer;
  EXPECT_TRUE(act(id, Action::decide, both).error().missing.has(Condition::second_person));
  EXPECT_EQ(act(id, Action::decide, kSecond).error(), (Refusal{Why::unmet_condition, {Condition::level}}));
  EXPECT_TRUE(with([&](World& w) {
    return w.identify.answer_call_back(calls[0].id, CallResult::denied, "duty officer", kSecond);
  }));
  EXPECT_EQ(level(id), IdentityLevel::domain);
  EXPECT_FALSE(act(id, Action::decide, kSecond));
  const auto log = log_of(id);
  EXPECT_EQ(std::ranges::count(log, "attempted"), 4);
  EXPECT_EQ(std::ranges::count(log, "disclosed"), 0);
  EXPECT_EQ(std::ranges::count(log, "preserved"), 2);  // the step, and the copy that it makes
}

TEST_F(IdentityTest, ACallRaisesToTheRegisterAndASignInToStrong) {
  fill_register();
  const auto id = file_emergency();
  ASSERT_TRUE(note_mail(id, "mx.chat.example; dkim=pass header.d=amt.example"));
  const auto call = with([&](World& w) { return w.identify.open_call_backs(10); }).front();
  const auto answer = [&](CallResult result, std::string who, const Actor& by) {
    return with([&](World& w) { return w.identify.answer_call_back(call.id, result, who, by); });
  };
  EXPECT_EQ(answer(CallResult::confirmed, "KHK Muster", kProgram).error().why, Why::not_your_role);
  EXPECT_EQ(answer(CallResult::confirmed, "KHK Muster", kConsole).error().why, Why::unmet_condition);
  EXPECT_EQ(answer(CallResult::confirmed, "", kModerator).error().why, Why::bad_input);
  EXPECT_TRUE(answer(CallResult::confirmed, "KHK Muster", kModerator));
  EXPECT_EQ(answer(CallResult::denied, "", kModerator).error().why, Why::no_such_step);
  EXPECT_EQ(level(id), IdentityLevel::register_match);
  auto officer = add("KHK Muster", Role::officer);
  const auto sign_in = [&](IdentityLevel at) {
    return with([&](World& w) { return w.identify.note_sign_in(id, {officer, Means::passkey, at, {}}); });
  };
  EXPECT_EQ(sign_in(IdentityLevel::strong).error().why, Why::bad_input) << "of another authority";
  officer.authority = call.entry.id;
  EXPECT_TRUE(sign_in(IdentityLevel::register_match));
  EXPECT_EQ(level(id), IdentityLevel::register_match);
  EXPECT_TRUE(sign_in(IdentityLevel::strong));
  EXPECT_EQ(level(id), IdentityLevel::strong);
}

TEST_F(IdentityTest, AMailThatProvesNothingIsWorthNothing) {
  fill_register();
  const auto id = file_emergency();
  EXPECT_EQ(note_mail(id, "mx.chat.example; dkim=pass header.d=mailer.example").error().why, Why::bad_input);
  EXPECT_EQ(note_mail(id, "mx.evil.example; dkim=pass header.d=amt.example").error().why, Why::bad_input);
  EXPECT_EQ(note_mail(id, "").error().why, Why::bad_input);
  EXPECT_EQ(level(id), IdentityLevel::claimed);
  EXPECT_TRUE(note_mail(id, "mx.chat.example; dkim=pass header.d=tribunal.example", "g@tribunal.example"));
  EXPECT_TRUE(with([&](World& w) { return w.identify.call_backs(id); }).empty()) << "there is no number";
}

TEST_F(IdentityTest, TheNumberIsTheRegistersAndTheEntryOneInForce) {
  fill_register();
  const auto id = file_emergency();
  const auto all = entries();
  const auto ask = [&](std::int64_t entry) {
    return with([&](World& w) { return w.identify.ask_call_back(id, entry, kModerator); });
  };
  EXPECT_TRUE(ask(all[0].id));
  EXPECT_EQ(ask(all[1].id).error().why, Why::bad_input);
  EXPECT_EQ(ask(999).error().why, Why::bad_input);
  with([](World& w) { return w.registers.import(Register::e_evidence, {}, kImporter); });
  for (const auto& change : waiting()) EXPECT_TRUE(settle(change.id, true, kApprover));
  EXPECT_EQ(ask(all[0].id).error().why, Why::bad_input);
}

TEST_F(IdentityTest, APersonWhoIsCalledBackIsKnownFromThenOn) {
  fill_register();
  const auto officer = add("KHK Muster", Role::officer);
  const auto entry = entries()[0].id;
  const auto task =
      with([&](World& w) { return w.identify.ask_call_back_of_person(officer.id, entry, kModerator); });
  ASSERT_TRUE(task);
  EXPECT_TRUE(with([&](World& w) {
    return w.identify.answer_call_back(*task, CallResult::confirmed, "head of office", kSecond);
  }));
  const auto found = with([&](World& w) { return w.people.find(officer.id); });
  EXPECT_EQ(found->level, IdentityLevel::register_match);
  EXPECT_EQ(found->authority, entry);
}

TEST_F(IdentityTest, ASignatureFromTheRegistersDomainIsASignedOrder) {
  fill_register();
  const auto id = file_emergency();
  crypto::CertificateFacts signer{
      .subject = "CN=Unknown", .issuer = "CN=ca", .mails = {"a@elsewhere.example"}};
  EXPECT_TRUE(with([&](World& w) { return w.identify.note_signature(id, signer, kProgram); }));
  EXPECT_EQ(level(id), IdentityLevel::claimed) << "signed, but by whom?";
  const auto entry = entries()[0].id;
  EXPECT_TRUE(with([&](World& w) { return w.identify.match_register(id, entry, kModerator); }));
  EXPECT_EQ(level(id), IdentityLevel::signed_order);
  const auto other = file_emergency();
  signer.mails = {"richter@post.amt.example"};
  EXPECT_TRUE(with([&](World& w) { return w.identify.note_signature(other, signer, kProgram); }));
  EXPECT_EQ(level(other), IdentityLevel::signed_order);
}

class IntroductionTest : public IdentityTest {
 protected:
  void SetUp() override {
    mediator_.person = add("NGO", Role::flagger);
    mediator_.level = IdentityLevel::strong;
    mediator_.means = Means::passkey;
    officer_ = add("Head of office", Role::officer);
    with([&](World& w) {
      const auto again = w.people.invite_again(mediator_.person.id, kConsole);
      const auto begun = w.people.begin_enrolment(again->link_token);
      EXPECT_TRUE(w.people.finish_enrolment(again->link_token, kSite, begun->challenge,
                                            device_.client("webauthn.create", begun->challenge),
                                            device_.attestation_object()));
      return 0;
    });
    made_ = {.person = officer_.id, .as = "head of reporting", .scope = "TCO", .until = now_ + 30 * kDay};
  }
  Outcome<std::int64_t> introduce(std::string_view signed_text) {
    const auto challenge = Introductions::challenge_of(signed_text);
    const PasskeyReply reply{
        .credential = device_.id(), .challenge = challenge, .assertion = device_.assertion(challenge)};
    return with([&](World& w) { return w.introductions.introduce(made_, mediator_, reply); });
  }
  Outcome<std::string> text() {
    return with([&](World& w) { return w.introductions.text(made_, mediator_); });
  }
  std::vector<Introduction> shown() {
    return with([&](World& w) { return w.introductions.of(officer_.id); });
  }
  IdentityLevel standing() {
    return with([&](World& w) {
      w.people.add_account_elsewhere(officer_.id, "i", "s", kConsole);
      return w.people.is_introduced(officer_.id);
    })
               ? IdentityLevel::domain
               : IdentityLevel::claimed;
  }

  SignedIn mediator_;
  Person officer_;
  NewIntroduction made_;
  SimulatedAuthenticator device_;
};

TEST_F(IntroductionTest, IsSignedWordForWordAndShownForEver) {
  const auto words = text();
  ASSERT_TRUE(words);
  EXPECT_EQ(introduce("something else").error().why, Why::unmet_condition);
  EXPECT_EQ(standing(), IdentityLevel::claimed);
  const auto id = introduce(*words);
  ASSERT_TRUE(id);
  EXPECT_EQ(standing(), IdentityLevel::domain);
  ASSERT_EQ(shown().size(), 1u);
  EXPECT_TRUE(shown()[0].signature_holds);
  EXPECT_TRUE(shown()[0].in_force);
  EXPECT_EQ(shown()[0].mediator.name, "NGO");
  EXPECT_EQ(shown()[0].as, "head of reporting");
  const Actor other{Role::flagger, 77, IdentityLevel::strong};
  EXPECT_EQ(with([&](World& w) { return w.introductions.revoke(*id, other); }).error().why,
            Why::not_your_role);
  const Actor mediator{Role::flagger, mediator_.person.id, IdentityLevel::strong};
  EXPECT_TRUE(with([&](World& w) { return w.introductions.revoke(*id, mediator); }));
  EXPECT_EQ(standing(), IdentityLevel::claimed);
  ASSERT_EQ(shown().size(), 1u);
  EXPECT_FALSE(shown()[0].in_force);
  EXPECT_TRUE(shown()[0].signature_holds);
}

TEST_F(IntroductionTest, EndsByItselfAndIsNeverMoreThanADomain) {
  ASSERT_TRUE(introduce(*text()));
  SimulatedAuthenticator device(crypto::SignatureScheme::es256, "of the officer");
  const auto level = with([&](World& w) {
    const auto again = w.people.invite_again(officer_.id, kConsole);
    const auto begun = w.people.begin_enrolment(again->link_token);
    EXPECT_TRUE(w.people.finish_enrolment(again->link_token, kSite, begun->challenge,
                                          device.client("webauthn.create", begun->challenge),
                                          device.attestation_object()));
    const auto challenge = w.people.begin_sign_in();
    return w.people
        .finish_sign_in(
            kSite,
            {.credential = device.id(), .challenge = challenge, .assertion = device.assertion(challenge)})
        ->level;
  });
  EXPECT_EQ(level, IdentityLevel::domain);
  now_ += 30 * kDay;
  EXPECT_EQ(standing(), IdentityLevel::claimed);
  EXPECT_FALSE(shown()[0].in_force);
}

TEST_F(IntroductionTest, NobodyVouchesForThemselvesNorWithoutStanding) {
  made_.person = mediator_.person.id;
  EXPECT_EQ(text().error().why, Why::unmet_condition);
  made_.person = officer_.id;
  mediator_.level = IdentityLevel::domain;
  EXPECT_EQ(text().error().why, Why::unmet_condition);
  mediator_.level = IdentityLevel::strong;
  made_.until = now_ + 400 * kDay;
  EXPECT_EQ(text().error().why, Why::bad_input);
  made_.until = now_ + kDay;
  made_.person = add("Mara", Role::moderator).id;
  EXPECT_EQ(text().error().why, Why::bad_input);
}

TEST_F(IntroductionTest, AnEditedTextNoLongerHolds) {
  ASSERT_TRUE(introduce(*text()));
  with([](World& w) {
    static constexpr store::Sql kEdit{"UPDATE desk_introductions SET text = replace(text, 'TCO', 'all')"};
    w.tx.run(kEdit);
    return 0;
  });
  EXPECT_EQ(shown()[0].scope, "all");
  EXPECT_FALSE(shown()[0].signature_holds);
}

}  // namespace
}  // namespace botschaft::desk
