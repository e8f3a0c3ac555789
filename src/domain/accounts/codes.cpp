#include "domain/accounts/codes.h"

#include "crypto/hash.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kDay = 86'400;
constexpr std::int32_t kNameEntry = 3'600;  // time to fill in one's name after a right code

std::string random_digits(Random& random, std::size_t count) {
  std::string digits;
  for (std::size_t i = 0; i < count; ++i) digits += static_cast<char>('0' + random.below(10));
  return digits;
}

// Bound to the hash, so that equal codes of two requests do not look equal in the database.
crypto::Sha256 code_mac(const AccountPolicy& policy, std::string_view hash, std::string_view code) {
  return crypto::hmac_sha256(policy.code_key, {as_bytes(hash), as_bytes(":"), as_bytes(code)});
}

Result<void> within_limits(store::Transaction& tx, const AccountPolicy& policy, std::string_view address,
                           std::int32_t now) {
  const auto use = store::count_codes(tx, address, now - kDay);
  if (use.codes >= policy.max_codes_per_day || use.wrong_attempts >= policy.max_wrong_attempts_per_day) {
    return fail(Err::PHONE_NUMBER_FLOOD);
  }
  return {};
}

// Returns the code; the row learns what is kept of it.
std::string put_new_code(store::LoginCodeRow& row, const AccountPolicy& policy, Random& random,
                         const Address& to, bool keep_plain, std::int32_t now) {
  auto code = random_digits(random, code_digits(to.kind));
  row.sent_to = to.text;
  row.mac = to_bytes(code_mac(policy, row.hash, code));
  row.plain = keep_plain ? std::optional(code) : std::nullopt;
  row.expires_at = now + policy.code_lifetime_s;
  return code;
}

}  // namespace

Result<NewCode> make_code(store::Transaction& tx, const AccountPolicy& policy, Random& random,
                          const CodeRequest& request, std::int32_t now) {
  store::delete_codes_before(tx, now - kDay - kNameEntry);
  TRY(within_limits(tx, policy, request.about.text, now));
  std::array<std::uint8_t, 16> token;
  random.fill(token);
  store::LoginCodeRow row;
  row.hash = to_hex(token);
  row.purpose = static_cast<std::int32_t>(request.purpose);
  row.address = request.about.text;
  row.auth_key = request.auth_key;
  row.user = request.user;
  row.created_at = now;
  const auto code = put_new_code(row, policy, random, request.to, request.keep_plain, now);
  store::insert_login_code(tx, row);
  return NewCode{row.hash, code};
}

Result<NewCode> renew_code(store::Transaction& tx, const AccountPolicy& policy, Random& random,
                           store::LoginCodeRow row, const Address& to, bool keep_plain, std::int32_t now) {
  TRY(within_limits(tx, policy, row.address, now));
  const auto code = put_new_code(row, policy, random, to, keep_plain, now);
  store::update_login_code(tx, row);
  // A row that nobody can use, for the count.
  std::array<std::uint8_t, 16> token;
  random.fill(token);
  store::LoginCodeRow counted = row;
  counted.hash = to_hex(token);
  counted.plain.reset();
  counted.wrong_attempts = 0;
  counted.state = store::CodeState::closed;
  store::insert_login_code(tx, counted);
  return NewCode{row.hash, code};
}

Result<store::LoginCodeRow> open_code(store::Transaction& tx, std::string_view hash, CodePurpose purpose,
                                      std::string_view address, AuthKeyId auth_key, std::int32_t now) {
  auto row = store::find_login_code(tx, hash);
  if (!row || row->purpose != static_cast<std::int32_t>(purpose) || row->address != address ||
      row->auth_key != auth_key || row->state == store::CodeState::closed || row->expires_at <= now) {
    return fail(Err::PHONE_CODE_EXPIRED);
  }
  return *std::move(row);
}

Result<store::LoginCodeRow> check_code(store::Transaction& tx, const AccountPolicy& policy,
                                       std::string_view hash, CodePurpose purpose, std::string_view address,
                                       AuthKeyId auth_key, std::string_view typed, std::int32_t now) {
  if (typed.empty()) return fail(Err::PHONE_CODE_EMPTY);
  TRY_ASSIGN(auto row, open_code(tx, hash, purpose, address, auth_key, now));
  if (store::count_codes(tx, address, now - kDay).wrong_attempts >= policy.max_wrong_attempts_per_day) {
    return fail(Err::PHONE_NUMBER_FLOOD);
  }
  if (equal_constant_time(code_mac(policy, hash, typed), row.mac)) return row;
  row.wrong_attempts += 1;
  if (row.wrong_attempts >= policy.max_wrong_attempts) row.state = store::CodeState::closed;
  store::update_login_code(tx, row);
  return fail(Err::PHONE_CODE_INVALID);
}

void close_code(store::Transaction& tx, store::LoginCodeRow& row) {
  row.state = store::CodeState::closed;
  store::update_login_code(tx, row);
}

void accept_code(store::Transaction& tx, store::LoginCodeRow& row, std::int32_t now) {
  row.state = store::CodeState::accepted;
  row.expires_at = now + kNameEntry;
  store::update_login_code(tx, row);
}

}  // namespace botschaft::domain
