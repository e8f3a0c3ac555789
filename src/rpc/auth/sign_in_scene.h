#pragma once
// For tests of handlers about accounts: devices with keys of their own, and codes that arrive in the test.
#include <gtest/gtest.h>

#include <map>

#include "domain/accounts/access_hash.h"
#include "domain/accounts/delivery.h"
#include "domain/accounts/policy.h"
#include "rpc/context.h"
#include "rpc/handlers.h"
#include "store/authorizations.h"
#include "store/simulated.h"
#include "tl/codec.h"
#include "updates/presence.h"

namespace botschaft::rpc {

// Keeps what it should send.
class Letterbox final : public domain::CodeDelivery {
 public:
  bool reaches(domain::Address::Kind kind) const override {
    return kind == domain::Address::Kind::phone ? phones : emails;
  }
  bool shows_codes(domain::Address::Kind) const override { return false; }
  Result<void> deliver(const domain::CodeMessage& message) override {
    if (fails) return fail(Err::SMS_CODE_CREATE_FAILED);
    codes[message.to.text] = message.code;
    return {};
  }

  bool phones = true, emails = true, fails = false;
  std::map<std::string, std::string> codes;  // the last one by address
};

class SignInScene : public ::testing::Test {
 protected:
  SignInScene() {
    store_->on_notices([this](auto notices) {
      for (const auto& notice : notices) {
        if (const auto* ended = dynamic_cast<const domain::AuthorizationNotice*>(notice.get())) {
          authorization_notices_.push_back(*ended);
        }
      }
    });
  }

  // What the handler answers to the device with this key, in the name of whom it is signed in as.
  template <class Request>
  Result<typename Request::Return> ask(AuthKeyId key, const Request& request) {
    Caller caller;
    caller.auth_key = key;
    caller.session = key * 10;
    caller.layer = 227;
    caller.dc = dc_;
    caller.user = user_of(key);
    Context context{caller, services_, clock_.unix_seconds()};
    if constexpr (requires { handle(context, request); }) {
      return handle(context, request);
    } else if constexpr (requires(store::Transaction& tx) { handle(context, tx, request); }) {
      std::optional<Result<typename Request::Return>> answer;
      (void)store_->write_sync([&](store::Transaction& tx) -> Result<void> {
        answer.emplace(handle(context, tx, request));
        if (!answer->has_value()) return std::unexpected(answer->error());
        return {};
      });
      return *std::move(answer);
    } else {
      return handle(context, static_cast<store::Store&>(*store_), request);
    }
  }

  UserId user_of(AuthKeyId key) {
    UserId user = 0;
    run([&](store::Transaction& tx) {
      if (const auto row = store::find_authorization(tx, key)) user = row->user;
    });
    return user;
  }

  template <class Body>
  void run(Body&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text();
  }

  // phone_code_hash; the code is in the letterbox.
  std::string send_code(AuthKeyId key, const std::string& address) {
    tl::auth_sendCode request;
    request.phone_number = address;
    request.api_id = 1;
    request.settings = tl::make<tl::codeSettings>();
    const auto sent = ask(key, request);
    EXPECT_TRUE(sent.has_value()) << sent.error().text();
    return sent ? sent->template as<tl::auth_sentCode>()->phone_code_hash : "";
  }

  auto sign_in(AuthKeyId key, const std::string& address, const std::string& hash, const std::string& code) {
    tl::auth_signIn request;
    request.phone_number = address;
    request.phone_code_hash = hash;
    request.phone_code = code;
    return ask(key, request);
  }

  // A signed-in device of a new or known person.
  UserId arrive(AuthKeyId key, const std::string& phone, const std::string& first_name = "Ada") {
    const auto hash = send_code(key, phone);
    const auto in = sign_in(key, phone, hash, letterbox_.codes[phone]);
    if (in && in->template is<tl::auth_authorizationSignUpRequired>()) {
      tl::auth_signUp form;
      form.phone_number = phone;
      form.phone_code_hash = hash;
      form.first_name = first_name;
      EXPECT_TRUE(ask(key, form).has_value());
    }
    return user_of(key);
  }

  tl::Box<tl::InputUser> input_user(UserId viewer, UserId target) {
    auto input = tl::make<tl::inputUser>();
    input->user_id = target;
    input->access_hash = domain::access_hash(services_.access_hash_key, viewer, PeerId::user(target));
    return input;
  }

  tl::Box<tl::InputPeer> input_peer(UserId viewer, UserId target) {
    auto input = tl::make<tl::inputPeerUser>();
    input->user_id = target;
    input->access_hash = domain::access_hash(services_.access_hash_key, viewer, PeerId::user(target));
    return input;
  }

  // The target as the device sees them.
  tl::Box<tl::User> look(AuthKeyId key, UserId target) {
    tl::users_getUsers request;
    request.id.push_back(input_user(user_of(key), target));
    auto users = ask(key, request);
    EXPECT_TRUE(users.has_value() && users->size() == 1);
    return std::move(users->front());
  }

  void pass(std::int32_t seconds) { clock_.advance_us(seconds * 1'000'000LL); }

  ManualClock clock_;
  SeededRandom random_{3};
  Letterbox letterbox_;
  domain::AccountPolicy policy_;
  updates::Presence presence_{clock_, [](UserId, const updates::Status&) {}};
  Services services_{.clock = clock_,
                     .random = random_,
                     .access_hash_key = {4, 5, 6},
                     .address = {.host = "127.0.0.1", .port = 8080, .base_url = "http://127.0.0.1:8080"},
                     .presence = &presence_,
                     .code_delivery = &letterbox_,
                     .account_policy = &policy_};
  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  std::vector<domain::AuthorizationNotice> authorization_notices_;
  std::int32_t dc_ = 2;
};

}  // namespace botschaft::rpc
