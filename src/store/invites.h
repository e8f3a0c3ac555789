#pragma once
// Sign-up by invitation: links, and the addresses that opened one.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct InviteRow {
  Bytes digest;  // SHA-256 of the token in the link; the token itself is not kept
  std::string note;
  std::int32_t uses_left = 0;
  std::int32_t created_at = 0;
  std::int32_t expires_at = 0;
};

void insert_invite(Transaction& tx, const InviteRow& row);
std::optional<InviteRow> find_invite(Transaction& tx, ByteView digest);
std::vector<InviteRow> list_invites(Transaction& tx);  // newest first
void take_invite_use(Transaction& tx, ByteView digest);
void delete_invite(Transaction& tx, ByteView digest);  // and what it reserved

struct InvitedAddressRow {
  std::string address;  // digits, or an e-mail address
  Bytes digest;
  std::int32_t expires_at = 0;
};

std::optional<InvitedAddressRow> find_invited_address(Transaction& tx, std::string_view address);
void put_invited_address(Transaction& tx, const InvitedAddressRow& row);
void delete_invited_address(Transaction& tx, std::string_view address);
std::int64_t count_invited_addresses(Transaction& tx, ByteView digest, std::int32_t now);  // not yet expired

}  // namespace botschaft::store
