// One case: seeing it, taking a step, what a decision would say, its log, what was sent in.
#include <algorithm>

#include "desk/letters.h"
#include "desk/rows.h"
#include "http/desk/case_json.h"
#include "http/desk/decision_json.h"
#include "http/desk/endpoints.h"

namespace botschaft::http {
namespace {

using desk::Action;

constexpr desk::Set<desk::Role> kReaders = {
    desk::Role::moderator, desk::Role::second_reviewer, desk::Role::appeal_reviewer, desk::Role::operator_,
    desk::Role::auditor,   desk::Role::flagger,         desk::Role::officer};
constexpr desk::Set<desk::Role> kActors = kReaders.without({desk::Role::auditor});
constexpr int kEntriesPage = 100;
constexpr std::size_t kWordsMax = 20'000;

// The steps people take. What else the table knows, the program does when the deed itself is done.
constexpr std::array<std::string_view, 16> kSteps = {
    "view",    "preserve", "withhold-interim", "lift-interim", "reply",  "ask-clarification",
    "clarify", "propose",  "return",           "decide",       "recall", "withdraw",
    "extend",  "confirm",  "validate",         "ask-scrutiny"};

constexpr Field kAct[] = {
    {.name = "action", .required = true, .words = kSteps},
    {.name = "text", .summary = "reasons, a reply, a question", .max = kWordsMax},
    {.name = "decision", .type = FieldType::object, .fields = kDecisionFields},
    {.name = "pause", .words = desk::Names<desk::PauseReason>::kAll},
    {.name = "validator",
     .summary = "of \"validate\": who validated the order",
     .words = desk::Names<desk::AuthorityType>::kAll},
};
constexpr Field kGag[] = {
    {.name = "until", .type = FieldType::number, .required = true, .summary = "unix seconds"},
    {.name = "basis", .required = true, .summary = "the provision, and who invoked it"},
};

struct Seen {
  desk::Case about;
  Sight sight = Sight::nothing;
};
// The case of the path as the caller sees it. Whether there is one that they may not see is not told.
std::expected<Seen, Reply> see(DeskCall& call) {
  auto about = call.desk.find(call.path[0]);
  const auto sight = about ? sight_of(call.tx, call.caller, about->id) : Sight::nothing;
  if (sight == Sight::nothing) return std::unexpected(problem({desk::Why::no_such_case}));
  return Seen{*std::move(about), sight};
}

// The role in which the caller may take the step; any, where none may: the table then says so.
desk::Actor actor_for(const DeskCall& call, const desk::Case& about, Action action) {
  auto actor = call.caller.actor();
  for (const auto& row : desk::transitions()) {
    if (row.from != about.state || row.action != action || !row.kinds.has(about.kind)) continue;
    for (std::size_t i = 0; i < desk::Names<desk::Role>::kAll.size(); ++i) {
      const auto role = desk::each<desk::Role>(i);
      if (!call.caller.roles.has(role) || !row.who.has(role)) continue;
      actor.role = role;
      return actor;
    }
  }
  return actor;
}

Reply faulty(const ReadDecision& read) {
  auto refusal = problem(422, "bad-decision", "the decision is not complete: see \"faults\"");
  json::array faults;
  for (const auto fault : read.faults) faults.push_back(json::string(fault));
  refusal.body.as_object()["faults"] = std::move(faults);
  return refusal;
}

std::expected<std::optional<desk::Decision>, Reply> decision_of(const DeskCall& call) {
  const auto* said = call.body.if_contains("decision");
  if (!said) return std::nullopt;
  auto read = read_decision(said->get_object());
  if (!read.decision || !read.faults.empty()) return std::unexpected(faulty(read));
  return std::move(read.decision);
}

json::object entry_of(const desk::Entry& entry) {
  return {{"id", entry.id}, {"record", translog::canonical(entry.record)}};
}

Reply serve_case(DeskCall& call) {
  const auto seen = see(call);
  if (!seen) return seen.error();
  return {.body = case_json(call, seen->about, seen->sight)};
}

// A restriction that is decided takes effect at once, so that no deadline waits for another press of a
// button. Data is handed over by a step of its own.
void take_effect(DeskCall& call, std::int64_t case_id) {
  const auto about = call.desk.find(case_id);
  if (about->state == desk::State::decided && about->decision &&
      std::holds_alternative<desk::Restriction>(*about->decision))
    (void)call.desk.act(case_id, Action::effect, {.role = desk::Role::system});
}

Reply serve_act(DeskCall& call) {
  const auto seen = see(call);
  if (!seen) return seen.error();
  const auto action = *desk::named<Action>(call.text("action"));
  auto decision = decision_of(call);
  if (!decision) return decision.error();
  desk::Particulars about{.text = std::string(call.text("text")),
                          .decision = *std::move(decision),
                          .pause = desk::named<desk::PauseReason>(call.text("pause")),
                          .asked = {}};
  if (const auto validator = desk::named<desk::AuthorityType>(call.text("validator"))) {
    about.asked = seen->about.asked;
    if (about.asked) about.asked->validator = validator;
  }
  const auto entry = call.desk.act(seen->about.id, action, actor_for(call, seen->about, action), about);
  if (!entry) return problem(entry.error());
  take_effect(call, seen->about.id);
  auto body = case_json(call, *call.desk.find(seen->about.id), seen->sight);
  body["entry"] = entry_of(*entry);
  return {.body = std::move(body)};
}

json::object letters_of(const DeskCall& call, const desk::Case& about, const desk::Decision& decision) {
  json::object letters;
  for (const auto language : {desk::Language::english, desk::Language::german})
    letters[desk::code_of(language)] = json::object{
        {"sender", desk::outcome_letter(language, call.place.server_name, about.ref, decision, false)}};
  return letters;
}

Reply serve_preview(DeskCall& call) {
  const auto seen = see(call);
  if (!seen) return seen.error();
  const auto read = read_decision(call.body);
  json::array faults;
  for (const auto fault : read.faults) faults.push_back(json::string(fault));
  json::object body{{"faults", std::move(faults)}, {"letters", nullptr}, {"second_person", false}};
  if (read.decision && read.faults.empty()) {
    body["letters"] = letters_of(call, seen->about, *read.decision);
    body["second_person"] = desk::needs_second_person(*read.decision);
  }
  return {.body = std::move(body)};
}

Reply serve_gag(DeskCall& call) {
  const auto seen = see(call);
  if (!seen) return seen.error();
  const auto* until = call.body.if_contains("until");
  auto actor = call.caller.actor();
  if (call.caller.roles.has(desk::Role::moderator)) actor.role = desk::Role::moderator;
  const auto entry =
      call.desk.set_gag(seen->about.id, actor, until->get_int64(), std::string(call.text("basis")));
  if (!entry) return problem(entry.error());
  return {.body = json::object{{"entry", entry_of(*entry)}}};
}

Reply serve_entries(DeskCall& call) {
  const auto seen = see(call);
  if (!seen) return seen.error();
  const auto after = query_of(call.request, "after");
  const auto from = after.empty() ? std::optional<std::int64_t>(0) : translog::parse_number(after);
  if (!from) return problem(422, "bad-field", "\"after\" is the id of an entry");
  const auto rows = store::desk_log_of_case(call.tx, seen->about.id, *from, kEntriesPage);
  json::array entries;
  for (const auto& row : rows) entries.push_back(entry_json(row, seen->sight));
  json::object body{{"entries", std::move(entries)}, {"next", nullptr}};
  if (rows.size() == kEntriesPage) body["next"] = rows.back().id;
  return {.body = std::move(body)};
}

// What somebody sent in, opened: each look leaves its entry. For whoever works on the case, and never an
// auditor.
Reply serve_submission(DeskCall& call) {
  const auto seen = see(call);
  if (!seen) return seen.error();
  const auto id = translog::parse_number(call.path[1]);
  const auto row = id ? store::find_desk_log(call.tx, *id) : std::nullopt;
  const auto record = row ? translog::parse_record(row->record) : std::nullopt;
  if (!record || row->case_id != seen->about.id || record->kind != desk::name_of(desk::LogKind::received))
    return problem(404, "no-such-entry", "nothing was sent in under that number");
  if (!row->payload || !row->salt) return problem(410, "erased", "what it said has been erased");
  call.desk.note(seen->about.id, desk::LogKind::evidence_viewed,
                 "person: " + std::to_string(call.caller.person) + "\nentry: " + std::to_string(*id) + "\n");
  return {.body = json::object{{"id", row->id},
                               {"record", row->record},
                               {"salt", translog::to_base64(*row->salt)},
                               {"payload", as_text(*row->payload)}}};
}

constexpr Endpoint kRows[] = {
    {Method::get, "/desk/api/v1/cases/{ref}", kReaders, Tx::read, serve_case,
     "A case, as far as the caller may see it."},
    {.method = Method::post,
     .path = "/desk/api/v1/cases/{ref}/act",
     .roles = kActors,
     .tx = Tx::write,
     .run = serve_act,
     .summary = "Takes a step of the table of states. Refusals name the conditions that do not hold.",
     .body = kAct},
    {.method = Method::post,
     .path = "/desk/api/v1/cases/{ref}/preview",
     .roles = kStaff,
     .tx = Tx::read,
     .run = serve_preview,
     .summary =
         "What a decision would say to whom, in English and German, and what is wrong with it. Changes "
         "nothing.",
     .body = kDecisionFields,
     .keeps_keys = true},
    {.method = Method::post,
     .path = "/desk/api/v1/cases/{ref}/gag",
     .roles = {desk::Role::moderator, desk::Role::operator_},
     .tx = Tx::write,
     .run = serve_gag,
     .summary = "The person concerned may not be told until then, as far as the instrument allows it.",
     .body = kGag},
    {Method::get, "/desk/api/v1/cases/{ref}/entries", desk::Set<desk::Role>(kStaff).add(desk::Role::auditor),
     Tx::read, serve_entries,
     "The entries of its log; with salt and payload for whoever works on it. after: \"next\" of the page "
     "before."},
    {.method = Method::post,
     .path = "/desk/api/v1/cases/{ref}/submissions/{entry}",
     .roles = kStaff,
     .tx = Tx::write,
     .run = serve_submission,
     .summary = "What was sent in, opened. Each look is logged."},
};

}  // namespace

std::span<const Endpoint> case_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
