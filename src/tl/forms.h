#pragma once
// How other layers write the canonical structs, as data that tools/tlgen emits from schema/layers. Only
// src/tl and the generated tables include this.
#include "tl/layers/adapter.h"
#include "tl/result.h"
#include "tl/table.h"

namespace botschaft::tl {

// Up to and including layer `last`, a struct is written as kForms[form].
struct Run {
  static constexpr std::uint16_t kCanonical = 0xffff;
  static constexpr std::uint16_t kAbsent = 0;

  std::uint16_t last;
  std::uint16_t form;
};

extern const std::span<const Adapter* const> kAdapters;   // by Field::offset - Field::kFirstAdapter
extern const std::span<const OlderResult> kOlderResults;  // by Shape::older_result; 0: as it is
extern const std::span<const Shape> kForms;               // kForms[0] is no form
extern const std::span<const std::uint16_t> kFirstRun;    // by struct index; 0: canonical in every layer
extern const std::span<const Run> kRuns;
extern const std::span<const std::uint16_t>
    kFormIdSlots;  // open addressing: constructor id -> form; 0 is empty

}  // namespace botschaft::tl
