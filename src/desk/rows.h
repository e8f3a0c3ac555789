#pragma once
// Rows of the store to the desk's types, and back.
#include <optional>

#include "desk/desk.h"

namespace botschaft::desk {

Case case_of(const store::DeskCaseRow& row);
inline State state_of(const store::DeskCaseRow& row) {
  return static_cast<State>(row.state);
}
inline CaseKind kind_of(const store::DeskCaseRow& row) {
  return static_cast<CaseKind>(row.kind);
}
inline Instrument instrument_of(const store::DeskCaseRow& row) {
  return static_cast<Instrument>(row.instrument);
}

Bytes pack(const std::optional<Asked>& asked);
std::optional<Asked> unpack_asked(ByteView packed);

// The clock of a row. Nothing if the rule is none of the instrument's.
std::optional<Clock> clock_of(Instrument instrument, const store::DeskClockRow& row,
                              const std::vector<store::DeskPauseRow>& pauses);

// More than the 60 days of Reg. 2023/1543, Art. 11(1).
bool is_extended(const store::DeskClockRow& preservation);

}  // namespace botschaft::desk
