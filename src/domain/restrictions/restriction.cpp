#include "domain/restrictions/restriction.h"

#include <algorithm>

#include "domain/accounts/devices.h"
#include "domain/accounts/profile.h"
#include "domain/box.h"
#include "domain/channels/box.h"
#include "domain/messages/copies.h"
#include "store/channels.h"
#include "store/groups.h"

namespace botschaft::domain {
namespace {

constexpr std::uint32_t kMessageBits = store::kRestricted | store::kUnlisted;
constexpr std::uint32_t kChannelBits = store::kChannelRestricted | store::kChannelUnlisted;

Measure measure_of(const store::RestrictionRow& row) {
  return static_cast<Measure>(row.measure);
}

bool unlists(const store::RestrictionRow& row) {
  return measure_of(row) == Measure::limit || measure_of(row) == Measure::remove;
}

// Rows of the message under that key.
std::vector<store::MessageRow> rows_of(store::Transaction& tx, store::MessageKey key) {
  const PeerId box{key.box};
  std::vector<store::MessageRow> rows;
  if (box.is_channel()) {
    if (auto row = store::find_message(tx, 0, box, key.id)) rows.push_back(*std::move(row));
  } else if (box.is_chat()) {
    for (const auto& copy : store::group_copies(tx, box, key.id)) {
      if (auto row = store::find_message(tx, copy.owner, box, copy.id)) rows.push_back(*std::move(row));
    }
  } else if (const auto row = store::find_message(tx, box.value, key.id)) {
    rows = all_copies(tx, *row);
  }
  return rows;
}

// Brings the flags in step with the restrictions in force, and tells who has it before him.
void settle_message(store::Transaction& tx, store::MessageKey key, std::uint32_t bits, const Actor& program) {
  BoxWriter boxes(tx, program);
  for (const auto& row : rows_of(tx, key)) {
    store::set_message_flags(tx, row, (row.flags & ~kMessageBits) | bits);
    if (row.peer.is_channel())
      tell_edited(boxes, program, row.peer, row.id);
    else
      boxes.append(row.owner, EventKind::message_edited, row.peer, row.id);
  }
}

void settle_channel(store::Transaction& tx, PeerId channel, std::uint32_t bits, const Actor& program) {
  auto row = store::find_channel(tx, channel.bare());
  if (!row) return;
  row->flags = (row->flags & ~kChannelBits) | bits;
  store::update_channel(tx, *row);
  BoxWriter(tx, program).append(box_of(channel), kChannelRestrictedEvent, channel, program.now);
}

void settle_user(store::Transaction& tx, UserId user, const std::vector<store::RestrictionRow>& in_force) {
  std::uint32_t bits = 0;
  for (const auto& row : in_force) {
    const auto measure = measure_of(row);
    if (measure == Measure::freeze_account) bits |= store::kUserFrozen;
    if (measure == Measure::suspend_account) bits |= store::kUserSuspended | store::kUserShownWith;
    if (measure == Measure::limit) bits |= store::kUserUnlisted;
    if (measure == Measure::withhold || measure == Measure::age_restrict) bits |= store::kUserShownWith;
  }
  const auto before = store::user_restricted(tx, user);
  store::set_user_restricted(tx, user, bits);
  const auto changed = bits ^ before;
  if ((changed & store::kUserFrozen) != 0) tell(tx, user, EventKind::config);
  tell_acquaintances(tx, user, EventKind::user);
  if ((bits & changed & store::kUserSuspended) != 0) end_all_authorizations(tx, user);
}

void settle(store::Transaction& tx, store::MessageKey on, std::int32_t now) {
  const auto in_force = store::restrictions_on(tx, on);
  const bool any = !in_force.empty();
  const bool unlisted = std::ranges::any_of(in_force, unlists);
  const PeerId box{on.box};
  const Actor program{.user = 0, .now = now};
  if (on.id != 0) {
    settle_message(tx, on, (any ? store::kRestricted : 0U) | (unlisted ? store::kUnlisted : 0U), program);
  } else if (box.is_channel()) {
    settle_channel(
        tx, box, (any ? store::kChannelRestricted : 0U) | (unlisted ? store::kChannelUnlisted : 0U), program);
  } else if (box.is_user()) {
    settle_user(tx, box.value, in_force);
  }
}

// Each thing once, however many copies there are.
std::vector<store::MessageKey> keys_of(store::Transaction& tx, const Target& target) {
  std::vector<store::MessageKey> keys;
  if (target.part == Target::Part::message) {
    for (const auto& row : copies_of(tx, target)) {
      const auto key = store::key_of(row);
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    }
    return keys;
  }
  const bool there = target.peer.is_channel() ? store::find_channel(tx, target.peer.bare()).has_value()
                                              : store::find_user(tx, target.peer.value).has_value();
  if (there) keys.push_back({target.peer.value, 0});
  return keys;
}

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

}  // namespace

bool can_restrict(const Target& target, Measure measure) {
  using enum Measure;
  const bool of_account = measure == freeze_account || measure == suspend_account;
  if (target.part == Target::Part::photo) return false;
  if (target.part == Target::Part::message) return !of_account;
  if (target.peer.is_channel()) return !of_account;
  return target.peer.is_user() && measure != remove;
}

bool restrict(store::Transaction& tx, const Target& target, const Restricting& what, std::int32_t now) {
  const auto person = person_concerned(tx, target);
  const auto keys = keys_of(tx, target);
  for (const auto& key : keys) {
    store::insert_restriction(tx, {.case_id = what.case_id,
                                   .case_ref = what.case_ref,
                                   .on = key,
                                   .measure = static_cast<int>(what.measure),
                                   .territory = what.territory,
                                   .platforms = what.platforms,
                                   .by_law = what.by_law,
                                   .provision = what.provision,
                                   .person = person,
                                   .since = now,
                                   .until_at = what.until});
    settle(tx, key, now);
  }
  return !keys.empty();
}

bool lift_restrictions(store::Transaction& tx, std::int64_t case_id, std::int32_t now) {
  const auto in_force = store::restrictions_of_case(tx, case_id);
  for (const auto& row : in_force) {
    store::lift_restriction(tx, row.id, now);
    settle(tx, row.on, now);
  }
  return !in_force.empty();
}

int end_restrictions(store::Transaction& tx, std::int32_t now, int limit) {
  const auto over = store::ending_restrictions(tx, now, limit);
  for (const auto& row : over) {
    store::lift_restriction(tx, row.id, now);
    settle(tx, row.on, now);
  }
  return static_cast<int>(over.size());
}

std::vector<store::RestrictionRow> restrictions_for(store::Transaction& tx, store::MessageKey on,
                                                    const std::optional<std::string>& country,
                                                    std::int32_t now) {
  auto rows = store::restrictions_on(tx, on);
  std::erase_if(rows, [&](const store::RestrictionRow& row) {
    const auto measure = measure_of(row);
    if (measure == Measure::limit || measure == Measure::freeze_account) return true;  // shown as ever
    if (row.until_at != 0 && row.until_at <= now) return true;
    return country && !row.territory.empty() && !has_word(row.territory, *country);
  });
  return rows;
}

bool hides_content(const store::RestrictionRow& row) {
  return row.platforms.empty() && measure_of(row) != Measure::age_restrict;
}

bool is_suspended(store::Transaction& tx, UserId user) {
  return (store::user_restricted(tx, user) & store::kUserSuspended) != 0;
}

std::optional<store::RestrictionRow> freeze_of(store::Transaction& tx, UserId user) {
  if ((store::user_restricted(tx, user) & store::kUserFrozen) == 0) return std::nullopt;
  for (auto& row : store::restrictions_on(tx, {user, 0}))
    if (measure_of(row) == Measure::freeze_account) return std::move(row);
  return std::nullopt;
}

}  // namespace botschaft::domain
