#pragma once
// What people sign in with: a phone number, or an e-mail address.
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "store/users.h"

namespace botschaft::domain {

struct Address {
  enum class Kind : std::uint8_t { phone, email };
  Kind kind = Kind::phone;
  std::string text;  // digits of the international number, or the e-mail address in lower case

  bool is_email() const { return kind == Kind::email; }
  friend bool operator==(const Address&, const Address&) = default;
};

// E.164: up to 15 digits. Spaces, dashes, brackets, a leading + or 00 are let go.
std::optional<std::string> normalize_phone(std::string_view text);

// Not all of RFC 5321, which nobody uses: one @, no spaces or quotes, a dot in the domain or "localhost".
std::optional<std::string> normalize_email(std::string_view text);

// Either of them. PHONE_NUMBER_INVALID.
Result<Address> parse_address(std::string_view text);

// "a***z@example.org": enough for the owner to recognize it.
std::string mask_email(std::string_view email);

std::optional<store::UserRow> find_user_by_address(store::Transaction& tx, const Address& address);

}  // namespace botschaft::domain
