#pragma once
// Messages signed by S/MIME (RFC 8551) or bare CMS (RFC 5652): orders that carry the signature of whoever
// issued them.
#include <expected>

#include "crypto/certificate.h"

namespace botschaft::crypto {

struct SignedMessage {
  Bytes content;
  CertificateFacts signer;
};

enum class CmsFault : std::uint8_t {
  malformed = 1,
  not_signed_by_one,
  untrusted,  // no path to an anchor, or it did not hold at that time
  bad_signature,
};

// `message`: S/MIME text, or CMS as PEM or DER. `detached`: the content where the message has none of its
// own. `anchors`: certificates as PEM. `at`: unix seconds.
std::expected<SignedMessage, CmsFault> open_signed_message(ByteView message, ByteView detached,
                                                           std::string_view anchors, std::int64_t at);

std::string_view name_of(CmsFault fault);

}  // namespace botschaft::crypto
