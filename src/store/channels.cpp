#include "store/channels.h"

#include <algorithm>

#include "store/channel_member_row.h"

namespace botschaft::store {

ChannelMemberRow channel_member_of(const Query& q) {
  return {.channel = q.int64(0),
          .user = q.int64(1),
          .inside = q.boolean(2),
          .admin_rights = static_cast<std::uint32_t>(q.int64(3)),
          .rank = std::string(q.text(4)),
          .banned_rights = static_cast<std::uint32_t>(q.int64(5)),
          .banned_until = q.int32(6),
          .acted_by = q.int64(7),
          .inviter = q.int64(8),
          .joined_at = q.int32(9),
          .joined_pts = q.int32(10),
          .floor = q.int32(11),
          .read_inbox = q.int32(12),
          .posted_at = q.int32(13),
          .flags = static_cast<std::uint32_t>(q.int64(14))};
}

std::vector<ChannelMemberRow> channel_members_of(Query q) {
  std::vector<ChannelMemberRow> rows;
  while (q.next()) rows.push_back(channel_member_of(q));
  return rows;
}

std::optional<ChannelRow> find_channel(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{
      "SELECT c.id, c.title, c.about, n.username, c.creator, c.created_at, c.flags, c.banned_rights, "
      "c.slow_mode, c.members, c.read_top, c.read_by, c.read_second, c.migrated_from FROM channels c "
      "LEFT JOIN usernames n ON n.peer = ?2 WHERE c.id = ?1"};
  auto q = tx.run(kFind, id, PeerId::channel(id));
  if (!q.next()) return std::nullopt;
  return ChannelRow{.id = q.int64(0),
                    .title = std::string(q.text(1)),
                    .about = std::string(q.text(2)),
                    .username = std::string(q.text(3)),
                    .creator = q.int64(4),
                    .created_at = q.int32(5),
                    .flags = static_cast<std::uint32_t>(q.int64(6)),
                    .banned_rights = static_cast<std::uint32_t>(q.int64(7)),
                    .slow_mode = q.int32(8),
                    .members = q.int32(9),
                    .read_top = q.int32(10),
                    .read_by = q.int64(11),
                    .read_second = q.int32(12),
                    .migrated_from = q.int64(13)};
}

std::int64_t insert_channel(Transaction& tx, const ChannelRow& c) {
  static constexpr Sql kTop{"SELECT max(id) FROM channels"};
  static constexpr Sql kInsert{
      "INSERT INTO channels(id, title, about, creator, created_at, flags, banned_rights, slow_mode, members, "
      "read_top, read_by, read_second, migrated_from) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, 0, 0, "
      "?9)"};
  std::int64_t id = kFirstChannelId;
  if (auto top = tx.run(kTop); top.next()) id = std::max(id, top.int64(0) + 1);
  tx.run(kInsert, id, c.title, c.about, c.creator, c.created_at, c.flags, c.banned_rights, c.slow_mode,
         c.migrated_from);
  return id;
}

void update_channel(Transaction& tx, const ChannelRow& c) {
  static constexpr Sql kUpdate{
      "UPDATE channels SET title = ?2, about = ?3, creator = ?4, flags = ?5, banned_rights = ?6, "
      "slow_mode = ?7 WHERE id = ?1"};
  tx.run(kUpdate, c.id, c.title, c.about, c.creator, c.flags, c.banned_rights, c.slow_mode);
}

void change_channel_members(Transaction& tx, std::int64_t id, std::int32_t by) {
  static constexpr Sql kUpdate{"UPDATE channels SET members = members + ?2 WHERE id = ?1"};
  tx.run(kUpdate, id, by);
}

void set_channel_read(Transaction& tx, const ChannelRow& c) {
  static constexpr Sql kUpdate{
      "UPDATE channels SET read_top = ?2, read_by = ?3, read_second = ?4 WHERE id = ?1"};
  tx.run(kUpdate, c.id, c.read_top, c.read_by, c.read_second);
}

std::optional<ChannelMemberRow> find_channel_member(Transaction& tx, std::int64_t channel, UserId user) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_MEMBER_COLUMNS
                             "FROM channel_members WHERE channel = ?1 AND user_id = ?2"};
  auto q = tx.run(kFind, channel, user);
  if (!q.next()) return std::nullopt;
  return channel_member_of(q);
}

void put_channel_member(Transaction& tx, const ChannelMemberRow& m) {
  static constexpr Sql kPut{"INSERT OR REPLACE INTO channel_members(" BOTSCHAFT_MEMBER_COLUMNS
                            ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"};
  tx.run(kPut, m.channel, m.user, m.inside, m.admin_rights, m.rank, m.banned_rights, m.banned_until,
         m.acted_by, m.inviter, m.joined_at, m.joined_pts, m.floor, m.read_inbox, m.posted_at, m.flags);
}

void set_channel_read_inbox(Transaction& tx, std::int64_t channel, UserId user, MessageId id) {
  static constexpr Sql kUpdate{
      "UPDATE channel_members SET read_inbox = ?3 WHERE channel = ?1 AND user_id = ?2"};
  tx.run(kUpdate, channel, user, id);
}

void set_channel_posted_at(Transaction& tx, std::int64_t channel, UserId user, std::int32_t at) {
  static constexpr Sql kUpdate{
      "UPDATE channel_members SET posted_at = ?3 WHERE channel = ?1 AND user_id = ?2"};
  tx.run(kUpdate, channel, user, at);
}

std::vector<ChannelMemberRow> recent_channel_members(Transaction& tx, std::int64_t channel, int offset,
                                                     int limit) {
  static constexpr Sql kSelect{
      "SELECT " BOTSCHAFT_MEMBER_COLUMNS
      "FROM channel_members WHERE channel = ?1 AND inside = 1 ORDER BY joined_at DESC, user_id DESC "
      "LIMIT ?3 OFFSET ?2"};
  return channel_members_of(tx.run(kSelect, channel, offset, limit));
}

std::vector<ChannelMemberRow> channel_admins(Transaction& tx, std::int64_t channel) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_MEMBER_COLUMNS
                               "FROM channel_members WHERE channel = ?1 AND admin_rights != 0 "
                               "ORDER BY user_id"};
  return channel_members_of(tx.run(kSelect, channel));
}

std::vector<ChannelMemberRow> channel_banned(Transaction& tx, std::int64_t channel) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_MEMBER_COLUMNS
                               "FROM channel_members WHERE channel = ?1 AND banned_rights != 0 "
                               "ORDER BY user_id"};
  return channel_members_of(tx.run(kSelect, channel));
}

std::vector<ChannelMemberRow> channels_of(Transaction& tx, UserId user) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_MEMBER_COLUMNS
                               "FROM channel_members WHERE user_id = ?1 AND inside = 1 ORDER BY channel"};
  return channel_members_of(tx.run(kSelect, user));
}

std::int32_t count_channels_of(Transaction& tx, UserId user) {
  static constexpr Sql kCount{"SELECT count(*) FROM channel_members WHERE user_id = ?1 AND inside = 1"};
  auto q = tx.run(kCount, user);
  return q.next() ? q.int32(0) : 0;
}

std::vector<std::int64_t> common_supergroups(Transaction& tx, UserId one, UserId other) {
  static constexpr Sql kSelect{
      "SELECT c.id FROM channel_members a JOIN channel_members b ON b.channel = a.channel AND b.user_id = ?2 "
      "JOIN channels c ON c.id = a.channel "
      "WHERE a.user_id = ?1 AND a.inside = 1 AND b.inside = 1 AND c.flags & 9 = 0 ORDER BY c.id"};
  static_assert((kBroadcast | kChannelDeleted) == 9);
  std::vector<std::int64_t> channels;
  if (one == other) return channels;
  auto q = tx.run(kSelect, one, other);
  while (q.next()) channels.push_back(q.int64(0));
  return channels;
}

}  // namespace botschaft::store
