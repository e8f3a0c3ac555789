// What a browser hands in as a passkey: the attestation object and its key, authenticator data, and CBOR as
// such. Whatever is skipped as one item is within its bytes, and what is taken for a key verifies nothing.
#include "base/check.h"
#include "desk/webauthn/cbor.h"
#include "desk/webauthn/webauthn.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft;
  using namespace botschaft::desk;
  const ByteView bytes(data, size);
  static const RelyingParty site{.id = "chat.example", .origin = "https://chat.example"};
  static const Bytes challenge(kChallengeSize, 7);
  ClientData client{.type = "webauthn.create",
                    .challenge = to_base64url(challenge),
                    .origin = site.origin,
                    .cross_origin = false,
                    .raw = to_bytes(bytes)};

  CborReader reader(bytes);
  if (reader.skip()) CHECK(reader.position() > 0 && reader.position() <= size);
  CborReader walk(bytes);
  while (!walk.failed() && !walk.at_end()) {
    if (walk.next_is_integer())
      walk.integer();
    else
      walk.skip();
  }
  if (const auto made = check_registration(site, challenge, client, bytes)) {
    CHECK(!made->id.empty() && made->id.size() <= kCredentialIdMax);
    CHECK(!made->key.public_key.empty());
    CHECK(!crypto::verify_signature(made->key.scheme, made->key.public_key, bytes, bytes));
  }
  std::size_t key_size = 0;
  if (const auto key = parse_cose_key(bytes, key_size)) {
    CHECK(key_size > 0 && key_size <= size);
    client.type = "webauthn.get";
    const Assertion assertion{.client = client, .authenticator_data = to_bytes(bytes), .signature = {1, 2}};
    CHECK(!check_assertion(site, challenge, assertion, *key, 0));
  }
  return 0;
}
