#pragma once
// Codes that were sent to a phone number or an e-mail address, open and past.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

enum class CodeState : std::int32_t { open = 0, accepted = 1, closed = 2 };

struct LoginCodeRow {
  std::string hash;          // phone_code_hash
  std::int32_t purpose = 0;  // domain::CodePurpose
  std::string address;       // digits or e-mail address: whose account it is about
  std::string sent_to;       // where the code went
  AuthKeyId auth_key = 0;
  UserId user = 0;  // who asked, if signed in
  Bytes mac;
  std::optional<std::string> plain;  // only while the delivery shows codes on the terminal
  std::int32_t created_at = 0;
  std::int32_t expires_at = 0;
  std::int32_t wrong_attempts = 0;
  CodeState state = CodeState::open;
};

std::optional<LoginCodeRow> find_login_code(Transaction& tx, std::string_view hash);
void insert_login_code(Transaction& tx, const LoginCodeRow& row);
void update_login_code(
    Transaction& tx,
    const LoginCodeRow& row);  // all but hash, purpose, address and key; `plain` only while open

// The hash of the key's last code about an address; empty: none.
std::string latest_login_code(Transaction& tx, std::string_view address, AuthKeyId auth_key);

// Codes of an address made since `since`, and wrong attempts on them: what the limits count.
struct CodeUse {
  std::int32_t codes = 0;
  std::int32_t wrong_attempts = 0;
  std::int32_t oldest = 0;  // created_at of the first of them
};
CodeUse count_codes(Transaction& tx, std::string_view address, std::int32_t since);

// Open codes whose text is known (terminal delivery), oldest first.
std::vector<LoginCodeRow> list_plain_codes(Transaction& tx, std::int32_t now);

void delete_codes_before(Transaction& tx, std::int32_t created_before);

}  // namespace botschaft::store
