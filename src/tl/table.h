#pragma once
// The schema as data. tools/tlgen emits one Shape per constructor and method and one Field per TL field;
// decode, encode, dump, copying and destruction interpret them. A form (tl/forms.h) is the Shape of another
// layer's line: its fields address the canonical struct. Only src/tl and the generated tables include this.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "tl/object.h"

namespace botschaft::tl {

enum class Kind : std::uint8_t {
  flags,    // a word of presence bits; no member
  present,  // flags.N?true: the bit is the value
  int32,
  int64,
  float64,
  int128,
  int256,
  string,  // UTF-8
  bytes,
  boolean,    // boolTrue or boolFalse
  box,        // any constructor of union `type`; 0: of any
  raw,        // the rest of the input, unread
  sized_raw,  // int length, that many bytes
  vector_int32,
  vector_int64,
  vector_string,
  vector_bytes,
  vector_box,        // of union `type`
  bare_vector_box,   // the same without the vector's own constructor id
  bare_vector_bare,  // items are struct `type` without constructor ids
  unsaid,            // off the wire: what a request of another layer does not say, set by its adapter
};

// A member that is no box is std::optional<T> where the field depends on a flag, else T.
struct Field {
  static constexpr std::uint8_t kAlways = 0xff;
  static constexpr std::uint16_t kNoMember = 0xffff;
  static constexpr std::uint16_t kFirstAdapter = 0xc000;

  // In the struct; from kFirstAdapter on kAdapters[offset - kFirstAdapter] reads and writes the member
  // instead; kNoMember: only on the wire of some layer, or a flags word.
  std::uint16_t offset;
  Kind kind;
  std::uint8_t flag;   // word * 32 + bit, or kAlways; of a flags word: word * 32
  std::uint16_t type;  // union or struct index, by kind
  std::uint16_t name;  // offset in kFieldNames

  bool adapted() const { return offset >= kFirstAdapter && offset != kNoMember; }
  bool conditional() const { return flag != kAlways && kind != Kind::flags; }
};

struct Shape {
  std::uint32_t id;          // constructor id on the wire
  std::uint32_t name;        // offset in kShapeNames
  std::uint16_t index;       // of the struct
  std::uint16_t union_;      // 0 for methods
  std::uint16_t size;        // of the struct in memory
  std::uint16_t least_size;  // bytes of the shortest body
  const Field* first;
  const Field* first_owner;  // again those fields that own memory: strings, boxes, vectors
  std::uint16_t count;
  std::uint16_t owner_count;
  bool is_method : 1;
  bool has_flags : 1;
  bool fragile : 1;           // in some layer a required field may have nothing to be written as
  std::uint8_t since;         // the first layer that knew this line, less kOldestLayer
  std::uint8_t older_result;  // of a method's older line: number in kOlderResults; 0: none

  std::span<const Field> fields() const { return {first, count}; }
  std::span<const Field> owners() const { return {first_owner, owner_count}; }
};

// Emitted by tools/tlgen.
extern const std::span<const Shape> kShapes;           // by index; kShapes[0] is no shape
extern const std::span<const std::uint16_t> kIdSlots;  // open addressing: constructor id -> index; 0 is empty
extern const char* const kShapeNames;
extern const char* const kFieldNames;

inline std::size_t id_slot(std::uint32_t id, std::size_t slots) {
  return (id * 0x9e3779b1u >> 8) & (slots - 1);
}
const Shape* find_shape(std::uint32_t id);  // of any known layer; nullptr: no such constructor or method

inline std::string_view name_of(const Shape& shape) {
  return kShapeNames + shape.name;
}
inline std::string_view name_of(const Field& field) {
  return kFieldNames + field.name;
}

}  // namespace botschaft::tl
