#pragma once
// Codes: made, sent, limited, checked. A rule that counts a wrong attempt *and* fails returns an error the
// caller must commit with: run these in a command whose error does not roll back (rpc/outcome.h).
#include <cstdint>
#include <string>

#include "base/random.h"
#include "domain/accounts/address.h"
#include "domain/accounts/policy.h"
#include "store/login_codes.h"

namespace botschaft::domain {

// Numbers are stored.
enum class CodePurpose : std::int32_t {
  sign_in = 1,
  change_phone = 2,
  set_up_email = 3,  // a first sign-in by phone number whose codes go to an e-mail address from now on
  change_email = 4,
};

struct CodeRequest {
  CodePurpose purpose = CodePurpose::sign_in;
  Address about;  // whose account
  Address to;     // where the code goes
  AuthKeyId auth_key = 0;
  UserId user = 0;          // who asks, if signed in
  bool keep_plain = false;  // the delivery shows codes on the terminal
};

struct NewCode {
  std::string hash;  // phone_code_hash
  std::string code;
};

inline constexpr std::size_t kPhoneCodeDigits = 5;  // what clients' input fields are made for
inline constexpr std::size_t kEmailCodeDigits = 6;

constexpr std::size_t code_digits(Address::Kind kind) {
  return kind == Address::Kind::email ? kEmailCodeDigits : kPhoneCodeDigits;
}

// PHONE_NUMBER_FLOOD if the address has had its codes, or its wrong attempts, of the day.
Result<NewCode> make_code(store::Transaction& tx, const AccountPolicy& policy, Random& random,
                          const CodeRequest& request, std::int32_t now);

// A new code under the hash of a running one, for another receiver. Each counts as a code of the day, and a
// wrong attempt at one counts against all of them.
Result<NewCode> renew_code(store::Transaction& tx, const AccountPolicy& policy, Random& random,
                           store::LoginCodeRow row, const Address& to, bool keep_plain, std::int32_t now);

// The running code `hash` names, whatever was typed. PHONE_CODE_EXPIRED if it is over, is another key's, or
// was made for something else. An accepted code still is one, so that a client may repeat a call whose answer
// was lost.
Result<store::LoginCodeRow> open_code(store::Transaction& tx, std::string_view hash, CodePurpose purpose,
                                      std::string_view address, AuthKeyId auth_key, std::int32_t now);

// PHONE_CODE_EMPTY, PHONE_CODE_EXPIRED as above, PHONE_CODE_INVALID (counted).
Result<store::LoginCodeRow> check_code(store::Transaction& tx, const AccountPolicy& policy,
                                       std::string_view hash, CodePurpose purpose, std::string_view address,
                                       AuthKeyId auth_key, std::string_view typed, std::int32_t now);

void close_code(store::Transaction& tx, store::LoginCodeRow& row);

// A right code of somebody who has yet to give a name stays good for that.
void accept_code(store::Transaction& tx, store::LoginCodeRow& row, std::int32_t now);

}  // namespace botschaft::domain
