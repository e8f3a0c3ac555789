#include "store/contacts.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_CONTACT_COLUMNS                                                                        \
  "c.user_id, c.first_name, c.last_name, c.phone, c.note, c.added_at, "                                  \
  "EXISTS (SELECT 1 FROM contacts m WHERE m.owner = c.user_id AND m.user_id = c.owner), c.close_friend " \
  "FROM contacts c "

ContactRow read_contact(const Query& q) {
  return {.user = q.int64(0),
          .first_name = std::string(q.text(1)),
          .last_name = std::string(q.text(2)),
          .phone = std::string(q.text(3)),
          .note = std::string(q.text(4)),
          .added_at = q.int32(5),
          .mutual = q.boolean(6),
          .close_friend = q.boolean(7)};
}

std::int64_t first_number(Query q) {
  return q.next() ? q.int64(0) : 0;
}

}  // namespace

std::optional<ContactRow> find_contact(Transaction& tx, UserId owner, UserId user) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_CONTACT_COLUMNS "WHERE c.owner = ?1 AND c.user_id = ?2"};
  auto q = tx.run(kFind, owner, user);
  if (!q.next()) return std::nullopt;
  return read_contact(q);
}

bool is_contact(Transaction& tx, UserId owner, UserId user) {
  static constexpr Sql kFind{"SELECT 1 FROM contacts WHERE owner = ?1 AND user_id = ?2"};
  return tx.run(kFind, owner, user).next();
}

std::vector<ContactRow> list_contacts(Transaction& tx, UserId owner) {
  static constexpr Sql kList{"SELECT " BOTSCHAFT_CONTACT_COLUMNS "WHERE c.owner = ?1 ORDER BY c.user_id"};
  std::vector<ContactRow> rows;
  auto q = tx.run(kList, owner);
  while (q.next()) rows.push_back(read_contact(q));
  return rows;
}

std::vector<UserId> list_contact_owners(Transaction& tx, UserId user) {
  static constexpr Sql kList{"SELECT owner FROM contacts WHERE user_id = ?1 ORDER BY owner"};
  std::vector<UserId> owners;
  auto q = tx.run(kList, user);
  while (q.next()) owners.push_back(q.int64(0));
  return owners;
}

std::int64_t count_contacts(Transaction& tx, UserId owner) {
  static constexpr Sql kCount{"SELECT count(*) FROM contacts WHERE owner = ?1"};
  return first_number(tx.run(kCount, owner));
}

void put_contact(Transaction& tx, UserId owner, const ContactRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO contacts (owner, user_id, first_name, last_name, phone, note, added_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (owner, user_id) DO UPDATE SET "
      "first_name = excluded.first_name, last_name = excluded.last_name, phone = excluded.phone, "
      "note = excluded.note"};
  tx.run(kPut, owner, row.user, row.first_name, row.last_name, row.phone, row.note, row.added_at);
}

void set_close_friend(Transaction& tx, UserId owner, UserId user, bool close) {
  static constexpr Sql kUpdate{"UPDATE contacts SET close_friend = ?3 WHERE owner = ?1 AND user_id = ?2"};
  tx.run(kUpdate, owner, user, close);
}

bool is_close_friend(Transaction& tx, UserId owner, UserId user) {
  static constexpr Sql kFind{"SELECT 1 FROM contacts WHERE owner = ?1 AND user_id = ?2 AND close_friend = 1"};
  return tx.run(kFind, owner, user).next();
}

bool delete_contact(Transaction& tx, UserId owner, UserId user) {
  static constexpr Sql kDelete{"DELETE FROM contacts WHERE owner = ?1 AND user_id = ?2"};
  return tx.run(kDelete, owner, user).changes() != 0;
}

void put_imported_phone(Transaction& tx, const ImportedPhoneRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO imported_phones (owner, phone, first_name, last_name) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (owner, phone) DO UPDATE SET first_name = excluded.first_name, last_name = "
      "excluded.last_name"};
  tx.run(kPut, row.owner, row.phone, row.first_name, row.last_name);
}

void delete_imported_phone(Transaction& tx, UserId owner, std::string_view phone) {
  static constexpr Sql kDelete{"DELETE FROM imported_phones WHERE owner = ?1 AND phone = ?2"};
  tx.run(kDelete, owner, phone);
}

void delete_imported_phones(Transaction& tx, UserId owner) {
  static constexpr Sql kDelete{"DELETE FROM imported_phones WHERE owner = ?1"};
  tx.run(kDelete, owner);
}

std::int64_t count_imported_phones(Transaction& tx, UserId owner) {
  static constexpr Sql kCount{"SELECT count(*) FROM imported_phones WHERE owner = ?1"};
  return first_number(tx.run(kCount, owner));
}

std::vector<ImportedPhoneRow> take_imported_phones(Transaction& tx, std::string_view phone) {
  static constexpr Sql kList{
      "SELECT owner, phone, first_name, last_name FROM imported_phones WHERE phone = ?1 ORDER BY owner"};
  static constexpr Sql kDelete{"DELETE FROM imported_phones WHERE phone = ?1"};
  std::vector<ImportedPhoneRow> rows;
  {
    auto q = tx.run(kList, phone);
    while (q.next()) {
      rows.push_back({q.int64(0), std::string(q.text(1)), std::string(q.text(2)), std::string(q.text(3))});
    }
  }
  tx.run(kDelete, phone);
  return rows;
}

bool is_blocked(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kFind{"SELECT 1 FROM blocked_peers WHERE owner = ?1 AND peer = ?2"};
  return tx.run(kFind, owner, peer).next();
}

bool block_peer(Transaction& tx, UserId owner, PeerId peer, std::int32_t now) {
  static constexpr Sql kPut{
      "INSERT INTO blocked_peers (owner, peer, blocked_at) VALUES (?1, ?2, ?3) ON CONFLICT (owner, peer) DO "
      "NOTHING"};
  return tx.run(kPut, owner, peer, now).changes() != 0;
}

bool unblock_peer(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kDelete{"DELETE FROM blocked_peers WHERE owner = ?1 AND peer = ?2"};
  return tx.run(kDelete, owner, peer).changes() != 0;
}

std::vector<BlockedRow> list_blocked(Transaction& tx, UserId owner, int offset, int limit) {
  static constexpr Sql kList{
      "SELECT peer, blocked_at FROM blocked_peers WHERE owner = ?1 ORDER BY blocked_at DESC, peer LIMIT ?3 "
      "OFFSET ?2"};
  std::vector<BlockedRow> rows;
  auto q = tx.run(kList, owner, offset, limit);
  while (q.next()) rows.push_back({PeerId{q.int64(0)}, q.int32(1)});
  return rows;
}

std::int64_t count_blocked(Transaction& tx, UserId owner) {
  static constexpr Sql kCount{"SELECT count(*) FROM blocked_peers WHERE owner = ?1"};
  return first_number(tx.run(kCount, owner));
}

void delete_user_relations(Transaction& tx, UserId user) {
  static constexpr Sql kContacts{"DELETE FROM contacts WHERE owner = ?1 OR user_id = ?1"};
  static constexpr Sql kBlocked{"DELETE FROM blocked_peers WHERE owner = ?1 OR peer = ?1"};
  tx.run(kContacts, user);
  tx.run(kBlocked, user);
  delete_imported_phones(tx, user);
}

}  // namespace botschaft::store
