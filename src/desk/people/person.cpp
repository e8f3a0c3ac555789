#include "desk/people/person.h"

#include <algorithm>

namespace botschaft::desk {
namespace {

// Levels are numbered from 0, unlike all else that has a name here.
constexpr std::string_view kLevels[] = {"claimed", "domain", "register-match", "strong", "signed-order"};

}  // namespace

std::string_view level_name(IdentityLevel level) {
  return kLevels[static_cast<std::size_t>(level)];
}

std::optional<IdentityLevel> level_named(std::string_view word) {
  const auto* const found = std::ranges::find(kLevels, word);
  return found == std::end(kLevels) ? std::nullopt
                                    : std::optional(static_cast<IdentityLevel>(found - std::begin(kLevels)));
}

Person person_of(const store::DeskPersonRow& row) {
  return {.id = row.id,
          .name = row.name,
          .roles = set_of<Role>(row.roles),
          .level = static_cast<IdentityLevel>(row.level),
          .authority = row.authority,
          .created_at = row.created_at,
          .revoked_at = row.revoked_at};
}

bool may_have(Set<Role> roles) {
  if (roles.empty()) return false;
  return roles.without(kStaffRoles).empty() || roles == Set<Role>{Role::flagger} ||
         roles == Set<Role>{Role::officer} || roles == Set<Role>{Role::auditor};
}

Lane lane_of(Set<Role> roles) {
  if (roles.has(Role::officer)) return Lane::authorities;
  return roles.has(Role::flagger) ? Lane::trusted_flaggers : Lane::users;
}

IdentityLevel level_of(IdentityLevel person, Means means, IdentityLevel vouched) {
  switch (means) {
    case Means::passkey:
    case Means::certificate:
      return person >= IdentityLevel::register_match ? IdentityLevel::strong : person;
    case Means::token:  // a secret that can be copied
      return std::min(person, IdentityLevel::register_match);
    case Means::elsewhere:
      return std::min(vouched, IdentityLevel::register_match);
  }
  return IdentityLevel::claimed;
}

std::string words_of(Set<Role> roles) {
  std::string words;
  for (std::size_t i = 0; i < Names<Role>::kAll.size(); ++i)
    if (roles.has(each<Role>(i))) words += (words.empty() ? "" : ",") + std::string(Names<Role>::kAll[i]);
  return words;
}

std::optional<Set<Role>> roles_of(std::string_view words) {
  Set<Role> roles;
  while (!words.empty()) {
    const auto end = std::min(words.find(','), words.size());
    const auto role = named<Role>(words.substr(0, end));
    if (!role) return std::nullopt;
    roles.add(*role);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return roles;
}

}  // namespace botschaft::desk
