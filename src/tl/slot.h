#pragma once
// From a table row to the typed member it describes.
#include "base/check.h"
#include "tl/table.h"

namespace botschaft::tl {

template <class T>
T& member(Object& object, const Field& field) {
  return *reinterpret_cast<T*>(reinterpret_cast<std::uint8_t*>(&object) + field.offset);
}

// Calls `visit` with the member as it is declared: T& or std::optional<T>&; boxes always as AnyBox&, vectors
// of objects as BoxVec& (the typed faces add no state). A field without member is visited as a default value.
template <class T, class Visit>
decltype(auto) visit_as(Object& object, const Field& field, Visit&& visit) {
  if (field.offset == Field::kNoMember) {
    T nothing{};
    return visit(nothing);
  }
  if (field.conditional()) return visit(member<std::optional<T>>(object, field));
  return visit(member<T>(object, field));
}

template <class T, class Visit>
decltype(auto) visit_plain(Object& object, const Field& field, Visit&& visit) {
  if (field.offset == Field::kNoMember) {
    T nothing{};
    return visit(nothing);
  }
  return visit(member<T>(object, field));
}

template <class Visit>
decltype(auto) visit_member(Object& object, const Field& field, Visit&& visit) {
  switch (field.kind) {
    case Kind::flags:
    case Kind::present:
      return visit_plain<bool>(object, field, visit);
    case Kind::int32:
      return visit_as<std::int32_t>(object, field, visit);
    case Kind::int64:
      return visit_as<std::int64_t>(object, field, visit);
    case Kind::float64:
      return visit_as<double>(object, field, visit);
    case Kind::int128:
      return visit_as<Int128>(object, field, visit);
    case Kind::int256:
      return visit_as<Int256>(object, field, visit);
    case Kind::string:
    case Kind::bytes:
      return visit_as<std::string>(object, field, visit);
    case Kind::boolean:
      return visit_as<bool>(object, field, visit);
    case Kind::box:
      return visit_plain<AnyBox>(object, field, visit);
    case Kind::raw:
    case Kind::sized_raw:
      return visit_as<ByteView>(object, field, visit);
    case Kind::vector_int32:
      return visit_as<Vec<std::int32_t>>(object, field, visit);
    case Kind::vector_int64:
      return visit_as<Vec<std::int64_t>>(object, field, visit);
    case Kind::vector_string:
    case Kind::vector_bytes:
      return visit_as<Vec<std::string>>(object, field, visit);
    case Kind::vector_box:
    case Kind::bare_vector_box:
    case Kind::bare_vector_bare:
      return visit_as<BoxVec>(object, field, visit);
  }
  check_failed("every kind has a member type", __FILE__, __LINE__);
}

}  // namespace botschaft::tl
