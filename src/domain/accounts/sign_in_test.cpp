#include "domain/accounts/sign_in.h"

#include <gtest/gtest.h>

#include "domain/accounts/accounts_test_support.h"
#include "domain/accounts/devices.h"
#include "domain/accounts/invites.h"
#include "domain/events.h"
#include "domain/notices.h"
#include "store/authorizations.h"
#include "store/contacts.h"
#include "store/events.h"

namespace botschaft::domain {
namespace {

const Address kPhone{Address::Kind::phone, "49301234567"};
constexpr AuthKeyId kKey = 11;

class Reaches final : public CodeDelivery {
 public:
  Reaches(bool phone, bool email) : phone_(phone), email_(email) {}
  bool reaches(Address::Kind kind) const override { return kind == Address::Kind::phone ? phone_ : email_; }
  bool shows_codes(Address::Kind) const override { return false; }
  Result<void> deliver(const CodeMessage&) override { return {}; }

 private:
  bool phone_, email_;
};

class SignInTest : public testing::Test {
 protected:
  World world;

  Result<NewCode> code(AuthKeyId key = kKey, const Address& address = kPhone) {
    return world.commit([&](store::Transaction& tx) {
      return make_code(tx, world.policy, world.random, {.about = address, .to = address, .auth_key = key},
                       world.now);
    });
  }
  auto try_code(const NewCode& made, const std::string& typed, AuthKeyId key = kKey) {
    return world.commit([&](store::Transaction& tx) {
      return sign_in(tx, world.policy, world.random, {kPhone, made.hash, typed, key}, world.now);
    });
  }
  auto name_myself(const NewCode& made, const std::string& first_name, AuthKeyId key = kKey) {
    return world.commit([&](store::Transaction& tx) {
      return sign_up(tx, world.policy, world.random, {kPhone, made.hash, first_name, "", key}, world.now);
    });
  }
  static std::string wrong(const std::string& right) { return right == "00000" ? "00001" : "00000"; }
};

TEST_F(SignInTest, NewPersonGivesANameAndIsSignedIn) {
  const auto made = code().value();
  EXPECT_EQ(made.code.size(), kPhoneCodeDigits);
  EXPECT_EQ(try_code(made, made.code).value(), std::nullopt);
  EXPECT_EQ(name_myself(made, " \t ").error().err, Err::FIRSTNAME_INVALID);
  const auto user = name_myself(made, "  Ada\n Lovelace ").value();
  EXPECT_EQ(user.first_name, "Ada Lovelace");
  EXPECT_EQ(user.phone, kPhone.text);
  world.commit([&](store::Transaction& tx) {
    EXPECT_EQ(store::find_authorization(tx, kKey)->user, user.id);
    return 0;
  });
  EXPECT_EQ(name_myself(made, "Again").error().err, Err::PHONE_CODE_EXPIRED);  // spent
}

TEST_F(SignInTest, KnownPersonIsSignedInByTheCodeAlone) {
  const auto id = world.add_user(kPhone.text, "Ada");
  const auto made = code().value();
  EXPECT_EQ(try_code(made, made.code).value()->id, id);
  EXPECT_EQ(try_code(made, made.code).error().err, Err::PHONE_CODE_EXPIRED);
}

TEST_F(SignInTest, SignUpNeedsTheRightCodeFirst) {
  const auto made = code().value();
  EXPECT_EQ(name_myself(made, "Eve").error().err, Err::PHONE_CODE_EXPIRED);
}

TEST_F(SignInTest, WrongCodesAreCountedAndCloseTheCode) {
  const auto made = code().value();
  EXPECT_EQ(try_code(made, "").error().err, Err::PHONE_CODE_EMPTY);
  for (int i = 0; i < world.policy.max_wrong_attempts; ++i) {
    EXPECT_EQ(try_code(made, wrong(made.code)).error().err, Err::PHONE_CODE_INVALID);
  }
  EXPECT_EQ(try_code(made, made.code).error().err, Err::PHONE_CODE_EXPIRED);
}

TEST_F(SignInTest, WrongAttemptsOfADayAreLimitedOverAllCodes) {
  world.policy.max_wrong_attempts_per_day = 3;
  const auto first = code().value();
  const auto second = code().value();
  for (int i = 0; i < 3; ++i) (void)try_code(first, wrong(first.code));
  EXPECT_EQ(try_code(second, second.code).error().err, Err::PHONE_NUMBER_FLOOD);
  EXPECT_EQ(code().error().err, Err::PHONE_NUMBER_FLOOD);
  world.now += 86'401;
  const auto next_day = code().value();
  EXPECT_TRUE(try_code(next_day, next_day.code).has_value());
}

TEST_F(SignInTest, CodesOfADayAreLimited) {
  for (int i = 0; i < world.policy.max_codes_per_day; ++i) EXPECT_TRUE(code().has_value());
  EXPECT_EQ(code().error().err, Err::PHONE_NUMBER_FLOOD);
  EXPECT_TRUE(code(kKey, {Address::Kind::phone, "49301234568"}).has_value());
}

TEST_F(SignInTest, CodesExpireAndBelongToOneKeyAndAddress) {
  const auto made = code().value();
  EXPECT_EQ(try_code(made, made.code, kKey + 1).error().err, Err::PHONE_CODE_EXPIRED);
  world.now += world.policy.code_lifetime_s;
  EXPECT_EQ(try_code(made, made.code).error().err, Err::PHONE_CODE_EXPIRED);
}

TEST_F(SignInTest, TheDatabaseHoldsNoCodeUnlessTheTerminalShowsIt) {
  const auto hidden = code().value();
  const auto shown = world.commit([&](store::Transaction& tx) {
    return *make_code(tx, world.policy, world.random,
                      {.about = kPhone, .to = kPhone, .auth_key = kKey, .keep_plain = true}, world.now);
  });
  world.commit([&](store::Transaction& tx) {
    EXPECT_EQ(store::find_login_code(tx, hidden.hash)->plain, std::nullopt);
    const auto listed = store::list_plain_codes(tx, world.now);
    EXPECT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed.front().plain, shown.code);
    return 0;
  });
  (void)try_code(shown, shown.code);
  world.commit([&](store::Transaction& tx) {
    EXPECT_TRUE(store::list_plain_codes(tx, world.now).empty());
    return 0;
  });
}

TEST_F(SignInTest, CodesOfOneSecondAreListedAsTheyWereMade) {
  std::vector<std::string> made;
  for (int i = 0; i < world.policy.max_codes_per_day; ++i) {
    made.push_back(world.commit([&](store::Transaction& tx) {
      return make_code(tx, world.policy, world.random,
                       {.about = kPhone, .to = kPhone, .auth_key = kKey, .keep_plain = true}, world.now)
          ->hash;
    }));
  }
  world.commit([&](store::Transaction& tx) {
    std::vector<std::string> listed;
    for (const auto& row : store::list_plain_codes(tx, world.now)) listed.push_back(row.hash);
    EXPECT_EQ(listed, made);
    return 0;
  });
}

TEST_F(SignInTest, InvitationAdmitsItsAddressOnceForEachUse) {
  world.policy.sign_up = SignUp::invite;
  const Reaches sms(true, false);
  const auto destination = [&](const Address& address) {
    return world.commit(
        [&](store::Transaction& tx) { return code_destination(tx, world.policy, sms, address, world.now); });
  };
  EXPECT_EQ(destination(kPhone).error().err, Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);
  const auto token = world.commit(
      [&](store::Transaction& tx) { return make_invite(tx, world.random, {.note = "Ada"}, world.now); });
  const auto redeem = [&](std::string_view text, const Address& address) {
    return world.commit([&](store::Transaction& tx) { return redeem_invite(tx, text, address, world.now); });
  };
  EXPECT_EQ(redeem("guess", kPhone).error().err, Err::HASH_INVALID);
  EXPECT_TRUE(redeem(token, kPhone).has_value());
  EXPECT_TRUE(redeem(token, kPhone).has_value());  // opening the link again does no harm
  EXPECT_EQ(redeem(token, {Address::Kind::phone, "49301234568"}).error().err, Err::HASH_INVALID);
  EXPECT_EQ(destination(kPhone).value(), kPhone);

  const auto made = code().value();
  EXPECT_EQ(try_code(made, made.code).value(), std::nullopt);
  EXPECT_TRUE(name_myself(made, "Ada").has_value());
  EXPECT_EQ(redeem(token, {Address::Kind::phone, "49301234568"}).error().err, Err::HASH_INVALID);  // spent
}

TEST_F(SignInTest, ClosedServerAdmitsThoseItKnows) {
  world.policy.sign_up = SignUp::closed;
  world.add_user("49301234568", "Ada");
  const Reaches sms(true, false);
  world.commit([&](store::Transaction& tx) {
    const Address known{Address::Kind::phone, "49301234568"};
    EXPECT_EQ(code_destination(tx, world.policy, sms, kPhone, world.now).error().err,
              Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);
    EXPECT_EQ(code_destination(tx, world.policy, sms, known, world.now).value(), known);
    return 0;
  });
}

TEST_F(SignInTest, WithMailAloneANewNumberNeedsAnAddressAndAKnownOneIsNotGivenAway) {
  const Reaches mail(false, true);
  const auto id = world.add_user("49301234568", "Ada");
  world.commit([&](store::Transaction& tx) {
    const Address known{Address::Kind::phone, "49301234568"};
    EXPECT_EQ(code_destination(tx, world.policy, mail, kPhone, world.now).value(), std::nullopt);
    EXPECT_EQ(code_destination(tx, world.policy, mail, known, world.now).error().err,
              Err::SMS_CODE_CREATE_FAILED);
    store::update_user_email(tx, id, "ada@example.org");
    EXPECT_EQ(code_destination(tx, world.policy, mail, known, world.now).value()->text, "ada@example.org");
    return 0;
  });
}

TEST_F(SignInTest, OtherDevicesAreToldOfANewOne) {
  std::vector<NewAuthorizationNotice> told;
  world.store->on_notices([&](auto notices) {
    for (const auto& notice : notices) {
      if (const auto* fresh = dynamic_cast<const NewAuthorizationNotice*>(notice.get()))
        told.push_back(*fresh);
    }
  });
  const auto id = world.add_user(kPhone.text, "Ada");
  const auto first = code().value();
  EXPECT_TRUE(try_code(first, first.code).has_value());
  EXPECT_TRUE(told.empty());  // nobody to tell
  const auto second = code(kKey + 1).value();
  EXPECT_TRUE(try_code(second, second.code, kKey + 1).has_value());
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.front().user, id);
  world.commit([&](store::Transaction& tx) {
    EXPECT_EQ(store::find_authorization(tx, kKey + 1)->hash, told.front().hash);
    return 0;
  });
}

TEST_F(SignInTest, WhoWaitedForTheNumberHasANewContact) {
  const auto ada = world.add_user("49301234568", "Ada");
  world.commit([&](store::Transaction& tx) {
    store::put_imported_phone(tx, {ada, kPhone.text, "Charles", "B."});
    return 0;
  });
  const auto charles = world.add_user(kPhone.text, "Mr Babbage");
  world.commit([&](store::Transaction& tx) {
    EXPECT_EQ(store::find_contact(tx, ada, charles)->first_name, "Charles");
    EXPECT_FALSE(store::find_contact(tx, charles, ada).has_value());
    EXPECT_EQ(store::read_events(tx, ada, 0, 10).back().kind,
              static_cast<std::int32_t>(EventKind::contacts_reset));
    return 0;
  });
}

TEST(Address, FormsOfPhoneNumbersAndMailAddresses) {
  EXPECT_EQ(normalize_phone("+49 (30) 123-4567"), "49301234567");
  EXPECT_EQ(normalize_phone("0049301234567"), "49301234567");
  for (const char* bad : {"", "+", "1234", "49301234567890123", "030123456", "49x30123", "+49+30123456"}) {
    EXPECT_EQ(normalize_phone(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(normalize_email("Ada+x@Example.ORG"), "ada+x@example.org");
  for (const char* bad :
       {"@x.org", "a@", "a@b@c.org", "a b@c.org", "a@nodot", "a@.org", "a@b..org", "-a@b.org"}) {
    EXPECT_EQ(normalize_email(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(parse_address("ada@example.org").value().kind, Address::Kind::email);
  EXPECT_EQ(parse_address("nobody").error().err, Err::PHONE_NUMBER_INVALID);
  EXPECT_EQ(mask_email("ada@example.org"), "a***a@example.org");
  EXPECT_EQ(mask_email("a@example.org"), "a***@example.org");
}

}  // namespace
}  // namespace botschaft::domain
