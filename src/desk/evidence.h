#pragma once
// What the desk holds: what was reported as it was then, what is preserved on an order, what was handed over.
// It outlives the original, whoever deletes that, and is destroyed when its time is over; in between it is
// looked at through view() alone, which leaves an entry. Nothing here is found by what is in it.
#include "desk/desk.h"
#include "store/desk_evidence.h"

namespace botschaft::desk {

enum class EvidenceKind : std::uint8_t {
  snapshot = 1,  // of what a notice or order is about, when it came
  preserved,     // on an order: the same, and what is held of the person (data_of_person.h)
  bundle,        // for the recipient's key: disclosure.h
};

// The shape of a snapshot (fields.h): what, by whom, when; text and entities of a message, its files with the
// hashes of their bytes, a few messages around it where the chat is public; names and text of a profile or
// channel.
std::string snapshot_of(store::Transaction& tx, std::string_view target);  // "": it is not there

// Of what the case is about. The same content is held once per case, whoever reports it again. A private
// message is taken for those alone who have it before them, or on an order to preserve. 0: nothing was
// (newly) taken.
std::int64_t take_evidence(store::Transaction& tx, Desk& desk, const store::DeskCaseRow& about,
                           EvidenceKind kind, const Actor& by, Seconds now, std::string_view further = {});

struct Evidence {
  store::DeskEvidenceRow row;
  std::string content;
};
// Staff see what is held of the case they work on; a bundle is its recipient's alone. Writes evidence-viewed,
// and `attempted` where it is refused.
Outcome<Evidence> view_evidence(store::Transaction& tx, Desk& desk, std::int64_t evidence, const Actor& who);

// Destroys what nobody has to keep any more: what an instrument says how long (preserve_until) then, whatever
// state the case is in; all else when the case is settled and the time to complain is over; bundles after
// kBundleFor. Returns how many were destroyed, each with its entry.
inline constexpr Seconds kBundleFor = 30 * kDay;
int expire_evidence(store::Transaction& tx, Desk& desk, Seconds now, int limit);

template <>
struct Names<EvidenceKind> {
  static constexpr std::array<std::string_view, 3> kAll = {"snapshot", "preserved", "bundle"};
};

}  // namespace botschaft::desk
