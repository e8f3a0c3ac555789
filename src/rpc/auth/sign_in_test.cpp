#include "domain/accounts/invites.h"
#include "rpc/auth/sign_in_scene.h"
#include "store/auth_keys.h"

namespace botschaft::rpc {
namespace {

const std::string kPhone = "49301234567";

class SignIn : public SignInScene {};

TEST_F(SignIn, ByPhoneNumberWithANewNameAndAgainWithout) {
  const auto ada = arrive(1, kPhone);
  ASSERT_NE(ada, 0);
  EXPECT_EQ(arrive(2, kPhone), ada);

  const auto hash = send_code(3, kPhone);
  const auto in = sign_in(3, kPhone, hash, letterbox_.codes[kPhone]);
  const auto* user = in->as<tl::auth_authorization>()->user.as<tl::user>();
  EXPECT_TRUE(user->self);  // without it clients log out
  EXPECT_EQ(user->phone, kPhone);
  EXPECT_NE(user->access_hash.value_or(0), 0);
}

TEST_F(SignIn, ByMailAddress) {
  const std::string email = "ada@example.org";
  tl::auth_sendCode request;
  request.phone_number = "Ada@Example.org";
  request.api_id = 1;
  const auto sent = ask(1, request);
  const auto* type = sent->as<tl::auth_sentCode>()->type.as<tl::auth_sentCodeTypeEmailCode>();
  ASSERT_NE(type, nullptr);
  EXPECT_EQ(type->email_pattern, "a***a@example.org");
  EXPECT_EQ(letterbox_.codes[email].size(), static_cast<std::size_t>(type->length));
  const auto ada = arrive(1, email);
  EXPECT_NE(ada, 0);

  // As clients do it that know of such codes.
  tl::auth_signIn in;
  in.phone_number = email;
  in.phone_code_hash = send_code(2, email);
  EXPECT_EQ(ask(2, in).error().err, Err::PHONE_CODE_EMPTY);
  in.email_verification = tl::make<tl::emailVerificationGoogle>();
  EXPECT_EQ(ask(2, in).error().err, Err::PHONE_CODE_INVALID);
  auto typed = tl::make<tl::emailVerificationCode>();
  typed->code = letterbox_.codes[email];
  in.email_verification = std::move(typed);
  EXPECT_TRUE(ask(2, in).has_value());
  EXPECT_EQ(user_of(2), ada);
}

TEST_F(SignIn, ByInvitationTheAddressThatOpenedTheLink) {
  policy_.sign_up = domain::SignUp::invite;
  std::string token;
  run([&](store::Transaction& tx) {
    token = domain::make_invite(tx, services_.random, {}, clock_.unix_seconds());
  });
  tl::auth_sendCode request;
  request.phone_number = kPhone;
  request.api_id = 1;
  const auto with_token = [&](const std::string& value) {
    auto settings = tl::make<tl::codeSettings>();
    settings->token = value;
    settings->app_sandbox = false;
    request.settings = std::move(settings);
    return ask(1, request);
  };
  EXPECT_EQ(ask(1, request).error().err, Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);
  EXPECT_EQ(with_token("of a push service").error().err, Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);
  EXPECT_TRUE(with_token(token).has_value());
  EXPECT_NE(arrive(1, kPhone), 0);  // now from any client, without the token

  request.phone_number = "49301234568";
  EXPECT_EQ(with_token(token).error().err, Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);  // good for one
}

TEST_F(SignIn, WrongCodesCountEvenThoughTheCallFails) {
  const auto hash = send_code(1, kPhone);
  for (int i = 0; i < policy_.max_wrong_attempts; ++i) {
    EXPECT_EQ(sign_in(1, kPhone, hash, "x").error().err, Err::PHONE_CODE_INVALID);
  }
  EXPECT_EQ(sign_in(1, kPhone, hash, letterbox_.codes[kPhone]).error().err, Err::PHONE_CODE_EXPIRED);
}

TEST_F(SignIn, ARightCodeMayBeRepeatedUntilTheNameIsGiven) {
  const auto hash = send_code(1, kPhone);
  for (int i = 0; i < 2; ++i) {  // a client repeats a call whose answer was lost
    const auto in = sign_in(1, kPhone, hash, letterbox_.codes[kPhone]);
    EXPECT_TRUE(in->is<tl::auth_authorizationSignUpRequired>());
  }
}

TEST_F(SignIn, CodesAreResentAfterAWhileAndCancelled) {
  const auto hash = send_code(1, kPhone);
  tl::auth_resendCode again;
  again.phone_number = kPhone;
  again.phone_code_hash = hash;
  EXPECT_EQ(ask(1, again).error().err, Err::SEND_CODE_UNAVAILABLE);
  pass(policy_.resend_after_s);
  const auto first = letterbox_.codes[kPhone];
  const auto second = ask(1, again)->as<tl::auth_sentCode>()->phone_code_hash;
  EXPECT_EQ(sign_in(1, kPhone, hash, first).error().err, Err::PHONE_CODE_EXPIRED);
  tl::auth_cancelCode cancel;
  cancel.phone_number = kPhone;
  cancel.phone_code_hash = second;
  EXPECT_TRUE(ask(1, cancel).value());
  EXPECT_EQ(sign_in(1, kPhone, second, letterbox_.codes[kPhone]).error().err, Err::PHONE_CODE_EXPIRED);
  EXPECT_EQ(ask(1, cancel).error().err, Err::PHONE_CODE_EXPIRED);
}

TEST_F(SignIn, ACodeThatCannotBeSentIsNone) {
  letterbox_.fails = true;
  tl::auth_sendCode request;
  request.phone_number = kPhone;
  request.api_id = 1;
  EXPECT_EQ(ask(1, request).error().err, Err::SMS_CODE_CREATE_FAILED);
  request.api_id = 0;
  EXPECT_EQ(ask(1, request).error().err, Err::API_ID_INVALID);
  request.api_id = 1;
  request.phone_number = "nobody";
  EXPECT_EQ(ask(1, request).error().err, Err::PHONE_NUMBER_INVALID);
}

TEST_F(SignIn, AnInvitationComesWithTheRequestForACode) {
  policy_.sign_up = domain::SignUp::invite;
  tl::auth_sendCode request;
  request.phone_number = kPhone;
  request.api_id = 1;
  EXPECT_EQ(ask(1, request).error().err, Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);
  std::string token;
  run([&](store::Transaction& tx) {
    token = domain::make_invite(tx, random_, {.uses = 2}, clock_.unix_seconds());
  });
  const auto with = [&](const std::string& shown) {
    auto settings = tl::make<tl::codeSettings>();
    settings->token = shown;
    settings->logout_tokens.emplace().push_back(shown);
    request.settings = std::move(settings);
    return ask(1, request);
  };
  EXPECT_EQ(with("guess").error().err, Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);
  EXPECT_TRUE(with(token).has_value());
  EXPECT_NE(arrive(2, kPhone), 0);  // on another device, which knows of no invitation
  request.phone_number = "49301234568";
  EXPECT_TRUE(with(std::string(as_text(*from_base64url(token)))).has_value());  // as TDLib sends it
}

TEST_F(SignIn, WithMailAloneANumberIsBackedByAnAddress) {
  letterbox_.phones = false;
  tl::auth_sendCode request;
  request.phone_number = kPhone;
  request.api_id = 1;
  const auto sent = ask(1, request);
  ASSERT_TRUE(sent->as<tl::auth_sentCode>()->type.is<tl::auth_sentCodeTypeSetUpEmailRequired>());
  const auto hash = sent->as<tl::auth_sentCode>()->phone_code_hash;
  EXPECT_EQ(sign_in(1, kPhone, hash, "00000").error().err, Err::PHONE_CODE_EXPIRED);  // no code was sent

  const auto purpose = [&] {
    auto setup = tl::make<tl::emailVerifyPurposeLoginSetup>();
    setup->phone_number = kPhone;
    setup->phone_code_hash = hash;
    return setup;
  };
  tl::account_sendVerifyEmailCode mail;
  mail.purpose = purpose();
  mail.email = "ada@example.org";
  EXPECT_EQ(ask(1, mail)->as<tl::account_sentEmailCode>()->length, 6);
  const auto verify = [&](const std::string& typed) {
    tl::account_verifyEmail request_verify;
    request_verify.purpose = purpose();
    auto code = tl::make<tl::emailVerificationCode>();
    code->code = typed;
    request_verify.verification = std::move(code);
    return ask(1, request_verify);
  };
  EXPECT_EQ(verify("x").error().err, Err::CODE_INVALID);
  const auto verified = verify(letterbox_.codes["ada@example.org"]);
  EXPECT_TRUE(verified->is<tl::account_emailVerifiedLogin>());
  tl::auth_signUp form;
  form.phone_number = kPhone;
  form.phone_code_hash = hash;
  form.first_name = "Ada";
  EXPECT_TRUE(ask(1, form).has_value());
  // From now on her codes go there.
  letterbox_.codes.clear();
  send_code(2, kPhone);
  EXPECT_TRUE(letterbox_.codes.contains("ada@example.org"));
}

TEST_F(SignIn, LogOutEndsTheDeviceAndTheKeysThatHangOnIt) {
  const auto ada = arrive(1, kPhone);
  tl::auth_exportAuthorization exporting;
  exporting.dc_id = 9;
  EXPECT_EQ(ask(1, exporting).error().err, Err::DC_ID_INVALID);
  exporting.dc_id = -4;  // media
  const auto exported = ask(1, exporting);
  tl::auth_importAuthorization importing;
  importing.id = ada;
  importing.bytes = exported->as<tl::auth_exportedAuthorization>()->bytes;
  EXPECT_TRUE(ask(50, importing).has_value());
  EXPECT_EQ(user_of(50), ada);
  EXPECT_EQ(ask(51, importing).error().err, Err::AUTH_BYTES_INVALID);  // good once

  tl::account_getAuthorizations list;
  EXPECT_EQ(ask(50, list)->as<tl::account_authorizations>()->authorizations.size(), 1U);
  EXPECT_TRUE(ask(1, tl::auth_logOut()).has_value());
  EXPECT_EQ(user_of(1), 0);
  EXPECT_EQ(user_of(50), 0);
}

TEST_F(SignIn, ByACodeThatAnotherDeviceScans) {
  const auto ada = arrive(1, kPhone);
  tl::auth_exportLoginToken show;
  show.api_id = 1;
  const auto token = ask(2, show)->as<tl::auth_loginToken>()->token;
  tl::auth_acceptLoginToken accept;
  accept.token = "guess";
  EXPECT_EQ(ask(1, accept).error().err, Err::AUTH_TOKEN_INVALIDX);
  accept.token = token;
  tl::auth_importLoginToken import;
  import.token = token;
  EXPECT_EQ(ask(3, import).error().err, Err::AUTH_TOKEN_INVALID);  // another key's
  EXPECT_TRUE(ask(1, accept).has_value());
  EXPECT_EQ(user_of(2), ada);
  const auto done = ask(2, show);
  ASSERT_TRUE(done->is<tl::auth_loginTokenSuccess>());

  const auto late = ask(4, show)->as<tl::auth_loginToken>()->token;
  pass(31);
  accept.token = late;
  EXPECT_EQ(ask(1, accept).error().err, Err::AUTH_TOKEN_EXPIRED);
}

TEST_F(SignIn, TemporaryKeysAreBoundAndDropped) {
  EXPECT_EQ(ask(1, tl::auth_bindTempAuthKey()).error().err, Err::TEMP_AUTH_KEY_EMPTY);
  run([&](store::Transaction& tx) {
    for (const AuthKeyId id : {70, 71}) {
      store::insert_auth_key(tx, {.id = id, .kind = store::AuthKeyKind::temporary});
      store::bind_auth_key(tx, id, 1);
    }
  });
  tl::auth_dropTempAuthKeys drop;
  drop.except_auth_keys.push_back(71);
  EXPECT_TRUE(ask(1, drop).value());
  run([&](store::Transaction& tx) {
    EXPECT_FALSE(store::find_auth_key(tx, 70).has_value());
    EXPECT_TRUE(store::find_auth_key(tx, 71).has_value());
  });
}

}  // namespace
}  // namespace botschaft::rpc
