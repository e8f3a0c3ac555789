#pragma once
// RFC 3161: what is asked of a time-stamping authority, and whether its answer is for that.
#include <cstdint>
#include <expected>
#include <string>

#include "crypto/hash.h"

namespace botschaft::crypto {

// A TimeStampReq (DER) for what has this hash, with the certificates wanted in the answer.
Bytes time_stamp_query(const Sha256& hash, std::uint64_t nonce);

// The time in a TimeStampResp that grants such a query, in unix seconds; the error is a sentence. Whether its
// signature is good, and of somebody to be believed, is for whoever relies on it: `openssl ts -verify`.
std::expected<std::int64_t, std::string> stamped_at(ByteView response, const Sha256& hash,
                                                    std::uint64_t nonce);

}  // namespace botschaft::crypto
