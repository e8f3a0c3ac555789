#pragma once
// Passkeys: what a browser hands in after navigator.credentials.create() and .get() (Web Authentication,
// Level 2, 7.1 and 7.2). Attestation is not asked for, so that its statement says nothing to us.
#include <expected>
#include <string>

#include "base/bytes.h"
#include "crypto/signatures.h"

namespace botschaft::desk {

inline constexpr std::size_t kChallengeSize = 32;
inline constexpr std::size_t kCredentialIdMax = 1023;  // WebAuthn L2, 7.1 step 17

struct RelyingParty {
  std::string id;      // the host: "chat.example"
  std::string origin;  // "https://chat.example"
};
// Of "https://chat.example/x" or "http://localhost:8080". Nothing for what is no URL of that kind.
std::optional<RelyingParty> relying_party(std::string_view base_url);

// The fields of CollectedClientData that are checked, read at the edge, and the very bytes they were in.
struct ClientData {
  std::string type;
  std::string challenge;  // base64url
  std::string origin;
  bool cross_origin = false;
  Bytes raw;
};

enum class PasskeyFault : std::uint8_t {
  malformed = 1,
  wrong_type,
  wrong_challenge,
  wrong_origin,
  wrong_site,    // rpIdHash
  nobody_there,  // user presence
  not_verified,  // by PIN or finger
  unknown_algorithm,
  bad_key,
  bad_signature,
  counter_went_back,  // somebody has a copy of the key
};

struct PasskeyKey {
  crypto::SignatureScheme scheme = {};
  Bytes public_key;  // SubjectPublicKeyInfo
};

struct NewPasskey {
  Bytes id;
  PasskeyKey key;
  std::uint32_t counter = 0;
};

std::expected<NewPasskey, PasskeyFault> check_registration(const RelyingParty& site, ByteView challenge,
                                                           const ClientData& client,
                                                           ByteView attestation_object);

struct Assertion {
  ClientData client;
  Bytes authenticator_data;
  Bytes signature;
};
// -> the counter to keep.
std::expected<std::uint32_t, PasskeyFault> check_assertion(const RelyingParty& site, ByteView challenge,
                                                           const Assertion& assertion, const PasskeyKey& key,
                                                           std::uint32_t counter);

// COSE_Key (RFC 9053): EC2 on P-256 for ES256, OKP on Ed25519 for EdDSA, RSA for RS256.
std::expected<PasskeyKey, PasskeyFault> parse_cose_key(ByteView bytes, std::size_t& size);

std::string_view name_of(PasskeyFault fault);  // as problem documents have it

}  // namespace botschaft::desk
