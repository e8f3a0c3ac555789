// What has become of a submission, and what whoever holds its receipt can do: answer, complain, withdraw. The
// receipt is the credential, and says nothing of others who wrote of the same.
#include <algorithm>

#include "desk/letters.h"
#include "desk/mail_letters.h"
#include "desk/notice.h"
#include "desk/outcome.h"
#include "http/desk/intake.h"
#include "store/desk_log.h"
#include "store/desk_messages.h"
#include "translog/log.h"

namespace botschaft::http {
namespace {

using desk::Action;

// Steps that whoever wrote in may know of. What was tried, proposed, sent back or escalated is the desk's
// own.
constexpr Action kOpenSteps[] = {Action::view,    Action::ask_clarification,
                                 Action::decide,  Action::effect,
                                 Action::inform,  Action::appeal,
                                 Action::uphold,  Action::reverse,
                                 Action::restore, Action::withdraw,
                                 Action::release, Action::hand_over_conditionally};

struct Found {
  store::DeskSubmissionRow submission;
  desk::Case about;
};

std::optional<Found> find(DeskCall& call, std::string_view receipt) {
  auto submission = store::find_desk_submission(call.tx, receipt);
  if (!submission) return std::nullopt;
  auto about = call.desk.find(submission->case_id);
  if (!about) return std::nullopt;
  return Found{*std::move(submission), *std::move(about)};
}

Reply no_such_submission() {
  return problem(404, "no-such-submission", "nobody was given that receipt");
}

// As whom the sender of a submission acts on its case.
desk::Actor actor_of(const store::DeskSubmissionRow& submission) {
  const auto lane = static_cast<desk::Lane>(submission.lane);
  const auto role = lane == desk::Lane::authorities        ? desk::Role::officer
                    : lane == desk::Lane::trusted_flaggers ? desk::Role::flagger
                                                           : desk::Role::reporter;
  return {role, submission.sender, desk::IdentityLevel::claimed};
}

json::array steps_of(DeskCall& call, std::int64_t case_id) {
  json::array steps;
  for (const auto& act : store::desk_acts(call.tx, case_id)) {
    const auto action = static_cast<Action>(act.action);
    if (std::ranges::find(kOpenSteps, action) == std::end(kOpenSteps)) continue;
    steps.push_back(json::object{{"step", desk::name_of(action)}, {"at", act.at}});
  }
  return steps;
}

json::array messages_of(DeskCall& call, const Found& found) {
  json::array messages;
  for (const auto& message : store::desk_messages(call.tx, found.about.id, found.submission.id)) {
    const auto record = translog::parse_record(message.record);
    json::object each{{"from", message.row.from_desk ? "desk" : "you"}, {"at", record ? record->time : 0}};
    if (message.payload)
      each["text"] = desk::text_of_step(*message.payload);
    else
      each["erased"] = true;
    messages.push_back(std::move(each));
  }
  return messages;
}

std::string_view kind_of(const desk::Decision& decision) {
  constexpr std::string_view kKinds[] = {"no-action", "rejection", "restriction", "disclosure", "reversal"};
  return kKinds[decision.index()];
}

// Until when a complaint is taken; nothing if none is, now.
std::optional<desk::Seconds> appeal_until(DeskCall& call, const desk::Case& about) {
  if (about.state != desk::State::effected && about.state != desk::State::closed) return std::nullopt;
  if (about.kind != desk::CaseKind::notice && about.kind != desk::CaseKind::order) return std::nullopt;
  for (const auto& clock : store::desk_clocks(call.tx, about.id))
    if (clock.kind == static_cast<int>(desk::ClockKind::complain_until) && clock.due_at &&
        call.now <= *clock.due_at)
      return *clock.due_at;
  return std::nullopt;
}

json::object decision_of(DeskCall& call, const Found& found, desk::Language language) {
  const auto& about = found.about;
  const bool reversed = desk::was_reversed(call.tx, about.id);
  json::object decision{{"kind", reversed ? "reversal" : kind_of(*about.decision)},
                        {"letter", desk::outcome_letter(language, call.place.server_name, about.ref,
                                                        *about.decision, reversed)}};
  if (const auto* restriction = std::get_if<desk::Restriction>(&*about.decision))
    decision["measure"] = desk::name_of(restriction->statement.fields().measure);
  return decision;
}

// What proves when the submission came in, and what was in it.
json::object proof_of(DeskCall& call, const store::DeskSubmissionRow& submission,
                      std::vector<translog::Record>& records) {
  const auto entry = store::find_desk_log(call.tx, submission.entry);
  if (!entry) return {};
  json::object proof{{"record", entry->record}};
  if (entry->salt) proof["salt"] = translog::to_base64(*entry->salt);
  if (entry->payload) proof["payload"] = as_text(*entry->payload);
  if (const auto record = translog::parse_record(entry->record)) records.push_back(*record);
  if (!entry->leaf) return proof;
  proof["leaf"] = *entry->leaf;
  if (const auto inclusion = translog::prove_entry(call.place.log, *entry->leaf))
    proof["tlog_proof"] = *inclusion;
  return proof;
}

Reply status_reply(DeskCall& call, std::string_view receipt) {
  Reply reply;
  auto status = submission_status(call, receipt, language_of(call.request), reply.receipts);
  if (!status) return no_such_submission();
  reply.body = *std::move(status);
  return reply;
}

Reply get_status(DeskCall& call) {
  return status_reply(call, call.path[0]);
}
Reply post_message(DeskCall& call) {
  return write_message(call, call.path[0], call.text("text"));
}
Reply post_appeal(DeskCall& call) {
  return file_appeal(call, call.path[0], call.text("reasons"));
}
Reply post_withdrawal(DeskCall& call) {
  return withdraw_submission(call, call.path[0]);
}

constexpr Field kMessageFields[] = {{"text", FieldType::text, true, "The answer, or the question.", 20'000}};
constexpr Field kAppealFields[] = {{"reasons", FieldType::text, true, "Why the decision is wrong.", 20'000}};

constexpr Endpoint kRows[] = {
    {Method::get, "/desk/api/v1/submissions/{receipt}", kEveryone, Tx::read, get_status,
     "What has become of a submission: state, steps, messages, decision, redress, receipt, proof."},
    {Method::post, "/desk/api/v1/submissions/{receipt}/messages", kEveryone, Tx::write, post_message,
     "A question or an answer inside the case.", kMessageFields},
    {Method::post, "/desk/api/v1/submissions/{receipt}/appeal", kEveryone, Tx::write, post_appeal,
     "A complaint of DSA Art. 20 against the decision, decided by another person.", kAppealFields},
    {Method::post, "/desk/api/v1/submissions/{receipt}/withdraw", kEveryone, Tx::write, post_withdrawal,
     "Takes the submission back."},
};

}  // namespace

std::optional<json::object> submission_status(DeskCall& call, std::string_view receipt,
                                              desk::Language language,
                                              std::vector<translog::Record>& records) {
  const auto found = find(call, receipt);
  if (!found) return std::nullopt;
  const auto& [submission, about] = *found;
  json::object status{{"case", about.ref},
                      {"kind", desk::name_of(about.kind)},
                      {"lane", desk::name_of(static_cast<desk::Lane>(submission.lane))},
                      {"state", desk::name_of(about.state)},
                      {"target", about.target},
                      {"received_at", submission.received_at},
                      {"language", submission.language},
                      {"steps", steps_of(call, about.id)},
                      {"messages", messages_of(call, *found)},
                      {"proof", proof_of(call, submission, records)}};
  if (desk::is_to_be_told(about)) status["decision"] = decision_of(call, *found, language);
  if (const auto until = appeal_until(call, about)) status["appeal_until"] = *until;
  const bool open = about.state <= desk::State::waiting;
  status["may"] = json::object{{"write", open},
                               {"withdraw", about.state <= desk::State::proposed},
                               {"appeal", status.contains("appeal_until")}};
  return status;
}

Reply write_message(DeskCall& call, std::string_view receipt, std::string_view text) {
  const auto found = find(call, receipt);
  if (!found) return no_such_submission();
  const auto action = found->about.state == desk::State::waiting ? Action::clarify : Action::reply;
  const auto entry = call.desk.act(
      found->about.id, action, actor_of(found->submission),
      {.text = std::string(text), .decision = {}, .pause = {}, .submission = found->submission.id});
  if (!entry) return problem(entry.error());
  Reply reply{.status = 202, .body = json::object{{"case", found->about.ref}, {"at", entry->record.time}}};
  reply.receipts.push_back(entry->record);
  return reply;
}

Reply file_appeal(DeskCall& call, std::string_view receipt, std::string_view text) {
  const auto found = find(call, receipt);
  if (!found) return no_such_submission();
  const auto& [submission, about] = *found;
  const auto payload = "appeal: " + about.ref + "\n" + std::string(text);
  desk::Submission appeal;
  appeal.lane = static_cast<desk::Lane>(submission.lane);
  appeal.kind = desk::CaseKind::appeal;
  appeal.instrument = desk::Instrument::dsa20_complaint;
  appeal.subject = about.subject;
  appeal.target = about.target;
  appeal.sender = actor_of(submission);
  appeal.language = submission.language;
  appeal.reply_to = submission.reply_to;
  appeal.appeal_of = about.ref;
  appeal.payload = as_bytes(payload);
  const auto filed = call.desk.file(appeal);
  if (!filed) {
    auto refusal = problem(filed.error());
    refusal.undo = true;
    return refusal;
  }
  Reply reply{.status = 202,
              .body = json::object{{"case", filed->case_ref},
                                   {"receipt", filed->receipt},
                                   {"received_at", filed->entry.record.time},
                                   {"status", desk::status_url(call.place.base_url, filed->receipt)}}};
  reply.receipts.push_back(filed->entry.record);
  return reply;
}

Reply withdraw_submission(DeskCall& call, std::string_view receipt) {
  const auto found = find(call, receipt);
  if (!found) return no_such_submission();
  const auto& [submission, about] = *found;
  Reply reply{.status = 202, .body = json::object{{"case", about.ref}, {"withdrawn", true}}};
  if (about.submissions == 1) {
    const auto entry = call.desk.act(about.id, Action::withdraw, actor_of(submission));
    if (!entry) return problem(entry.error());
    reply.receipts.push_back(entry->record);
    return reply;
  }
  // Others have told of the same: the work goes on, and this one is not told of it any more.
  if (about.state > desk::State::proposed) return problem(desk::Refusal{desk::Why::no_such_step, {}});
  if (submission.told_at != 0) return reply;
  const auto entry = call.desk.note(about.id, desk::LogKind::withdrawn,
                                    "submission: " + std::to_string(submission.id) + "\n");
  call.desk.mark_told(about.id, submission.id);
  reply.receipts.push_back(entry.record);
  return reply;
}

std::span<const Endpoint> submission_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
