#include "http/desk/oidc.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "desk/webauthn/simulated_authenticator.h"

namespace botschaft::http {
namespace {

namespace json = boost::json;
using crypto::SignatureScheme;
using desk::SimulatedAuthenticator;

constexpr desk::Seconds kNow = 1'800'000'000;
const OidcSettings kSettings{.issuer = "https://id.example",
                             .client_id = "desk",
                             .client_secret = "s",
                             .redirect_uri = "https://chat.example/desk/elsewhere",
                             .level = desk::IdentityLevel::domain};

std::string encoded(const json::object& object) {
  return to_base64url(as_bytes(json::serialize(object)));
}

// ECDSA as JOSE has it.
Bytes r_and_s(const Bytes& der) {
  Bytes out;
  for (std::size_t at = 2, i = 0; i < 2; ++i) {
    const std::size_t size = der[at + 1];
    Bytes number(der.begin() + static_cast<std::ptrdiff_t>(at + 2),
                 der.begin() + static_cast<std::ptrdiff_t>(at + 2 + size));
    while (number.size() > 32) number.erase(number.begin());
    while (number.size() < 32) number.insert(number.begin(), 0);
    out.insert(out.end(), number.begin(), number.end());
    at += 2 + size;
  }
  return out;
}

class IdToken : public testing::TestWithParam<SignatureScheme> {
 protected:
  bool rsa() const { return GetParam() == SignatureScheme::rs256; }
  // The numbers of the key as they lie in its COSE form.
  json::object jwk() const {
    const auto cose = signer_.cose_key();
    const auto part = [&](std::size_t from, std::size_t size) {
      return to_base64url(ByteView(cose).subspan(from, size));
    };
    if (rsa()) return {{"kty", "RSA"}, {"kid", "k1"}, {"use", "sig"}, {"n", part(11, 256)}, {"e", "AQAB"}};
    return {{"kty", "EC"}, {"crv", "P-256"}, {"kid", "k1"}, {"x", part(10, 32)}, {"y", part(45, 32)}};
  }
  std::string keys() const {
    auto encryption = jwk();
    encryption["use"] = "enc";
    return json::serialize(json::object{{"keys", json::array{encryption, jwk()}}});
  }
  std::string token(const json::object& claims, json::object header = {}) const {
    if (!header.contains("alg")) header["alg"] = rsa() ? "RS256" : "ES256";
    if (!header.contains("kid")) header["kid"] = "k1";
    const auto text = encoded(header) + "." + encoded(claims);
    const auto signature = signer_.sign(as_bytes(text));
    return text + "." + to_base64url(rsa() ? signature : r_and_s(signature));
  }
  static json::object claims() {
    return {{"iss", "https://id.example"}, {"sub", "u-1"},    {"aud", "desk"},
            {"exp", kNow + 300},           {"iat", kNow - 5}, {"nonce", "n"}};
  }
  OidcFault fault(const std::string& id_token, std::string_view nonce = "n") const {
    const auto checked = check_id_token(id_token, keys(), kSettings, nonce, kNow);
    return checked ? OidcFault{} : checked.error();
  }
  OidcFault without(std::string_view name, const json::value& instead = {}) const {
    auto changed = claims();
    changed.erase(name);
    if (!instead.is_null()) changed[name] = instead;
    return fault(token(changed));
  }

  SimulatedAuthenticator signer_{GetParam()};
};

TEST_P(IdToken, SaysWhoItIs) {
  const auto subject = check_id_token(token(claims()), keys(), kSettings, "n", kNow);
  ASSERT_TRUE(subject) << name_of(subject.error());
  EXPECT_EQ(*subject, "u-1");
}

TEST_P(IdToken, IsOfThisIssuerForThisClientNowAndThisSignIn) {
  EXPECT_EQ(without("iss", "https://id.example/"), OidcFault::wrong_issuer);
  EXPECT_EQ(without("aud", "other"), OidcFault::wrong_audience);
  EXPECT_EQ(without("aud"), OidcFault::wrong_audience);
  EXPECT_EQ(without("aud", json::array{"desk"}), OidcFault{});
  EXPECT_EQ(without("aud", json::array{"desk", "other"}), OidcFault::wrong_audience) << "azp is missing";
  EXPECT_EQ(without("azp", "other"), OidcFault::wrong_audience);
  EXPECT_EQ(without("exp"), OidcFault::expired);
  EXPECT_EQ(without("exp", kNow - 61), OidcFault::expired);
  EXPECT_EQ(without("iat", kNow + 3'600), OidcFault::expired);
  EXPECT_EQ(without("nonce"), OidcFault::wrong_nonce);
  EXPECT_EQ(without("sub"), OidcFault::malformed);
  EXPECT_EQ(fault(token(claims()), "m"), OidcFault::wrong_nonce);
  EXPECT_EQ(fault(token(claims()), ""), OidcFault::wrong_nonce);
}

TEST_P(IdToken, IsSignedByAKeyOfTheIssuer) {
  auto changed = token(claims());
  const auto dot = changed.find('.');
  changed[dot + 3] = changed[dot + 3] == 'A' ? 'B' : 'A';
  EXPECT_NE(fault(changed), OidcFault{});
  const auto stranger = SimulatedAuthenticator(GetParam());
  const auto text = token(claims());
  const auto unsigned_part = text.substr(0, text.rfind('.'));
  const auto forged = stranger.sign(as_bytes(unsigned_part));
  EXPECT_EQ(fault(unsigned_part + "." + to_base64url(rsa() ? forged : r_and_s(forged))),
            OidcFault::bad_signature);
  EXPECT_EQ(fault(token(claims(), {{"alg", "none"}})), OidcFault::unknown_key);
  EXPECT_EQ(fault(token(claims(), {{"alg", "HS256"}})), OidcFault::unknown_key);
  EXPECT_EQ(fault(token(claims(), {{"alg", rsa() ? "ES256" : "RS256"}})), OidcFault::unknown_key);
  EXPECT_EQ(fault(token(claims(), {{"kid", "k2"}})), OidcFault::unknown_key);
  EXPECT_EQ(fault(token(claims(), {{"crit", json::array{"x"}}})), OidcFault::malformed);
  for (const auto* bad : {"", ".", "..", "a.b", "e30.e30.", "e30.e30"})
    EXPECT_NE(fault(bad), OidcFault{}) << bad;
}

INSTANTIATE_TEST_SUITE_P(Schemes, IdToken, testing::Values(SignatureScheme::es256, SignatureScheme::rs256));

TEST(Oidc, TheProviderDescribesItself) {
  const auto document = [](std::string_view issuer, std::string_view token) {
    return json::serialize(json::object{{"issuer", issuer},
                                        {"authorization_endpoint", "https://id.example/auth"},
                                        {"token_endpoint", token},
                                        {"jwks_uri", "https://id.example/jwks"}});
  };
  EXPECT_EQ(discovery_url("https://id.example/"), "https://id.example/.well-known/openid-configuration");
  const auto provider =
      parse_discovery(document("https://id.example", "https://id.example/token"), "https://id.example");
  ASSERT_TRUE(provider);
  EXPECT_FALSE(
      parse_discovery(document("https://evil.example", "https://id.example/token"), "https://id.example"));
  EXPECT_FALSE(
      parse_discovery(document("https://id.example", "http://id.example/token"), "https://id.example"));
  EXPECT_FALSE(parse_discovery("", "https://id.example"));
  // RFC 7636, appendix B
  const auto url = authorization_url(
      *provider, kSettings,
      {.state = "s t", .nonce = "n", .verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"});
  EXPECT_NE(url.find("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&"), std::string::npos);
  EXPECT_NE(url.find("&state=s%20t&"), std::string::npos);
  EXPECT_NE(url.find("redirect_uri=https%3A%2F%2Fchat.example%2Fdesk%2Felsewhere"), std::string::npos);
  EXPECT_NE(token_form(kSettings, "a&b", "v").find("code=a%26b&"), std::string::npos);
  EXPECT_EQ(id_token_of("{\"id_token\":\"x\"}"), "x");
  EXPECT_EQ(id_token_of("no"), "");
}

}  // namespace
}  // namespace botschaft::http
