#include "desk/evidence.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/hash.h"
#include "desk/rows.h"
#include "domain/restrictions/target.h"
#include "store/profile_photos.h"

namespace botschaft::desk {
namespace {

constexpr Seconds kLookAgain = kDay;

constexpr Role kStaff[] = {Role::moderator, Role::second_reviewer, Role::appeal_reviewer, Role::operator_};

// Whether somebody has the message before him.
bool has_before_him(const std::vector<store::MessageRow>& copies, std::int64_t person) {
  return std::ranges::any_of(copies, [&](const store::MessageRow& copy) {
    return copy.peer.is_channel() || (person != 0 && copy.owner == person);
  });
}

bool may_be_taken(store::Transaction& tx, const domain::Target& target, EvidenceKind kind, const Actor& by) {
  if (target.part != domain::Target::Part::message || kind == EvidenceKind::preserved) return true;
  return has_before_him(domain::copies_of(tx, target), by.person);
}

void hold_files(store::Transaction& tx, std::int64_t evidence, const domain::Target& target) {
  if (target.part == domain::Target::Part::message) {
    for (const auto& copy : domain::copies_of(tx, target))
      store::hold_desk_evidence_of(tx, evidence, store::key_of(copy));
    return;
  }
  const auto photo = target.part == domain::Target::Part::photo ? std::optional(target.id)
                     : target.peer.is_user()
                         ? store::newest_profile_photo(tx, target.peer.value, store::ProfilePhotoKind::shown)
                         : store::find_chat_photo(tx, target.peer);
  if (photo && store::find_file(tx, *photo)) store::hold_desk_evidence_file(tx, evidence, *photo);
}

std::string entry_of(const store::DeskEvidenceRow& row) {
  return fmt::format("evidence: {}\nkind: {}\nsha-256: {}\n", row.id,
                     name_of(static_cast<EvidenceKind>(row.kind)), to_hex(row.digest));
}

// The first second in which nobody has to keep it; nothing: that cannot be told yet.
std::optional<Seconds> kept_until(store::Transaction& tx, const store::DeskEvidenceRow& row) {
  if (row.kind == static_cast<int>(EvidenceKind::bundle)) return row.taken_at + kBundleFor;
  const auto about = store::find_desk_case(tx, row.case_id);
  if (!about) return row.taken_at;
  bool by_law = false;
  Seconds until = row.taken_at;
  for (const auto& clock : store::desk_clocks(tx, row.case_id)) {
    const auto kind = static_cast<ClockKind>(clock.kind);
    if (kind != ClockKind::preserve_until && kind != ClockKind::complain_until &&
        kind != ClockKind::scrutiny_until)
      continue;
    if (!clock.due_at) return std::nullopt;  // it rests
    by_law = by_law || kind == ClockKind::preserve_until;
    until = std::max(until, *clock.due_at + 1);
  }
  if (!by_law && !is_settled(state_of(*about))) return std::nullopt;
  return until;
}

}  // namespace

std::int64_t take_evidence(store::Transaction& tx, Desk& desk, const store::DeskCaseRow& about,
                           EvidenceKind kind, const Actor& by, Seconds now, std::string_view further) {
  const auto target = domain::parse_target(about.target);
  if (!target || !may_be_taken(tx, *target, kind, by)) return 0;
  auto content = snapshot_of(tx, about.target);
  if (content.empty() && further.empty()) return 0;
  content += further;
  const auto digest = crypto::sha256(as_bytes(content));
  if (kind == EvidenceKind::snapshot && store::is_desk_evidence(tx, about.id, digest)) return 0;
  store::DeskEvidenceRow row{.case_id = about.id,
                             .kind = static_cast<int>(kind),
                             .target = about.target,
                             .digest = to_bytes(digest),
                             .content = to_bytes(as_bytes(content)),
                             .taken_at = now,
                             .look_at = now + kLookAgain};
  row.id = store::insert_desk_evidence(tx, row);
  hold_files(tx, row.id, *target);
  desk.note(about.id, LogKind::preserved, entry_of(row));
  return row.id;
}

Outcome<Evidence> view_evidence(store::Transaction& tx, Desk& desk, std::int64_t evidence, const Actor& who) {
  auto row = store::find_desk_evidence(tx, evidence);
  if (!row) return refuse(Why::no_such_case);
  const bool bundle = row->kind == static_cast<int>(EvidenceKind::bundle);
  const bool mine = bundle ? who.role == Role::officer && who.person != 0 && who.person == row->recipient
                           : who.person != 0 && std::ranges::find(kStaff, who.role) != std::end(kStaff);
  const auto by = fmt::format("role: {}\nperson: {}\n", name_of(who.role), who.person);
  if (!mine) {
    desk.note(row->case_id, LogKind::attempted, "step: view-evidence\n" + by + entry_of(*row));
    return refuse(Why::not_your_role);
  }
  if (!row->content) return refuse(Why::no_such_step);  // destroyed
  desk.note(row->case_id, LogKind::evidence_viewed, by + entry_of(*row));
  Evidence found{.row = *row, .content = std::string(as_text(*row->content))};
  found.row.content.reset();
  return found;
}

int expire_evidence(store::Transaction& tx, Desk& desk, Seconds now, int limit) {
  int destroyed = 0;
  for (const auto& row : store::desk_evidence_to_look_at(tx, now, limit)) {
    const auto until = kept_until(tx, row);
    if (!until || *until > now) {
      store::set_desk_evidence_look(tx, row.id, until ? *until : now + kLookAgain);
      continue;
    }
    store::destroy_desk_evidence(tx, row.id, now);
    desk.note(row.case_id, LogKind::erased, entry_of(row));
    ++destroyed;
  }
  return destroyed;
}

}  // namespace botschaft::desk
