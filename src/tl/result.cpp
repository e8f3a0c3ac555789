#include "tl/result.h"

#include "base/log.h"
#include "tl/forms.h"

namespace botschaft::tl {
namespace {

template <class T>
void encode_scalars(const std::vector<T>& items, Writer& out) {
  out.id(kVectorId);
  out.id(static_cast<std::uint32_t>(items.size()));
  out.raw({reinterpret_cast<const std::uint8_t*>(items.data()), items.size() * sizeof(T)});
}

template <class T>
Result<void> decode_scalars(Reader& in, std::vector<T>& items) {
  if (in.id() != kVectorId) in.fail();
  const auto count = in.id();
  if (count > in.remaining() / sizeof(T)) in.fail();
  if (!in.ok()) return fail(Err::INPUT_REQUEST_INVALID);
  items.resize(count);
  for (auto& item : items) item = in.scalar<T>();
  return {};
}

Result<void> checked(const Reader& in) {
  if (!in.ok()) return fail(Err::INPUT_REQUEST_INVALID);
  return {};
}

}  // namespace

OlderResult older_result(std::uint32_t method_id) {
  const Shape* const shape = find_shape(method_id);
  return shape == nullptr ? nullptr : kOlderResults[shape->older_result];
}

Result<void> encode_value(const AnyBox& value, Writer& out) {
  if (value) return encode(*value.get(), out);
  log::error("tl: cannot encode what=null result");
  return fail(Err::INTERNAL);
}

Result<void> encode_value(const BoxVec& items, Writer& out) {
  return encode_vector(items, out);
}

Result<void> encode_value(bool value, Writer& out) {
  out.boolean(value);
  return {};
}

Result<void> encode_value(std::int32_t value, Writer& out) {
  out.int32(value);
  return {};
}

Result<void> encode_value(std::int64_t value, Writer& out) {
  out.int64(value);
  return {};
}

Result<void> encode_value(const std::vector<std::int32_t>& items, Writer& out) {
  encode_scalars(items, out);
  return {};
}

Result<void> encode_value(const std::vector<std::int64_t>& items, Writer& out) {
  encode_scalars(items, out);
  return {};
}

Result<void> decode_value(Reader& in, bool& value) {
  value = in.boolean();
  return checked(in);
}

Result<void> decode_value(Reader& in, std::int32_t& value) {
  value = in.int32();
  return checked(in);
}

Result<void> decode_value(Reader& in, std::int64_t& value) {
  value = in.int64();
  return checked(in);
}

Result<void> decode_value(Reader& in, std::vector<std::int32_t>& items) {
  return decode_scalars(in, items);
}
Result<void> decode_value(Reader& in, std::vector<std::int64_t>& items) {
  return decode_scalars(in, items);
}

Result<void> decode_items(Reader& in, std::uint16_t union_number, BoxVec& items) {
  if (in.id() != kVectorId) in.fail();
  const auto count = in.id();
  if (count > in.remaining() / 4) in.fail();
  if (!in.ok()) return fail(Err::INPUT_REQUEST_INVALID);
  items.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    TRY_ASSIGN(auto item, decode_union(in, union_number, Trailing::allow));
    items.push_any(std::move(item));
  }
  return {};
}

}  // namespace botschaft::tl
