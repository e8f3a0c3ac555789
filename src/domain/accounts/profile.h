#pragma once
// What people say about themselves: names, username, a line of text, their number; and the end of an account.
#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"
#include "domain/accounts/address.h"
#include "domain/events.h"
#include "store/users.h"

namespace botschaft::domain {

inline constexpr std::size_t kMaxName = 64;   // characters
inline constexpr std::size_t kMaxAbout = 70;  // characters, help.getAppConfig about_length_limit_default

// Without control characters and surrounding space; longer names are cut. `invalid` if it is no UTF-8.
Result<std::string> clean_name(std::string_view name, Err invalid);

struct ProfileChange {
  std::optional<std::string> first_name;
  std::optional<std::string> last_name;
  std::optional<std::string> about;
};

// The row after the change. FIRSTNAME_INVALID, LASTNAME_INVALID, ABOUT_TOO_LONG.
Result<store::UserRow> update_profile(store::Transaction& tx, UserId user, const ProfileChange& change);

// Latin letters, digits and single underscores, 5 to 32, beginning with a letter, not ending with an
// underscore (core.telegram.org/method/account.checkUsername). USERNAME_INVALID.
Result<void> check_username_form(std::string_view username);

// As above, and USERNAME_OCCUPIED if another peer bears it.
Result<void> check_username(store::Transaction& tx, UserId user, std::string_view username);

// Empty: gives it up. USERNAME_NOT_MODIFIED.
Result<store::UserRow> update_username(store::Transaction& tx, UserId user, std::string_view username);

// PHONE_NUMBER_OCCUPIED.
Result<store::UserRow> change_phone(store::Transaction& tx, UserId user, std::string_view digits,
                                    std::int32_t now);

// Everyone in whose address book or chat list the person stands, and the person's own devices.
void tell_acquaintances(store::Transaction& tx, UserId user, EventKind kind);

// Empties the account, signs its devices out, and leaves messages to those who received them.
void delete_account(store::Transaction& tx, UserId user);

}  // namespace botschaft::domain
