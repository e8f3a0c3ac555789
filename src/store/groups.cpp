#include "store/groups.h"

#include <algorithm>

#include "store/arguments.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_CHAT_COLUMNS \
  "id, title, about, creator, created_at, version, members, banned_rights, flags, top, migrated_to "

ChatMemberRow member_of(const Query& q) {
  return {.chat = q.int64(0),
          .user = q.int64(1),
          .role = static_cast<ChatRole>(q.int32(2)),
          .inviter = q.int64(3),
          .joined_at = q.int32(4),
          .rank = std::string(q.text(5))};
}

}  // namespace

std::optional<ChatRow> find_chat(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_CHAT_COLUMNS "FROM chats WHERE id = ?1"};
  auto q = tx.run(kFind, id);
  if (!q.next()) return std::nullopt;
  return ChatRow{.id = q.int64(0),
                 .title = std::string(q.text(1)),
                 .about = std::string(q.text(2)),
                 .creator = q.int64(3),
                 .created_at = q.int32(4),
                 .version = q.int32(5),
                 .members = q.int32(6),
                 .banned_rights = static_cast<std::uint32_t>(q.int64(7)),
                 .flags = static_cast<std::uint32_t>(q.int64(8)),
                 .top = q.int32(9),
                 .migrated_to = q.int64(10)};
}

std::int64_t insert_chat(Transaction& tx, const ChatRow& row) {
  static constexpr Sql kLast{"SELECT max(id) FROM chats"};
  static constexpr Sql kInsert{"INSERT INTO chats(" BOTSCHAFT_CHAT_COLUMNS
                               ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
  std::int64_t id = kFirstChatId;
  {
    auto q = tx.run(kLast);
    if (q.next() && !q.is_null(0)) id = std::max(q.int64(0) + 1, kFirstChatId);
  }
  tx.run(kInsert, id, row.title, row.about, row.creator, row.created_at, row.version, row.members,
         row.banned_rights, row.flags, row.top, row.migrated_to);
  return id;
}

void update_chat(Transaction& tx, const ChatRow& row) {
  static constexpr Sql kUpdate{
      "UPDATE chats SET title = ?2, about = ?3, creator = ?4, version = ?5, members = ?6, "
      "banned_rights = ?7, flags = ?8, migrated_to = ?9 WHERE id = ?1"};
  tx.run(kUpdate, row.id, row.title, row.about, row.creator, row.version, row.members, row.banned_rights,
         row.flags, row.migrated_to);
}

std::int32_t next_group_number(Transaction& tx, std::int64_t chat) {
  static constexpr Sql kRaise{"UPDATE chats SET top = top + 1 WHERE id = ?1"};
  static constexpr Sql kTop{"SELECT top FROM chats WHERE id = ?1"};
  tx.run(kRaise, chat);
  auto q = tx.run(kTop, chat);
  return q.next() ? q.int32(0) : 0;
}

std::optional<ChatMemberRow> find_chat_member(Transaction& tx, std::int64_t chat, UserId user) {
  static constexpr Sql kFind{
      "SELECT chat, user_id, role, inviter, joined_at, rank FROM chat_members WHERE chat = ?1 AND user_id = "
      "?2"};
  auto q = tx.run(kFind, chat, user);
  if (!q.next()) return std::nullopt;
  return member_of(q);
}

std::vector<ChatMemberRow> list_chat_members(Transaction& tx, std::int64_t chat) {
  static constexpr Sql kSelect{
      "SELECT chat, user_id, role, inviter, joined_at, rank FROM chat_members WHERE chat = ?1 AND role >= 2 "
      "ORDER BY user_id"};
  std::vector<ChatMemberRow> rows;
  auto q = tx.run(kSelect, chat);
  while (q.next()) rows.push_back(member_of(q));
  return rows;
}

std::vector<std::int64_t> groups_of(Transaction& tx, UserId user) {
  static constexpr Sql kSelect{
      "SELECT chat FROM chat_members WHERE user_id = ?1 AND role >= 2 ORDER BY chat"};
  std::vector<std::int64_t> chats;
  auto q = tx.run(kSelect, user);
  while (q.next()) chats.push_back(q.int64(0));
  return chats;
}

std::vector<std::int64_t> common_chats(Transaction& tx, UserId one, UserId other) {
  static constexpr Sql kSelect{
      "SELECT a.chat FROM chat_members a JOIN chat_members b ON b.chat = a.chat AND b.user_id = ?2 "
      "JOIN chats c ON c.id = a.chat AND c.migrated_to = 0 "
      "WHERE a.user_id = ?1 AND a.role >= 2 AND b.role >= 2 ORDER BY a.chat"};
  std::vector<std::int64_t> chats;
  if (one == other) return chats;
  auto q = tx.run(kSelect, one, other);
  while (q.next()) chats.push_back(q.int64(0));
  return chats;
}

void put_chat_member(Transaction& tx, const ChatMemberRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO chat_members(chat, user_id, role, inviter, joined_at, rank) VALUES(?1, ?2, ?3, ?4, ?5, "
      "?6) "
      "ON CONFLICT(chat, user_id) DO UPDATE SET role = excluded.role, inviter = excluded.inviter, "
      "joined_at = excluded.joined_at, rank = excluded.rank"};
  tx.run(kPut, row.chat, row.user, row.role, row.inviter, row.joined_at, row.rank);
}

std::vector<UserId> removed_chat_members(Transaction& tx, std::int64_t chat) {
  static constexpr Sql kSelect{"SELECT user_id FROM chat_members WHERE chat = ?1 AND role = 1"};
  std::vector<UserId> users;
  auto q = tx.run(kSelect, chat);
  while (q.next()) users.push_back(q.int64(0));
  return users;
}

void insert_group_message(Transaction& tx, PeerId chat, std::int32_t number, UserId author,
                          const MessageBody& body) {
  static constexpr Sql kInsert{
      "INSERT INTO group_messages(peer, number, author, text, entities, edit_date, extra) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
  tx.run(kInsert, chat, number, author, body.text, or_null(body.entities), body.edit_date,
         or_null(body.extra));
}

// The bounds on the peer are those of the partial index messages_of_group.
std::vector<GroupCopy> group_copies(Transaction& tx, PeerId chat, std::int32_t number) {
  static constexpr Sql kSelect{
      "SELECT owner, id FROM messages WHERE peer = ?1 AND twin = ?2 AND peer < 0 AND peer > -1000000000000 "
      "ORDER BY owner"};
  std::vector<GroupCopy> copies;
  auto q = tx.run(kSelect, chat, number);
  while (q.next()) copies.push_back({q.int64(0), q.int32(1)});
  return copies;
}

std::optional<MessageId> find_group_copy(Transaction& tx, PeerId chat, std::int32_t number, UserId owner) {
  static constexpr Sql kFind{
      "SELECT id FROM messages WHERE peer = ?1 AND twin = ?2 AND owner = ?3 AND peer < 0 AND "
      "peer > -1000000000000"};
  auto q = tx.run(kFind, chat, number, owner);
  if (!q.next()) return std::nullopt;
  return q.int32(0);
}

void move_group_copy(Transaction& tx, PeerId chat, std::int32_t number, UserId owner,
                     std::int32_t to_number) {
  static constexpr Sql kMove{
      "UPDATE messages SET twin = ?4 WHERE peer = ?1 AND twin = ?2 AND owner = ?3 AND peer < 0 AND "
      "peer > -1000000000000"};
  tx.run(kMove, chat, number, owner, to_number);
}

std::int32_t group_number_at(Transaction& tx, UserId owner, PeerId chat, MessageId up_to) {
  static constexpr Sql kFind{
      "SELECT twin FROM messages WHERE owner = ?1 AND peer = ?2 AND id <= ?3 AND twin > 0 ORDER BY id DESC "
      "LIMIT 1"};
  auto q = tx.run(kFind, owner, chat, up_to);
  return q.next() ? q.int32(0) : 0;
}

std::vector<MessageId> group_messages_of(Transaction& tx, UserId owner, PeerId chat, UserId author,
                                         int limit) {
  static constexpr Sql kSelect{
      "SELECT m.id FROM messages m JOIN group_messages body ON body.peer = m.peer AND body.number = m.twin "
      "WHERE m.owner = ?1 AND m.peer = ?2 AND body.author = ?3 AND m.flags & 64 = 0 "
      "ORDER BY m.id DESC LIMIT ?4"};
  std::vector<MessageId> ids;
  auto q = tx.run(kSelect, owner, chat, author, limit);
  while (q.next()) ids.push_back(q.int32(0));
  return ids;
}

std::vector<GroupCopy> newest_copies_of_authors(Transaction& tx, UserId owner, PeerId chat, MessageId above,
                                                MessageId up_to) {
  static constexpr Sql kSelect{
      "SELECT theirs.owner, max(theirs.id) FROM messages m "
      "JOIN group_messages body ON body.peer = m.peer AND body.number = m.twin "
      "JOIN messages theirs ON theirs.peer = m.peer AND theirs.twin = m.twin AND theirs.owner = body.author "
      "AND theirs.peer < 0 AND theirs.peer > -1000000000000 "
      "WHERE m.owner = ?1 AND m.peer = ?2 AND m.id > ?3 AND m.id <= ?4 AND m.flags & 1 = 0 "
      "GROUP BY theirs.owner"};
  std::vector<GroupCopy> copies;
  auto q = tx.run(kSelect, owner, chat, above, up_to);
  while (q.next()) copies.push_back({q.int64(0), q.int32(1)});
  return copies;
}

void insert_group_read(Transaction& tx, PeerId chat, UserId user, std::int32_t number, std::int32_t date,
                       std::int32_t keep_from) {
  static constexpr Sql kForget{"DELETE FROM group_reads WHERE peer = ?1 AND user_id = ?2 AND date < ?3"};
  static constexpr Sql kInsert{
      "INSERT INTO group_reads(peer, user_id, number, date) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"};
  tx.run(kForget, chat, user, keep_from);
  tx.run(kInsert, chat, user, number, date);
}

std::vector<GroupReader> group_readers(Transaction& tx, PeerId chat, std::int32_t number) {
  static constexpr Sql kSelect{
      "SELECT user_id, min(date) FROM group_reads WHERE peer = ?1 AND number >= ?2 GROUP BY user_id"};
  std::vector<GroupReader> readers;
  auto q = tx.run(kSelect, chat, number);
  while (q.next()) readers.push_back({q.int64(0), q.int32(1)});
  return readers;
}

void insert_unread_mention(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  static constexpr Sql kInsert{"INSERT INTO unread_mentions(owner, peer, id) VALUES(?1, ?2, ?3)"};
  tx.run(kInsert, owner, peer, id);
}

bool delete_unread_mention(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  static constexpr Sql kDelete{"DELETE FROM unread_mentions WHERE owner = ?1 AND peer = ?2 AND id = ?3"};
  return tx.run(kDelete, owner, peer, id).changes() > 0;
}

std::vector<MessageId> unread_mentions(Transaction& tx, UserId owner, PeerId peer, int limit) {
  static constexpr Sql kSelect{
      "SELECT id FROM unread_mentions WHERE owner = ?1 AND peer = ?2 ORDER BY id DESC LIMIT ?3"};
  std::vector<MessageId> ids;
  auto q = tx.run(kSelect, owner, peer, limit);
  while (q.next()) ids.push_back(q.int32(0));
  return ids;
}

std::int32_t count_unread_mentions(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kCount{"SELECT count(*) FROM unread_mentions WHERE owner = ?1 AND peer = ?2"};
  auto q = tx.run(kCount, owner, peer);
  return q.next() ? q.int32(0) : 0;
}

}  // namespace botschaft::store
