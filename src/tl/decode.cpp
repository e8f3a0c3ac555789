#include <algorithm>

#include "tl/codec.h"
#include "tl/forms.h"
#include "tl/slot.h"
#include "tl/utf8.h"

namespace botschaft::tl {
namespace {

// Bytes of memory one decode may allocate: what sparse objects, full of absent fields, really need, and no
// more.
constexpr std::size_t kMemoryPerByte = 48;
constexpr std::size_t kMemoryBase = 16 * 1024;

class Decoder {
 public:
  explicit Decoder(Reader& in) : in_(in), memory_left_(in.remaining() * kMemoryPerByte + kMemoryBase) {}

  // Reads constructor id and body; `union_number` 0 allows any.
  AnyBox object(std::uint16_t union_number) {
    const Shape* const shape = find_shape(in_.id());
    if (!in_.ok() || shape == nullptr || (union_number != 0 && shape->union_ != union_number)) {
      in_.fail();
      return {};
    }
    in_.saw_line(shape->since);
    return body(*shape);
  }

  AnyBox body(const Shape& shape) {
    if (++depth_ > kMaxDepth || in_.remaining() < shape.least_size || !charge(kShapes[shape.index].size)) {
      in_.fail();
      --depth_;
      return {};
    }
    AnyBox made(new_object(shape.index));
    fields(shape, *made.get());
    --depth_;
    return made;
  }

 private:
  void fields(const Shape& shape, Object& object) {
    std::uint32_t words[2] = {};
    for (const Field& field : shape.fields()) {
      if (!in_.ok()) return;
      if (field.kind == Kind::flags) {
        words[field.flag / 32] = in_.id();
        continue;
      }
      if (field.conditional() && (words[field.flag / 32] >> field.flag % 32 & 1) == 0) continue;
      if (!field.adapted()) [[likely]] {
        visit_member(object, field, [&](auto& slot) { value(field, slot); });
      } else {
        adapted(object, field);
      }
    }
  }

  void adapted(Object& object, const Field& field) {
    const Adapter& adapter = *kAdapters[field.offset - Field::kFirstAdapter];
    if (field.kind == Kind::unsaid) return adapter.set(object, nullptr);
    with_type(field.kind, [&]<class T>() {
      T slot{};
      value(field, slot);
      if (in_.ok()) adapter.set(object, &slot);
    });
  }

  template <class T>
  void value(const Field& field, std::optional<T>& slot) {
    value(field, slot.emplace());
  }
  void value(const Field&, std::int32_t& slot) { slot = in_.int32(); }
  void value(const Field&, std::int64_t& slot) { slot = in_.int64(); }
  void value(const Field&, double& slot) { slot = in_.float64(); }
  void value(const Field&, Int128& slot) { slot = in_.scalar<Int128>(); }
  void value(const Field&, Int256& slot) { slot = in_.scalar<Int256>(); }
  void value(const Field& field, bool& slot) { slot = field.kind == Kind::present || in_.boolean(); }
  void value(const Field& field, std::string& slot) { string(is_text(field.kind), slot); }
  void value(const Field& field, AnyBox& slot) { slot = object(field.type); }
  void value(const Field& field, ByteView& slot) {
    if (field.kind == Kind::raw) {
      slot = in_.rest();
    } else {
      const auto size = in_.int32();
      if (size < 0) in_.fail();
      slot = in_.raw(static_cast<std::size_t>(std::max(size, 0)));
    }
  }

  template <class T>
  void value(const Field& field, Vec<T>& slot) {
    constexpr bool kIsString = std::same_as<T, std::string>;
    const auto count = this->count(true, kIsString ? 4 : sizeof(T), sizeof(T));
    if (!in_.ok()) return;
    if constexpr (kIsString) {
      slot.reserve(count);
      for (std::size_t i = 0; i < count && in_.ok(); ++i) string(is_text(field.kind), slot.emplace_back());
    } else {
      slot.resize(count);
      if (count > 0) std::memcpy(slot.data(), in_.raw(count * sizeof(T)).data(), count * sizeof(T));
    }
  }

  void value(const Field& field, BoxVec& slot) {
    const bool bare_items = field.kind == Kind::bare_vector_bare;
    const Shape* const item = bare_items ? &kShapes[field.type] : nullptr;
    const auto least = bare_items ? std::max<std::size_t>(item->least_size, 1) : 4;
    const auto count = this->count(field.kind == Kind::vector_box, least, sizeof(AnyBox));
    if (!in_.ok()) return;
    slot.reserve(count);
    for (std::size_t i = 0; i < count && in_.ok(); ++i)
      slot.push_any(bare_items ? body(*item) : object(field.type));
  }

  // The count of a vector whose items take at least `least` bytes of the input and `memory` bytes in memory.
  std::size_t count(bool boxed, std::size_t least, std::size_t memory) {
    if (boxed && in_.id() != kVectorId) in_.fail();
    const auto count = in_.id();
    if (count > in_.remaining() / least || !charge(count * memory)) in_.fail();
    return count;
  }

  void string(bool text, std::string& slot) {
    const auto view = in_.string();
    if (!charge(view.size()) || (text && !is_utf8(view))) {
      in_.fail();
    } else {
      slot.assign(as_text(view));
    }
  }

  static bool is_text(Kind kind) { return kind == Kind::string || kind == Kind::vector_string; }

  bool charge(std::size_t size) {
    if (size > memory_left_) return false;
    memory_left_ -= size;
    return true;
  }

  Reader& in_;
  std::size_t memory_left_;
  int depth_ = 0;
};

Result<AnyBox> decode_root(Reader& in, std::uint16_t union_number, Trailing trailing) {
  auto made = Decoder(in).object(union_number);
  if (!in.ok() || (trailing == Trailing::reject && !in.at_end())) return fail(Err::INPUT_REQUEST_INVALID);
  return made;
}

}  // namespace

Result<AnyBox> decode_method(Reader& in, Trailing trailing) {
  const Shape* const shape = find_shape(in.peek_id());
  if (shape == nullptr || !shape->is_method) return fail(Err::INPUT_METHOD_INVALID);
  return decode_root(in, 0, trailing);
}

Result<AnyBox> decode_any(Reader& in, Trailing trailing) {
  return decode_root(in, 0, trailing);
}

Result<AnyBox> decode_exactly(Reader& in, std::uint16_t index, Trailing trailing) {
  const Shape* const shape = find_shape(in.peek_id());
  if (shape == nullptr || shape->index != index) return fail(Err::INPUT_REQUEST_INVALID);
  return decode_root(in, 0, trailing);
}

Result<AnyBox> decode_union(Reader& in, std::uint16_t union_number, Trailing trailing) {
  return decode_root(in, union_number, trailing);
}

}  // namespace botschaft::tl
