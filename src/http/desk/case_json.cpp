#include "http/desk/case_json.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "desk/fields.h"
#include "desk/identity/identification.h"
#include "desk/rows.h"
#include "http/desk/decision_json.h"
#include "store/desk_people.h"
#include "store/desk_registers.h"

namespace botschaft::http {
namespace {

constexpr int kSubmissionsShown = 50;
constexpr int kDeedsShown = 500;

// What the program does itself, once the deed is done, is no step for people to take.
constexpr desk::Set<desk::Action> kOfTheProgram = {
    desk::Action::effect,  desk::Action::hand_over_conditionally,
    desk::Action::release, desk::Action::inform,
    desk::Action::restore, desk::Action::appeal,
    desk::Action::uphold,  desk::Action::reverse};

json::value seconds_or_null(std::int64_t at) {
  return at == 0 ? json::value() : json::value(at);
}

json::object clock_json(desk::Instrument instrument, const store::DeskClockRow& row,
                        const std::vector<store::DeskPauseRow>& pauses) {
  json::object out{{"kind", desk::name_of(static_cast<desk::ClockKind>(row.kind))},
                   {"statutory", row.statutory},
                   {"started_at", row.started_at},
                   {"due_at", row.due_at ? json::value(*row.due_at) : json::value()},
                   {"stopped_at", seconds_or_null(row.stopped_at)},
                   {"rung", row.rung}};
  if (const auto clock = desk::clock_of(instrument, row, pauses)) {
    out["basis"] = clock->rule.basis;
    out["ours"] = clock->rule.runs_for == desk::RunsFor::operator_;
    out["rests"] = row.stopped_at == 0 && !row.due_at;
  }
  return out;
}

json::array clocks_json(store::Transaction& tx, const desk::Case& about) {
  json::array out;
  const auto pauses = store::desk_pauses(tx, about.id);
  for (const auto& row : store::desk_clocks(tx, about.id))
    out.push_back(clock_json(about.instrument, row, pauses));
  return out;
}

json::array pauses_json(store::Transaction& tx, std::int64_t case_id) {
  json::array out;
  for (const auto& pause : store::desk_pauses(tx, case_id))
    out.push_back(json::object{{"reason", desk::name_of(static_cast<desk::PauseReason>(pause.reason))},
                               {"from", pause.from_at},
                               {"until", pause.until_at ? json::value(*pause.until_at) : json::value()}});
  return out;
}

json::array acts_json(store::Transaction& tx, std::int64_t case_id, Sight sight) {
  json::array out;
  for (const auto& act : store::desk_acts(tx, case_id)) {
    json::object one{{"seq", act.seq},
                     {"action", desk::name_of(static_cast<desk::Action>(act.action))},
                     {"role", desk::name_of(static_cast<desk::Role>(act.role))},
                     {"at", act.at}};
    if (sight == Sight::full && act.person != 0) one["name"] = name_of_person(tx, act.person);
    out.push_back(std::move(one));
  }
  return out;
}

// Said by, and to, whoever sent the case in.
constexpr bool is_message(std::string_view kind) {
  return kind == "replied" || kind == "clock-paused" || kind == "clock-resumed" || kind == "withdrawn";
}

// Others who wrote in about the same are nobody's business but the desk's.
bool is_for(const desk::Fields& said, const Caller& caller, Sight sight) {
  const auto role = said.word<desk::Role>("role");
  const bool by_sender =
      role == desk::Role::reporter || role == desk::Role::flagger || role == desk::Role::officer;
  return sight == Sight::full || !by_sender || said["person"] == std::to_string(caller.person);
}

json::array messages_json(store::Transaction& tx, const Caller& caller, std::int64_t case_id, Sight sight) {
  json::array out;
  for (const auto& row : store::desk_log_deeds(tx, case_id, kDeedsShown)) {
    const auto record = translog::parse_record(row.record);
    if (!record || !is_message(record->kind) || !row.payload) continue;
    const auto payload = as_text(*row.payload);
    const auto words = words_of_act(payload);
    const desk::Fields said(payload);
    if (words.empty() || !is_for(said, caller, sight)) continue;
    out.push_back(json::object{{"seq", record->seq},
                               {"kind", record->kind},
                               {"at", record->time},
                               {"role", said["role"]},
                               {"text", words}});
  }
  return out;
}

json::value gag_json(store::Transaction& tx, std::int64_t case_id, Sight sight, desk::Seconds now) {
  const auto gag = store::last_desk_gag(tx, case_id);
  if (!gag) return {};
  json::object out{{"from", gag->from_at},
                   {"until", gag->until_at},
                   {"extension", gag->extension},
                   {"in_force", gag->ended_at == 0 && gag->until_at > now}};
  if (sight != Sight::outline) out["basis"] = gag->basis;
  return out;
}

json::value asked_json(const std::optional<desk::Asked>& asked) {
  if (!asked) return {};
  json::object out{{"instrument", desk::name_of(asked->instrument)},
                   {"issuer", desk::name_of(asked->issuer)},
                   {"data", desk::name_of(asked->data)},
                   {"serious_offence", asked->serious_offence},
                   {"verdict", desk::name_of(desk::may_ask(*asked))}};
  if (asked->validator) out["validator"] = desk::name_of(*asked->validator);
  return out;
}

json::array submissions_json(store::Transaction& tx, const Caller& caller, std::int64_t case_id,
                             Sight sight) {
  json::array out;
  const auto rows = sight == Sight::own ? store::desk_submissions_by(tx, case_id, caller.person)
                                        : store::desk_submissions(tx, case_id, kSubmissionsShown);
  for (const auto& row : rows) {
    json::object one{{"lane", desk::name_of(static_cast<desk::Lane>(row.lane))},
                     {"language", row.language},
                     {"received_at", row.received_at},
                     {"told_at", seconds_or_null(row.told_at)}};
    if (sight == Sight::full) {
      one["entry"] = row.entry;
      one["known"] = row.sender != 0;
    }
    if (sight == Sight::own) one["receipt"] = row.receipt;
    out.push_back(std::move(one));
  }
  return out;
}

json::array needs_json(desk::Set<desk::Condition> needs) {
  json::array out;
  for (const auto condition : desk::all_conditions())
    if (needs.has(condition)) out.push_back(json::string(desk::name_of(condition)));
  return out;
}

bool may_take(const desk::Transition& row, const desk::Case& about, const Caller& caller) {
  if (row.from != about.state || !row.kinds.has(about.kind) || kOfTheProgram.has(row.action)) return false;
  if (row.needs.has(desk::Condition::second_person) && about.proposer == caller.person) return false;
  for (std::size_t i = 0; i < desk::Names<desk::Role>::kAll.size(); ++i)
    if (const auto role = desk::each<desk::Role>(i); caller.roles.has(role) && row.who.has(role)) return true;
  return false;
}

json::array steps_json(const desk::Case& about, const Caller& caller) {
  json::array out;
  for (const auto& row : desk::transitions())
    if (may_take(row, about, caller))
      out.push_back(json::object{{"action", desk::name_of(row.action)}, {"needs", needs_json(row.needs)}});
  return out;
}

// How who asks was shown to be who they say. Auditors learn by which means.
json::array proofs_json(store::Transaction& tx, std::int64_t case_id, Sight sight) {
  json::array out;
  for (const auto& proof : store::desk_proofs(tx, case_id)) {
    json::object one{{"proof", desk::name_of(static_cast<desk::Proof>(proof.proof))}, {"at", proof.at}};
    if (sight == Sight::full && proof.person != 0) one["by"] = name_of_person(tx, proof.person);
    out.push_back(std::move(one));
  }
  return out;
}

// Mediators who vouched for whoever sent it, with those who took it back: that is shown for ever.
json::array introductions_json(store::Transaction& tx, std::int64_t case_id, desk::Seconds now) {
  json::array out;
  std::int64_t before = 0;
  for (const auto& submission : store::desk_submissions(tx, case_id, kSubmissionsShown)) {
    if (submission.sender == std::exchange(before, submission.sender)) continue;
    for (const auto& row : store::desk_introductions(tx, submission.sender)) {
      const desk::Fields said(row.text);
      out.push_back(json::object{{"by", said["mediator-name"]},
                                 {"as", said["as"]},
                                 {"scope", said["scope"]},
                                 {"at", row.made_at},
                                 {"until", row.until_at},
                                 {"in_force", row.revoked_at == 0 && row.until_at > now}});
    }
  }
  return out;
}

json::object outline_json(const desk::Case& about) {
  return {{"ref", about.ref},
          {"kind", desk::name_of(about.kind)},
          {"lane", desk::name_of(about.lane)},
          {"instrument", desk::name_of(about.instrument)},
          {"subject", desk::name_of(about.subject)},
          {"state", desk::name_of(about.state)},
          {"level", static_cast<int>(about.level)},
          {"received_at", about.received_at},
          {"submissions", about.submissions}};
}

}  // namespace

std::string name_of_person(store::Transaction& tx, std::int64_t person) {
  const auto row = store::find_desk_person(tx, person);
  return row ? row->name : std::to_string(person);
}

Sight sight_of(store::Transaction& tx, const Caller& caller, std::int64_t case_id) {
  if (caller.roles.has(desk::Role::moderator) || caller.roles.has(desk::Role::second_reviewer) ||
      caller.roles.has(desk::Role::appeal_reviewer) || caller.roles.has(desk::Role::operator_))
    return Sight::full;
  if (caller.roles.has(desk::Role::auditor)) return Sight::outline;
  if (caller.person != 0 && !store::desk_submissions_by(tx, case_id, caller.person).empty())
    return Sight::own;
  return Sight::nothing;
}

json::object queue_json(const store::DeskQueueRow& line, Sight sight) {
  const auto about = desk::case_of(line.row);
  auto out = outline_json(about);
  out["clock"] = line.clock ? json::value(clock_json(about.instrument, *line.clock, {})) : json::value();
  if (sight == Sight::full) out["target"] = about.target;
  if (sight != Sight::own && about.decision)
    out["decision"] = decision_json(*about.decision, sight == Sight::full);
  return out;
}

json::object case_json(DeskCall& call, const desk::Case& about, Sight sight) {
  auto out = outline_json(about);
  out["now"] = call.now;
  out["clocks"] = clocks_json(call.tx, about);
  out["pauses"] = pauses_json(call.tx, about.id);
  out["submitted"] = submissions_json(call.tx, call.caller, about.id, sight);
  out["asked"] = asked_json(about.asked);
  out["gag"] = gag_json(call.tx, about.id, sight, call.now);
  out["effected_at"] = seconds_or_null(about.effected_at);
  out["steps"] = steps_json(about, call.caller);
  const bool decided = about.state >= desk::State::decided;
  if (about.decision && (sight != Sight::own || decided))
    out["decision"] = decision_json(*about.decision, sight != Sight::outline);
  if (sight != Sight::own) out["proofs"] = proofs_json(call.tx, about.id, sight);
  if (sight == Sight::outline) {
    out["acts"] = acts_json(call.tx, about.id, sight);
    return out;
  }
  out["target"] = about.target;
  out["messages"] = messages_json(call.tx, call.caller, about.id, sight);
  if (sight == Sight::own) return out;
  out["acts"] = acts_json(call.tx, about.id, sight);
  out["introductions"] = introductions_json(call.tx, about.id, call.now);
  out["untold"] = about.untold;
  out["person_told_at"] = seconds_or_null(about.person_told_at);
  if (about.proposer != 0) out["proposer"] = name_of_person(call.tx, about.proposer);
  const auto original = about.appeal_of ? call.desk.find(*about.appeal_of) : std::nullopt;
  out["appeal_of"] = original ? json::value(original->ref) : json::value();
  return out;
}

json::object entry_json(const store::DeskLogRow& row, Sight sight) {
  json::object out{{"id", row.id},
                   {"record", row.record},
                   {"leaf", row.leaf ? json::value(*row.leaf) : json::value()},
                   {"erased", !row.salt.has_value()}};
  const auto record = translog::parse_record(row.record);
  if (sight != Sight::full || !record || !row.salt || !row.payload) return out;
  const bool evidence = record->kind == desk::name_of(desk::LogKind::received);
  out["sealed"] = evidence;
  if (evidence) return out;
  out["salt"] = translog::to_base64(*row.salt);
  out["payload"] = as_text(*row.payload);
  return out;
}

std::string_view words_of_act(std::string_view payload) {
  constexpr std::string_view kHead = "\ntext: ";
  constexpr std::string_view kBytes = " bytes\n";
  const auto at = payload.find(kHead);
  if (at == payload.npos) return {};
  payload.remove_prefix(at + kHead.size());
  std::size_t size = 0;
  const auto read = std::from_chars(payload.data(), payload.data() + payload.size(), size);
  payload.remove_prefix(static_cast<std::size_t>(read.ptr - payload.data()));
  if (read.ec != std::errc() || !payload.starts_with(kBytes)) return {};
  return payload.substr(kBytes.size(), size);
}

}  // namespace botschaft::http
