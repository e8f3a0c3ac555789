#pragma once
// Sign-in at an OpenID provider (OpenID Connect Core 1.0, authorization code flow with PKCE, RFC 7636): the
// texts that go back and forth, and whether an ID token is one for us. Pure functions; `server` does the
// asking.
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "desk/terms.h"

namespace botschaft::http {

struct OidcSettings {
  std::string issuer;
  std::string client_id;
  std::string client_secret;  // "": a public client
  std::string redirect_uri;
  desk::IdentityLevel level = desk::IdentityLevel::domain;  // what its word is worth
};

struct OidcProvider {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
};
std::string discovery_url(std::string_view issuer);
// Nothing unless it is the document of that issuer, with addresses of a kind the issuer's is (https).
std::optional<OidcProvider> parse_discovery(std::string_view text, std::string_view issuer);

// Random each time: base64url, 43 characters.
struct OidcSecrets {
  std::string state, nonce, verifier;
};
std::string authorization_url(const OidcProvider& provider, const OidcSettings& settings,
                              const OidcSecrets& secrets);
std::string token_form(const OidcSettings& settings, std::string_view code, std::string_view verifier);
std::string id_token_of(std::string_view answer);  // of the token endpoint; "" if there is none

enum class OidcFault : std::uint8_t {
  malformed = 1,
  unknown_key,  // or an algorithm other than RS256 and ES256
  bad_signature,
  wrong_issuer,
  wrong_audience,  // aud, or azp
  expired,
  wrong_nonce,
};
std::string_view name_of(OidcFault fault);

// -> sub. `keys`: the provider's JWKS. `now`: unix seconds; a minute of difference is allowed.
std::expected<std::string, OidcFault> check_id_token(std::string_view token, std::string_view keys,
                                                     const OidcSettings& settings, std::string_view nonce,
                                                     desk::Seconds now);

}  // namespace botschaft::http
