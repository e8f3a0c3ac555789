#include "store/users.h"

#include <algorithm>

namespace botschaft::store {
namespace {

#define BOTSCHAFT_USER_COLUMNS                                                                          \
  "u.id, u.phone, u.email, u.first_name, u.last_name, u.about, n.username, u.created_at, u.last_seen, " \
  "u.deleted FROM users u LEFT JOIN usernames n ON n.peer = u.id "

UserRow read_user(const Query& q) {
  UserRow row;
  row.id = q.int64(0);
  row.phone = q.text(1);
  row.email = q.text(2);
  row.first_name = q.text(3);
  row.last_name = q.text(4);
  row.about = q.text(5);
  row.username = q.text(6);
  row.created_at = q.int32(7);
  row.last_seen = q.int32(8);
  row.deleted = q.boolean(9);
  return row;
}

std::optional<UserRow> first_user(Query q) {
  if (!q.next()) return std::nullopt;
  return read_user(q);
}

std::string fold(std::string_view ascii) {
  std::string folded(ascii);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

std::optional<std::string_view> null_if_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// The index of names (migrations/0015_people.sql).
void rename_person(Transaction& tx, UserId id, std::string_view first_name, std::string_view last_name) {
  static constexpr Sql kUpdate{"UPDATE people SET name = ?2 || ' ' || ?3 WHERE rowid = ?1"};
  tx.run(kUpdate, id, first_name, last_name);
}

}  // namespace

std::optional<UserRow> find_user(Transaction& tx, UserId id) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_USER_COLUMNS "WHERE u.id = ?1"};
  return first_user(tx.run(kFind, id));
}

std::optional<UserRow> find_user_by_phone(Transaction& tx, std::string_view digits) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_USER_COLUMNS "WHERE u.phone = ?1"};
  return first_user(tx.run(kFind, digits));
}

std::optional<UserRow> find_user_by_email(Transaction& tx, std::string_view email) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_USER_COLUMNS "WHERE u.email = ?1"};
  return first_user(tx.run(kFind, email));
}

std::optional<UserRow> find_user_by_username(Transaction& tx, std::string_view username) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_USER_COLUMNS "WHERE n.folded = ?1"};
  return first_user(tx.run(kFind, fold(username)));
}

std::vector<UserRow> list_users(Transaction& tx, UserId after, int limit) {
  static constexpr Sql kList{"SELECT " BOTSCHAFT_USER_COLUMNS
                             "WHERE u.id > ?1 AND u.deleted = 0 AND u.id <> 777000 ORDER BY u.id LIMIT ?2"};
  std::vector<UserRow> rows;
  auto q = tx.run(kList, after, limit);
  while (q.next()) rows.push_back(read_user(q));
  return rows;
}

std::int64_t count_users(Transaction& tx) {
  static constexpr Sql kCount{"SELECT count(*) FROM users WHERE deleted = 0 AND id <> 777000"};
  auto q = tx.run(kCount);
  return q.next() ? q.int64(0) : 0;
}

std::vector<UserRow> search_usernames(Transaction& tx, std::string_view folded_prefix, int limit) {
  // Strangers are found by the beginning of their username alone: a range of the index, never the whole
  // table.
  static constexpr Sql kSearch{
      "SELECT " BOTSCHAFT_USER_COLUMNS
      "WHERE n.folded >= ?1 AND n.folded < ?2 AND u.deleted = 0 ORDER BY n.folded LIMIT ?3"};
  std::string end(folded_prefix);
  end += "\x7f";
  std::vector<UserRow> rows;
  auto q = tx.run(kSearch, folded_prefix, end, limit);
  while (q.next()) rows.push_back(read_user(q));
  return rows;
}

std::vector<PeerId> search_channel_usernames(Transaction& tx, std::string_view folded_prefix, int limit) {
  static constexpr Sql kSearch{
      "SELECT peer FROM usernames WHERE folded >= ?1 AND folded < ?2 AND peer < -1000000000000 "
      "ORDER BY folded LIMIT ?3"};
  std::string end(folded_prefix);
  end += "\x7f";
  std::vector<PeerId> channels;
  auto q = tx.run(kSearch, folded_prefix, end, limit);
  while (q.next()) channels.push_back(PeerId{q.int64(0)});
  return channels;
}

UserId insert_user(Transaction& tx, const UserRow& row) {
  static constexpr Sql kTop{"SELECT max(id) FROM users"};
  static constexpr Sql kInsert{
      "INSERT INTO users (id, phone, email, first_name, last_name, about, created_at, last_seen, deleted) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)"};
  static constexpr Sql kIndex{"INSERT INTO people(rowid, name, username) VALUES(?1, ?2 || ' ' || ?3, '')"};
  UserId id = row.id;
  if (id == 0) {
    auto top = tx.run(kTop);
    id = top.next() ? std::max(top.int64(0) + 1, kFirstUserId) : kFirstUserId;
  }
  tx.run(kInsert, id, null_if_empty(row.phone), null_if_empty(row.email), row.first_name, row.last_name,
         row.about, row.created_at, row.last_seen);
  tx.run(kIndex, id, row.first_name, row.last_name);
  return id;
}

void update_user_name(Transaction& tx, UserId id, std::string_view first_name, std::string_view last_name,
                      std::string_view about) {
  static constexpr Sql kUpdate{"UPDATE users SET first_name = ?2, last_name = ?3, about = ?4 WHERE id = ?1"};
  tx.run(kUpdate, id, first_name, last_name, about);
  rename_person(tx, id, first_name, last_name);
}

void update_user_phone(Transaction& tx, UserId id, std::string_view digits) {
  static constexpr Sql kUpdate{"UPDATE users SET phone = ?2 WHERE id = ?1"};
  tx.run(kUpdate, id, null_if_empty(digits));
}

void update_user_email(Transaction& tx, UserId id, std::string_view email) {
  static constexpr Sql kUpdate{"UPDATE users SET email = ?2 WHERE id = ?1"};
  tx.run(kUpdate, id, null_if_empty(email));
}

void update_last_seen(Transaction& tx, UserId id, std::int32_t at) {
  static constexpr Sql kUpdate{"UPDATE users SET last_seen = ?2 WHERE id = ?1 AND last_seen < ?2"};
  tx.run(kUpdate, id, at);
}

void erase_user(Transaction& tx, UserId id) {
  static constexpr Sql kErase{
      "UPDATE users SET phone = NULL, email = NULL, first_name = '', last_name = '', about = '', last_seen = "
      "0, "
      "deleted = 1 WHERE id = ?1"};
  tx.run(kErase, id);
  rename_person(tx, id, {}, {});
  set_username(tx, PeerId::user(id), {});
}

std::optional<PeerId> find_peer_by_username(Transaction& tx, std::string_view username) {
  static constexpr Sql kFind{"SELECT peer FROM usernames WHERE folded = ?1"};
  const std::string folded = fold(username);
  auto q = tx.run(kFind, folded);
  if (!q.next()) return std::nullopt;
  return PeerId{q.int64(0)};
}

void set_username(Transaction& tx, PeerId peer, std::string_view username) {
  static constexpr Sql kRelease{"DELETE FROM usernames WHERE peer = ?1"};
  static constexpr Sql kTake{"INSERT INTO usernames (folded, username, peer) VALUES (?1, ?2, ?3)"};
  tx.run(kRelease, peer);
  if (!username.empty()) tx.run(kTake, fold(username), username, peer);
  static constexpr Sql kIndex{"UPDATE people SET username = ?2 WHERE rowid = ?1"};
  if (peer.is_user()) tx.run(kIndex, peer, username);
}

}  // namespace botschaft::store
