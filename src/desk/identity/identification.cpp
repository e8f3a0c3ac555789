#include "desk/identity/identification.h"

#include <algorithm>

#include "desk/fields.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kNoteMax = 500;

constexpr Set<Role> kRecorders = {Role::moderator, Role::second_reviewer, Role::operator_};

bool is_urgent(Instrument instrument) {
  return instrument == Instrument::epoc_emergency || instrument == Instrument::tco_removal ||
         instrument == Instrument::threat_to_life;
}

}  // namespace

IdentityLevel level_of_proofs(Set<Proof> proofs) {
  const auto has = [&](Proof proof) { return proofs.has(proof); };
  if (has(Proof::order_signature) && has(Proof::register_match)) return IdentityLevel::signed_order;
  if (has(Proof::strong_sign_in)) return IdentityLevel::strong;
  if (has(Proof::register_match) && has(Proof::call_back)) return IdentityLevel::register_match;
  if (has(Proof::elsewhere)) return IdentityLevel::register_match;
  if (has(Proof::mail) || has(Proof::introduced)) return IdentityLevel::domain;
  return IdentityLevel::claimed;
}

Seconds call_due(Instrument instrument, Seconds now) {
  return now + (is_urgent(instrument) ? kHour : kDay);
}

Outcome<void> Identification::may_record(const Actor& by) const {
  if (!kRecorders.has(by.role)) return refuse(Why::not_your_role);
  if (by.person == 0) return refuse(Why::unmet_condition, {Condition::human});
  return {};
}

void Identification::prove(std::int64_t case_id, Proof proof, std::int64_t entry, std::int64_t by,
                           std::string detail) {
  std::string payload;
  add_field(payload, "proof", name_of(proof));
  add_field(payload, "entry", std::to_string(entry));
  add_field(payload, "by", std::to_string(by));
  add_field(payload, "detail", detail);
  store::put_desk_proof(tx_, {.case_id = case_id,
                              .proof = static_cast<int>(proof),
                              .entry = entry,
                              .person = by,
                              .at = now_,
                              .detail = std::move(detail)});
  desk_.note(case_id, LogKind::identified, payload);
  Set<Proof> all;
  for (const auto& row : store::desk_proofs(tx_, case_id)) all.add(static_cast<Proof>(row.proof));
  desk_.raise_level(case_id, level_of_proofs(all));
}

Outcome<void> Identification::note_mail(std::int64_t case_id, const Mail& mail, const Actor& by) {
  if (by.role != Role::system) TRY(may_record(by));
  const auto found = desk_.find(case_id);
  if (!found) return refuse(Why::no_such_case);
  const auto signers = dkim_domains(mail.authentication_results, mail.authority);
  const auto signer =
      std::ranges::find_if(signers, [&](const auto& domain) { return is_aligned(mail.from, domain); });
  if (signer == signers.end()) return refuse(Why::bad_input);
  const auto entries = registers_.of_domain(domain_of_address(mail.from));
  const auto with_number =
      std::ranges::find_if(entries, [](const auto& entry) { return !entry.facts.phone.empty(); });
  prove(case_id, Proof::mail, entries.empty() ? 0 : entries.front().id, by.person, mail.from);
  if (with_number != entries.end())
    (void)ask(case_id, 0, with_number->id, call_due(found->instrument, now_), by);
  return {};
}

Outcome<void> Identification::match_register(std::int64_t case_id, std::int64_t entry, const Actor& by) {
  TRY(may_record(by));
  if (!desk_.find(case_id)) return refuse(Why::no_such_case);
  const auto found = registers_.find(entry);
  if (!found || !found->in_force) return refuse(Why::bad_input);
  prove(case_id, Proof::register_match, entry, by.person, found->facts.name);
  return {};
}

Outcome<std::int64_t> Identification::ask(std::int64_t case_id, std::int64_t person, std::int64_t entry,
                                          Seconds due, const Actor& by) {
  const auto found = registers_.find(entry);
  if (!found || !found->in_force || found->facts.phone.empty()) return refuse(Why::bad_input);
  const auto id = store::insert_desk_call_back(tx_, {.case_id = case_id,
                                                     .person = person,
                                                     .entry = entry,
                                                     .number = found->facts.phone,
                                                     .due_at = due,
                                                     .asked_at = now_});
  std::string payload;
  add_field(payload, "call-back", std::to_string(id));
  add_field(payload, "entry", found->facts.name);
  add_field(payload, "number", found->facts.phone);
  add_field(payload, "due", std::to_string(due));
  add_field(payload, "by", std::to_string(by.person));
  if (person != 0) add_field(payload, "person", std::to_string(person));
  desk_.note(case_id, LogKind::identified, payload);
  return id;
}

Outcome<std::int64_t> Identification::ask_call_back(std::int64_t case_id, std::int64_t entry,
                                                    const Actor& by) {
  TRY(may_record(by));
  const auto found = desk_.find(case_id);
  if (!found) return refuse(Why::no_such_case);
  return ask(case_id, 0, entry, call_due(found->instrument, now_), by);
}

Outcome<std::int64_t> Identification::ask_call_back_of_person(std::int64_t person, std::int64_t entry,
                                                              const Actor& by) {
  TRY(may_record(by));
  const auto found = people_.find(person);
  if (!found || found->revoked_at != 0) return refuse(Why::no_such_case);
  return ask(0, person, entry, now_ + kDay, by);
}

Outcome<void> Identification::answer_call_back(std::int64_t task, CallResult result, std::string spoke_with,
                                               const Actor& by) {
  TRY(may_record(by));
  auto row = store::find_desk_call_back(tx_, task);
  if (!row) return refuse(Why::no_such_case);
  if (row->result != 0) return refuse(Why::no_such_step);
  if (spoke_with.size() > kNoteMax || (result == CallResult::confirmed && spoke_with.empty()))
    return refuse(Why::bad_input);
  row->result = static_cast<int>(result);
  row->caller = by.person;
  row->called_at = now_;
  row->spoke_with = std::move(spoke_with);
  store::set_desk_call_back_result(tx_, *row);
  std::string payload;
  add_field(payload, "call-back", std::to_string(task));
  add_field(payload, "number", row->number);
  add_field(payload, "result", name_of(result));
  add_field(payload, "by", std::to_string(by.person));
  add_field(payload, "spoke-with", row->spoke_with);
  desk_.note(row->case_id, LogKind::identified, payload);
  if (result != CallResult::confirmed) return {};
  if (row->person != 0) {
    people_.raise_level(row->person, IdentityLevel::register_match, by);
    people_.set_authority(row->person, row->entry, by);
    return {};
  }
  prove(row->case_id, Proof::register_match, row->entry, by.person, row->number);
  prove(row->case_id, Proof::call_back, row->entry, by.person, row->spoke_with);
  return {};
}

Outcome<void> Identification::note_sign_in(std::int64_t case_id, const SignedIn& who) {
  if (!desk_.find(case_id)) return refuse(Why::no_such_case);
  if (!who.person.roles.has(Role::officer)) return refuse(Why::not_your_role);
  // Somebody of one authority says nothing for a case that another one began.
  for (const auto& row : store::desk_proofs(tx_, case_id))
    if (row.entry != 0 && row.entry != who.person.authority) return refuse(Why::bad_input);
  const auto detail = std::to_string(who.person.id);
  if (who.level >= IdentityLevel::strong)
    prove(case_id, Proof::strong_sign_in, who.person.authority, who.person.id, detail);
  else if (who.level == IdentityLevel::register_match && who.means == Means::elsewhere)
    prove(case_id, Proof::elsewhere, who.person.authority, who.person.id, detail);
  else if (people_.is_introduced(who.person.id))
    prove(case_id, Proof::introduced, who.person.authority, who.person.id, detail);
  return {};
}

Outcome<void> Identification::note_signature(std::int64_t case_id, const crypto::CertificateFacts& signer,
                                             const Actor& by) {
  if (!desk_.find(case_id)) return refuse(Why::no_such_case);
  std::int64_t entry = 0;
  for (const auto& mail : signer.mails)
    if (const auto found = registers_.of_domain(domain_of_address(mail)); entry == 0 && !found.empty())
      entry = found.front().id;
  if (entry != 0) prove(case_id, Proof::register_match, entry, by.person, signer.subject);
  prove(case_id, Proof::order_signature, entry, by.person, signer.subject + " / " + signer.issuer);
  return {};
}

std::vector<store::DeskProofRow> Identification::proofs(std::int64_t case_id) {
  return store::desk_proofs(tx_, case_id);
}

CallBack Identification::call_of(const store::DeskCallBackRow& row) {
  CallBack call{.id = row.id,
                .case_id = row.case_id,
                .person = row.person,
                .entry = registers_.find(row.entry).value_or(RegisterEntry{}),
                .number = row.number,
                .due_at = row.due_at,
                .result = {},
                .caller = row.caller,
                .called_at = row.called_at,
                .spoke_with = row.spoke_with};
  if (row.result != 0) call.result = static_cast<CallResult>(row.result);
  return call;
}

std::vector<CallBack> Identification::call_backs(std::int64_t case_id) {
  std::vector<CallBack> calls;
  for (const auto& row : store::desk_call_backs(tx_, case_id)) calls.push_back(call_of(row));
  return calls;
}

std::vector<CallBack> Identification::open_call_backs(int limit) {
  std::vector<CallBack> calls;
  for (const auto& row : store::open_desk_call_backs(tx_, limit)) calls.push_back(call_of(row));
  return calls;
}

}  // namespace botschaft::desk
