#include "crypto/message_key.h"

#include "crypto/hash.h"

namespace botschaft::crypto {
namespace {

// Joins pieces of digests into an array of exactly their total size.
template <std::size_t size>
std::array<std::uint8_t, size> join(std::initializer_list<ByteView> parts) {
  std::array<std::uint8_t, size> out;
  std::size_t at = 0;
  for (const auto part : parts) {
    std::memcpy(out.data() + at, part.data(), part.size());
    at += part.size();
  }
  return out;
}

ByteView part(ByteView bytes, std::size_t from, std::size_t size) {
  return bytes.subspan(from, size);
}

}  // namespace

AuthKeyId auth_key_id(const AuthKey& auth_key) {
  return load_le<AuthKeyId>(sha1(auth_key).data() + 12);
}

MessageKey message_key(const AuthKey& auth_key, ByteView plaintext, Direction direction) {
  const auto x = static_cast<std::size_t>(direction);
  const Sha256 large = sha256({part(auth_key, 88 + x, 32), plaintext});
  return join<16>({part(large, 8, 16)});
}

IgeKey message_cipher(const AuthKey& auth_key, const MessageKey& message_key, Direction direction) {
  const auto x = static_cast<std::size_t>(direction);
  const Sha256 a = sha256({message_key, part(auth_key, x, 36)});
  const Sha256 b = sha256({part(auth_key, 40 + x, 36), message_key});
  return {.key = join<32>({part(a, 0, 8), part(b, 8, 16), part(a, 24, 8)}),
          .iv = join<32>({part(b, 0, 8), part(a, 8, 16), part(b, 24, 8)})};
}

MessageKey message_key_v1(ByteView plaintext) {
  return join<16>({part(sha1(plaintext), 4, 16)});
}

IgeKey message_cipher_v1(const AuthKey& auth_key, const MessageKey& message_key, Direction direction) {
  const auto x = static_cast<std::size_t>(direction);
  const Sha1 a = sha1({message_key, part(auth_key, x, 32)});
  const Sha1 b = sha1({part(auth_key, 32 + x, 16), message_key, part(auth_key, 48 + x, 16)});
  const Sha1 c = sha1({part(auth_key, 64 + x, 32), message_key});
  const Sha1 d = sha1({message_key, part(auth_key, 96 + x, 32)});
  return {.key = join<32>({part(a, 0, 8), part(b, 8, 12), part(c, 4, 12)}),
          .iv = join<32>({part(a, 8, 12), part(b, 0, 8), part(c, 16, 4), part(d, 0, 8)})};
}

}  // namespace botschaft::crypto
