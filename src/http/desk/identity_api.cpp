// Registers, and who asks in a case.
#include <fmt/format.h>

#include "desk/identity/identification.h"
#include "http/desk/endpoints.h"
#include "store/desk_cases.h"
#include "store/desk_orders.h"

namespace botschaft::http {
namespace {

using desk::Role;

// The rules over the transaction of a call.
struct Rules {
  explicit Rules(DeskCall& call)
      : people(call.tx, call.desk, call.now, call.random),
        registers(call.tx, call.desk, call.now),
        identify(call.tx, call.desk, people, call.now) {}
  desk::People people;
  desk::Registers registers;
  desk::Identification identify;
};

std::int64_t number(const json::value* value) {
  return value && value->is_int64() ? value->get_int64() : 0;
}

json::object facts_json(const desk::RegisterFacts& facts) {
  return {{"name", facts.name},
          {"country", facts.country},
          {"competence", facts.competence},
          {"phone", facts.phone},
          {"mail", facts.mail},
          {"domains", json::array(facts.domains.begin(), facts.domains.end())}};
}

std::optional<desk::Register> register_of(const DeskCall& call) {
  return desk::named<desk::Register>(call.path[0]);
}
Reply no_register() {
  return problem(404, "no-such-register", "a register is one of: tco, e-evidence, trusted-flaggers");
}
Reply done_or(const desk::Outcome<void>& done, json::object body) {
  return done ? Reply{.body = std::move(body)} : problem(done.error());
}

Reply list_entries(DeskCall& call) {
  const auto in = register_of(call);
  if (!in) return no_register();
  json::array entries;
  for (const auto& entry : Rules(call).registers.entries(*in)) {
    auto row = facts_json(entry.facts);
    row["id"] = entry.id;
    row["key"] = entry.key;
    entries.push_back(std::move(row));
  }
  return {.body = json::object{{"entries", std::move(entries)}}};
}

Reply list_changes(DeskCall& call) {
  const auto in = register_of(call);
  if (!in) return no_register();
  json::array changes;
  for (const auto& change : Rules(call).registers.waiting(*in)) {
    json::object row{{"id", change.id},
                     {"key", change.key},
                     {"kind", desk::name_of(change.kind)},
                     {"proposed_by", change.proposed_by},
                     {"proposed_at", change.proposed_at}};
    if (change.kind != desk::ChangeKind::removal) row["after"] = facts_json(change.facts);
    if (change.before) row["before"] = facts_json(*change.before);
    changes.push_back(std::move(row));
  }
  return {.body = json::object{{"changes", std::move(changes)}}};
}

std::expected<std::vector<desk::RegisterLine>, std::string> lines_of(const DeskCall& call) {
  if (const auto csv = call.text("csv"); !csv.empty()) return desk::parse_register_csv(csv);
  std::vector<desk::RegisterLine> lines;
  const auto* entries = call.body.if_contains("entries");
  for (const auto& value : entries ? entries->as_array() : json::array()) {
    const auto& entry = value.as_object();
    const auto text = [&](std::string_view name) {
      const auto* member = entry.if_contains(name);
      return member ? std::string(member->as_string()) : std::string();
    };
    desk::RegisterLine line{.key = text("key"),
                            .facts = {.name = text("name"),
                                      .country = text("country"),
                                      .competence = text("competence"),
                                      .phone = text("phone"),
                                      .mail = text("mail"),
                                      .domains = {}}};
    if (const auto* domains = entry.if_contains("domains"))
      for (const auto& domain : domains->as_array()) line.facts.domains.emplace_back(domain.as_string());
    auto cleaned = desk::clean(std::move(line));
    if (!cleaned) return std::unexpected(cleaned.error());
    lines.push_back(*std::move(cleaned));
  }
  return lines;
}

Reply import_register(DeskCall& call) {
  const auto in = register_of(call);
  if (!in) return no_register();
  if (call.body.contains("csv") == call.body.contains("entries"))
    return problem(422, "bad-register", "send either csv or entries");
  const auto lines = lines_of(call);
  if (!lines) return problem(422, "bad-register", lines.error());
  const auto imported = Rules(call).registers.import(*in, *lines, call.caller.actor());
  if (!imported) return problem(imported.error());
  return {.status = 202,
          .body = json::object{{"additions", imported->additions},
                               {"changes", imported->changes},
                               {"removals", imported->removals}}};
}

Reply settle_change(DeskCall& call) {
  const auto change = translog::parse_number(call.path[0]).value_or(0);
  const bool approved = call.flag("approved");
  return done_or(Rules(call).registers.settle(change, approved, call.caller.actor()),
                 json::object{{"state", approved ? "approved" : "refused"}});
}

json::object call_json(const desk::CallBack& task) {
  json::object out{{"id", task.id},
                   {"authority", task.entry.facts.name},
                   {"entry", task.entry.id},
                   {"number", task.number},
                   {"due_at", task.due_at},
                   {"result", task.result ? json::value(desk::name_of(*task.result)) : json::value()}};
  if (task.person != 0) out["person"] = task.person;
  if (task.result) {
    out["caller"] = task.caller;
    out["called_at"] = task.called_at;
    out["spoke_with"] = task.spoke_with;
  }
  return out;
}

Reply list_calls(DeskCall& call) {
  json::array tasks;
  for (const auto& task : Rules(call).identify.open_call_backs(1'000)) {
    auto row = call_json(task);
    if (const auto about = call.desk.find(task.case_id)) row["case"] = about->ref;
    tasks.push_back(std::move(row));
  }
  return {.body = json::object{{"call_backs", std::move(tasks)}}};
}

Reply answer_call(DeskCall& call) {
  const auto result = desk::named<desk::CallResult>(call.text("result"));
  const auto task = translog::parse_number(call.path[0]).value_or(0);
  return done_or(Rules(call).identify.answer_call_back(task, *result, std::string(call.text("spoke_with")),
                                                       call.caller.actor()),
                 json::object{{"result", desk::name_of(*result)}});
}

Reply call_person(DeskCall& call) {
  const auto person = translog::parse_number(call.path[0]).value_or(0);
  const auto task = Rules(call).identify.ask_call_back_of_person(
      person, number(call.body.if_contains("entry")), call.caller.actor());
  return task ? Reply{.status = 201, .body = json::object{{"call_back", *task}}} : problem(task.error());
}

Reply identity_json(DeskCall& call, const std::string& ref) {
  const auto about = call.desk.find(ref);
  Rules rules(call);
  json::array proofs, calls;
  for (const auto& row : rules.identify.proofs(about->id))
    proofs.push_back(json::object{{"proof", desk::name_of(static_cast<desk::Proof>(row.proof))},
                                  {"entry", row.entry},
                                  {"by", row.person},
                                  {"at", row.at},
                                  {"detail", row.detail}});
  for (const auto& task : rules.identify.call_backs(about->id)) calls.push_back(call_json(task));
  return {.body = json::object{{"case", about->ref},
                               {"level", desk::level_name(about->level)},
                               {"proofs", std::move(proofs)},
                               {"call_backs", std::move(calls)}}};
}

// What `rule` does with the case, and how it then stands.
template <class Rule>
Reply on_case(DeskCall& call, Rule rule) {
  const auto about = call.desk.find(call.path[0]);
  if (!about) return problem(desk::Refusal{desk::Why::no_such_case, {}});
  Rules rules(call);
  const desk::Outcome<void> done = rule(rules, *about);
  return done ? identity_json(call, about->ref) : problem(done.error());
}

Reply show_identity(DeskCall& call) {
  return on_case(call, [](Rules&, const desk::Case&) { return desk::Outcome<void>(); });
}

Reply note_mail(DeskCall& call) {
  return on_case(call, [&](Rules& rules, const desk::Case& about) {
    return rules.identify.note_mail(
        about.id,
        {.from = std::string(call.text("from")),
         .authentication_results = std::string(call.text("authentication_results")),
         .authority = call.place.mail_server},
        call.caller.actor());
  });
}

Reply match_register(DeskCall& call) {
  return on_case(call, [&](Rules& rules, const desk::Case& about) {
    return rules.identify.match_register(about.id, number(call.body.if_contains("entry")),
                                         call.caller.actor());
  });
}

Reply ask_call(DeskCall& call) {
  return on_case(call, [&](Rules& rules, const desk::Case& about) -> desk::Outcome<void> {
    const auto task =
        rules.identify.ask_call_back(about.id, number(call.body.if_contains("entry")), call.caller.actor());
    if (!task) return std::unexpected(task.error());
    return {};
  });
}

bool is_from(const DeskCall& call, const desk::Case& about) {
  return call.caller.role == Role::officer && store::desk_case_is_from(call.tx, about.id, call.caller.person);
}

Reply take_part(DeskCall& call) {
  return on_case(call, [&](Rules& rules, const desk::Case& about) -> desk::Outcome<void> {
    if (!is_from(call, about)) return desk::refuse(desk::Why::no_such_case);
    auto person = rules.people.find(call.caller.person);
    if (!person) return desk::refuse(desk::Why::no_such_case);
    return rules.identify.note_sign_in(
        about.id,
        {.person = *person, .means = desk::Means::passkey, .level = call.caller.level, .scopes = {}});
  });
}

// A signature says that somebody wrote this text. That it is this order says a person of the desk who read
// it, or the text itself, which then names the case.
Reply check_signature(DeskCall& call) {
  const auto opened = crypto::open_signed_message(
      as_bytes(call.text("message")), as_bytes(call.text("content")), call.place.order_anchors, call.now);
  if (!opened) return problem(422, crypto::name_of(opened.error()), "the signature is not one we can follow");
  return on_case(call, [&](Rules& rules, const desk::Case& about) -> desk::Outcome<void> {
    const bool staff = call.caller.role != Role::officer;
    if (!staff && !is_from(call, about)) return desk::refuse(desk::Why::no_such_case);
    if (!staff && as_text(opened->content).find(about.ref) == std::string_view::npos)
      return desk::refuse(desk::Why::bad_input);
    return rules.identify.note_signature(about.id, opened->signer, call.caller.actor());
  });
}

constexpr desk::Set<Role> kOperator{Role::operator_};
constexpr desk::Set<Role> kRecorders{Role::moderator, Role::second_reviewer, Role::operator_};
constexpr desk::Set<Role> kSigners{Role::officer, Role::moderator, Role::operator_};

constexpr Field kLine[] = {{"key", FieldType::text, true, "Its name in the register", 200},
                           {"name", FieldType::text, true, "Of the authority", 1'000},
                           {"country", FieldType::text, false, "ISO 3166-1 alpha-2", 2},
                           {"competence", FieldType::text, false, "For what", 1'000},
                           {"phone", FieldType::text, false, "With +, for calls back", 40},
                           {"mail", FieldType::text, false, "", 254},
                           {"domains", FieldType::texts, false, "From which it writes", 50}};
constexpr Field kImport[] = {
    {"csv", FieldType::text, false, "RFC 4180 with a head line (docs/desk/identity.md)", 4 << 20},
    {"entries", FieldType::objects, false, "The same as objects", 20'000, kLine}};
constexpr Field kApproved[] = {{"approved", FieldType::boolean, true, "Whether it is to be so"}};
constexpr std::string_view kResults[] = {"confirmed", "denied", "nobody-reached"};
constexpr Field kCalled[] = {{"result", FieldType::text, true, "What was said", 20, {}, kResults},
                             {"spoke_with", FieldType::text, false, "Needed where they confirmed it", 500}};
constexpr Field kEntry[] = {{"entry", FieldType::number, true, "Of a register"}};
constexpr Field kMail[] = {{"from", FieldType::text, true, "The address it came from", 254},
                           {"authentication_results", FieldType::text, true,
                            "That header (RFC 8601) of the operator's mail server", 4'000}};
constexpr Field kSigned[] = {
    {"message", FieldType::text, true, "S/MIME, or CMS as PEM", 20 << 20},
    {"content", FieldType::text, false, "What was signed, where the message does not hold it", 20 << 20}};

constexpr Endpoint kRows[] = {
    {Method::get, "/desk/api/v1/registers/{register}", kRecorders, Tx::read, list_entries,
     "What is in force of a register: tco, e-evidence, trusted-flaggers."},
    {Method::get, "/desk/api/v1/registers/{register}/changes", kOperator, Tx::read, list_changes,
     "Lines of the last import that wait for a person, beside what is there."},
    {.method = Method::post,
     .path = "/desk/api/v1/registers/{register}/import",
     .roles = kOperator,
     .tx = Tx::write,
     .run = import_register,
     .summary = "Lays a whole register beside what is there. Changes nothing by itself.",
     .body = kImport,
     .body_max = 5 << 20},
    {Method::post, "/desk/api/v1/register-changes/{change}", kOperator, Tx::write, settle_change,
     "Approves or refuses one line; by another person than who imported it.", kApproved},
    {Method::get, "/desk/api/v1/call-backs", kRecorders, Tx::read, list_calls,
     "Whom to call, on the numbers of the registers, the most urgent first."},
    {Method::post, "/desk/api/v1/call-backs/{call}", kRecorders, Tx::write, answer_call,
     "What came of the call.", kCalled},
    {Method::post, "/desk/api/v1/people/{person}/call-back", kRecorders, Tx::write, call_person,
     "Asks for a call that shows that somebody is of an authority.", kEntry},
    {Method::get, "/desk/api/v1/cases/{ref}/identity", kStaff, Tx::read, show_identity,
     "What was shown of who asks, and the level that makes."},
    {Method::post, "/desk/api/v1/cases/{ref}/identity/mail", kRecorders, Tx::write, note_mail,
     "The mail it came with: worth a domain if DKIM shows it, and then a call back is asked for.", kMail},
    {Method::post, "/desk/api/v1/cases/{ref}/identity/register", kRecorders, Tx::write, match_register,
     "Which entry of a register this is.", kEntry},
    {Method::post, "/desk/api/v1/cases/{ref}/identity/call-back", kRecorders, Tx::write, ask_call,
     "Asks for a call on the register's number.", kEntry},
    {Method::post,
     "/desk/api/v1/cases/{ref}/identity/sign-in",
     {Role::officer},
     Tx::write,
     take_part,
     "An officer stands by the order they sent, as strongly as they signed in."},
    {.method = Method::post,
     .path = "/desk/api/v1/cases/{ref}/identity/signature",
     .roles = kSigners,
     .tx = Tx::write,
     .run = check_signature,
     .summary = "The order as signed by its issuer. An officer's text has to name the case.",
     .body = kSigned,
     .body_max = kDeskAttachmentsMax},
};

}  // namespace

std::span<const Endpoint> identity_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
