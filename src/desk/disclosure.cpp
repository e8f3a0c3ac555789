#include "desk/disclosure.h"

#include <algorithm>

#include "crypto/cms.h"
#include "crypto/hash.h"
#include "desk/data_of_person.h"
#include "desk/evidence.h"
#include "desk/json_text.h"
#include "desk/rows.h"
#include "domain/restrictions/target.h"

namespace botschaft::desk {
namespace {

std::string sha256_of(std::string_view text) {
  return to_hex(crypto::sha256(as_bytes(text)));
}

// What was reported or preserved goes along with content that was asked for.
void add_evidence(store::Transaction& tx, std::int64_t case_id, std::vector<NamedFile>& parts) {
  for (const auto& held : store::desk_evidence_of_case(tx, case_id)) {
    if (held.kind == static_cast<int>(EvidenceKind::bundle) || held.destroyed_at != 0) continue;
    const auto row = store::find_desk_evidence(tx, held.id);
    if (row && row->content)
      parts.push_back({"evidence-" + std::to_string(row->id) + ".txt", std::string(as_text(*row->content))});
  }
}

std::vector<NamedFile> parts_of(store::Transaction& tx, const store::DeskCaseRow& row,
                                const Disclosure& disclosure) {
  std::vector<NamedFile> parts;
  const auto person =
      domain::parse_target(row.target)
          .transform([&](const domain::Target& target) { return domain::person_concerned(tx, target); })
          .value_or(0);
  for (const auto& field : disclosure.fields)
    parts.push_back({field + ".json", data_of_person(tx, person, field) + "\n"});
  if (disclosure.data == DataCategory::content) add_evidence(tx, row.id, parts);
  return parts;
}

std::string manifest_of(const store::DeskCaseRow& row, const Disclosure& disclosure,
                        const std::vector<NamedFile>& parts, Seconds now) {
  JsonArray list;
  for (const auto& part : parts)
    list.add(JsonObject()
                 .text("name", part.name)
                 .number("size", static_cast<long long>(part.content.size()))
                 .text("sha256", sha256_of(part.content))
                 .done());
  return JsonObject()
             .text("case", row.ref)
             .text("instrument", name_of(instrument_of(row)))
             .text("target", row.target)
             .text("recipient", disclosure.recipient)
             .text("legal-basis", disclosure.legal_basis)
             .text("data", name_of(disclosure.data))
             .number("received-at", row.received_at)
             .number("made-at", now)
             .raw("parts", list.done())
             .done() +
         "\n";
}

}  // namespace

Outcome<std::int64_t> hand_over(store::Transaction& tx, Desk& desk, std::int64_t case_id, const Actor& actor,
                                const HandOver& how, Seconds now) {
  const auto row = store::find_desk_case(tx, case_id);
  if (!row) return refuse(Why::no_such_case);
  const auto decision = parse_decision(row->decision);
  const auto* disclosure = decision ? std::get_if<Disclosure>(&*decision) : nullptr;
  if (disclosure == nullptr || state_of(*row) != State::decided) return refuse(Why::no_such_step);
  const bool known = std::ranges::all_of(
      disclosure->fields, [&](const auto& field) { return is_data_field(disclosure->data, field); });
  if (!known || how.recipient == 0) return refuse(Why::bad_input);

  auto parts = parts_of(tx, *row, *disclosure);
  const auto manifest = manifest_of(*row, *disclosure, parts, now);
  parts.insert(parts.begin(), {"manifest.json", manifest});
  const auto bundle = crypto::cms_envelop(as_bytes(tar_of(parts, now)), how.certificate, now);
  if (!bundle) return refuse(Why::bad_input);

  const auto step = how.conditionally ? Action::hand_over_conditionally : Action::effect;
  if (const auto done = desk.act(case_id, step, actor); !done) return std::unexpected(done.error());
  const auto digest = crypto::sha256(*bundle);
  const auto id = store::insert_desk_evidence(tx, {.case_id = case_id,
                                                   .kind = static_cast<int>(EvidenceKind::bundle),
                                                   .target = row->target,
                                                   .recipient = how.recipient,
                                                   .digest = to_bytes(digest),
                                                   .content = *bundle,
                                                   .taken_at = now,
                                                   .look_at = now + kBundleFor});
  desk.note(case_id, LogKind::disclosed,
            "evidence: " + std::to_string(id) + "\nsha-256: " + to_hex(digest) + "\nmanifest: " + manifest);
  return id;
}

}  // namespace botschaft::desk
