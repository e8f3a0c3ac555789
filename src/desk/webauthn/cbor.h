#pragma once
// As much of CBOR (RFC 8949) as authenticators speak (CTAP2 canonical form): integers, byte and text strings,
// arrays, maps, true, false and null, all of definite length and with the shortest heads. A cursor over bytes
// that stay where they are; the first fault makes all that follows fail.
#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace botschaft::desk {

class CborReader {
 public:
  explicit CborReader(ByteView bytes) : bytes_(bytes) {}

  // Each takes one item of that kind, or nothing; then the reader has failed.
  std::optional<std::int64_t> integer();
  std::optional<ByteView> bytes();
  std::optional<std::string_view> text();
  std::optional<std::size_t> array();  // -> how many items follow
  std::optional<std::size_t> map();    // -> how many pairs follow

  bool next_is_integer() const;
  bool skip();  // one item with all that is in it; false: there is none, or it is nested too deeply

  bool failed() const { return failed_; }
  bool at_end() const { return at_ == bytes_.size(); }
  std::size_t position() const { return at_; }

 private:
  enum class Major : std::uint8_t { unsigned_, negative, bytes, text, array, map, tag, simple };
  struct Head {
    Major major = {};
    std::uint64_t value = 0;
  };
  std::optional<Head> head();
  std::optional<Head> head_of(Major major);
  std::optional<ByteView> string_of(Major major);
  bool skip(int depth);

  ByteView bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace botschaft::desk
