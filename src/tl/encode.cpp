#include <algorithm>

#include "base/log.h"
#include "tl/codec.h"
#include "tl/slot.h"

namespace botschaft::tl {
namespace {

template <class T>
bool is_set(const T&) {
  return true;
}
template <class T>
bool is_set(const std::optional<T>& slot) {
  return slot.has_value();
}
bool is_set(const AnyBox& slot) {
  return static_cast<bool>(slot);
}
bool is_set(const bool& slot) {
  return slot;
}

// The presence bits of word `word`: a bit is set if any field that hangs on it is there.
std::uint32_t flags_word(const Shape& shape, Object& object, unsigned word) {
  std::uint32_t bits = 0;
  for (const Field& field : shape.fields()) {
    if (field.kind == Kind::flags || !field.conditional() || field.flag / 32 != word) continue;
    if (field.offset == Field::kNoMember) continue;
    if (visit_member(object, field, [](auto& slot) { return is_set(slot); })) bits |= 1u << field.flag % 32;
  }
  return bits;
}

// Walks an object in wire order and hands every scalar to `Sink`: first to measure, then to write.
template <class Sink>
class Encoder {
 public:
  Encoder(Sink& sink, Layer layer) : sink_(sink), layer_(layer) {}

  void object(const Object& object) {
    const Shape& shape = layer_.by_index(object.index());
    sink_.scalar(shape.id);
    body(shape, object);
  }

  // `what` and `field` name the vector in the log if it holds a null.
  void items(const BoxVec& items, bool boxed, bool bare_items, std::string_view what,
             std::string_view field = {}) {
    if (boxed) sink_.scalar(kVectorId);
    sink_.scalar(static_cast<std::uint32_t>(items.size()));
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Object* const item = items.any()[i].get();
      if (item == nullptr) {
        sink_.refuse(what, field);
      } else if (bare_items) {
        body(layer_.by_index(item->index()), *item);
      } else {
        object(*item);
      }
    }
  }

 private:
  void body(const Shape& shape, const Object& constant) {
    auto& object = const_cast<Object&>(constant);  // visit_member serves both directions; nothing is changed
    std::uint32_t words[2] = {};
    for (const Field& field : shape.fields()) {
      if (field.kind == Kind::flags) {
        const unsigned word = field.flag / 32u;
        words[word] = flags_word(shape, object, word);
        sink_.scalar(words[word]);
      } else if (!field.conditional() || (words[field.flag / 32] >> field.flag % 32 & 1) != 0) {
        visit_member(object, field, [&](const auto& slot) { value(shape, field, slot); });
      }
    }
  }

  // A bit shared by several fields makes them all present: the empty ones travel as their default.
  template <class T>
  void value(const Shape& shape, const Field& field, const std::optional<T>& slot) {
    if (slot) {
      value(shape, field, *slot);
    } else {
      value(shape, field, T{});
    }
  }
  template <class T>
    requires std::is_arithmetic_v<T> || std::same_as<T, Int128> || std::same_as<T, Int256>
  void value(const Shape&, const Field&, const T& slot) {
    sink_.scalar(slot);
  }
  void value(const Shape&, const Field& field, const bool& slot) {
    if (field.kind == Kind::boolean) sink_.scalar(slot ? kBoolTrueId : kBoolFalseId);
  }
  void value(const Shape& shape, const Field& field, const std::string& slot) { string(shape, field, slot); }
  void value(const Shape&, const Field& field, const ByteView& slot) {
    if (field.kind == Kind::sized_raw) sink_.scalar(static_cast<std::uint32_t>(slot.size()));
    sink_.raw(slot);
  }
  void value(const Shape& shape, const Field& field, const AnyBox& slot) {
    if (slot) {
      object(*slot.get());
    } else {
      sink_.refuse(name_of(shape), name_of(field));
    }
  }
  void value(const Shape& shape, const Field& field, const BoxVec& slot) {
    items(slot, field.kind != Kind::bare_vector_box && field.kind != Kind::bare_vector_bare,
          field.kind == Kind::bare_vector_bare, name_of(shape), name_of(field));
  }
  template <class T>
  void value(const Shape& shape, const Field& field, const Vec<T>& slot) {
    sink_.scalar(kVectorId);
    sink_.scalar(static_cast<std::uint32_t>(slot.size()));
    if constexpr (std::same_as<T, std::string>) {
      for (const auto& item : slot) string(shape, field, item);
    } else {
      sink_.raw({reinterpret_cast<const std::uint8_t*>(slot.data()), slot.size() * sizeof(T)});
    }
  }
  void string(const Shape& shape, const Field& field, const std::string& text) {
    if (text.size() > kMaxStringSize) sink_.refuse(name_of(shape), name_of(field));
    sink_.string(text);
  }

  Sink& sink_;
  Layer layer_;
};

class Measure {
 public:
  template <class T>
  void scalar(const T&) {
    size_ += sizeof(T);
  }
  void raw(ByteView value) { size_ += value.size(); }
  void string(std::string_view value) { size_ += string_wire_size(value.size()); }
  // A null where the schema wants an object, or a string beyond kMaxStringSize.
  void refuse(std::string_view what, std::string_view field) {
    if (!refused_) log::error("tl: cannot encode a null or too long value what={} field={}", what, field);
    refused_ = true;
  }

  Result<std::size_t> size() const {
    if (refused_) return fail(Err::INTERNAL);
    return size_;
  }

 private:
  std::size_t size_ = 0;
  bool refused_ = false;
};

// Writes what has been measured, so without looking at bounds.
class Fill {
 public:
  explicit Fill(std::uint8_t* at) : at_(at) {}
  template <class T>
  void scalar(const T& value) {
    std::memcpy(at_, &value, sizeof value);
    at_ += sizeof value;
  }
  void raw(ByteView value) {
    if (!value.empty()) std::memcpy(at_, value.data(), value.size());
    at_ += value.size();
  }
  void string(std::string_view value) { at_ = put_string(at_, value); }
  void refuse(std::string_view, std::string_view) {}

  const std::uint8_t* end() const { return at_; }

 private:
  std::uint8_t* at_;
};

// `walk` describes the value to an Encoder; it runs twice.
template <class Walk>
Result<void> measure_and_fill(Writer& out, Walk walk) {
  Measure measure;
  walk(Encoder(measure, out.layer()));
  TRY_ASSIGN(const std::size_t size, measure.size());
  const auto before = out.size();
  Fill fill(out.extend(size));
  walk(Encoder(fill, out.layer()));
  CHECK(fill.end() == out.view().data() + before + size);
  return {};
}

}  // namespace

Result<void> encode(const Object& object, Writer& out) {
  return measure_and_fill(out, [&](auto encoder) { encoder.object(object); });
}

Result<std::size_t> encoded_size(const Object& object, Layer layer) {
  Measure measure;
  Encoder(measure, layer).object(object);
  return measure.size();
}

Result<Bytes> to_bytes(const Object& object, Layer layer) {
  Writer out(layer);
  TRY(encode(object, out));
  return out.take();
}

Result<void> encode_vector(const BoxVec& items, Writer& out) {
  return measure_and_fill(out, [&](auto encoder) { encoder.items(items, true, false, "result"); });
}

}  // namespace botschaft::tl
