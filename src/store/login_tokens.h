#pragma once
// Two short-lived proofs with which a key becomes signed in without a code: a QR token that another device
// accepts, and a ticket one key of a device makes for another.
#include <cstdint>
#include <optional>

#include "store/transaction.h"

namespace botschaft::store {

struct LoginTokenRow {
  Bytes token;
  AuthKeyId auth_key = 0;  // the signed-out key that shows it
  std::int32_t expires_at = 0;
  UserId accepted_by = 0;  // 0: not yet
};

std::optional<LoginTokenRow> find_login_token(Transaction& tx, ByteView token);
std::optional<LoginTokenRow> find_login_token_of_key(Transaction& tx, AuthKeyId key);
void put_login_token(Transaction& tx, const LoginTokenRow& row);  // replaces the key's earlier one
void delete_login_token_of_key(Transaction& tx, AuthKeyId key);

struct ExportedAuthorizationRow {
  UserId user = 0;
  AuthKeyId auth_key = 0;
  std::int32_t expires_at = 0;
};

void insert_exported_authorization(Transaction& tx, ByteView digest, const ExportedAuthorizationRow& row);

// Finds and deletes: each ticket works once.
std::optional<ExportedAuthorizationRow> take_exported_authorization(Transaction& tx, ByteView digest);

void delete_expired_tokens(Transaction& tx, std::int32_t now);  // of both kinds

}  // namespace botschaft::store
