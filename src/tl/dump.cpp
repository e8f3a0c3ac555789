#include <fmt/format.h>

#include <iterator>

#include "tl/codec.h"
#include "tl/slot.h"

namespace botschaft::tl {
namespace {

class Dumper {
 public:
  explicit Dumper(Secrets secrets) : secrets_(secrets) {}

  void object(const Object& constant) {
    auto& object = const_cast<Object&>(constant);  // visit_member serves both directions; nothing is changed
    const Shape& shape = kShapes[object.index()];
    print("{{\"_\":\"{}\"", name_of(shape));
    for (const Field& field : shape.fields()) {
      if (field.offset != Field::kNoMember)
        visit_member(object, field, [&](const auto& slot) { entry(field, slot); });
    }
    out_ += '}';
  }

  std::string take() { return std::move(out_); }

 private:
  template <class T>
  void entry(const Field& field, const T& slot) {
    print(",\"{}\":", name_of(field));
    value(field, slot);
  }
  template <class T>
  void entry(const Field& field, const std::optional<T>& slot) {
    if (slot) entry(field, *slot);
  }
  void entry(const Field& field, const AnyBox& slot) {
    if (!slot && field.conditional()) return;
    print(",\"{}\":", name_of(field));
    item(slot);
  }
  void entry(const Field& field, const bool& slot) {
    if (slot || field.kind == Kind::boolean) print(",\"{}\":{}", name_of(field), slot);
  }

  void value(const Field&, std::int32_t slot) { print("{}", slot); }
  void value(const Field&, std::int64_t slot) { print("\"{}\"", slot); }
  void value(const Field&, double slot) { print("{}", slot); }
  void value(const Field&, bool slot) { print("{}", slot); }
  void value(const Field&, const Int128& slot) { bytes(slot); }
  void value(const Field&, const Int256& slot) { bytes(slot); }
  void value(const Field&, const ByteView& slot) { bytes(slot); }
  void value(const Field& field, const std::string& slot) {
    if (field.kind == Kind::string || field.kind == Kind::vector_string) {
      text(slot);
    } else {
      bytes(as_bytes(slot));
    }
  }
  template <class T>
  void value(const Field& field, const Vec<T>& slot) {
    list(slot.size(), [&](std::size_t i) { value(field, slot[i]); });
  }
  void value(const Field&, const BoxVec& slot) {
    list(slot.size(), [&](std::size_t i) { item(slot.any()[i]); });
  }

  void item(const AnyBox& box) {
    if (box) {
      object(*box.get());
    } else {
      out_ += "null";
    }
  }
  template <class Item>
  void list(std::size_t count, Item item) {
    out_ += '[';
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out_ += ',';
      item(i);
    }
    out_ += ']';
  }

  void bytes(ByteView value) {
    if (secrets_ == Secrets::hide) {
      print("\"<{} bytes>\"", value.size());
    } else {
      print("\"{}\"", to_hex(value));
    }
  }
  void text(std::string_view value) {
    if (secrets_ == Secrets::hide) {
      print("\"<{} chars>\"", value.size());
      return;
    }
    out_ += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') {
        out_ += '\\';
        out_ += c;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        print("\\u{:04x}", static_cast<unsigned>(c));
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }

  template <class... Args>
  void print(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  Secrets secrets_;
  std::string out_;
};

}  // namespace

std::string dump(const Object& object, Secrets secrets) {
  Dumper dumper(secrets);
  dumper.object(object);
  return dumper.take();
}

std::string_view name(std::uint16_t index) {
  CHECK(index != 0 && index < kShapes.size());
  return name_of(kShapes[index]);
}

std::string_view name(const Object& object) {
  return name(object.index());
}

std::uint32_t constructor_id(const Object& object) {
  return kShapes[object.index()].id;
}

}  // namespace botschaft::tl
