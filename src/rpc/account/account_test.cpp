#include "crypto/srp_client.h"
#include "domain/events.h"
#include "rpc/auth/sign_in_scene.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

using Srp = tl::passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow;

const std::string kPhone = "49301234567";

class Account : public SignInScene {
 protected:
  const Srp& algo_of(const tl::Box<tl::PasswordKdfAlgo>& box) { return *box.as<Srp>(); }

  // What a client sends to prove that it knows `password`.
  tl::Box<tl::InputCheckPasswordSRP> proof(AuthKeyId key, const std::string& password) {
    const auto answer = ask(key, tl::account_getPassword());
    const auto* state = answer->as<tl::account_password>();
    if (!state->has_password) return tl::make<tl::inputCheckPasswordEmpty>();
    const auto& algo = algo_of(state->current_algo);
    crypto::Number2048 b;
    std::ranges::copy(as_bytes(*state->srp_B), b.begin());
    Bytes secret(64, 9);
    const auto made = crypto::make_srp_proof(password, as_bytes(algo.salt1), as_bytes(algo.salt2), b, secret);
    auto input = tl::make<tl::inputCheckPasswordSRP>();
    input->srp_id = *state->srp_id;
    input->A = as_text(made.a);
    input->M1 = as_text(made.m1);
    return input;
  }

  Result<bool> set_password(AuthKeyId key, const std::string& old_password, const std::string& new_password) {
    tl::account_updatePasswordSettings request;
    request.password = proof(key, old_password);
    const auto answer = ask(key, tl::account_getPassword());
    const auto& offered = algo_of(answer->as<tl::account_password>()->new_algo);
    auto settings = tl::make<tl::account_passwordInputSettings>();
    if (new_password.empty()) {
      settings->new_algo = tl::make<tl::passwordKdfAlgoUnknown>();
      settings->new_password_hash = "";
      settings->hint = "";
    } else {
      auto algo = tl::make<Srp>(Srp());
      algo->g = offered.g;
      algo->p = offered.p;
      algo->salt1 = offered.salt1 + std::string(32, 'c');
      algo->salt2 = offered.salt2;
      const auto verifier = crypto::make_srp_verifier(new_password, to_bytes(as_bytes(algo->salt1)),
                                                      to_bytes(as_bytes(algo->salt2)));
      settings->new_algo = std::move(algo);
      settings->new_password_hash = std::string(as_text(verifier.v));
      settings->hint = "the usual";
    }
    // Asking for the salts has started a new exchange.
    request.password = proof(key, old_password);
    request.new_settings = std::move(settings);
    return ask(key, request);
  }

  auto check_password(AuthKeyId key, const std::string& password) {
    tl::auth_checkPassword request;
    request.password = proof(key, password);
    return ask(key, request);
  }
};

TEST_F(Account, PasswordIsSetAskedForChangedAndRemoved) {
  const auto ada = arrive(1, kPhone);
  EXPECT_TRUE(set_password(1, "", "correct horse").value());
  EXPECT_EQ(ask(1, tl::account_getPassword())->as<tl::account_password>()->hint, "the usual");

  const auto hash = send_code(2, kPhone);
  const auto in = sign_in(2, kPhone, hash, letterbox_.codes[kPhone]);
  EXPECT_EQ(in.error().err, Err::SESSION_PASSWORD_NEEDED);
  EXPECT_EQ(user_of(2), 0);
  EXPECT_EQ(check_password(2, "wrong").error().err, Err::PASSWORD_HASH_INVALID);
  EXPECT_TRUE(check_password(2, "correct horse").has_value());
  EXPECT_EQ(user_of(2), ada);

  tl::account_getPasswordSettings settings;
  settings.password = proof(2, "correct horse");
  EXPECT_TRUE(ask(2, settings).has_value());
  EXPECT_EQ(ask(2, settings).error().err, Err::SRP_ID_INVALID);  // an exchange is good once

  EXPECT_EQ(set_password(1, "wrong", "another").error().err, Err::PASSWORD_HASH_INVALID);
  EXPECT_TRUE(set_password(1, "correct horse", "another").value());
  EXPECT_TRUE(set_password(1, "another", "").value());
  EXPECT_EQ(arrive(3, kPhone), ada);
}

TEST_F(Account, StrangersLearnNothingOfPasswords) {
  EXPECT_EQ(ask(1, tl::account_getPassword()).error().err, Err::AUTH_KEY_UNREGISTERED);
}

TEST_F(Account, GuessingPasswordsIsSlowedDown) {
  arrive(1, kPhone);
  ASSERT_TRUE(set_password(1, "", "correct horse").value());
  policy_.max_wrong_passwords = 2;
  const auto hash = send_code(2, kPhone);
  EXPECT_EQ(sign_in(2, kPhone, hash, letterbox_.codes[kPhone]).error().err, Err::SESSION_PASSWORD_NEEDED);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(check_password(2, "wrong").error().err, Err::PASSWORD_HASH_INVALID);
  }
  EXPECT_EQ(check_password(2, "correct horse").error().err, Err::FLOOD_WAIT_X);
  pass(policy_.password_window_s);
  EXPECT_TRUE(check_password(2, "correct horse").has_value());
}

TEST_F(Account, DevicesAreListedAndEndedButNotByNewcomers) {
  arrive(1, kPhone);
  pass(60);
  arrive(2, kPhone);
  const auto list = [&](AuthKeyId key) { return ask(key, tl::account_getAuthorizations()); };
  const auto devices = list(1);
  const auto& rows = devices->as<tl::account_authorizations>()->authorizations;
  ASSERT_EQ(rows.size(), 2U);
  std::int64_t other = 0;
  for (const auto& row : rows) {
    const auto* view = row.as<tl::authorization>();
    EXPECT_EQ(view->current, view->hash == 0);
    EXPECT_EQ(view->unconfirmed, !view->current);
    if (!view->current) other = view->hash;
  }
  EXPECT_EQ(ask(2, tl::auth_resetAuthorizations()).error().err, Err::FRESH_RESET_AUTHORISATION_FORBIDDEN);

  tl::account_changeAuthorizationSettings confirm;
  confirm.hash = other;
  confirm.confirmed = true;
  EXPECT_TRUE(ask(1, confirm).value());
  tl::account_resetAuthorization end;
  end.hash = 12345;
  EXPECT_EQ(ask(1, end).error().err, Err::HASH_INVALID);
  end.hash = other;
  authorization_notices_.clear();
  EXPECT_TRUE(ask(1, end).value());  // the older device may
  EXPECT_EQ(user_of(2), 0);
  ASSERT_EQ(authorization_notices_.size(), 1U);
  EXPECT_TRUE(authorization_notices_.front().destroyed);

  arrive(3, kPhone);
  pass(policy_.fresh_device_s);
  EXPECT_TRUE(ask(3, tl::auth_resetAuthorizations()).value());
  EXPECT_EQ(user_of(1), 0);

  tl::account_setAuthorizationTTL ttl;
  ttl.authorization_ttl_days = 0;
  EXPECT_EQ(ask(3, ttl).error().err, Err::TTL_DAYS_INVALID);
  ttl.authorization_ttl_days = 7;
  EXPECT_TRUE(ask(3, ttl).value());
  EXPECT_EQ(list(3)->as<tl::account_authorizations>()->authorization_ttl_days, 7);
  pass(8 * 86'400);
  EXPECT_TRUE(list(3).has_value());
  EXPECT_EQ(user_of(3), 0);
}

TEST_F(Account, ProfileAndUsername) {
  const auto ada = arrive(1, kPhone);
  arrive(2, "49301234568", "Bo");
  tl::account_updateProfile profile;
  profile.first_name = "Augusta";
  profile.about = std::string(71, 'x');
  EXPECT_EQ(ask(1, profile).error().err, Err::ABOUT_TOO_LONG);
  profile.about = "Analyst";
  EXPECT_EQ(ask(1, profile)->as<tl::user>()->first_name, "Augusta");

  tl::account_checkUsername check;
  for (const char* bad : {"abcd", "1ada_l", "ada__l", "ada_l_", "ada l", "ädälove", ""}) {
    check.username = bad;
    EXPECT_EQ(ask(1, check).error().err, Err::USERNAME_INVALID) << bad;
  }
  check.username = "Ada_Lovelace";
  EXPECT_TRUE(ask(1, check).value());
  tl::account_updateUsername take;
  take.username = "Ada_Lovelace";
  EXPECT_EQ(ask(1, take)->as<tl::user>()->username, "Ada_Lovelace");
  EXPECT_EQ(ask(1, take).error().err, Err::USERNAME_NOT_MODIFIED);
  take.username = "ada_LOVELACE";
  EXPECT_EQ(ask(2, take).error().err, Err::USERNAME_OCCUPIED);
  check.username = "ada_lovelace";
  EXPECT_FALSE(ask(2, check).value());
  run([&](store::Transaction& tx) {
    const auto events = store::read_events(tx, ada, 0, 100);
    EXPECT_EQ(events.back().kind, static_cast<std::int32_t>(domain::EventKind::user_name));
  });
}

TEST_F(Account, PhoneNumberIsChangedByACode) {
  const auto ada = arrive(1, kPhone);
  arrive(2, "49301234568", "Bo");
  tl::account_sendChangePhoneCode send;
  send.phone_number = "49301234568";
  EXPECT_EQ(ask(1, send).error().err, Err::PHONE_NUMBER_OCCUPIED);
  send.phone_number = "49301234569";
  const auto sent = ask(1, send);
  tl::account_changePhone change;
  change.phone_number = "49301234569";
  change.phone_code_hash = sent->as<tl::auth_sentCode>()->phone_code_hash;
  change.phone_code = "x";
  EXPECT_EQ(ask(1, change).error().err, Err::PHONE_CODE_INVALID);
  change.phone_code = letterbox_.codes["49301234569"];
  EXPECT_EQ(ask(1, change)->as<tl::user>()->phone, "49301234569");
  EXPECT_EQ(arrive(3, "49301234569"), ada);
}

TEST_F(Account, StatusIsSeenByThoseWhoMay) {
  const auto ada = arrive(1, kPhone);
  arrive(2, "49301234568", "Bo");
  tl::account_updateStatus online;
  EXPECT_TRUE(ask(1, online).value());
  EXPECT_TRUE(look(2, ada).as<tl::user>()->status.is<tl::userStatusOnline>());
  tl::account_setPrivacy hide;
  hide.key = tl::make<tl::inputPrivacyKeyStatusTimestamp>();
  hide.rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
  EXPECT_TRUE(ask(1, hide).has_value());
  EXPECT_TRUE(look(2, ada).as<tl::user>()->status.is<tl::userStatusRecently>());
  tl::account_getPrivacy get;
  get.key = tl::make<tl::inputPrivacyKeyStatusTimestamp>();
  const auto rules = ask(1, get);
  EXPECT_TRUE(rules->as<tl::account_privacyRules>()->rules.front().is<tl::privacyValueDisallowAll>());
  // Who hides it does not see that of others.
  EXPECT_TRUE(ask(2, online).value());
  EXPECT_TRUE(look(1, user_of(2)).as<tl::user>()->status.is<tl::userStatusRecently>());
}

// The server does not touch it: it says until when, for good, and all devices have the same clock.
TEST_F(Account, AMuteThatIsOverIsToldAsItWasSet) {
  arrive(1, kPhone);
  const auto bo = arrive(2, "49301234568", "Bo");
  const auto until = clock_.unix_seconds() + 60;
  tl::account_updateNotifySettings mute;
  auto chat = tl::make<tl::inputNotifyPeer>();
  chat->peer = input_peer(user_of(1), bo);
  mute.peer = std::move(chat);
  auto settings = tl::make<tl::inputPeerNotifySettings>();
  settings->mute_until = until;
  mute.settings = std::move(settings);
  EXPECT_TRUE(ask(1, mute).value());
  clock_.advance_us(61'000'000);
  tl::account_getNotifySettings get;
  get.peer = tl::clone(mute.peer);
  EXPECT_EQ(ask(1, get)->as<tl::peerNotifySettings>()->mute_until, until);
  EXPECT_EQ(ask(1, tl::account_getNotifyExceptions())->as<tl::updates>()->updates.size(), 1U)
      << "it goes on to except the chat from a mute of its kind";
}

TEST_F(Account, NotifySettingsAreKeptPerChatAndPerKind) {
  arrive(1, kPhone);
  const auto bo = arrive(2, "49301234568", "Bo");
  tl::account_updateNotifySettings mute;
  auto chat = tl::make<tl::inputNotifyPeer>();
  chat->peer = input_peer(user_of(1), bo);
  mute.peer = std::move(chat);
  auto settings = tl::make<tl::inputPeerNotifySettings>();
  settings->mute_until = 2'000'000'000;
  settings->sound = tl::make<tl::notificationSoundNone>();
  mute.settings = std::move(settings);
  EXPECT_TRUE(ask(1, mute).value());
  tl::account_getNotifySettings get;
  get.peer = tl::clone(mute.peer);
  const auto kept = ask(1, get);
  EXPECT_EQ(kept->as<tl::peerNotifySettings>()->mute_until, 2'000'000'000);
  EXPECT_TRUE(kept->as<tl::peerNotifySettings>()->other_sound.is<tl::notificationSoundNone>());
  get.peer = tl::make<tl::inputNotifyUsers>();
  EXPECT_FALSE(ask(1, get)->as<tl::peerNotifySettings>()->mute_until.has_value());
  EXPECT_EQ(ask(1, tl::account_getNotifyExceptions())->as<tl::updates>()->updates.size(), 1U);
  EXPECT_TRUE(ask(1, tl::account_resetNotifySettings()).value());
  EXPECT_TRUE(ask(1, tl::account_getNotifyExceptions())->as<tl::updates>()->updates.empty());
}

TEST_F(Account, SwitchesComeBackAsTheyWereSet) {
  arrive(1, kPhone);
  tl::account_setAccountTTL ttl;
  auto days = tl::make<tl::accountDaysTTL>();
  days->days = 365;
  ttl.ttl = std::move(days);
  EXPECT_TRUE(ask(1, ttl).value());
  EXPECT_EQ(ask(1, tl::account_getAccountTTL())->as<tl::accountDaysTTL>()->days, 365);

  tl::account_setContactSignUpNotification silent;
  silent.silent = true;
  EXPECT_FALSE(ask(1, tl::account_getContactSignUpNotification()).value());
  EXPECT_TRUE(ask(1, silent).value());
  EXPECT_TRUE(ask(1, tl::account_getContactSignUpNotification()).value());

  tl::account_setContentSettings content;
  content.sensitive_enabled = true;
  EXPECT_TRUE(ask(1, content).value());
  EXPECT_TRUE(ask(1, tl::account_getContentSettings())->as<tl::account_contentSettings>()->sensitive_enabled);

  tl::account_setGlobalPrivacySettings global;
  auto settings = tl::make<tl::globalPrivacySettings>();
  settings->hide_read_marks = true;
  global.settings = std::move(settings);
  EXPECT_TRUE(ask(1, global).has_value());
  const auto kept = ask(1, tl::account_getGlobalPrivacySettings());
  EXPECT_TRUE(kept->as<tl::globalPrivacySettings>()->hide_read_marks);
  EXPECT_FALSE(kept->as<tl::globalPrivacySettings>()->keep_archived_unmuted);

  tl::account_setReactionsNotifySettings reactions;
  auto from = tl::make<tl::reactionsNotifySettings>();
  from->messages_notify_from = tl::make<tl::reactionNotificationsFromAll>();
  from->sound = tl::make<tl::notificationSoundDefault>();
  reactions.settings = std::move(from);
  EXPECT_TRUE(ask(1, reactions).has_value());
  const auto reacted = ask(1, tl::account_getReactionsNotifySettings());
  const auto* view = reacted->as<tl::reactionsNotifySettings>();
  EXPECT_TRUE(view->messages_notify_from.is<tl::reactionNotificationsFromAll>());
  EXPECT_FALSE(view->stories_notify_from);

  tl::account_updateWebBrowserSettings browser;
  browser.open_external_browser = true;
  const auto updated = ask(1, browser);
  tl::account_getWebBrowserSettings get;
  get.hash = updated->as<tl::account_webBrowserSettings>()->hash;
  EXPECT_TRUE(ask(1, get)->is<tl::account_webBrowserSettingsNotModified>());
}

TEST_F(Account, DeletionNeedsThePasswordAndLeavesAnEmptyPerson) {
  const auto ada = arrive(1, kPhone);
  arrive(2, "49301234568", "Bo");
  ASSERT_TRUE(set_password(1, "", "correct horse").value());
  tl::account_deleteAccount request;
  EXPECT_EQ(ask(1, request).error().err, Err::PASSWORD_HASH_INVALID);
  request.password = proof(1, "correct horse");
  EXPECT_TRUE(ask(1, request).value());
  EXPECT_EQ(user_of(1), 0);
  const auto left = look(2, ada);
  EXPECT_TRUE(left.as<tl::user>()->deleted);
  EXPECT_FALSE(left.as<tl::user>()->first_name.has_value());
  EXPECT_NE(arrive(3, kPhone), ada);  // the number is free, the id is not
}

}  // namespace
}  // namespace botschaft::rpc
