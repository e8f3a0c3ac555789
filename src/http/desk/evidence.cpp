// What is held of a case, looked at by staff; data handed over, fetched by whoever sent the order; the copy
// of what the desk has of a person who asked for it.
#include "desk/evidence.h"

#include <charconv>

#include "desk/data_subject.h"
#include "desk/disclosure.h"
#include "desk/orders/moment.h"
#include "domain/restrictions/target.h"
#include "http/desk/endpoints.h"
#include "store/desk_orders.h"

namespace botschaft::http {
namespace {

using desk::Role;

constexpr desk::Set<Role> kHandingOver{Role::moderator, Role::operator_};

Reply no_such_case() {
  return problem(desk::Refusal{desk::Why::no_such_case, {}});
}

json::object evidence_json(const store::DeskEvidenceRow& row) {
  json::object out{{"id", row.id},        {"kind", desk::name_of(static_cast<desk::EvidenceKind>(row.kind))},
                   {"about", row.target}, {"sha256", to_hex(row.digest)},
                   {"size", row.size},    {"taken_at", desk::iso_moment(row.taken_at)}};
  if (row.destroyed_at != 0) out["destroyed_at"] = desk::iso_moment(row.destroyed_at);
  return out;
}

Reply list_evidence(DeskCall& call) {
  const auto about = call.desk.find(call.path[0]);
  if (!about) return no_such_case();
  json::array list;
  for (const auto& row : store::desk_evidence_of_case(call.tx, about->id)) list.push_back(evidence_json(row));
  return {.body = json::object{{"case", about->ref}, {"evidence", std::move(list)}}};
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// A POST, for each look is an entry in the log.
Reply post_view(DeskCall& call) {
  const auto about = call.desk.find(call.path[0]);
  const auto id = number_of(call.path[1]);
  const auto row = id ? store::find_desk_evidence(call.tx, *id) : std::nullopt;
  if (!about || !row || row->case_id != about->id) return no_such_case();
  const auto seen = desk::view_evidence(call.tx, call.desk, *id, call.caller.actor());
  if (!seen) return problem(seen.error());
  auto body = evidence_json(seen->row);
  body["content"] = seen->content;
  return {.body = std::move(body)};
}

Reply post_hand_over(DeskCall& call) {
  const auto about = call.desk.find(call.path[0]);
  if (!about) return no_such_case();
  const auto done = desk::hand_over(call.tx, call.desk, about->id, call.caller.actor(),
                                    {.recipient = store::desk_case_sender(call.tx, about->id),
                                     .certificate = std::string(call.text("certificate")),
                                     .conditionally = call.flag("conditionally")},
                                    call.now);
  if (!done) return problem(done.error());
  auto body = evidence_json(*store::find_desk_evidence(call.tx, *done));
  body["case"] = about->ref;
  return {.body = std::move(body)};
}

// The newest bundle of an order of one's own, as it was sealed.
Reply post_bundle(DeskCall& call) {
  const auto about = call.desk.find(call.path[0]);
  if (!about || !store::desk_case_is_from(call.tx, about->id, call.caller.person)) return no_such_case();
  std::int64_t id = 0;
  for (const auto& row : store::desk_evidence_of_case(call.tx, about->id))
    if (row.kind == static_cast<int>(desk::EvidenceKind::bundle)) id = row.id;
  const auto seen = desk::view_evidence(call.tx, call.desk, id, call.caller.actor());
  if (!seen) return problem(seen.error());
  return {.type = "application/pkcs7-mime", .text = seen->content};
}

// Of a request that was granted: a case of the instrument "gdpr" about that person, decided.
Reply post_copy(DeskCall& call) {
  const auto about = call.desk.find(call.path[0]);
  const auto target = about ? domain::parse_target(about->target) : std::nullopt;
  const bool person = target && target->peer.is_user() && target->part == domain::Target::Part::whole;
  if (!about || about->instrument != desk::Instrument::data_subject || !person) return no_such_case();
  const bool granted = about->decision && std::holds_alternative<desk::NoAction>(*about->decision) &&
                       (about->state == desk::State::decided || about->state == desk::State::closed);
  if (!granted) return problem(desk::Refusal{desk::Why::no_such_step, {}});
  call.desk.note(about->id, desk::LogKind::evidence_viewed,
                 "copy for the person\nperson: " + std::to_string(call.caller.person) + "\n");
  return {.type = "application/json", .text = desk::copy_for_person(call.tx, target->peer.value, call.now)};
}

constexpr Field kHandOver[] = {
    {.name = "certificate",
     .required = true,
     .summary = "X.509 certificate of the recipient, PEM: the bundle is encrypted to it",
     .max = 16'384},
    {.name = "conditionally",
     .type = FieldType::boolean,
     .summary = "On condition that the enforcing authority does not refuse: Reg. 2023/1543, Art. 10"},
};

constexpr Endpoint kRows[] = {
    {.path = "/desk/api/v1/cases/{ref}/evidence",
     .roles = kStaff,
     .run = list_evidence,
     .summary = "What is held of a case: hashes, sizes, times."},
    {.method = Method::post,
     .path = "/desk/api/v1/cases/{ref}/evidence/{id}/view",
     .roles = kStaff,
     .tx = Tx::write,
     .run = post_view,
     .summary = "The content of one of them. Leaves an entry in the log."},
    {.method = Method::post,
     .path = "/desk/api/v1/cases/{ref}/hand-over",
     .roles = kHandingOver,
     .tx = Tx::write,
     .run = post_hand_over,
     .summary = "What two persons have decided to disclose, sealed for its recipient.",
     .body = kHandOver},
    {.method = Method::post,
     .path = "/desk/api/v1/cases/{ref}/copy",
     .roles = {Role::operator_},
     .tx = Tx::write,
     .run = post_copy,
     .summary = "What the desk has of a person, for that person, whose request was granted."},
    {.method = Method::post,
     .path = "/desk/api/v1/orders/{ref}/bundle",
     .roles = {Role::officer},
     .tx = Tx::write,
     .run = post_bundle,
     .summary = "What was handed over on an order of one's own: CMS for its certificate."},
};

}  // namespace

std::span<const Endpoint> evidence_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
