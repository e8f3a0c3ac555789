#pragma once
// Fields that another layer writes otherwise than the canonical struct holds them. The generated tables name
// one Adapter for each such field of a form; the rules they are made of stand in values.h and fields.h.
#include <algorithm>
#include <optional>
#include <type_traits>

#include "tl/layers/values.h"
#include "tl/object.h"

namespace botschaft::tl {

// `value` is what the field's kind is in memory (tl/slot.h): std::int32_t, std::string, AnyBox, BoxVec...
struct Adapter {
  bool (*get)(const Object& object, void* value);  // into a fresh value; false: the field is absent
  void (*set)(Object& object, void* value);        // may move from it; null for a field off the wire
};

namespace layers {

template <auto Member>
struct MemberOf;
template <class S, class T, T S::* Member>
struct MemberOf<Member> {
  using Struct = S;
  static const T& of(const Object& object) { return static_cast<const S&>(object).*Member; }
  static T& of(Object& object) { return static_cast<S&>(object).*Member; }
};

// Sometimes absent here and always there in the other layer, or the other way round.
template <auto Member, class Wire>
struct Same {
  using M = MemberOf<Member>;
  static bool get(const Object& object, void* value) {
    return copy(M::of(object), *static_cast<Wire*>(value));
  }
  static void set(Object& object, void* value) { M::of(object) = std::move(*static_cast<Wire*>(value)); }

 private:
  static bool copy(const Wire& now, Wire& then) {
    if constexpr (std::is_base_of_v<BoxVec, Wire>) {
      then = clone(now);
    } else {
      then = now;
    }
    return true;
  }
  static bool copy(const std::optional<Wire>& now, Wire& then) { return now && copy(*now, then); }
};

// Of another type: older() and newer() of values.h.
template <auto Member, class Wire>
struct Converted {
  using M = MemberOf<Member>;
  static bool get(const Object& object, void* value) {
    return values::older(M::of(object), *static_cast<Wire*>(value));
  }
  static void set(Object& object, void* value) {
    values::newer(std::move(*static_cast<Wire*>(value)), M::of(object));
  }
};

// A rule of fields.h: `bool get(const S&, Wire&)`, `void set(S&, Wire&&)`, or both. Without get the field is
// absent, without set it is dropped.
template <class S, class Wire, class Rule>
struct ByRule {
  static bool get(const Object& object, void* value) {
    if constexpr (requires(const S& s, Wire& wire) { Rule::get(s, wire); }) {
      return Rule::get(static_cast<const S&>(object), *static_cast<Wire*>(value));
    } else {
      return false;
    }
  }
  static void set(Object& object, void* value) {
    if constexpr (requires(S& s, Wire&& wire) { Rule::set(s, std::move(wire)); }) {
      Rule::set(static_cast<S&>(object), std::move(*static_cast<Wire*>(value)));
    }
  }
};

// What the other layer wants and we have nothing to say for.
template <class Wire, auto Value>
struct Constant {
  static bool get(const Object&, void* value) {
    *static_cast<Wire*>(value) = static_cast<Wire>(Value);
    return true;
  }
  static void set(Object&, void*) {}
};

template <std::size_t N>
struct Literal {
  constexpr Literal(const char (&text)[N]) { std::copy_n(text, N, value); }
  char value[N];
};
template <Literal Value>
struct Text {
  static bool get(const Object&, void* value) {
    *static_cast<std::string*>(value) = Value.value;
    return true;
  }
  static void set(Object&, void*) {}
};

// What an older request does not say: a constant, or `void fill(S&)` of fields.h.
template <auto Member, auto Value>
struct UnsaidConstant {
  static bool get(const Object&, void*) { return false; }
  static void set(Object& object, void*) { MemberOf<Member>::of(object) = Value; }
};
template <class S, class Rule>
struct UnsaidByRule {
  static bool get(const Object&, void*) { return false; }
  static void set(Object& object, void*) { Rule::fill(static_cast<S&>(object)); }
};

template <class A>
inline constexpr Adapter kAdapter{&A::get, &A::set};

}  // namespace layers

template <auto Member, class Wire>
inline constexpr Adapter kSame = layers::kAdapter<layers::Same<Member, Wire>>;
template <auto Member, class Wire>
inline constexpr Adapter kConverted = layers::kAdapter<layers::Converted<Member, Wire>>;
template <class S, class Wire, class Rule>
inline constexpr Adapter kRule = layers::kAdapter<layers::ByRule<S, Wire, Rule>>;
template <class Wire, auto Value>
inline constexpr Adapter kConstant = layers::kAdapter<layers::Constant<Wire, Value>>;
template <layers::Literal Value>
inline constexpr Adapter kText = layers::kAdapter<layers::Text<Value>>;
template <auto Member, auto Value>
inline constexpr Adapter kUnsaidConstant = layers::kAdapter<layers::UnsaidConstant<Member, Value>>;
template <class S, class Rule>
inline constexpr Adapter kUnsaid = layers::kAdapter<layers::UnsaidByRule<S, Rule>>;

}  // namespace botschaft::tl
