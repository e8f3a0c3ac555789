#pragma once
// The e-mail address an account's codes go to: given at a first sign-in by phone number, or changed later.
#include <string>

#include "domain/accounts/codes.h"

namespace botschaft::domain {

struct LoginEmailChange {
  AuthKeyId auth_key = 0;
  UserId user = 0;  // who asks, if signed in
  Address phone;    // at a first sign-in: the new number
  std::string
      code_hash;  // at a first sign-in: from auth.sendCode; empty: the signed-in user's own address changes
};

// EMAIL_INVALID if the address is somebody's; PHONE_HASH_EXPIRED; PHONE_NUMBER_FLOOD.
Result<NewCode> make_login_email_code(store::Transaction& tx, const AccountPolicy& policy, Random& random,
                                      const LoginEmailChange& change, const std::string& email,
                                      bool keep_plain, std::int32_t now);

// The verified address. CODE_INVALID (counted: commit it), EMAIL_VERIFY_EXPIRED. At a first sign-in,
// sign_up() with the hash comes next.
Result<std::string> verify_login_email(store::Transaction& tx, const AccountPolicy& policy,
                                       const LoginEmailChange& change, std::string_view typed,
                                       std::int32_t now);

}  // namespace botschaft::domain
