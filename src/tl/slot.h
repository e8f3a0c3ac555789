#pragma once
// From a table row to the typed member it describes.
#include "base/check.h"
#include "tl/table.h"

namespace botschaft::tl {

template <class T>
T& member(Object& object, const Field& field) {
  return *reinterpret_cast<T*>(reinterpret_cast<std::uint8_t*>(&object) + field.offset);
}

// What a field of that kind is in memory, as a type argument of `visit`. Boxes are always AnyBox, vectors of
// objects BoxVec (the typed faces add no state).
template <class Visit>
decltype(auto) with_type(Kind kind, Visit&& visit) {
  switch (kind) {
    case Kind::flags:
    case Kind::present:
    case Kind::boolean:
      return visit.template operator()<bool>();
    case Kind::int32:
      return visit.template operator()<std::int32_t>();
    case Kind::int64:
      return visit.template operator()<std::int64_t>();
    case Kind::float64:
      return visit.template operator()<double>();
    case Kind::int128:
      return visit.template operator()<Int128>();
    case Kind::int256:
      return visit.template operator()<Int256>();
    case Kind::string:
    case Kind::bytes:
      return visit.template operator()<std::string>();
    case Kind::box:
    case Kind::unsaid:
      return visit.template operator()<AnyBox>();
    case Kind::raw:
    case Kind::sized_raw:
      return visit.template operator()<ByteView>();
    case Kind::vector_int32:
      return visit.template operator()<Vec<std::int32_t>>();
    case Kind::vector_int64:
      return visit.template operator()<Vec<std::int64_t>>();
    case Kind::vector_string:
    case Kind::vector_bytes:
      return visit.template operator()<Vec<std::string>>();
    case Kind::vector_box:
    case Kind::bare_vector_box:
    case Kind::bare_vector_bare:
      return visit.template operator()<BoxVec>();
  }
  check_failed("every kind has a member type", __FILE__, __LINE__);
}

// Calls `visit` with the member as it is declared: T& or std::optional<T>&. A field without member is visited
// as a default value; adapted fields are not for this.
template <class Visit>
decltype(auto) visit_member(Object& object, const Field& field, Visit&& visit) {
  return with_type(field.kind, [&]<class T>() -> decltype(auto) {
    if (field.offset == Field::kNoMember) {
      T nothing{};
      return visit(nothing);
    }
    // A null box and a bool that is its bit say by themselves that they are absent.
    if constexpr (!std::same_as<T, AnyBox>) {
      if (field.conditional() && field.kind != Kind::present)
        return visit(member<std::optional<T>>(object, field));
    }
    return visit(member<T>(object, field));
  });
}

}  // namespace botschaft::tl
