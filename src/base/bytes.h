#pragma once
// Byte spans and the conversions every layer needs. Integers on the wire are little-endian unless said.
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace botschaft {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;

static_assert(std::endian::native == std::endian::little);

template <class T>
T load_le(const std::uint8_t* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
void store_le(std::uint8_t* to, T value) {
  std::memcpy(to, &value, sizeof value);
}

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(ByteView view) {
  return {view.begin(), view.end()};
}

std::string to_hex(ByteView bytes);
std::optional<Bytes> from_hex(std::string_view text);

// RFC 4648 base64url without padding; decoding accepts nothing else.
std::string to_base64url(ByteView bytes);
std::optional<Bytes> from_base64url(std::string_view text);

// Compares in time that depends on the lengths only.
bool equal_constant_time(ByteView a, ByteView b);

}  // namespace botschaft
