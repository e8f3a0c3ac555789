#pragma once
// From an address to a signed-in key: code, then perhaps a password, or a name for a new account.
#include <cstdint>
#include <optional>
#include <string>

#include "base/random.h"
#include "domain/accounts/codes.h"
#include "domain/accounts/delivery.h"
#include "domain/accounts/policy.h"

namespace botschaft::domain {

// Where the code for signing in with `address` goes; nothing: an e-mail address has to be given first.
// PHONE_NUMBER_APP_SIGNUP_FORBIDDEN if nobody has the address and it may not sign up; SMS_CODE_CREATE_FAILED
// if no configured delivery reaches it.
Result<std::optional<Address>> code_destination(store::Transaction& tx, const AccountPolicy& policy,
                                                const CodeDelivery& delivery, const Address& address,
                                                std::int32_t now);

// Whether an address that nobody has may become an account.
bool may_sign_up(store::Transaction& tx, const AccountPolicy& policy, const Address& address,
                 std::int32_t now);

// A key whose person is known. SESSION_PASSWORD_NEEDED (401) if a password is still to be checked: that is
// noted, so commit it. Else the key is signed in.
Result<store::UserRow> admit(store::Transaction& tx, Random& random, const store::UserRow& user,
                             AuthKeyId key, std::int32_t now);

struct SignIn {
  Address address;
  std::string code_hash;
  std::string code;
  AuthKeyId auth_key = 0;
};

// The signed-in user; nothing: the code was right and nobody has the address, sign_up() comes next. Errors as
// of check_code() and admit(); commit them.
Result<std::optional<store::UserRow>> sign_in(store::Transaction& tx, const AccountPolicy& policy,
                                              Random& random, const SignIn& request, std::int32_t now);

struct SignUpForm {
  Address address;
  std::string code_hash;
  std::string first_name;
  std::string last_name;
  AuthKeyId auth_key = 0;
};

// PHONE_CODE_EXPIRED, PHONE_NUMBER_OCCUPIED, FIRSTNAME_INVALID, LASTNAME_INVALID,
// PHONE_NUMBER_APP_SIGNUP_FORBIDDEN.
Result<store::UserRow> sign_up(store::Transaction& tx, const AccountPolicy& policy, Random& random,
                               const SignUpForm& form, std::int32_t now);

// Makes the account and tells those who have its number in their address books. Also for `botschaft user
// add`.
store::UserRow create_user(store::Transaction& tx, const Address& address, std::string_view first_name,
                           std::string_view last_name, std::int32_t now);

}  // namespace botschaft::domain
