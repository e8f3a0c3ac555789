#pragma once
// X.509 certificates of people and machines. Pure functions, thread-safe.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "crypto/hash.h"

namespace botschaft::crypto {

struct CertificateFacts {
  Sha256 fingerprint{};  // of the whole in DER
  std::string subject;   // RFC 2253, UTF-8
  std::string issuer;
  std::vector<std::string> mails;  // rfc822Name of the alternative names
  std::int64_t not_before = 0;     // unix seconds
  std::int64_t not_after = 0;
};

// The first certificate of the text; nothing if there is none.
std::optional<CertificateFacts> parse_certificate(std::string_view pem);

}  // namespace botschaft::crypto
