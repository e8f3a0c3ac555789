#pragma once
// Results of methods on the wire: a boxed object, a vector, Bool, or a bare scalar.
//   tl::encode_result<tl::messages_getHistory>(value, reply)
//   TRY_ASSIGN(auto users, tl::decode_result<tl::users_getUsers>(in));   // for clients: tests, simulation
#include <cstdint>
#include <string>
#include <vector>

#include "tl/codec.h"

namespace botschaft::tl {

// Fail like encode().
Result<void> encode_value(const AnyBox& value, Writer& out);
Result<void> encode_value(const BoxVec& items, Writer& out);
Result<void> encode_value(bool value, Writer& out);
Result<void> encode_value(std::int32_t value, Writer& out);
Result<void> encode_value(std::int64_t value, Writer& out);
Result<void> encode_value(const std::vector<std::int32_t>& items, Writer& out);
Result<void> encode_value(const std::vector<std::int64_t>& items, Writer& out);

// Writes a method's canonical result for clients that sent an older line of the method and expect another
// type. `result` is a Method::Return.
using OlderResult = Result<void> (*)(const void* result, Writer& out);
OlderResult older_result(std::uint32_t method_id);  // nullptr: the result is of today's type

// `as_sent`: the id of the method in the request.
template <class Method>
Result<void> encode_result(const typename Method::Return& value, std::uint32_t as_sent, Writer& out) {
  if (as_sent != Method::kId) {
    if (const auto older = older_result(as_sent)) return older(&value, out);
  }
  return encode_value(value, out);
}
template <class Method>
Result<void> encode_result(const typename Method::Return& value, Writer& out) {
  return encode_result<Method>(value, Method::kId, out);
}

// Fail with INPUT_REQUEST_INVALID. Bytes behind the value are left unread.
Result<void> decode_value(Reader& in, bool& value);
Result<void> decode_value(Reader& in, std::int32_t& value);
Result<void> decode_value(Reader& in, std::int64_t& value);
Result<void> decode_value(Reader& in, std::vector<std::int32_t>& items);
Result<void> decode_value(Reader& in, std::vector<std::int64_t>& items);
Result<void> decode_items(Reader& in, std::uint16_t union_number, BoxVec& items);

template <class Union>
Result<void> decode_value(Reader& in, Box<Union>& value) {
  TRY_ASSIGN(value, decode_box<Union>(in, Trailing::allow));
  return {};
}
template <class Union>
Result<void> decode_value(Reader& in, Vec<Box<Union>>& items) {
  return decode_items(in, Union::kUnion, items);
}

template <class Method>
Result<typename Method::Return> decode_result(Reader& in) {
  typename Method::Return value{};
  TRY(decode_value(in, value));
  return value;
}

}  // namespace botschaft::tl
