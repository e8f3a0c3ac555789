#include "store/chat_invites.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_INVITE_COLUMNS \
  "hash, peer, admin, title, created_at, expires_at, usage_limit, usages, flags "

ChatInviteRow invite_of(const Query& q) {
  return {.hash = std::string(q.text(0)),
          .peer = {q.int64(1)},
          .admin = q.int64(2),
          .title = std::string(q.text(3)),
          .created_at = q.int32(4),
          .expires_at = q.int32(5),
          .usage_limit = q.int32(6),
          .usages = q.int32(7),
          .flags = static_cast<std::uint32_t>(q.int64(8))};
}

std::int32_t or_newest(std::int32_t date) {
  return date == 0 ? INT32_MAX : date;
}

JoinRequestRow request_of(const Query& q) {
  return {.peer = {q.int64(0)}, .user = q.int64(1), .hash = std::string(q.text(2)), .date = q.int32(3)};
}

}  // namespace

std::optional<ChatInviteRow> find_chat_invite(Transaction& tx, std::string_view hash) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_INVITE_COLUMNS "FROM chat_invites WHERE hash = ?1"};
  auto q = tx.run(kFind, hash);
  if (!q.next()) return std::nullopt;
  return invite_of(q);
}

void put_chat_invite(Transaction& tx, const ChatInviteRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO chat_invites(" BOTSCHAFT_INVITE_COLUMNS
      ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT(hash) DO UPDATE SET title = excluded.title, "
      "expires_at = excluded.expires_at, usage_limit = excluded.usage_limit, usages = excluded.usages, "
      "flags = excluded.flags"};
  tx.run(kPut, row.hash, row.peer, row.admin, row.title, row.created_at, row.expires_at, row.usage_limit,
         row.usages, row.flags);
}

void delete_chat_invite(Transaction& tx, std::string_view hash) {
  static constexpr Sql kDelete{"DELETE FROM chat_invites WHERE hash = ?1"};
  static constexpr Sql kDeleteUses{"DELETE FROM chat_invite_uses WHERE hash = ?1"};
  tx.run(kDelete, hash);
  tx.run(kDeleteUses, hash);
}

void move_chat_invites(Transaction& tx, PeerId from, PeerId to) {
  static constexpr Sql kLinks{"UPDATE chat_invites SET peer = ?2 WHERE peer = ?1"};
  static constexpr Sql kRequests{"UPDATE chat_join_requests SET peer = ?2 WHERE peer = ?1"};
  tx.run(kLinks, from, to);
  tx.run(kRequests, from, to);
}

std::vector<ChatInviteRow> list_chat_invites(Transaction& tx, PeerId peer) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_INVITE_COLUMNS
                               "FROM chat_invites WHERE peer = ?1 ORDER BY created_at DESC, hash"};
  std::vector<ChatInviteRow> rows;
  auto q = tx.run(kSelect, peer);
  while (q.next()) rows.push_back(invite_of(q));
  return rows;
}

void put_chat_invite_use(Transaction& tx, std::string_view hash, const ChatInviteUse& use) {
  static constexpr Sql kPut{
      "INSERT INTO chat_invite_uses(hash, user_id, date, approved_by) VALUES(?1, ?2, ?3, ?4) "
      "ON CONFLICT(hash, user_id) DO UPDATE SET date = excluded.date, approved_by = excluded.approved_by"};
  tx.run(kPut, hash, use.user, use.date, use.approved_by);
}

std::int32_t count_chat_invite_uses(Transaction& tx, std::string_view hash) {
  static constexpr Sql kCount{"SELECT count(*) FROM chat_invite_uses WHERE hash = ?1"};
  auto q = tx.run(kCount, hash);
  return q.next() ? q.int32(0) : 0;
}

std::vector<ChatInviteUse> list_chat_invite_uses(Transaction& tx, const JoinerPage& page) {
  static constexpr Sql kSelect{
      "SELECT user_id, date, approved_by FROM chat_invite_uses "
      "WHERE hash = ?1 AND (date < ?2 OR (date = ?2 AND user_id > ?3)) ORDER BY date DESC, user_id LIMIT ?4"};
  std::vector<ChatInviteUse> uses;
  auto q = tx.run(kSelect, page.hash, or_newest(page.date), page.user, page.limit);
  while (q.next()) uses.push_back({q.int64(0), q.int32(1), q.int64(2)});
  return uses;
}

std::optional<JoinRequestRow> find_join_request(Transaction& tx, PeerId peer, UserId user) {
  static constexpr Sql kFind{
      "SELECT peer, user_id, hash, date FROM chat_join_requests WHERE peer = ?1 AND user_id = ?2"};
  auto q = tx.run(kFind, peer, user);
  if (!q.next()) return std::nullopt;
  return request_of(q);
}

void put_join_request(Transaction& tx, const JoinRequestRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO chat_join_requests(peer, user_id, hash, date) VALUES(?1, ?2, ?3, ?4) "
      "ON CONFLICT(peer, user_id) DO UPDATE SET hash = excluded.hash, date = excluded.date"};
  tx.run(kPut, row.peer, row.user, row.hash, row.date);
}

void delete_join_request(Transaction& tx, PeerId peer, UserId user) {
  static constexpr Sql kDelete{"DELETE FROM chat_join_requests WHERE peer = ?1 AND user_id = ?2"};
  tx.run(kDelete, peer, user);
}

std::vector<JoinRequestRow> list_join_requests(Transaction& tx, PeerId peer, const JoinerPage& page) {
  static constexpr Sql kSelect{
      "SELECT peer, user_id, hash, date FROM chat_join_requests WHERE peer = ?1 AND (?2 IS NULL OR hash = "
      "?2) "
      "AND (date < ?3 OR (date = ?3 AND user_id > ?4)) ORDER BY date DESC, user_id LIMIT ?5"};
  std::vector<JoinRequestRow> rows;
  auto q = tx.run(kSelect, peer, page.hash, or_newest(page.date), page.user, page.limit);
  while (q.next()) rows.push_back(request_of(q));
  return rows;
}

std::int32_t count_join_requests(Transaction& tx, PeerId peer, const std::optional<std::string>& hash) {
  static constexpr Sql kCount{
      "SELECT count(*) FROM chat_join_requests WHERE peer = ?1 AND (?2 IS NULL OR hash = ?2)"};
  auto q = tx.run(kCount, peer, hash);
  return q.next() ? q.int32(0) : 0;
}

void delete_doors_of(Transaction& tx, PeerId peer) {
  static constexpr Sql kUses{
      "DELETE FROM chat_invite_uses WHERE hash IN (SELECT hash FROM chat_invites WHERE peer = ?1)"};
  static constexpr Sql kInvites{"DELETE FROM chat_invites WHERE peer = ?1"};
  static constexpr Sql kRequests{"DELETE FROM chat_join_requests WHERE peer = ?1"};
  tx.run(kUses, peer);
  tx.run(kInvites, peer);
  tx.run(kRequests, peer);
}

}  // namespace botschaft::store
