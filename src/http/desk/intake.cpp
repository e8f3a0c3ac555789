#include "http/desk/intake.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/hash.h"
#include "desk/mail_letters.h"
#include "desk/notice.h"
#include "desk/report_tree.h"
#include "desk/target.h"
#include "domain/accounts/address.h"
#include "store/desk_messages.h"

namespace botschaft::http {
namespace {

constexpr std::size_t kReasonsMin = 20;  // bytes: fewer substantiate nothing
constexpr std::size_t kLocationsMax = 20;
constexpr int kReceiptMailsMax = 5;  // to one address in a day

Reply bad_field(std::string_view code, std::string_view field, std::string_view detail) {
  auto reply = problem(422, code, detail);
  reply.body.as_object()["field"] = field;
  reply.undo = true;
  return reply;
}

// A mail address that the caller left; "" for none, nothing for one that is none.
std::optional<std::string> mail_of(const DeskCall& call) {
  const auto text = call.text("mail");
  return text.empty() ? std::optional<std::string>("") : domain::normalize_email(text);
}

std::string language_code(const DeskCall& call) {
  const auto said = call.text("language");
  return std::string(said.empty() ? desk::code_of(language_of(call.request)) : said);
}

// One submission as it is told to who sent it, with its receipt to be signed.
void add_submission(Reply& reply, const DeskCall& call, const desk::Filed& filed, std::string_view target) {
  if (!reply.body.is_object()) reply.body = json::object{{"submissions", json::array()}};
  reply.body.as_object()["submissions"].as_array().push_back(
      json::object{{"case", filed.case_ref},
                   {"receipt", filed.receipt},
                   {"target", target},
                   {"received_at", filed.entry.record.time},
                   {"status", desk::status_url(call.place.base_url, filed.receipt)}});
  reply.receipts.push_back(filed.entry.record);
}

// The receipt goes to the address that was left, unless others have had it sent too much today.
void mail_receipt(DeskCall& call, const std::string& mail, std::string_view language,
                  const std::vector<desk::Reference>& references) {
  if (mail.empty() || references.empty() || !call.place.mails) return;
  const auto digest = crypto::sha256(as_bytes(mail));
  if (store::count_desk_receipt(call.tx, digest, call.now / desk::kDay) > kReceiptMailsMax) return;
  auto letter = desk::receipt_mail(desk::language_of(language), call.place.server_name, call.place.base_url,
                                   references);
  store::insert_desk_mail(call.tx, {.recipient = mail,
                                    .subject = std::move(letter.subject),
                                    .body = std::move(letter.body),
                                    .next_at = call.now});
}

// One target once, however many links name it.
std::expected<std::vector<desk::Target>, Reply> targets_of(DeskCall& call,
                                                           const std::vector<std::string>& locations) {
  std::vector<desk::Target> targets;
  for (std::size_t i = 0; i < locations.size(); ++i) {
    const auto target = desk::target_of_link(call.tx, locations[i], call.place.base_url);
    if (!target)
      return std::unexpected(bad_field("unknown-location", fmt::format("locations[{}]", i),
                                       "there is nothing of this server at that address"));
    if (std::ranges::find(targets, target->canonical, &desk::Target::canonical) == targets.end())
      targets.push_back(*target);
  }
  return targets;
}

std::optional<Reply> fault_of_notice(const DeskCall& call, const std::optional<std::string>& mail) {
  if (!call.flag("good_faith"))
    return bad_field("missing-field", "good_faith",
                     "say that you believe in good faith that this is right and complete");
  if (call.text("reasons").size() < kReasonsMin)
    return bad_field("too-short", "reasons", "say why this is illegal, in some words");
  if (!mail) return bad_field("bad-field", "mail", "that is no mail address");
  if (desk::may_be_nameless(call.text("category")) || call.caller.person != 0) return std::nullopt;
  if (call.text("name").empty()) return bad_field("missing-field", "name", "your name is needed");
  if (mail->empty()) return bad_field("missing-field", "mail", "your mail address is needed");
  return std::nullopt;
}

std::vector<std::string_view> leaves() {
  std::vector<std::string_view> options;
  for (const auto& option : desk::report_options())
    if (option.is_leaf()) options.push_back(option.option);
  return options;
}

Reply post_notice(DeskCall& call) {
  return file_notice(call, call.request.header("Idempotency-Key"));
}

Reply post_contact_request(DeskCall& call) {
  const auto mail = mail_of(call);
  if (!mail) return bad_field("bad-field", "mail", "that is no mail address");
  const auto language = language_code(call);
  const auto payload = canonical(desk::ContactRequest{.subject = std::string(call.text("subject")),
                                                      .text = std::string(call.text("text")),
                                                      .name = std::string(call.text("name")),
                                                      .organisation = std::string(call.text("organisation")),
                                                      .mail = *mail});
  desk::Submission letter;
  // Whoever says that they write for an authority is read by those who read authorities; the level says that
  // it is only said.
  letter.lane = call.text("as") == "authority" ? desk::Lane::authorities : call.caller.lane;
  letter.kind = desk::CaseKind::contact_request;
  letter.instrument = desk::Instrument::contact;
  letter.sender = call.caller.actor();
  letter.scope = call.caller.scope;
  if (const auto key = call.request.header("Idempotency-Key"); !key.empty()) letter.idempotency_key = key;
  letter.language = language;
  letter.reply_to = *mail;
  letter.payload = as_bytes(payload);
  const auto filed = call.desk.file(letter);
  if (!filed) return problem(filed.error());
  Reply reply{.status = 202};
  add_submission(reply, call, *filed, "");
  if (!filed->repeated) mail_receipt(call, *mail, language, {{filed->case_ref, filed->receipt}});
  return reply;
}

constexpr std::string_view kLanguages[] = {"en", "de"};
constexpr std::string_view kWriters[] = {"person", "trusted-flagger", "authority"};

constexpr Field kContactFields[] = {
    {"subject", FieldType::text, true, "What it is about.", 200},
    {"text", FieldType::text, true, "The letter.", 20'000},
    {"name", FieldType::text, false, "Who writes.", 200},
    {"organisation", FieldType::text, false, "For whom.", 200},
    {"as",
     FieldType::text,
     false,
     "What they say they are; an authority is read by those who read authorities.",
     20,
     {},
     kWriters},
    {"mail", FieldType::text, false, "Where to answer; else on the status page alone.", 254},
    {"language", FieldType::text, false, "Of the answer.", 2, {}, kLanguages},
};

}  // namespace

std::span<const Field> notice_fields() {
  static const auto options = leaves();
  static const Field kFields[] = {
      {"category",
       FieldType::text,
       true,
       "What is wrong: a leaf of the tree that clients show, too.",
       64,
       {},
       options},
      {"reasons", FieldType::text, true, "Why it is illegal: DSA 16(2)(a).", 5'000},
      {"locations", FieldType::texts, true, "Links to it, or @names: DSA 16(2)(b).", kLocationsMax},
      {"name", FieldType::text, false,
       "Of who writes: DSA 16(2)(c). Not needed for offences of Dir. 2011/93, Art. 3 to 7.", 200},
      {"mail", FieldType::text, false, "Likewise.", 254},
      {"good_faith", FieldType::boolean, true,
       "That this is right and complete, as far as they know: DSA 16(2)(d)."},
      {"language", FieldType::text, false, "Of the answer.", 2, {}, kLanguages},
  };
  return kFields;
}

Reply file_notice(DeskCall& call, std::string_view key) {
  const auto mail = mail_of(call);
  if (auto fault = fault_of_notice(call, mail)) return *std::move(fault);
  desk::Notice notice{.target = {},
                      .locations = {},
                      .option = std::string(call.text("category")),
                      .reasons = std::string(call.text("reasons")),
                      .name = std::string(call.text("name")),
                      .mail = *mail,
                      .good_faith = true};
  for (const auto& location : call.body.at("locations").as_array())
    notice.locations.emplace_back(location.as_string());
  const auto targets = targets_of(call, notice.locations);
  if (!targets) return targets.error();
  const auto language = language_code(call);
  Reply reply{.status = 202};
  std::vector<desk::Reference> fresh;
  for (std::size_t i = 0; i < targets->size(); ++i) {
    notice.target = (*targets)[i].canonical;
    const auto payload = canonical(notice);
    desk::Submission submission;
    submission.lane = call.caller.lane;
    submission.subject = (*targets)[i].subject;
    submission.target = notice.target;
    submission.sender = call.caller.actor();
    submission.scope = call.caller.scope;
    if (!key.empty()) submission.idempotency_key = fmt::format("{}#{}", key, i);
    submission.language = language;
    submission.reply_to = *mail;
    submission.payload = as_bytes(payload);
    const auto filed = call.desk.file(submission);
    if (!filed) {
      auto refusal = problem(filed.error());
      refusal.undo = true;
      return refusal;
    }
    add_submission(reply, call, *filed, notice.target);
    if (!filed->repeated) fresh.push_back({filed->case_ref, filed->receipt});
  }
  mail_receipt(call, *mail, language, fresh);
  return reply;
}

std::span<const Endpoint> intake_endpoints() {
  static const Endpoint kRows[] = {
      {.method = Method::post,
       .path = "/desk/api/v1/notices",
       .roles = kEveryone,
       .tx = Tx::write,
       .run = post_notice,
       .summary = "A notice of DSA Art. 16. 202 and a signed receipt once it is stored for good.",
       .body = notice_fields(),
       .keeps_keys = true},
      {.method = Method::post,
       .path = "/desk/api/v1/contact-requests",
       .roles = kEveryone,
       .tx = Tx::write,
       .run = post_contact_request,
       .summary = "A letter to the operator: a question, an introduction, a wish to meet.",
       .body = kContactFields,
       .keeps_keys = true},
  };
  return kRows;
}

}  // namespace botschaft::http
