#include "updates/presence.h"

#include <algorithm>

namespace botschaft::updates {
namespace {

using Devices = std::vector<std::pair<SessionKey, std::int32_t>>;

std::int32_t end_of(const Devices& devices) {
  std::int32_t end = 0;
  for (const auto& [session, until] : devices) end = std::max(end, until);
  return end;
}

}  // namespace

void Presence::go_online(UserId user, const SessionKey& session) {
  const std::int32_t now = clock_.unix_seconds();
  const std::int32_t until = now + kOnlineFor;
  {
    Part& p = part(user);
    const std::lock_guard lock(p.mutex);
    Person& person = p.people[user];
    person.saved = false;
    const auto device = std::ranges::find(person.online_until, session, &Devices::value_type::first);
    if (device != person.online_until.end()) {
      device->second = until;
    } else {
      person.online_until.emplace_back(session, until);
    }
    if (person.told_until - now > kOnlineFor / 2) return;
    person.told_until = until;
  }
  changed_(user, {.online = true, .time = until});
}

void Presence::go_offline(UserId user, const SessionKey& session) {
  const std::int32_t now = clock_.unix_seconds();
  {
    Part& p = part(user);
    const std::lock_guard lock(p.mutex);
    const auto found = p.people.find(user);
    if (found == p.people.end()) return;
    Person& person = found->second;
    const auto gone =
        std::erase_if(person.online_until, [&](const auto& device) { return device.first == session; });
    if (gone == 0 || !person.online_until.empty()) return;
    person = {.online_until = {}, .last_seen = now};
  }
  changed_(user, {.online = false, .time = now});
}

std::optional<Status> Presence::find(UserId user) const {
  const Part& p = part(user);
  const std::lock_guard lock(p.mutex);
  const auto found = p.people.find(user);
  if (found == p.people.end()) return std::nullopt;
  const Person& person = found->second;
  if (person.online_until.empty()) return Status{.online = false, .time = person.last_seen};
  const std::int32_t end = end_of(person.online_until);
  return Status{.online = end > clock_.unix_seconds(), .time = end};
}

std::vector<UserId> Presence::online() const {
  const std::int32_t now = clock_.unix_seconds();
  std::vector<UserId> users;
  for (const Part& p : parts_) {
    const std::lock_guard lock(p.mutex);
    for (const auto& [user, person] : p.people)
      if (end_of(person.online_until) > now) users.push_back(user);
  }
  return users;
}

void Presence::expire() {
  const std::int32_t now = clock_.unix_seconds();
  std::vector<std::pair<UserId, std::int32_t>> gone;
  for (Part& p : parts_) {
    const std::lock_guard lock(p.mutex);
    for (auto& [user, person] : p.people) {
      const std::int32_t end = end_of(person.online_until);
      if (person.online_until.empty() || end > now) continue;
      person = {.online_until = {}, .last_seen = end};
      gone.emplace_back(user, end);
    }
  }
  for (const auto& [user, end] : gone) changed_(user, {.online = false, .time = end});
}

std::vector<std::pair<UserId, std::int32_t>> Presence::take_unsaved() {
  std::vector<std::pair<UserId, std::int32_t>> unsaved;
  for (Part& p : parts_) {
    const std::lock_guard lock(p.mutex);
    std::erase_if(p.people, [](const auto& entry) { return entry.second.saved; });
    for (auto& [user, person] : p.people) {
      if (!person.online_until.empty()) continue;
      unsaved.emplace_back(user, person.last_seen);
      person.saved = true;
    }
  }
  return unsaved;
}

}  // namespace botschaft::updates
