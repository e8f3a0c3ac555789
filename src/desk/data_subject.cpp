#include "desk/data_subject.h"

#include <algorithm>
#include <set>

#include "desk/data_of_person.h"
#include "desk/evidence.h"
#include "desk/json_text.h"
#include "desk/rows.h"

namespace botschaft::desk {
namespace {

std::string own_target(std::int64_t person) {
  return "user:" + std::to_string(person);
}

// Cases that are about the person, or by which something of his was restricted.
std::set<std::int64_t> cases_concerning(store::Transaction& tx, std::int64_t person) {
  std::set<std::int64_t> ids;
  for (const auto id : store::desk_cases_about(tx, own_target(person))) ids.insert(id);
  for (const auto id : store::desk_cases_restricting(tx, person)) ids.insert(id);
  return ids;
}

bool may_be_told(store::Transaction& tx, const store::DeskCaseRow& row, Seconds now) {
  if (notice_policy(instrument_of(row)).telling != Telling::told) return false;
  const auto gag = store::last_desk_gag(tx, row.id);
  return !gag || gag->ended_at != 0 || gag->until_at <= now;
}

std::string own_submissions(store::Transaction& tx, std::int64_t person) {
  JsonArray list;
  for (const auto id : store::desk_cases_of_sender(tx, person)) {
    const auto row = store::find_desk_case(tx, id);
    if (!row) continue;
    list.add(JsonObject()
                 .text("case", row->ref)
                 .text("kind", name_of(kind_of(*row)))
                 .text("about", row->target)
                 .number("received-at", row->received_at)
                 .text("state", name_of(state_of(*row)))
                 .done());
  }
  return list.done();
}

std::string decision_on(store::Transaction& tx, const store::DeskCaseRow& row) {
  JsonObject one;
  one.text("case", row.ref)
      .text("instrument", name_of(instrument_of(row)))
      .text("about", row.target)
      .number("in-effect-since", row.effected_at)
      .text("decision", row.decision);
  JsonArray handed;
  for (const auto& held : store::desk_evidence_of_case(tx, row.id))
    if (held.kind == static_cast<int>(EvidenceKind::bundle))
      handed.add(
          JsonObject().number("handed-over-at", held.taken_at).text("sha256", to_hex(held.digest)).done());
  return one.raw("bundles", handed.done()).done();
}

std::string decisions(store::Transaction& tx, std::int64_t person, Seconds now) {
  JsonArray list;
  for (const auto id : cases_concerning(tx, person)) {
    const auto row = store::find_desk_case(tx, id);
    if (row && row->effected_at != 0 && may_be_told(tx, *row, now)) list.add(decision_on(tx, *row));
  }
  return list.done();
}

template <class F>
void for_each_held(store::Transaction& tx, std::int64_t person, Seconds now, F f) {
  auto held = store::desk_evidence_about(tx, own_target(person));
  for (const auto id : store::desk_cases_restricting(tx, person))
    for (auto& each : store::desk_evidence_of_case(tx, id))
      if (each.destroyed_at == 0 &&
          std::ranges::find(held, each.id, &store::DeskEvidenceRow::id) == held.end())
        held.push_back(std::move(each));
  for (const auto& each : held) {
    const auto row = store::find_desk_case(tx, each.case_id);
    // Who reported is not told that something is held of what he reported, nor is it his.
    if (row && row->effected_at != 0 && may_be_told(tx, *row, now)) f(*row, each);
  }
}

std::string held_of(store::Transaction& tx, std::int64_t person, Seconds now) {
  JsonArray list;
  for_each_held(tx, person, now, [&](const store::DeskCaseRow& row, const store::DeskEvidenceRow& each) {
    list.add(JsonObject()
                 .text("case", row.ref)
                 .text("what", name_of(static_cast<EvidenceKind>(each.kind)))
                 .text("about", each.target)
                 .number("taken-at", each.taken_at)
                 .text("sha256", to_hex(each.digest))
                 .done());
  });
  return list.done();
}

}  // namespace

std::string copy_for_person(store::Transaction& tx, std::int64_t person, Seconds now) {
  JsonObject account;
  for (const auto& field : data_fields()) account.raw(field.name, data_of_person(tx, person, field.name));
  return JsonObject()
             .number("person", person)
             .number("made-at", now)
             .raw("account", account.done())
             .raw("sent-in", own_submissions(tx, person))
             .raw("decisions", decisions(tx, person, now))
             .raw("held", held_of(tx, person, now))
             .done() +
         "\n";
}

std::vector<std::string> legal_holds_on(store::Transaction& tx, std::int64_t person, Seconds now) {
  std::vector<std::string> refs;
  for_each_held(tx, person, now, [&](const store::DeskCaseRow& row, const store::DeskEvidenceRow&) {
    if (std::ranges::find(refs, row.ref) == refs.end()) refs.push_back(row.ref);
  });
  return refs;
}

}  // namespace botschaft::desk
