#pragma once
// One entry of the log: what outsiders see of it for ever. What it tells is hidden in a salted commitment, so
// that payload and salt can be erased and the tree still stands.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/hash.h"

namespace botschaft::translog {

using Hash = crypto::Sha256;
using Salt = std::array<std::uint8_t, 32>;

struct Record {
  std::string case_ref;  // random; "-" where there is no case
  std::int64_t seq = 0;  // 0, 1, ... in its case: a hole shows
  std::string kind;
  std::int64_t time = 0;  // unix seconds
  std::string lane;       // "-": none
  Hash commitment{};
  friend bool operator==(const Record&, const Record&) = default;
};

Hash commit(const Salt& salt, ByteView payload);  // SHA-256(salt || payload)

// "botschaft/1 <case> <seq> <kind> <time> <lane> <commitment in base64>", one blank between: the bytes that
// are hashed into the tree. Words are 1 to 64 characters of [A-Za-z0-9_.-].
std::string canonical(const Record& record);
std::optional<Record> parse_record(std::string_view text);  // nothing if canonical() would not write it so

// RFC 4648 base64 with padding, as C2SP's formats have it; decoding takes nothing else.
std::string to_base64(ByteView bytes);
std::optional<Bytes> from_base64(std::string_view text);
std::optional<Hash> hash_from_base64(std::string_view text);

// A decimal number without sign or leading zeros.
std::optional<std::int64_t> parse_number(std::string_view text);

}  // namespace botschaft::translog
