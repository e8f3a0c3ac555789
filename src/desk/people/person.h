#pragma once
// Who belongs to the desk, and how sure one sign-in makes us that it is they.
#include <optional>
#include <string>
#include <vector>

#include "desk/states.h"
#include "store/desk_people.h"

namespace botschaft::desk {

// Of the house, and from outside. Nobody is both, and an auditor is nothing else: they see no personal data.
inline constexpr Set<Role> kStaffRoles = {Role::moderator, Role::second_reviewer, Role::appeal_reviewer,
                                          Role::operator_};
inline constexpr Set<Role> kOutsideRoles = {Role::flagger, Role::officer};

struct Person {
  std::int64_t id = 0;
  std::string name;
  Set<Role> roles;                               // several: but a second person is always another person
  IdentityLevel level = IdentityLevel::claimed;  // apart from how they sign in
  std::int64_t authority = 0;                    // entry of a register; 0: none
  Seconds created_at = 0;
  Seconds revoked_at = 0;
};
Person person_of(const store::DeskPersonRow& row);

std::string_view level_name(IdentityLevel level);
std::optional<IdentityLevel> level_named(std::string_view word);

// How somebody signed in.
enum class Means : std::uint8_t { passkey = 1, certificate, token, elsewhere };

// What a machine's token is good for.
enum class TokenScope : std::uint8_t {
  notices = 1,  // send notices, read what became of them
  orders,       // send orders, take part in their cases
  reading,      // read cases of one's own only
};

// The roles can be had together.
bool may_have(Set<Role> roles);
Lane lane_of(Set<Role> roles);

// A passkey or a certificate makes a person strong whom a register or the operator knows; whom nobody knows
// stays what they claim. `vouched`: what the issuer of a sign-in elsewhere is trusted with, which is never
// more than a register is.
IdentityLevel level_of(IdentityLevel person, Means means, IdentityLevel vouched = IdentityLevel::claimed);

std::string words_of(Set<Role> roles);                      // "moderator,second-reviewer"
std::optional<Set<Role>> roles_of(std::string_view words);  // nothing for a word that names none

template <>
struct Names<Means> {
  static constexpr std::array<std::string_view, 4> kAll = {"passkey", "certificate", "token", "elsewhere"};
};
template <>
struct Names<TokenScope> {
  static constexpr std::array<std::string_view, 3> kAll = {"notices", "orders", "reading"};
};

// Sets as they are stored.
template <class E>
int bits_of(Set<E> set) {
  int bits = 0;
  for (std::size_t i = 0; i < Names<E>::kAll.size(); ++i)
    if (set.has(each<E>(i))) bits |= 1 << static_cast<int>(each<E>(i));
  return bits;
}
template <class E>
Set<E> set_of(int bits) {
  Set<E> set;
  for (std::size_t i = 0; i < Names<E>::kAll.size(); ++i)
    set.add(each<E>(i), (bits >> static_cast<int>(each<E>(i)) & 1) != 0);
  return set;
}

}  // namespace botschaft::desk
