#pragma once
// The in-memory form of TL values: plain generated structs, owned through thin move-only pointers.
//
//   auto m = tl::make<tl::message>();            Ptr<message>
//   m->id = 5;
//   m->peer_id = tl::make<tl::peerUser>({.user_id = 7});
//   Box<tl::Message> b = std::move(m);
//   if (const auto* u = box.as<tl::user>()) ...
//   switch (box.index()) { case tl::user::kIndex: ... }
//
// A constructor's struct is lower-case as in TL (tl::user, tl::updates_state), the type it belongs to is a
// tag in upper case (Box<tl::User>). A null Box is an absent field; encoding fails where the schema requires
// it. Nothing here is templated on more than a tag: construction, destruction and copying run over the field
// tables.
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace botschaft::tl {

using Int128 = std::array<std::uint8_t, 16>;
using Int256 = std::array<std::uint8_t, 32>;

// Base of every generated struct. The index names the constructor or method, whatever the layer; 0 is none.
class Object {
 public:
  std::uint16_t index() const { return index_; }

 protected:
  explicit Object(std::uint16_t index) : index_(index) {}
  ~Object() = default;
  Object(const Object&) = default;
  Object& operator=(const Object&) { return *this; }  // never changes what the object is

 private:
  std::uint16_t index_;
};

template <std::uint16_t Index>
struct Indexed : Object {
  static constexpr std::uint16_t kIndex = Index;
  Indexed() : Object(Index) {}
};

// Default-constructed object of that index on the heap, and its end. Everyone but the interpreter uses
// make().
Object* new_object(std::uint16_t index);
void delete_object(Object* object);

// Owns any object, or is null.
class AnyBox {
 public:
  AnyBox() = default;
  AnyBox(std::nullptr_t) {}
  explicit AnyBox(Object* owned) : object_(owned) {}
  AnyBox(AnyBox&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  AnyBox& operator=(AnyBox&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~AnyBox() {
    if (object_ != nullptr) delete_object(object_);
  }

  explicit operator bool() const { return object_ != nullptr; }
  std::uint16_t index() const { return object_ == nullptr ? std::uint16_t{0} : object_->index(); }
  Object* get() { return object_; }
  const Object* get() const { return object_; }
  void reset() { *this = AnyBox(); }

  template <class T>
  bool is() const {
    return index() == T::kIndex;
  }
  template <class T>
  T* as() {
    return is<T>() ? static_cast<T*>(object_) : nullptr;
  }
  template <class T>
  const T* as() const {
    return is<T>() ? static_cast<const T*>(object_) : nullptr;
  }

 private:
  Object* object_ = nullptr;
};

// Owns an object of a known struct; what make() returns.
template <class T>
class Ptr : public AnyBox {
 public:
  using AnyBox::AnyBox;
  T* operator->() { return static_cast<T*>(get()); }
  const T* operator->() const { return static_cast<const T*>(get()); }
  T& operator*() { return static_cast<T&>(*get()); }
  const T& operator*() const { return static_cast<const T&>(*get()); }
};

template <class T>
Ptr<T> make() {
  return Ptr<T>(new_object(T::kIndex));
}
template <class T>
Ptr<T> make(T&& value) {
  auto made = make<T>();
  *made = std::move(value);
  return made;
}

// Owns any constructor of the TL type `Union`, or is null.
template <class Union>
class Box : public AnyBox {
 public:
  Box() = default;
  Box(std::nullptr_t) {}
  template <class T>
    requires std::same_as<typename T::Type, Union>
  Box(Ptr<T>&& made) : AnyBox(std::move(made)) {}

  template <class T>
    requires std::same_as<typename T::Type, Union>
  bool is() const {
    return AnyBox::is<T>();
  }
  template <class T>
    requires std::same_as<typename T::Type, Union>
  T* as() {
    return AnyBox::as<T>();
  }
  template <class T>
    requires std::same_as<typename T::Type, Union>
  const T* as() const {
    return AnyBox::as<T>();
  }
};

// A TL vector. Of scalars it is a std::vector; of objects a thin typed face of BoxVec.
template <class T>
class Vec : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  Vec(std::vector<T> items) : std::vector<T>(std::move(items)) {}
};

class BoxVec {
 public:
  BoxVec();
  BoxVec(BoxVec&&) noexcept;
  BoxVec& operator=(BoxVec&&) noexcept;
  ~BoxVec();

  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  void clear();
  void reserve(std::size_t count);
  void pop_back();
  void truncate(std::size_t count);  // keeps the first `count` items, or all

  void push_any(AnyBox&& item);  // for the interpreter: the caller vouches for the item's type
  AnyBox* any() { return items_.data(); }
  const AnyBox* any() const { return items_.data(); }

 private:
  std::vector<AnyBox> items_;
};

template <class Union>
class Vec<Box<Union>> : public BoxVec {
 public:
  using value_type = Box<Union>;

  void push_back(Box<Union> item) { push_any(std::move(item)); }
  Box<Union>* begin() { return static_cast<Box<Union>*>(any()); }
  Box<Union>* end() { return begin() + size(); }
  const Box<Union>* begin() const { return static_cast<const Box<Union>*>(any()); }
  const Box<Union>* end() const { return begin() + size(); }
  Box<Union>& operator[](std::size_t i) { return begin()[i]; }
  const Box<Union>& operator[](std::size_t i) const { return begin()[i]; }
  Box<Union>& front() { return *begin(); }
  const Box<Union>& front() const { return *begin(); }
  Box<Union>& back() { return end()[-1]; }
  const Box<Union>& back() const { return end()[-1]; }
  void append(Vec&& other) {
    for (auto& item : other) push_any(std::move(item));
    other.clear();
  }
};

// Deep copies.
AnyBox clone_object(const Object& object);
BoxVec clone_items(const BoxVec& items);

template <class T>
  requires std::derived_from<T, Object>
Ptr<T> clone(const T& value) {
  Ptr<T> copy;
  static_cast<AnyBox&>(copy) = clone_object(value);
  return copy;
}
template <class Union>
Box<Union> clone(const Box<Union>& box) {
  Box<Union> copy;
  if (box) static_cast<AnyBox&>(copy) = clone_object(*box.get());
  return copy;
}
template <class Union>
Vec<Box<Union>> clone(const Vec<Box<Union>>& items) {
  Vec<Box<Union>> copy;
  static_cast<BoxVec&>(copy) = clone_items(items);
  return copy;
}

}  // namespace botschaft::tl
