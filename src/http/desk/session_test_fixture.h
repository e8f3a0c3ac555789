#pragma once
// People of the desk in tests: enrolled and signed in through the real rows, with a simulated authenticator.
#include "desk/webauthn/simulated_authenticator.h"
#include "http/desk/credentials.h"
#include "http/desk/desk_test_fixture.h"

namespace botschaft::http {
using desk::Role;

inline constexpr desk::Actor kConsole{Role::operator_, 0, desk::IdentityLevel::strong};
inline constexpr std::string_view kProxy = "203.0.113.80";

inline json::object created(desk::SimulatedAuthenticator& device, const json::object& options) {
  const auto challenge = *from_base64url(options.at("challenge").as_string());
  const auto client = device.client("webauthn.create", challenge);
  return {{"id", to_base64url(device.id())},
          {"type", "public-key"},
          {"response", json::object{{"clientDataJSON", to_base64url(client.raw)},
                                    {"attestationObject", to_base64url(device.attestation_object())},
                                    {"transports", json::array{"internal"}}}}};
}

inline json::object asserted(desk::SimulatedAuthenticator& device, const json::object& options) {
  const auto challenge = *from_base64url(options.at("challenge").as_string());
  const auto assertion = device.assertion(challenge);
  return {{"rawId", to_base64url(device.id())},
          {"response", json::object{{"clientDataJSON", to_base64url(assertion.client.raw)},
                                    {"authenticatorData", to_base64url(assertion.authenticator_data)},
                                    {"signature", to_base64url(assertion.signature)}}}};
}

class SessionApi : public DeskApi {
 protected:
  SessionApi() {
    identify_ = identification({.certificate_proxies = {std::string(kProxy)}}, {}, system_random());
    DeskLimits limits;
    limits.sign_in = {.each = {.burst = 1'000, .per_second = 100},
                      .all = {.burst = 1'000, .per_second = 100}};
    restart(limits);
  }
  template <class F>
  void with_people(F f) {
    with_desk([&](desk::Desk& desk, store::Transaction& tx) {
      desk::People people(tx, desk, clock_.unix_us() / 1'000'000, system_random());
      f(people);
    });
  }
  desk::People::Invited add(std::string name, desk::Set<Role> roles) {
    desk::People::Invited invited;
    with_people([&](desk::People& people) { invited = *people.add({name, roles}, kConsole); });
    return invited;
  }
  static std::string cookie_of(const Answered& answer) {
    const auto header = answer.header("Set-Cookie");
    return header.substr(0, header.find(';'));
  }
  Answered enrol(const std::string& link, desk::SimulatedAuthenticator& device) {
    const auto options = post("/desk/api/v1/enrol/options", json::object{{"token", link}});
    if (options.status != 200) return options;
    return post("/desk/api/v1/enrol/verify",
                json::object{{"token", link}, {"credential", created(device, options.object())}});
  }
  Answered sign_in(desk::SimulatedAuthenticator& device, Headers headers = {}) {
    const auto options = post("/desk/api/v1/session/passkey/options", json::object{}, headers);
    return post("/desk/api/v1/session/passkey/verify",
                json::object{{"credential", asserted(device, options.object())}}, headers);
  }
  Answered me(const std::string& cookie) { return get("/desk/api/v1/me", {{"Cookie", cookie}}); }

  desk::SimulatedAuthenticator device_;
};

}  // namespace botschaft::http
