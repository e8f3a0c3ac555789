#pragma once
// Decoding, encoding and printing of whole TL objects by interpretation of the field tables.
//
// Decoding is for untrusted input: nesting is limited, memory is bounded by a multiple of the input's size,
// strings are UTF-8, and what does not decode is INPUT_REQUEST_INVALID (an unknown method:
// INPUT_METHOD_INVALID). Lines of every known layer are
// understood; the writer's layer decides the form that is written (tl/layer.h).
#include <cstdint>
#include <string>

#include "base/error.h"
#include "tl/object.h"
#include "tl/reader.h"
#include "tl/writer.h"

namespace botschaft::tl {

inline constexpr int kMaxDepth = 64;

enum class Trailing : std::uint8_t { reject, allow };  // bytes behind the object

Result<AnyBox> decode_method(Reader& in, Trailing trailing = Trailing::reject);
Result<AnyBox> decode_any(Reader& in, Trailing trailing = Trailing::reject);  // any constructor or method
Result<AnyBox> decode_union(Reader& in, std::uint16_t union_number, Trailing trailing = Trailing::reject);

// Exactly the constructor or method `index`, with its id.
Result<AnyBox> decode_exactly(Reader& in, std::uint16_t index, Trailing trailing = Trailing::reject);

// The same, typed:  TRY_ASSIGN(auto ping, tl::decode<tl::mt_ping>(in));  ping->ping_id
template <class T>
Result<Ptr<T>> decode(Reader& in, Trailing trailing = Trailing::reject) {
  TRY_ASSIGN(auto any, decode_exactly(in, T::kIndex, trailing));
  Ptr<T> typed;
  static_cast<AnyBox&>(typed) = std::move(any);
  return typed;
}
template <class T>
Result<Ptr<T>> decode(ByteView bytes, Trailing trailing = Trailing::reject) {
  Reader in(bytes);
  return decode<T>(in, trailing);
}

// Any constructor of the type:  tl::decode_box<tl::InputPeer>(in)
template <class Union>
Result<Box<Union>> decode_box(Reader& in, Trailing trailing = Trailing::reject) {
  TRY_ASSIGN(auto any, decode_union(in, Union::kUnion, trailing));
  Box<Union> typed;
  static_cast<AnyBox&>(typed) = std::move(any);
  return typed;
}

// Appends constructor id and body. Fails with INTERNAL, and logs which field, where a required box is null or
// a string is too long: a bug of ours. The writer is then as before.
Result<void> encode(const Object& object, Writer& out);
// False: the layer has neither the constructor, nor one that stands for it; encode() would fail.
bool expressible(const Object& object, Layer layer);
Result<std::size_t> encoded_size(const Object& object, Layer layer = {});
// Appends the vector#1cb5c415 of the items.
Result<void> encode_vector(const BoxVec& items, Writer& out);
Result<Bytes> to_bytes(const Object& object, Layer layer = {});

// TL name of an object's constructor or method, e.g. "messages.sendMessage"; of an index, likewise.
std::string_view name(const Object& object);
std::string_view name(std::uint16_t index);
std::uint32_t constructor_id(const Object& object);  // canonical

// JSON for logs and tests: {"_":"peerUser","user_id":"7"}. Longs are strings, bytes are hex.
enum class Secrets : std::uint8_t { hide, show };  // hide: strings and bytes become their lengths
std::string dump(const Object& object, Secrets secrets = Secrets::hide);

}  // namespace botschaft::tl
