#include "store/invites.h"

namespace botschaft::store {
namespace {

InviteRow read_invite(const Query& q) {
  return {.digest = to_bytes(q.blob(0)),
          .note = std::string(q.text(1)),
          .uses_left = q.int32(2),
          .created_at = q.int32(3),
          .expires_at = q.int32(4)};
}

}  // namespace

void insert_invite(Transaction& tx, const InviteRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO invites (digest, note, uses_left, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)"};
  tx.run(kInsert, row.digest, row.note, row.uses_left, row.created_at, row.expires_at);
}

std::optional<InviteRow> find_invite(Transaction& tx, ByteView digest) {
  static constexpr Sql kFind{
      "SELECT digest, note, uses_left, created_at, expires_at FROM invites WHERE digest = ?1"};
  auto q = tx.run(kFind, digest);
  if (!q.next()) return std::nullopt;
  return read_invite(q);
}

std::vector<InviteRow> list_invites(Transaction& tx) {
  static constexpr Sql kList{
      "SELECT digest, note, uses_left, created_at, expires_at FROM invites ORDER BY created_at DESC"};
  std::vector<InviteRow> rows;
  auto q = tx.run(kList);
  while (q.next()) rows.push_back(read_invite(q));
  return rows;
}

void take_invite_use(Transaction& tx, ByteView digest) {
  static constexpr Sql kTake{
      "UPDATE invites SET uses_left = uses_left - 1 WHERE digest = ?1 AND uses_left > 0"};
  tx.run(kTake, digest);
}

void delete_invite(Transaction& tx, ByteView digest) {
  static constexpr Sql kInvite{"DELETE FROM invites WHERE digest = ?1"};
  static constexpr Sql kAddresses{"DELETE FROM invited_addresses WHERE digest = ?1"};
  tx.run(kInvite, digest);
  tx.run(kAddresses, digest);
}

std::optional<InvitedAddressRow> find_invited_address(Transaction& tx, std::string_view address) {
  static constexpr Sql kFind{"SELECT address, digest, expires_at FROM invited_addresses WHERE address = ?1"};
  auto q = tx.run(kFind, address);
  if (!q.next()) return std::nullopt;
  return InvitedAddressRow{std::string(q.text(0)), to_bytes(q.blob(1)), q.int32(2)};
}

void put_invited_address(Transaction& tx, const InvitedAddressRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO invited_addresses (address, digest, expires_at) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (address) DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at"};
  tx.run(kPut, row.address, row.digest, row.expires_at);
}

void delete_invited_address(Transaction& tx, std::string_view address) {
  static constexpr Sql kDelete{"DELETE FROM invited_addresses WHERE address = ?1"};
  tx.run(kDelete, address);
}

std::int64_t count_invited_addresses(Transaction& tx, ByteView digest, std::int32_t now) {
  static constexpr Sql kCount{"SELECT count(*) FROM invited_addresses WHERE digest = ?1 AND expires_at > ?2"};
  auto q = tx.run(kCount, digest, now);
  return q.next() ? q.int64(0) : 0;
}

}  // namespace botschaft::store
