#pragma once
// What the operator of a server decides about accounts.
#include <array>
#include <cstdint>

namespace botschaft::domain {

enum class SignUp : std::uint8_t {
  open,    // whoever receives a code
  invite,  // whose number or e-mail address opened an invitation link
  closed,  // accounts are made by `botschaft user add` alone
};

struct AccountPolicy {
  SignUp sign_up = SignUp::open;

  // HMAC key under which codes are stored.
  std::array<std::uint8_t, 32> code_key = {};

  std::int32_t code_lifetime_s = 5 * 60;
  std::int32_t resend_after_s = 60;
  std::int32_t max_wrong_attempts = 5;           // per code; then it is closed
  std::int32_t max_codes_per_day = 20;           // per address, resent ones included
  std::int32_t max_wrong_attempts_per_day = 20;  // per address, over all its codes

  // A device younger than this cannot sign out older ones: who stole a code shall not lock out the owner.
  std::int32_t fresh_device_s = 24 * 60 * 60;

  std::int32_t max_wrong_passwords = 10;  // per account within the window below
  std::int32_t password_window_s = 60 * 60;
};

}  // namespace botschaft::domain
