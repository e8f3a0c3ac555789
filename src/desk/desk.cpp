#include "desk/desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "desk/data_of_person.h"
#include "desk/effects.h"
#include "desk/evidence.h"
#include "desk/fields.h"
#include "desk/rows.h"
#include "domain/restrictions/target.h"
#include "store/desk_log.h"
#include "store/desk_messages.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kTargetMax = 512;
constexpr std::size_t kKeyMax = 255;
constexpr std::size_t kPayloadMax = 1 << 20;

// 25 letters and digits that nobody confuses: about 124 bits.
std::string random_ref(Random& random) {
  constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string ref;
  for (int i = 0; i < 25; ++i) ref += kLetters[random.below(kLetters.size())];
  return ref;
}

// What is said between the desk and those who wrote in.
bool is_said(Action action) {
  return action == Action::reply || action == Action::ask_clarification || action == Action::clarify;
}
bool is_of_the_desk(Role role) {
  return role != Role::reporter && role != Role::flagger && role != Role::officer;
}

bool is_sound(const Submission& submission) {
  const bool order = submission.kind == CaseKind::order;
  return submission.target.size() <= kTargetMax && submission.payload.size() <= kPayloadMax &&
         (!submission.idempotency_key ||
          (!submission.idempotency_key->empty() && submission.idempotency_key->size() <= kKeyMax &&
           !submission.scope.empty())) &&
         order == submission.asked.has_value() &&
         (!order ||
          (submission.asked->instrument == submission.instrument && submission.lane == Lane::authorities)) &&
         (submission.kind == CaseKind::appeal) == submission.appeal_of.has_value();
}

}  // namespace

Entry Desk::log(store::DeskCaseRow& row, LogKind kind, ByteView payload) {
  Entry entry;
  random_.fill(entry.salt);
  entry.record = {.case_ref = row.ref,
                  .seq = row.next_seq++,
                  .kind = std::string(name_of(kind)),
                  .time = now_,
                  .lane = row.lane == 0 ? "-" : std::string(name_of(static_cast<Lane>(row.lane))),
                  .commitment = translog::commit(entry.salt, payload)};
  store::DeskLogRow stored{.case_id = row.id, .record = translog::canonical(entry.record)};
  stored.salt = to_bytes(entry.salt);
  stored.payload = to_bytes(payload);
  entry.id = store::insert_desk_log(tx_, stored);
  return entry;
}

Entry Desk::note(std::int64_t case_id, LogKind kind, std::string_view payload) {
  auto row = case_id != 0 ? store::find_desk_case(tx_, case_id) : std::nullopt;
  if (!row) {
    store::DeskCaseRow none{.ref = "-"};
    return log(none, kind, as_bytes(payload));
  }
  auto entry = log(*row, kind, as_bytes(payload));
  store::update_desk_case(tx_, *row);
  return entry;
}

Filed Desk::repeat(const store::DeskSubmissionRow& before) {
  Filed filed{.case_ref = {}, .receipt = before.receipt, .entry = {}, .repeated = true, .clustered = false};
  if (const auto row = store::find_desk_case(tx_, before.case_id)) filed.case_ref = row->ref;
  const auto entry = store::find_desk_log(tx_, before.entry);
  if (!entry) return filed;
  filed.entry.id = entry->id;
  if (const auto record = translog::parse_record(entry->record)) filed.entry.record = *record;
  if (entry->salt && entry->salt->size() == filed.entry.salt.size())
    std::ranges::copy(*entry->salt, filed.entry.salt.begin());
  return filed;
}

Outcome<Filed> Desk::file(const Submission& submission) {
  if (!is_sound(submission)) return refuse(Why::bad_input);
  const auto digest = crypto::sha256(submission.payload);
  if (submission.idempotency_key) {
    const auto before = store::find_desk_submission(tx_, submission.scope, *submission.idempotency_key);
    if (before && !std::ranges::equal(before->digest, digest)) return refuse(Why::key_reused);
    if (before) return repeat(*before);
  }
  auto opened = open_case(submission);
  if (!opened) return std::unexpected(opened.error());
  auto row = *std::move(opened);
  const bool clustered = row.submissions > 0;
  join(row, submission);
  Filed filed{.case_ref = row.ref,
              .receipt = random_ref(random_),
              .entry = {},
              .repeated = false,
              .clustered = clustered};
  filed.entry = log(row, LogKind::received, submission.payload);
  store::update_desk_case(tx_, row);
  store::insert_desk_submission(tx_, {.case_id = row.id,
                                      .receipt = filed.receipt,
                                      .entry = filed.entry.id,
                                      .lane = static_cast<int>(submission.lane),
                                      .sender = submission.sender.person,
                                      .scope = submission.scope,
                                      .idempotency_key = submission.idempotency_key,
                                      .digest = to_bytes(digest),
                                      .language = submission.language,
                                      .reply_to = submission.reply_to,
                                      .received_at = now_});
  if (submission.kind != CaseKind::appeal)
    take_evidence(tx_, *this, row, EvidenceKind::snapshot, submission.sender, now_);
  return filed;
}

Outcome<void> Desk::check_appeal(const Submission& submission, store::DeskCaseRow& original) {
  auto found = store::find_desk_case(tx_, *submission.appeal_of);
  if (!found) return refuse(Why::no_such_case);
  original = *std::move(found);
  if (const auto row = check(original, Action::appeal, submission.sender, {}); !row)
    return std::unexpected(row.error());
  return {};
}

// The open work item of the target, or a new case.
Outcome<store::DeskCaseRow> Desk::open_case(const Submission& submission) {
  if (submission.kind == CaseKind::notice)
    if (auto open = store::open_desk_notice(tx_, submission.target)) return *std::move(open);
  store::DeskCaseRow original;
  if (submission.kind == CaseKind::appeal) {
    if (const auto may = check_appeal(submission, original); !may) return std::unexpected(may.error());
    const auto row = step(state_of(original), kind_of(original), Action::appeal, submission.sender.role,
                          {Condition::in_time});
    walk(original, *row, submission.sender, {.text = "appeal", .decision = {}, .pause = {}});
  }
  store::DeskCaseRow row;
  row.ref = random_ref(random_);
  row.kind = static_cast<int>(submission.kind);
  row.lane = static_cast<int>(submission.lane);
  row.instrument = static_cast<int>(submission.instrument);
  row.subject = static_cast<int>(submission.subject);
  row.target = submission.target;
  row.state = static_cast<int>(State::received);
  row.level = static_cast<int>(submission.sender.level);
  row.received_at = now_;
  if (original.id != 0) row.appeal_of = original.id;
  row.asked = pack(submission.asked);
  row.id = store::insert_desk_case(tx_, row);
  start_clocks(row, {});
  return row;
}

// Every notice counts, and the highest lane of them is the work item's.
void Desk::join(store::DeskCaseRow& row, const Submission& submission) {
  ++row.submissions;
  ++row.untold;
  row.lane = std::max(row.lane, static_cast<int>(submission.lane));
}

Outcome<Entry> Desk::act(std::int64_t case_id, Action action, const Actor& actor, const Particulars& about) {
  auto row = store::find_desk_case(tx_, case_id);
  if (!row) return refuse(Why::no_such_case);
  // An appeal comes by file(), and is answered by deciding it.
  if (action == Action::appeal || action == Action::uphold || action == Action::reverse)
    return refuse(Why::no_such_step);
  const auto transition = check(*row, action, actor, about);
  if (!transition) {
    const auto missing = transition.error().missing;
    if (missing.has(Condition::second_person) || missing.has(Condition::level) ||
        missing.has(Condition::entitled)) {
      log(*row, LogKind::attempted,
          as_bytes(fmt::format("step: {}\nrole: {}\nperson: {}\n", name_of(action), name_of(actor.role),
                               actor.person)));
      store::update_desk_case(tx_, *row);
    }
    return std::unexpected(transition.error());
  }
  return walk(*row, *transition, actor, about);
}

Entry Desk::walk(store::DeskCaseRow& row, const Transition& transition, const Actor& actor,
                 const Particulars& about) {
  const auto action = transition.action;
  if (about.decision && action != Action::withhold_interim) row.decision = canonical(*about.decision);
  if (action == Action::propose) row.proposer = actor.person;
  if (action == Action::return_proposal) row.decision.clear();
  if (action == Action::effect || action == Action::restore) row.effected_at = now_;
  if (about.asked) {
    auto asked = action == Action::validate ? unpack_asked(row.asked) : about.asked;
    if (asked && action == Action::validate) asked->validator = about.asked->validator;
    row.asked = pack(asked);
  }
  row.state = static_cast<int>(transition.to);
  const bool there = take_effect(row, action, about);
  std::string payload = fmt::format("step: {}\nstate: {}\nrole: {}\nperson: {}\n", name_of(action),
                                    name_of(transition.to), name_of(actor.role), actor.person);
  if (!there) payload += "found: nothing\n";
  if (!about.text.empty()) payload += fmt::format("text: {} bytes\n{}\n", about.text.size(), about.text);
  if (about.decision)
    payload += canonical(*about.decision);
  else if (action == Action::decide || action == Action::effect)
    payload += row.decision;
  store::insert_desk_act(tx_, {.case_id = row.id,
                               .seq = row.next_seq,
                               .action = static_cast<int>(action),
                               .role = static_cast<int>(actor.role),
                               .person = actor.person,
                               .at = now_});
  auto entry = log(row, transition.log, as_bytes(payload));
  store::update_desk_case(tx_, row);
  if (is_said(action))
    store::insert_desk_message(tx_, {.entry = entry.id,
                                     .case_id = row.id,
                                     .submission = about.submission,
                                     .from_desk = is_of_the_desk(actor.role)});
  if (action == Action::ask_clarification) {
    store::begin_desk_pause(tx_, row.id,
                            {.from_at = now_, .reason = static_cast<int>(*about.pause), .until_at = {}});
    wind_clocks(row);
  }
  if (action == Action::clarify || action == Action::withdraw) {
    store::end_desk_pause(tx_, row.id, now_);
    wind_clocks(row);
  }
  stop_clocks(row, action);
  start_clocks(row, action);
  hold_longer(row, action);
  if (action == Action::decide && kind_of(row) == CaseKind::appeal) settle_original(row, actor);
  if (action == Action::preserve) preserve(row, actor);
  return entry;
}

// What the step does in the world. False: there was nothing (more) to do it to.
bool Desk::take_effect(store::DeskCaseRow& row, Action action, const Particulars& about) {
  const auto decision = about.decision ? about.decision : parse_decision(row.decision);
  const bool restricts = decision && std::holds_alternative<Restriction>(*decision);
  switch (action) {
    case Action::effect:
    case Action::withhold_interim:
      if (!restricts) return true;
      take_back(tx_, row, now_);  // what was interim gives way
      return put_into_effect(tx_, row, *decision, now_, settings_.eu_is_eea);
    case Action::decide:
      if (!restricts) take_back(tx_, row, now_);
      return true;
    case Action::restore:
      tell_again(row);
      [[fallthrough]];
    case Action::lift_interim:
    case Action::withdraw:
      take_back(tx_, row, now_);
      return true;
    default:
      return true;
  }
}

// What the order asks for is kept as it is now, whatever its owner does to it.
void Desk::preserve(const store::DeskCaseRow& row, const Actor& actor) {
  const auto target = domain::parse_target(row.target);
  const auto asked = unpack_asked(row.asked);
  std::string further;
  if (target && target->peer.is_user() && target->part == domain::Target::Part::whole && asked)
    for (const auto& field : data_fields())
      if (field.data == asked->data || asked->also.has(field.data))
        add_field(further, field.name, data_of_person(tx_, target->peer.value, field.name));
  take_evidence(tx_, *this, row, EvidenceKind::preserved, actor, now_, further);
}

// Whoever was told of a decision is told that it was taken back.
void Desk::tell_again(store::DeskCaseRow& row) {
  row.untold = store::forget_desk_telling(tx_, row.id);
  row.person_told_at = 0;
}

// What was decided on the appeal is walked on the case appealed against.
void Desk::settle_original(const store::DeskCaseRow& appeal, const Actor& actor) {
  auto original = store::find_desk_case(tx_, appeal.appeal_of.value_or(0));
  const auto decision = parse_decision(appeal.decision);
  if (!original || !decision) return;
  const auto action = std::holds_alternative<Reversal>(*decision) ? Action::reverse : Action::uphold;
  // What deciding the appeal needed is what these need.
  const auto row = step(state_of(*original), kind_of(*original), action, actor.role,
                        {Condition::human, Condition::decision, Condition::fresh_eyes});
  if (row) walk(*original, *row, actor, {.text = "appeal " + appeal.ref, .decision = {}, .pause = {}});
}

Outcome<Entry> Desk::set_gag(std::int64_t case_id, const Actor& actor, Seconds until, std::string basis) {
  auto row = store::find_desk_case(tx_, case_id);
  if (!row) return refuse(Why::no_such_case);
  if (actor.role != Role::moderator && actor.role != Role::operator_ && actor.role != Role::system)
    return refuse(Why::not_your_role);
  const auto last = store::last_desk_gag(tx_, case_id);
  std::optional<Gag> previous;
  if (last)
    previous = Gag{
        .from = last->from_at, .until = last->until_at, .extension = last->extension, .basis = last->basis};
  const auto gag = make_gag(instrument_of(*row), now_, until, std::move(basis), previous);
  if (!gag) return std::unexpected(gag.error());
  store::end_desk_gag(tx_, case_id, now_);  // the new one goes on where it ends
  store::insert_desk_gag(tx_, {.case_id = case_id,
                               .extension = gag->extension,
                               .from_at = gag->from,
                               .until_at = gag->until,
                               .basis = gag->basis,
                               .ended_at = 0});
  auto entry = log(
      *row, LogKind::gag_set,
      as_bytes(fmt::format("until: {}\nextension: {}\nbasis: {}\n", gag->until, gag->extension, gag->basis)));
  store::update_desk_case(tx_, *row);
  return entry;
}

std::vector<std::int64_t> Desk::end_gags(int limit) {
  std::vector<std::int64_t> cases;
  for (const auto& gag : store::ending_desk_gags(tx_, now_, limit)) {
    store::end_desk_gag(tx_, gag.case_id, now_);
    note(gag.case_id, LogKind::gag_ended,
         fmt::format("extension: {}\nbasis: {}\n", gag.extension, gag.basis));
    cases.push_back(gag.case_id);
  }
  return cases;
}

std::vector<store::DeskSubmissionRow> Desk::untold(std::int64_t case_id, int limit) {
  return store::untold_desk_submissions(tx_, case_id, limit);
}

void Desk::mark_told(std::int64_t case_id, std::int64_t submission_id) {
  auto row = store::find_desk_case(tx_, case_id);
  if (!row || !store::set_desk_submission_told(tx_, submission_id, now_)) return;
  --row->untold;
  store::update_desk_case(tx_, *row);
}

Outcome<void> Desk::mark_person_told(std::int64_t case_id, bool there) {
  auto row = store::find_desk_case(tx_, case_id);
  if (!row) return refuse(Why::no_such_case);
  const auto gag = store::last_desk_gag(tx_, case_id);
  const bool gagged = gag && gag->ended_at == 0 && gag->until_at > now_;
  if (gagged || notice_policy(instrument_of(*row)).telling != Telling::told) return refuse(Why::no_such_step);
  if (row->person_told_at != 0) return {};
  row->person_told_at = now_;
  log(*row, LogKind::notified,
      as_bytes(there ? "to: person concerned\n" : "to: nobody, who is concerned is gone\n"));
  store::update_desk_case(tx_, *row);
  return {};
}

void Desk::raise_level(std::int64_t case_id, IdentityLevel level) {
  auto row = store::find_desk_case(tx_, case_id);
  if (!row || static_cast<int>(level) <= row->level) return;
  row->level = static_cast<int>(level);
  log(*row, LogKind::acked, as_bytes(fmt::format("level: {}\n", row->level)));
  store::update_desk_case(tx_, *row);
}

Outcome<void> Desk::erase(std::int64_t entry_id) {
  const auto entry = store::find_desk_log(tx_, entry_id);
  if (!entry) return refuse(Why::no_such_case);
  const auto row = store::find_desk_case(tx_, entry->case_id);
  if (row && !is_settled(state_of(*row))) return refuse(Why::held);
  for (const auto& clock : store::desk_clocks(tx_, entry->case_id))
    if (clock.due_at && *clock.due_at >= now_ && clock.stopped_at == 0) return refuse(Why::held);
  store::erase_desk_log(tx_, entry_id);
  note(entry->case_id, LogKind::erased, fmt::format("entry: {}\n", entry->record));
  return {};
}

std::optional<Case> Desk::find(std::string_view ref) {
  const auto row = store::find_desk_case(tx_, ref);
  return row ? std::optional(case_of(*row)) : std::nullopt;
}

std::optional<Case> Desk::find(std::int64_t id) {
  const auto row = store::find_desk_case(tx_, id);
  return row ? std::optional(case_of(*row)) : std::nullopt;
}

}  // namespace botschaft::desk
