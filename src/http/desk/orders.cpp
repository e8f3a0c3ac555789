// Orders of authorities, by form: what officers and strangers who say they are some send in, and what becomes
// of it. Incomplete ones are taken, too; the answer says what they lack.
#include "desk/orders/order.h"

#include <algorithm>

#include "desk/fields.h"
#include "desk/orders/moment.h"
#include "http/desk/endpoints.h"
#include "http/desk/order_json.h"
#include "store/desk_log.h"
#include "store/desk_orders.h"

namespace botschaft::http {
namespace {

using desk::Role;

constexpr int kPage = 50;
constexpr desk::Set<Role> kSenders{Role::reporter, Role::officer, Role::moderator, Role::operator_};
constexpr desk::Set<Role> kAuthors{Role::reporter, Role::officer};

// Who sends an order is an officer, known or not. What staff copy from paper is from somebody unknown.
desk::Actor author(const Caller& caller) {
  if (caller.role == Role::officer) return caller.actor();
  return {Role::officer, caller.role == Role::reporter ? caller.person : 0, desk::IdentityLevel::claimed};
}

Reply bad_field(std::string_view code, const std::string& field) {
  auto reply = problem(422, code, "the order is not as its form wants it: see \"field\"");
  reply.body.as_object()["field"] = field;
  return reply;
}

// The form and values of a body; what no form has is refused.
struct Filled {
  const desk::Form* form = nullptr;
  desk::Values values;
};
std::expected<Filled, Reply> read_fields(const desk::Form& form, const json::value& fields) {
  auto values = values_from(fields);
  if (!values) return std::unexpected(bad_field("bad-field", values.error()));
  const auto unknown = desk::unknown_fields(form, *values);
  if (!unknown.empty()) return std::unexpected(bad_field("unknown-field", "fields." + unknown.front()));
  return Filled{.form = &form, .values = *std::move(values)};
}

Reply post_order(DeskCall& call) {
  const auto kind = desk::named<desk::FormKind>(call.text("form"));
  if (!kind) return bad_field("bad-field", "form");
  auto filled = read_fields(desk::order_form(*kind), call.body.at("fields"));
  if (!filled) return std::move(filled.error());
  desk::OrderSender sender{.actor = author(call.caller),
                           .scope = call.caller.scope,
                           .idempotency_key = {},
                           .reply_to = std::string(call.text("reply_to"))};
  if (const auto key = call.request.header("Idempotency-Key"); !key.empty())
    sender.idempotency_key = std::string(key);
  const auto done = desk::file_order(call.tx, call.desk, *filled->form, std::move(filled->values), sender,
                                     call.now, call.place.base_url);
  if (!done) return problem(done.error());
  const auto about = call.desk.find(done->filed.case_ref);
  json::object body{{"case", done->filed.case_ref},
                    {"form", desk::name_of(*kind)},
                    {"received_at", desk::iso_moment(done->filed.entry.record.time)},
                    {"repeated", done->filed.repeated}};
  if (!done->filed.receipt.empty()) body["receipt"] = done->filed.receipt;
  add_check(body, done->order);
  body["clocks"] = clocks_json(call.tx, *about);
  Reply reply{.status = 201, .body = std::move(body)};
  reply.receipts.push_back(done->filed.entry.record);
  return reply;
}

// The case of the path, if it is an order of the caller's: by account, or by the receipt that the header
// Receipt shows.
std::expected<desk::Case, Reply> own_order(const DeskCall& call) {
  const auto about = call.desk.find(call.path[0]);
  const auto none = problem(desk::Refusal{desk::Why::no_such_case, {}});
  if (!about || about->kind != desk::CaseKind::order) return std::unexpected(none);
  const auto receipt = call.request.header("Receipt");
  const auto held = receipt.empty() ? std::nullopt : store::find_desk_submission(call.tx, receipt);
  const bool theirs = (held && held->case_id == about->id) ||
                      store::desk_case_is_from(call.tx, about->id, call.caller.person);
  if (!theirs) return std::unexpected(none);
  return *about;
}

// The words of a step, as Desk::act writes them: "text: 12 bytes", and on the next line as many.
std::string words_of(std::string_view payload) {
  constexpr std::string_view kText = "\ntext: ";
  const auto at = payload.find(kText);
  if (at == payload.npos) return {};
  const auto line = payload.find('\n', at + 1);
  const auto size = std::strtoul(std::string(payload.substr(at + kText.size())).c_str(), nullptr, 10);
  return std::string(payload.substr(std::min(line + 1, payload.size()), size));
}

// What was said between the authority and the desk, and what became of it.
json::array talk_json(store::Transaction& tx, const desk::Case& about) {
  json::array talk;
  for (const auto& row : store::desk_log_of_case(tx, about.id)) {
    const auto record = translog::parse_record(row.record);
    if (!record || !row.payload) continue;
    const auto text = as_text(*row.payload);
    const desk::Fields said(text);
    const auto step = desk::named<desk::Action>(said["step"]);
    using desk::Action;
    if (!step || (*step != Action::reply && *step != Action::ask_clarification && *step != Action::clarify &&
                  *step != Action::withdraw && *step != Action::recall))
      continue;
    const auto words = words_of(text);
    json::object out{{"at", desk::iso_moment(record->time)},
                     {"step", desk::name_of(*step)},
                     {"by", said["role"] == desk::name_of(Role::officer) ? "authority" : "desk"}};
    // A corrected form is shown as the fields of the order.
    out["text"] = words.starts_with("form: ") ? "" : words;
    talk.push_back(std::move(out));
  }
  return talk;
}

Reply get_order(DeskCall& call) {
  const auto about = own_order(call);
  if (!about) return about.error();
  json::object body{{"case", about->ref},
                    {"instrument", desk::name_of(about->instrument)},
                    {"state", desk::name_of(about->state)},
                    {"level", static_cast<int>(about->level)},
                    {"received_at", desk::iso_moment(about->received_at)}};
  if (about->effected_at != 0) body["effected_at"] = desk::iso_moment(about->effected_at);
  if (const auto order = desk::order_of_case(call.tx, *about, call.place.base_url)) {
    body["form"] = desk::name_of(order->form);
    body["fields"] = fields_json(desk::order_form(order->form), order->values);
    add_check(body, *order);
  }
  body["clocks"] = clocks_json(call.tx, *about);
  body["talk"] = talk_json(call.tx, *about);
  return {.body = std::move(body)};
}

Reply list_orders(DeskCall& call) {
  json::array orders;
  const auto before = std::strtoll(query_of(call.request, "before").c_str(), nullptr, 10);
  const auto rows = store::desk_submissions_of(call.tx, call.caller.person,
                                               static_cast<int>(desk::Lane::authorities), before, kPage);
  for (const auto& row : rows) {
    const auto about = call.desk.find(row.case_id);
    if (!about || about->kind != desk::CaseKind::order) continue;
    orders.push_back(json::object{{"case", about->ref},
                                  {"instrument", desk::name_of(about->instrument)},
                                  {"state", desk::name_of(about->state)},
                                  {"received_at", desk::iso_moment(row.received_at)},
                                  {"clocks", clocks_json(call.tx, *about)}});
  }
  json::object body{{"orders", std::move(orders)}};
  if (rows.size() == kPage) body["before"] = rows.back().id;
  return {.body = std::move(body)};
}

Reply step_taken(DeskCall& call, const desk::Case& about, const desk::Outcome<desk::Entry>& entry) {
  if (!entry) return problem(entry.error());
  Reply reply{
      .body = json::object{{"case", about.ref}, {"state", desk::name_of(call.desk.find(about.id)->state)}}};
  reply.receipts.push_back(entry->record);
  return reply;
}

Reply say(DeskCall& call, desk::Action action) {
  const auto about = own_order(call);
  if (!about) return about.error();
  return step_taken(
      call, *about,
      call.desk.act(about->id, action, author(call.caller), {.text = std::string(call.text("text"))}));
}
Reply post_message(DeskCall& call) {
  return say(call, desk::Action::reply);
}
Reply post_withdraw(DeskCall& call) {
  return say(call, desk::Action::withdraw);
}

// With "fields" the whole form once more, corrected: from now on that is the order.
Reply post_clarify(DeskCall& call) {
  const auto about = own_order(call);
  if (!about) return about.error();
  desk::Particulars particulars{.text = std::string(call.text("text"))};
  json::object check;
  if (const auto* fields = call.body.if_contains("fields")) {
    const auto before = desk::order_of_case(call.tx, *about, call.place.base_url);
    if (!before) return problem(desk::Refusal{desk::Why::no_such_step, {}});
    auto filled = read_fields(desk::order_form(before->form), *fields);
    if (!filled) return std::move(filled.error());
    particulars.text = desk::canonical(*filled->form, filled->values);
    const auto order =
        desk::read_order(*filled->form, std::move(filled->values), call.now, call.place.base_url);
    particulars.asked = order.asked;
    add_check(check, order);
  }
  auto reply = step_taken(call, *about,
                          call.desk.act(about->id, desk::Action::clarify, author(call.caller), particulars));
  if (reply.status != 200) return reply;
  for (auto& member : check) reply.body.as_object()[member.key()] = std::move(member.value());
  reply.body.as_object()["clocks"] = clocks_json(call.tx, *about);
  return reply;
}

Reply get_replies(DeskCall& call) {
  const auto about = call.desk.find(call.path[0]);
  const auto facts = about ? desk::facts_of(call.tx, *about, call.place.base_url) : std::nullopt;
  if (!facts) return problem(desk::Refusal{desk::Why::no_such_case, {}});
  const auto language = language_of(call.request);
  json::array drafts;
  for (const auto& draft : desk::reply_drafts(
           *facts, {.server = call.place.server_name, .authorised = call.caller.name, .at = call.now},
           language))
    drafts.push_back(reply_json(draft, language));
  json::object body{{"case", about->ref}, {"drafts", std::move(drafts)}};
  add_check(body, facts->order);
  return {.body = std::move(body)};
}

Reply post_reply(DeskCall& call) {
  const auto about = call.desk.find(call.path[0]);
  if (!about || about->kind != desk::CaseKind::order)
    return problem(desk::Refusal{desk::Why::no_such_case, {}});
  return step_taken(call, *about,
                    desk::send_reply(call.tx, call.desk, *about, call.caller.actor(),
                                     std::string(call.text("text")), call.now));
}

Reply get_forms(DeskCall&) {
  return {.body = forms_json()};
}

constexpr Field kOrder[] = {
    {.name = "form",
     .required = true,
     .summary = "Which form it is: see /desk/api/v1/order-forms",
     .words = desk::Names<desk::FormKind>::kAll},
    {.name = "fields",
     .type = FieldType::anything,
     .required = true,
     .summary = "The form, filled in: its fields by name"},
    {.name = "reply_to", .summary = "Mail address for answers, if it is not the one of the form"},
};
constexpr Field kWords[] = {{.name = "text", .required = true, .max = 10'000}};
constexpr Field kClarification[] = {
    {.name = "text", .summary = "An answer to what was asked", .max = 10'000},
    {.name = "fields", .type = FieldType::anything, .summary = "The whole form once more, corrected"},
};

constexpr Field kReply[] = {
    {.name = "text", .required = true, .summary = "The reply form, as it goes out", .max = 20'000}};

constexpr std::size_t kOrderMax = 2 << 20;  // a thousand addresses in UTF-8, escaped

constexpr Endpoint kRows[] = {
    {.path = "/desk/api/v1/order-forms",
     .roles = kEveryone,
     .run = get_forms,
     .summary = "The forms of orders."},
    {.method = Method::post,
     .path = "/desk/api/v1/orders",
     .roles = kSenders,
     .tx = Tx::write,
     .run = post_order,
     .summary = "An order, by its form. Incomplete ones are taken; the answer says what is missing.",
     .body = kOrder,
     .door = Door::orders,
     .body_max = kOrderMax,
     .keeps_keys = true},
    {.path = "/desk/api/v1/orders",
     .roles = {Role::officer},
     .run = list_orders,
     .summary = "One's own orders, the newest first."},
    {.path = "/desk/api/v1/orders/{ref}",
     .roles = kAuthors,
     .run = get_order,
     .summary =
         "How an order of one's own stands. Without an account: with its receipt in the header Receipt."},
    {.method = Method::post,
     .path = "/desk/api/v1/orders/{ref}/message",
     .roles = kAuthors,
     .tx = Tx::write,
     .run = post_message,
     .summary = "A message in the case.",
     .body = kWords,
     .door = Door::orders},
    {.method = Method::post,
     .path = "/desk/api/v1/orders/{ref}/clarify",
     .roles = kAuthors,
     .tx = Tx::write,
     .run = post_clarify,
     .summary = "What was asked for: an answer, or the form corrected.",
     .body = kClarification,
     .door = Door::orders,
     .body_max = kOrderMax},
    {.method = Method::post,
     .path = "/desk/api/v1/orders/{ref}/withdraw",
     .roles = kAuthors,
     .tx = Tx::write,
     .run = post_withdraw,
     .summary = "The order is taken back.",
     .body = kWords,
     .door = Door::orders},
    {.path = "/desk/api/v1/orders/{ref}/replies",
     .roles = kStaff,
     .run = get_replies,
     .summary = "Drafts of the reply forms that fit how the case stands."},
    {.method = Method::post,
     .path = "/desk/api/v1/orders/{ref}/replies",
     .roles = {Role::moderator, Role::operator_},
     .tx = Tx::write,
     .run = post_reply,
     .summary = "A reply form goes to the authority, which reads it in the case.",
     .body = kReply},
};

}  // namespace

std::span<const Endpoint> order_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
