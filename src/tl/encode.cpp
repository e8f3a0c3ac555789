#include <algorithm>
#include <array>

#include <optional>
#include "base/log.h"
#include "tl/codec.h"
#include "tl/forms.h"
#include "tl/slot.h"

namespace botschaft::tl {
namespace {

// Calls `visit` with what the field is written as: the member itself, or what its adapter makes of the
// object.
template <class Visit>
decltype(auto) visit_written(Object& object, const Field& field, Visit&& visit) {
  if (!field.adapted()) [[likely]]
    return visit_member(object, field, visit);
  const Adapter& adapter = *kAdapters[field.offset - Field::kFirstAdapter];
  return with_type(field.kind, [&]<class T>() -> decltype(auto) {
    T value{};
    const bool there = adapter.get(object, &value);
    if constexpr (std::same_as<T, AnyBox>) {
      return visit(value);
    } else if (std::same_as<T, bool> && field.kind == Kind::present) {
      return visit(value);
    } else {
      std::optional<T> slot;
      if (there) slot = std::move(value);
      return visit(slot);
    }
  });
}

// The forms of the canonical layer: as declared, nothing left out. Apart from the others, so that it costs
// nothing.
struct CanonicalForms {
  static constexpr bool kCanonical = true;

  const Shape* of(const Object& object) const { return &kShapes[object.index()]; }
  bool fits(const Object&) const { return true; }
  template <class Visit>
  decltype(auto) visit(Object& object, const Field& field, Visit&& visit) const {
    return visit_member(object, field, visit);
  }
};

class LayerForms {
 public:
  static constexpr bool kCanonical = false;

  explicit LayerForms(Layer layer) : layer_(layer) {}

  const Shape* of(const Object& object) const { return layer_.by_index(object.index()); }

  // Whether the layer has something to write for it. What has not is left out where it may be.
  bool fits(const Object& constant) const {
    const Shape* const shape = of(constant);
    if (shape == nullptr || !shape->fragile) return shape != nullptr;
    auto& object = const_cast<Object&>(constant);
    return std::ranges::all_of(shape->fields(), [&](const Field& field) {
      if (field.kind != Kind::box || field.conditional()) return true;
      return visit_written(object, field, [&](const auto& slot) {
        if constexpr (std::is_base_of_v<AnyBox, std::remove_cvref_t<decltype(slot)>>) {
          return slot ? fits(*slot.get()) : !field.adapted();  // a null member is a bug, and refused later
        } else {
          return true;
        }
      });
    });
  }

  template <class Visit>
  decltype(auto) visit(Object& object, const Field& field, Visit&& visit) const {
    return visit_written(object, field, visit);
  }

 private:
  Layer layer_;
};

// Walks an object in wire order and hands every scalar to `Sink`, which measures or writes.
template <class Sink, class Forms>
class Encoder {
 public:
  Encoder(Sink& sink, Forms forms) : sink_(sink), forms_(forms) {}

  void object(const Object& object) {
    const Shape* const shape = forms_.of(object);
    if (shape == nullptr) return sink_.unspeakable(name(object));
    sink_.scalar(shape->id);
    body(*shape, object);
  }

  // `what` and `field` name the vector in the log if it holds a null.
  void items(const BoxVec& items, bool boxed, bool bare_items, std::string_view what,
             std::string_view field = {}) {
    if (boxed) sink_.scalar(kVectorId);
    sink_.scalar(count(items));
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Object* const item = items.any()[i].get();
      if (item == nullptr) {
        sink_.refuse(what, field);
      } else if (bare_items) {
        body(kShapes[item->index()], *item);
      } else if (forms_.fits(*item)) {
        object(*item);
      }
    }
  }

 private:
  std::uint32_t count(const BoxVec& items) const {
    if constexpr (Forms::kCanonical) return static_cast<std::uint32_t>(items.size());
    return static_cast<std::uint32_t>(
        std::count_if(items.any(), items.any() + items.size(),
                      [&](const AnyBox& item) { return !item || forms_.fits(*item.get()); }));
  }

  // The presence bits of both flags words: a bit is set if any field that hangs on it is there. Where another
  // layer has no words for a box, what shares its bit is left out with it.
  std::array<std::uint32_t, 2> presence(const Shape& shape, Object& object) const {
    std::array<std::uint32_t, 2> words{}, barred{};
    for (const Field& field : shape.fields()) {
      if (!field.conditional()) continue;
      const bool there = field.offset != Field::kNoMember &&
                         forms_.visit(object, field, [&](const auto& slot) { return is_set(slot); });
      if (there) {
        words[field.flag / 32] |= 1u << field.flag % 32;
      } else if (!Forms::kCanonical && field.kind == Kind::box) {
        barred[field.flag / 32] |= 1u << field.flag % 32;
      }
    }
    return {words[0] & ~barred[0], words[1] & ~barred[1]};
  }

  template <class T>
  static bool is_set(const T&) {
    return true;
  }
  template <class T>
  static bool is_set(const std::optional<T>& slot) {
    return slot.has_value();
  }
  bool is_set(const AnyBox& slot) const { return slot && forms_.fits(*slot.get()); }
  static bool is_set(const bool& slot) { return slot; }

  void body(const Shape& shape, const Object& constant) {
    auto& object = const_cast<Object&>(constant);  // visit_member serves both directions; nothing is changed
    const auto words = shape.has_flags ? presence(shape, object) : std::array<std::uint32_t, 2>{};
    for (const Field& field : shape.fields()) {
      if (field.kind == Kind::flags) {
        sink_.scalar(words[field.flag / 32]);
      } else if (!Forms::kCanonical && field.kind == Kind::unsaid) {
        continue;
      } else if (!field.conditional() || (words[field.flag / 32] >> field.flag % 32 & 1) != 0) {
        forms_.visit(object, field, [&](const auto& slot) { value(shape, field, slot); });
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
    if (text.size() > kMaxStringSize) {
      sink_.refuse(name_of(shape), name_of(field));
    } else {
      sink_.string(text);
    }
  }

  Sink& sink_;
  [[no_unique_address]] Forms forms_;
};

// Calls `go` with an Encoder for the layer.
template <class Sink, class Go>
void encode_into(Sink& sink, Layer layer, Go&& go) {
  if (layer.canonical()) [[likely]] {
    go(Encoder(sink, CanonicalForms()));
  } else {
    go(Encoder(sink, LayerForms(layer)));
  }
}

// Why nothing was written.
class Refusal {
 public:
  // A null where the schema wants an object, or a string beyond kMaxStringSize.
  void bug(std::string_view what, std::string_view field) {
    if (!err_) log::error("tl: cannot encode a null or too long value what={} field={}", what, field);
    err_ = Err::INTERNAL;
  }
  // The other side's layer has no words for it, and no rule says what to say instead.
  void unspeakable(std::string_view what) {
    if (!err_) log::warn("tl: the layer has no words for what={}", what);
    if (!err_) err_ = Err::CONNECTION_LAYER_INVALID;
  }
  const std::optional<Err>& err() const { return err_; }

 private:
  std::optional<Err> err_;
};

class Measure {
 public:
  template <class T>
  void scalar(const T&) {
    size_ += sizeof(T);
  }
  void raw(ByteView value) { size_ += value.size(); }
  void string(std::string_view value) { size_ += string_wire_size(value.size()); }
  void refuse(std::string_view what, std::string_view field) { refusal_.bug(what, field); }
  void unspeakable(std::string_view what) { refusal_.unspeakable(what); }

  Result<std::size_t> size() const {
    if (refusal_.err()) return fail(*refusal_.err());
    return size_;
  }

 private:
  std::size_t size_ = 0;
  Refusal refusal_;
};

// Appends to a Writer, through a window that it enlarges as it goes.
class Append {
 public:
  explicit Append(Writer& out) : out_(out), before_(out.size()) {}

  template <class T>
  void scalar(const T& value) {
    make_room(sizeof value);
    std::memcpy(at_, &value, sizeof value);
    at_ += sizeof value;
  }
  void raw(ByteView value) {
    make_room(value.size());
    if (!value.empty()) std::memcpy(at_, value.data(), value.size());
    at_ += value.size();
  }
  void string(std::string_view value) {
    if (value.size() >= Writer::kLargeString) {
      give_back();
      return out_.string(value);
    }
    make_room(string_wire_size(value.size()));
    at_ = put_string(at_, value);
  }
  void refuse(std::string_view what, std::string_view field) { refusal_.bug(what, field); }
  void unspeakable(std::string_view what) { refusal_.unspeakable(what); }

  // Gives back the unused room, or everything after a refusal.
  Result<void> finish() {
    give_back();
    if (!refusal_.err()) return {};
    out_.truncate(before_);
    return fail(*refusal_.err());
  }

 private:
  void make_room(std::size_t size) {
    if (static_cast<std::size_t>(end_ - at_) < size) enlarge(size);
  }
  void give_back() {
    out_.truncate(out_.size() - static_cast<std::size_t>(end_ - at_));
    at_ = end_ = nullptr;
  }
  void enlarge(std::size_t size) {
    give_back();
    const auto room = std::max({size, out_.size() - before_, std::size_t{256}});
    at_ = out_.extend(room);
    end_ = at_ + room;
  }

  Writer& out_;
  std::size_t before_;
  std::uint8_t* at_ = nullptr;
  std::uint8_t* end_ = nullptr;
  Refusal refusal_;
};

}  // namespace

bool expressible(const Object& object, Layer layer) {
  return layer.canonical() || LayerForms(layer).fits(object);
}

Result<void> encode(const Object& object, Writer& out) {
  Append append(out);
  encode_into(append, out.layer(), [&](auto encoder) { encoder.object(object); });
  return append.finish();
}

Result<std::size_t> encoded_size(const Object& object, Layer layer) {
  Measure measure;
  encode_into(measure, layer, [&](auto encoder) { encoder.object(object); });
  return measure.size();
}

Result<Bytes> to_bytes(const Object& object, Layer layer) {
  Writer out(layer);
  TRY(encode(object, out));
  return out.take();
}

Result<void> encode_vector(const BoxVec& items, Writer& out) {
  Append append(out);
  encode_into(append, out.layer(), [&](auto encoder) { encoder.items(items, true, false, "result"); });
  return append.finish();
}

}  // namespace botschaft::tl
