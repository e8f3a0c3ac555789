#include "desk/webauthn/webauthn.h"

#include <algorithm>
#include <array>

#include "crypto/hash.h"
#include "desk/webauthn/cbor.h"

namespace botschaft::desk {
namespace {

using Fault = PasskeyFault;
using std::unexpected;

// Authenticator data, WebAuthn L2, 6.1: hash of the site, flags, counter, then what the flags announce.
constexpr std::size_t kHashSize = 32;
constexpr std::size_t kHeadSize = kHashSize + 1 + 4;
constexpr std::uint8_t kPresent = 1, kVerified = 4, kAttested = 64, kExtended = 128;
constexpr std::size_t kAaguidSize = 16;

// COSE: labels and values of RFC 9052 and 9053.
constexpr std::int64_t kKty = 1, kAlg = 3, kCurve = -1, kX = -2, kY = -3, kModulus = -1, kExponent = -2;
constexpr std::int64_t kOkp = 1, kEc2 = 2, kRsa = 3;
constexpr std::int64_t kEs256 = -7, kEdDsa = -8, kRs256 = -257;
constexpr std::int64_t kP256 = 1, kEd25519 = 6;

struct AuthenticatorData {
  ByteView site_hash;
  std::uint8_t flags = 0;
  std::uint32_t counter = 0;
  ByteView rest;
};

std::optional<AuthenticatorData> parse_head(ByteView bytes) {
  if (bytes.size() < kHeadSize) return std::nullopt;
  AuthenticatorData data{.site_hash = bytes.first(kHashSize),
                         .flags = bytes[kHashSize],
                         .counter = 0,
                         .rest = bytes.subspan(kHeadSize)};
  for (std::size_t i = 0; i < 4; ++i) data.counter = data.counter << 8 | bytes[kHashSize + 1 + i];
  return data;
}

std::expected<void, Fault> check_client(const RelyingParty& site, ByteView challenge,
                                        const ClientData& client, std::string_view type) {
  if (client.type != type) return unexpected(Fault::wrong_type);
  const auto sent = from_base64url(client.challenge);
  if (!sent || challenge.size() != kChallengeSize || !equal_constant_time(*sent, challenge))
    return unexpected(Fault::wrong_challenge);
  if (client.origin != site.origin || client.cross_origin) return unexpected(Fault::wrong_origin);
  return {};
}

std::expected<void, Fault> check_flags(const RelyingParty& site, const AuthenticatorData& data) {
  if (!std::ranges::equal(data.site_hash, crypto::sha256(as_bytes(site.id))))
    return unexpected(Fault::wrong_site);
  if ((data.flags & kPresent) == 0) return unexpected(Fault::nobody_there);
  if ((data.flags & kVerified) == 0) return unexpected(Fault::not_verified);
  return {};
}

// Extensions may follow, and nothing else.
bool ends_well(const AuthenticatorData& data, ByteView rest) {
  if ((data.flags & kExtended) == 0) return rest.empty();
  CborReader extensions(rest);
  return extensions.skip() && extensions.at_end();
}

struct CoseFields {
  std::int64_t kty = 0, alg = 0, curve = 0;
  ByteView first, second;  // x and y, or modulus and exponent
};

// Labels -1 and -2 mean what the type says, which comes first in canonical form.
bool read_field(CborReader& reader, std::int64_t label, CoseFields& out) {
  const auto integer = [&](std::int64_t& into) {
    const auto value = reader.integer();
    into = value.value_or(0);
    return value.has_value();
  };
  const auto bytes = [&](ByteView& into) {
    const auto value = reader.bytes();
    into = value.value_or(ByteView{});
    return value.has_value();
  };
  if (label == kKty) return integer(out.kty);
  if (label == kAlg) return integer(out.alg);
  if (out.kty == kRsa) {
    if (label == kModulus) return bytes(out.first);
    if (label == kExponent) return bytes(out.second);
    return reader.skip();
  }
  if (label == kCurve) return integer(out.curve);
  if (label == kX) return bytes(out.first);
  if (label == kY) return bytes(out.second);
  return reader.skip();
}

}  // namespace

std::optional<RelyingParty> relying_party(std::string_view base_url) {
  const auto scheme = base_url.find("://");
  if (scheme == base_url.npos) return std::nullopt;
  auto authority = base_url.substr(scheme + 3);
  authority = authority.substr(0, authority.find('/'));
  const auto host = authority.substr(0, authority.find(':'));
  if (host.empty()) return std::nullopt;
  return RelyingParty{.id = std::string(host),
                      .origin = std::string(base_url.substr(0, scheme + 3)) + std::string(authority)};
}

std::expected<PasskeyKey, PasskeyFault> parse_cose_key(ByteView bytes, std::size_t& size) {
  CborReader reader(bytes);
  const auto pairs = reader.map();
  CoseFields fields;
  for (std::size_t i = 0; pairs && i < *pairs; ++i) {
    const auto label = reader.integer();
    if (!label || !read_field(reader, *label, fields)) break;
  }
  if (reader.failed()) return unexpected(Fault::malformed);
  size = reader.position();
  PasskeyKey key;
  std::optional<Bytes> spki;
  if (fields.kty == kEc2 && fields.alg == kEs256 && fields.curve == kP256) {
    key.scheme = crypto::SignatureScheme::es256;
    spki = crypto::p256_public_key(fields.first, fields.second);
  } else if (fields.kty == kOkp && fields.alg == kEdDsa && fields.curve == kEd25519) {
    key.scheme = crypto::SignatureScheme::ed25519;
    spki = crypto::ed25519_public_key(fields.first);
  } else if (fields.kty == kRsa && fields.alg == kRs256) {
    key.scheme = crypto::SignatureScheme::rs256;
    spki = crypto::rsa_public_key(fields.first, fields.second);
  } else {
    return unexpected(Fault::unknown_algorithm);
  }
  if (!spki) return unexpected(Fault::bad_key);
  key.public_key = *std::move(spki);
  return key;
}

std::expected<NewPasskey, PasskeyFault> check_registration(const RelyingParty& site, ByteView challenge,
                                                           const ClientData& client,
                                                           ByteView attestation_object) {
  if (const auto good = check_client(site, challenge, client, "webauthn.create"); !good)
    return unexpected(good.error());
  CborReader reader(attestation_object);
  const auto pairs = reader.map();
  std::optional<ByteView> authenticator_data;
  for (std::size_t i = 0; pairs && i < *pairs && !reader.failed(); ++i) {
    const auto label = reader.text();
    if (label == "authData")
      authenticator_data = reader.bytes();
    else
      reader.skip();
  }
  if (reader.failed() || !reader.at_end() || !authenticator_data) return unexpected(Fault::malformed);
  const auto data = parse_head(*authenticator_data);
  if (!data) return unexpected(Fault::malformed);
  if (const auto good = check_flags(site, *data); !good) return unexpected(good.error());
  auto rest = data->rest;
  if ((data->flags & kAttested) == 0 || rest.size() < kAaguidSize + 2) return unexpected(Fault::malformed);
  const auto id_size = static_cast<std::size_t>(rest[kAaguidSize] << 8 | rest[kAaguidSize + 1]);
  rest = rest.subspan(kAaguidSize + 2);
  if (id_size == 0 || id_size > kCredentialIdMax || id_size > rest.size())
    return unexpected(Fault::malformed);
  NewPasskey made{.id = to_bytes(rest.first(id_size)), .key = {}, .counter = data->counter};
  std::size_t key_size = 0;
  auto key = parse_cose_key(rest.subspan(id_size), key_size);
  if (!key) return unexpected(key.error());
  if (!ends_well(*data, rest.subspan(id_size + key_size))) return unexpected(Fault::malformed);
  made.key = *std::move(key);
  return made;
}

std::expected<std::uint32_t, PasskeyFault> check_assertion(const RelyingParty& site, ByteView challenge,
                                                           const Assertion& assertion, const PasskeyKey& key,
                                                           std::uint32_t counter) {
  if (const auto good = check_client(site, challenge, assertion.client, "webauthn.get"); !good)
    return unexpected(good.error());
  const auto data = parse_head(assertion.authenticator_data);
  if (!data || (data->flags & kAttested) != 0 || !ends_well(*data, data->rest))
    return unexpected(Fault::malformed);
  if (const auto good = check_flags(site, *data); !good) return unexpected(good.error());
  Bytes message = assertion.authenticator_data;
  const auto digest = crypto::sha256(assertion.client.raw);
  message.insert(message.end(), digest.begin(), digest.end());
  if (!crypto::verify_signature(key.scheme, key.public_key, message, assertion.signature))
    return unexpected(Fault::bad_signature);
  // 7.2 step 21. Passkeys that are synchronised count nothing: both are zero.
  if ((data->counter != 0 || counter != 0) && data->counter <= counter)
    return unexpected(Fault::counter_went_back);
  return data->counter;
}

std::string_view name_of(PasskeyFault fault) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "malformed",  "wrong-type",    "wrong-challenge",  "wrong-origin",
      "wrong-site", "nobody-there",  "not-verified",     "unknown-algorithm",
      "bad-key",    "bad-signature", "counter-went-back"};
  return kNames[static_cast<std::size_t>(fault) - 1];
}

}  // namespace botschaft::desk
