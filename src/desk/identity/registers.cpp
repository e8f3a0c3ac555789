#include "desk/identity/registers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "desk/fields.h"

namespace botschaft::desk {
namespace {

RegisterEntry entry_of(const store::DeskRegisterEntryRow& row) {
  return {.id = row.id,
          .in = static_cast<Register>(row.register_),
          .key = row.key,
          .facts = parse_register_facts(row.facts),
          .in_force = row.until_at == 0};
}

}  // namespace

std::string canonical(const RegisterFacts& facts) {
  std::string text;
  add_field(text, "name", facts.name);
  add_field(text, "country", facts.country);
  add_field(text, "competence", facts.competence);
  add_field(text, "phone", facts.phone);
  add_field(text, "mail", facts.mail);
  for (const auto& domain : facts.domains) add_field(text, "domain", domain);
  return text;
}

RegisterFacts parse_register_facts(std::string_view text) {
  const Fields fields(text);
  return {.name = fields["name"],
          .country = fields["country"],
          .competence = fields["competence"],
          .phone = fields["phone"],
          .mail = fields["mail"],
          .domains = fields.every("domain")};
}

void Registers::propose(Register in, const RegisterLine& line, ChangeKind kind, const Actor& by) {
  store::insert_desk_register_change(
      tx_, {.register_ = static_cast<int>(in),
            .key = line.key,
            .kind = static_cast<int>(kind),
            .facts = kind == ChangeKind::removal ? std::string() : canonical(line.facts),
            .proposed_by = by.person,
            .proposed_at = now_,
            .state = static_cast<int>(ChangeState::waiting)});
}

Outcome<Registers::Imported> Registers::import(Register in, const std::vector<RegisterLine>& lines,
                                               const Actor& by) {
  if (by.role != Role::operator_) return refuse(Why::not_your_role);
  std::map<std::string, RegisterFacts> before;
  for (auto& entry : entries(in)) before.emplace(entry.key, entry.facts);
  std::set<std::string> seen;
  for (const auto& line : lines)
    if (!seen.insert(line.key).second) return refuse(Why::bad_input);
  const auto number = static_cast<int>(in);
  store::settle_desk_register_changes(tx_, number, 0, static_cast<int>(ChangeState::superseded), by.person,
                                      now_);
  Imported imported;
  for (const auto& line : lines) {
    const auto old = before.find(line.key);
    if (old == before.end()) {
      propose(in, line, ChangeKind::addition, by);
      ++imported.additions;
    } else if (old->second != line.facts) {
      propose(in, line, ChangeKind::change, by);
      ++imported.changes;
    }
  }
  for (const auto& [key, facts] : before) {
    if (seen.contains(key)) continue;
    propose(in, {.key = key, .facts = facts}, ChangeKind::removal, by);
    ++imported.removals;
  }
  desk_.note(
      0, LogKind::register_changed,
      fmt::format("register: {}\nimported: {} lines\nby: {}\nadditions: {}\nchanges: {}\nremovals: {}\n",
                  name_of(in), lines.size(), by.person, imported.additions, imported.changes,
                  imported.removals));
  return imported;
}

std::optional<RegisterEntry> Registers::in_force(Register in, std::string_view key) {
  for (auto& entry : entries(in))
    if (entry.key == key) return std::move(entry);
  return std::nullopt;
}

std::vector<RegisterChange> Registers::waiting(Register in, int limit) {
  std::map<std::string, RegisterFacts> before;
  for (auto& entry : entries(in)) before.emplace(entry.key, std::move(entry.facts));
  std::vector<RegisterChange> changes;
  for (const auto& row : store::waiting_desk_register_changes(tx_, static_cast<int>(in), limit)) {
    RegisterChange change{.id = row.id,
                          .in = in,
                          .key = row.key,
                          .kind = static_cast<ChangeKind>(row.kind),
                          .facts = parse_register_facts(row.facts),
                          .before = {},
                          .proposed_by = row.proposed_by,
                          .proposed_at = row.proposed_at};
    if (const auto old = before.find(row.key); old != before.end()) change.before = old->second;
    changes.push_back(std::move(change));
  }
  return changes;
}

void Registers::apply(const store::DeskRegisterChangeRow& change) {
  const auto in = static_cast<Register>(change.register_);
  if (const auto old = in_force(in, change.key)) store::end_desk_register_entry(tx_, old->id, now_);
  if (static_cast<ChangeKind>(change.kind) == ChangeKind::removal) return;
  const auto id = store::insert_desk_register_entry(
      tx_, {.register_ = change.register_, .key = change.key, .facts = change.facts, .since_at = now_});
  for (const auto& domain : parse_register_facts(change.facts).domains)
    store::insert_desk_register_domain(tx_, domain, id);
}

Outcome<void> Registers::settle(std::int64_t change, bool approved, const Actor& by) {
  const auto row = store::find_desk_register_change(tx_, change);
  if (!row) return refuse(Why::no_such_case);
  if (by.role != Role::operator_) return refuse(Why::not_your_role);
  if (by.person == 0) return refuse(Why::unmet_condition, {Condition::human});
  if (by.person == row->proposed_by) return refuse(Why::unmet_condition, {Condition::second_person});
  const auto state = approved ? ChangeState::approved : ChangeState::refused;
  if (!store::settle_desk_register_changes(tx_, row->register_, change, static_cast<int>(state), by.person,
                                           now_))
    return refuse(Why::no_such_step);
  if (approved) apply(*row);
  std::string payload;
  add_field(payload, "register", name_of(static_cast<Register>(row->register_)));
  add_field(payload, "key", row->key);
  add_field(payload, "change", name_of(static_cast<ChangeKind>(row->kind)));
  add_field(payload, "state", name_of(state));
  add_field(payload, "by", std::to_string(by.person));
  desk_.note(0, LogKind::register_changed, payload + row->facts);
  return {};
}

std::vector<RegisterEntry> Registers::entries(Register in) {
  std::vector<RegisterEntry> found;
  for (const auto& row : store::desk_register_entries(tx_, static_cast<int>(in)))
    found.push_back(entry_of(row));
  return found;
}

std::optional<RegisterEntry> Registers::find(std::int64_t entry) {
  const auto row = store::find_desk_register_entry(tx_, entry);
  return row ? std::optional(entry_of(*row)) : std::nullopt;
}

std::vector<RegisterEntry> Registers::of_domain(std::string_view domain) {
  std::string lower(domain);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
  std::string_view rest = lower;
  std::vector<RegisterEntry> found;
  while (rest.find('.') != rest.npos) {  // never a whole top level
    for (const auto id : store::desk_register_entries_of_domain(tx_, rest))
      if (auto entry = find(id)) found.push_back(*std::move(entry));
    rest.remove_prefix(rest.find('.') + 1);
  }
  return found;
}

}  // namespace botschaft::desk
