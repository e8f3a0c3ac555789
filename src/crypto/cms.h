#pragma once
// Cryptographic Message Syntax (RFC 5652): data for whoever holds the key of a certificate.
#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace botschaft::crypto {

// EnvelopedData as DER, encrypted with AES-256-CBC to an X.509 certificate (PEM) whose key is RSA or an
// elliptic curve. Nothing: the certificate cannot be read, is not valid at `now` (unix seconds), or cannot be
// encrypted to. What is inside is not authenticated: whoever opens it compares hashes that came another way.
std::optional<Bytes> cms_envelop(ByteView data, std::string_view certificate_pem, std::int64_t now);

// For tests and the operator's tools. Nothing: another key, or not CMS.
std::optional<Bytes> cms_open(ByteView der, std::string_view key_pem, std::string_view certificate_pem);

}  // namespace botschaft::crypto
