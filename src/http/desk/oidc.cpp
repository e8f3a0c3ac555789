#include "http/desk/oidc.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/signatures.h"

namespace botschaft::http {
namespace {

namespace json = boost::json;

constexpr desk::Seconds kLeeway = desk::kMinute;
constexpr std::size_t kTokenMax = 16 << 10;
constexpr std::size_t kSubjectMax = 255;  // OpenID Connect Core, 2

std::optional<json::object> object_of(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse({text.data(), text.size()}, error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string text_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t seconds_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (!value) return 0;
  if (value->is_double() && value->get_double() > 0 && value->get_double() < 1e12)
    return static_cast<std::int64_t>(value->get_double());
  return value->is_int64() ? value->get_int64() : 0;
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

void add(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  form += name;
  form += '=';
  form += percent_encoded(value);
}

struct Key {
  crypto::SignatureScheme scheme;
  Bytes public_key;
};

// RFC 7517 and 7518, 6.
std::optional<Key> key_of(const json::object& jwk) {
  const auto number = [&](std::string_view name) {
    return from_base64url(text_at(jwk, name)).value_or(Bytes{});
  };
  const auto kty = text_at(jwk, "kty");
  std::optional<Bytes> made;
  auto scheme = crypto::SignatureScheme::rs256;
  if (kty == "RSA") {
    made = crypto::rsa_public_key(number("n"), number("e"));
  } else if (kty == "EC" && text_at(jwk, "crv") == "P-256") {
    scheme = crypto::SignatureScheme::es256;
    made = crypto::p256_public_key(number("x"), number("y"));
  }
  return made ? std::optional(Key{scheme, *std::move(made)}) : std::nullopt;
}

std::optional<Key> find_key(std::string_view keys, const json::object& header) {
  const auto algorithm = text_at(header, "alg");
  if (algorithm != "RS256" && algorithm != "ES256") return std::nullopt;
  const auto wanted = algorithm == "RS256" ? crypto::SignatureScheme::rs256 : crypto::SignatureScheme::es256;
  const auto set = object_of(keys);
  const auto* list = set ? set->if_contains("keys") : nullptr;
  if (!list || !list->is_array()) return std::nullopt;
  for (const auto& member : list->get_array()) {
    const auto* jwk = member.if_object();
    if (!jwk || text_at(*jwk, "use") == "enc") continue;
    if (header.contains("kid") && text_at(*jwk, "kid") != text_at(header, "kid")) continue;
    if (auto key = key_of(*jwk); key && key->scheme == wanted) return key;
  }
  return std::nullopt;
}

// OpenID Connect Core, 3.1.3.7, steps 3 to 5.
bool is_for(const json::object& claims, std::string_view client) {
  const auto* audience = claims.if_contains("aud");
  if (!audience) return false;
  const auto azp = text_at(claims, "azp");
  if (claims.contains("azp") && azp != client) return false;
  if (audience->is_string()) return audience->get_string() == client;
  if (!audience->is_array()) return false;
  const auto& all = audience->get_array();
  const bool named = std::ranges::any_of(
      all, [&](const json::value& each) { return each.is_string() && each.get_string() == client; });
  return named && (all.size() == 1 || azp == client);
}

std::expected<std::string, OidcFault> check_claims(const json::object& claims, const OidcSettings& settings,
                                                   std::string_view nonce, desk::Seconds now) {
  if (text_at(claims, "iss") != settings.issuer) return std::unexpected(OidcFault::wrong_issuer);
  if (!is_for(claims, settings.client_id)) return std::unexpected(OidcFault::wrong_audience);
  if (seconds_at(claims, "exp") + kLeeway <= now || seconds_at(claims, "iat") - kLeeway > now)
    return std::unexpected(OidcFault::expired);
  if (nonce.empty() || text_at(claims, "nonce") != nonce) return std::unexpected(OidcFault::wrong_nonce);
  auto subject = text_at(claims, "sub");
  if (subject.empty() || subject.size() > kSubjectMax) return std::unexpected(OidcFault::malformed);
  return subject;
}

}  // namespace

std::string discovery_url(std::string_view issuer) {
  while (issuer.ends_with('/')) issuer.remove_suffix(1);
  return std::string(issuer) + "/.well-known/openid-configuration";
}

std::optional<OidcProvider> parse_discovery(std::string_view text, std::string_view issuer) {
  const auto document = object_of(text);
  if (!document || text_at(*document, "issuer") != issuer) return std::nullopt;
  OidcProvider provider{.authorization_endpoint = text_at(*document, "authorization_endpoint"),
                        .token_endpoint = text_at(*document, "token_endpoint"),
                        .jwks_uri = text_at(*document, "jwks_uri")};
  const auto scheme = issuer.substr(0, issuer.find("://") + 3);
  for (const auto* address : {&provider.authorization_endpoint, &provider.token_endpoint, &provider.jwks_uri})
    if (!address->starts_with("https://") && !address->starts_with(scheme)) return std::nullopt;
  return provider;
}

std::string authorization_url(const OidcProvider& provider, const OidcSettings& settings,
                              const OidcSecrets& secrets) {
  std::string query;
  add(query, "response_type", "code");
  add(query, "scope", "openid");
  add(query, "client_id", settings.client_id);
  add(query, "redirect_uri", settings.redirect_uri);
  add(query, "state", secrets.state);
  add(query, "nonce", secrets.nonce);
  add(query, "code_challenge", to_base64url(crypto::sha256(as_bytes(secrets.verifier))));
  add(query, "code_challenge_method", "S256");
  const char joint = provider.authorization_endpoint.find('?') == std::string::npos ? '?' : '&';
  return provider.authorization_endpoint + joint + query;
}

std::string token_form(const OidcSettings& settings, std::string_view code, std::string_view verifier) {
  std::string form;
  add(form, "grant_type", "authorization_code");
  add(form, "code", code);
  add(form, "redirect_uri", settings.redirect_uri);
  add(form, "client_id", settings.client_id);
  if (!settings.client_secret.empty()) add(form, "client_secret", settings.client_secret);
  add(form, "code_verifier", verifier);
  return form;
}

std::string id_token_of(std::string_view answer) {
  const auto object = object_of(answer);
  return object ? text_at(*object, "id_token") : std::string();
}

std::string_view name_of(OidcFault fault) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "malformed",      "unknown-key", "bad-signature", "wrong-issuer",
      "wrong-audience", "expired",     "wrong-nonce"};
  return kNames[static_cast<std::size_t>(fault) - 1];
}

std::expected<std::string, OidcFault> check_id_token(std::string_view token, std::string_view keys,
                                                     const OidcSettings& settings, std::string_view nonce,
                                                     desk::Seconds now) {
  const auto first = token.find('.');
  const auto last = token.rfind('.');
  if (token.size() > kTokenMax || first == token.npos || first == last)
    return std::unexpected(OidcFault::malformed);
  const auto header_bytes = from_base64url(token.substr(0, first));
  const auto claim_bytes = from_base64url(token.substr(first + 1, last - first - 1));
  auto signature = from_base64url(token.substr(last + 1));
  const auto header = header_bytes ? object_of(as_text(*header_bytes)) : std::nullopt;
  const auto claims = claim_bytes ? object_of(as_text(*claim_bytes)) : std::nullopt;
  // RFC 7515, 4.1.11: what we are told we must understand, we do not.
  if (!header || !claims || !signature || header->contains("crit"))
    return std::unexpected(OidcFault::malformed);
  const auto key = find_key(keys, *header);
  if (!key) return std::unexpected(OidcFault::unknown_key);
  if (key->scheme == crypto::SignatureScheme::es256) signature = crypto::ecdsa_der(*signature);
  if (!signature ||
      !crypto::verify_signature(key->scheme, key->public_key, as_bytes(token.substr(0, last)), *signature))
    return std::unexpected(OidcFault::bad_signature);
  return check_claims(*claims, settings, nonce, now);
}

}  // namespace botschaft::http
