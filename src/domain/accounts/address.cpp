#include "domain/accounts/address.h"

#include <algorithm>

namespace botschaft::domain {
namespace {

constexpr std::size_t kMinPhoneDigits = 5;
constexpr std::size_t kMaxPhoneDigits = 15;  // ITU-T E.164
constexpr std::size_t kMaxEmail = 254;       // RFC 5321, 4.5.3.1.3

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_email_char(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || std::string_view(".!#$%&'*+-/=?^_`{|}~").contains(c);
}

bool is_domain_name(std::string_view domain) {
  if (domain.empty() || domain.front() == '.' || domain.back() == '.' || domain.contains("..")) return false;
  const bool plain = std::ranges::all_of(
      domain, [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-'; });
  return plain && (domain.contains('.') || domain == "localhost");
}

}  // namespace

std::optional<std::string> normalize_phone(std::string_view text) {
  std::string digits;
  bool plus_seen = false;
  for (const char c : text) {
    if (is_digit(c)) {
      digits += c;
    } else if (c == '+' && digits.empty() && !plus_seen) {
      plus_seen = true;
    } else if (!std::string_view(" -()./").contains(c)) {
      return std::nullopt;
    }
  }
  if (!plus_seen && digits.starts_with("00")) digits.erase(0, 2);
  if (digits.size() < kMinPhoneDigits || digits.size() > kMaxPhoneDigits || digits.front() == '0')
    return std::nullopt;
  return digits;
}

std::optional<std::string> normalize_email(std::string_view text) {
  std::string email(text);
  for (char& c : email) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto at = email.find('@');
  if (email.size() > kMaxEmail || at == std::string::npos || at == 0 || at > 64) return std::nullopt;
  const std::string_view local = std::string_view(email).substr(0, at);
  if (!std::ranges::all_of(local, is_email_char) || local.starts_with('.') || local.starts_with('-')) {
    return std::nullopt;
  }
  if (!is_domain_name(std::string_view(email).substr(at + 1))) return std::nullopt;
  return email;
}

Result<Address> parse_address(std::string_view text) {
  if (text.contains('@')) {
    auto email = normalize_email(text);
    if (!email) return fail(Err::PHONE_NUMBER_INVALID);
    return Address{Address::Kind::email, *std::move(email)};
  }
  auto phone = normalize_phone(text);
  if (!phone) return fail(Err::PHONE_NUMBER_INVALID);
  return Address{Address::Kind::phone, *std::move(phone)};
}

std::string mask_email(std::string_view email) {
  const auto at = email.find('@');
  if (at == std::string_view::npos || at == 0) return "***";
  std::string masked(1, email.front());
  masked += "***";
  if (at > 2) masked += email[at - 1];
  masked += email.substr(at);
  return masked;
}

std::optional<store::UserRow> find_user_by_address(store::Transaction& tx, const Address& address) {
  return address.is_email() ? store::find_user_by_email(tx, address.text)
                            : store::find_user_by_phone(tx, address.text);
}

}  // namespace botschaft::domain
