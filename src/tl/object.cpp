#include "tl/object.h"

#include <cstring>
#include <memory>
#include <new>

#include "tl/slot.h"
#include "tl/table.h"

namespace botschaft::tl {

// The typed faces share the layout of their bases; the interpreter sees only the bases.
struct LayoutProbe;
static_assert(sizeof(Box<LayoutProbe>) == sizeof(AnyBox));
static_assert(sizeof(Vec<Box<LayoutProbe>>) == sizeof(BoxVec));
static_assert(sizeof(std::optional<Vec<Box<LayoutProbe>>>) == sizeof(std::optional<BoxVec>));

namespace {

struct BareObject : Object {
  explicit BareObject(std::uint16_t index) : Object(index) {}
};

// Copies one member; both have the same type.
template <class T>
void copy_member(const T& from, T& to) {
  if constexpr (std::same_as<T, AnyBox>) {
    if (from) to = clone_object(*from.get());
  } else if constexpr (std::same_as<T, BoxVec>) {
    to = clone_items(from);
  } else if constexpr (std::same_as<T, std::optional<BoxVec>>) {
    if (from) to = clone_items(*from);
  } else {
    to = from;
  }
}

}  // namespace

Object* new_object(std::uint16_t index) {
  CHECK(index != 0 && index < kShapes.size());
  const Shape& shape = kShapes[index];
  void* const memory = ::operator new(shape.size);
  std::memset(memory, 0, shape.size);  // the default of every member that owns nothing
  Object* const object = new (memory) BareObject(index);
  for (const Field& field : shape.owners()) {
    visit_member(*object, field, []<class T>(T& slot) { new (&slot) T(); });
  }
  return object;
}

void delete_object(Object* object) {
  const Shape& shape = kShapes[object->index()];
  for (const Field& field : shape.owners()) {
    visit_member(*object, field, []<class T>(T& slot) { std::destroy_at(&slot); });
  }
  ::operator delete(object, shape.size);
}

AnyBox clone_object(const Object& object) {
  AnyBox copy(new_object(object.index()));
  auto& source = const_cast<Object&>(object);  // visit_member serves both directions; nothing is changed
  for (const Field& field : kShapes[object.index()].fields()) {
    if (field.offset == Field::kNoMember) continue;
    visit_member(source, field, [&]<class T>(T& from) { copy_member(from, member<T>(*copy.get(), field)); });
  }
  return copy;
}

BoxVec clone_items(const BoxVec& items) {
  BoxVec copy;
  copy.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    copy.push_any(items.any()[i] ? clone_object(*items.any()[i].get()) : AnyBox());
  }
  return copy;
}

BoxVec::BoxVec() = default;
BoxVec::BoxVec(BoxVec&&) noexcept = default;
BoxVec& BoxVec::operator=(BoxVec&&) noexcept = default;
BoxVec::~BoxVec() = default;
void BoxVec::clear() {
  items_.clear();
}
void BoxVec::reserve(std::size_t count) {
  items_.reserve(count);
}
void BoxVec::pop_back() {
  items_.pop_back();
}
void BoxVec::push_any(AnyBox&& item) {
  items_.push_back(std::move(item));
}
void BoxVec::truncate(std::size_t count) {
  if (count < items_.size()) items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(count), items_.end());
}

}  // namespace botschaft::tl
