#include "store/dialogs.h"

#include <algorithm>

#include "store/channel_messages.h"
#include "store/channels.h"
#include "store/topics.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_DIALOG_COLUMNS \
  "owner, peer, top, top_date, read_inbox, read_outbox, unread, flags, folder, pin, count "

DialogRow dialog_of(const Query& q) {
  return {.owner = q.int64(0),
          .peer = {q.int64(1)},
          .top = q.int32(2),
          .top_date = q.int32(3),
          .read_inbox = q.int32(4),
          .read_outbox = q.int32(5),
          .unread = q.int32(6),
          .flags = static_cast<std::uint32_t>(q.int64(7)),
          .folder = q.int32(8),
          .pin = q.int32(9),
          .count = q.int32(10)};
}

// Where a channel is in its members' lists is not kept in their rows: of each the newest message that its
// member may see, else when he came. ?1 owner
#define BOTSCHAFT_DIALOG_PLACES                                                                             \
  "SELECT d.owner, d.peer, coalesce(t.id, d.top), coalesce(t.date, m.joined_at, d.top_date), "              \
  "d.read_inbox, d.read_outbox, d.unread, d.flags, d.folder, d.pin, d.count FROM dialogs d "                \
  "LEFT JOIN channel_members m ON d.peer < -1000000000000 AND m.channel = -1000000000000 - d.peer "         \
  "AND m.user_id = d.owner AND m.inside = 1 LEFT JOIN channel_messages t ON t.channel = d.peer AND t.id = " \
  "(SELECT max(id) FROM channel_messages WHERE channel = d.peer AND id > m.floor) "                         \
  "WHERE d.owner = ?1 "

// What is the same for all members of a channel is not kept in their rows.
void complete(Transaction& tx, DialogRow& d) {
  if (!d.peer.is_channel()) return;
  const auto channel = find_channel(tx, d.peer.bare());
  const auto member = find_channel_member(tx, d.peer.bare(), d.owner);
  if (!channel || !member) return;
  const auto newest = channel_messages_newest_first(tx, d.owner, d.peer, {}, 1);
  d.top = newest.empty() ? 0 : newest.front().id;
  d.top_date = newest.empty() ? member->joined_at : newest.front().date;
  d.read_inbox = std::max(member->read_inbox, member->floor);
  d.read_outbox = channel->read_outbox(d.owner);
  d.unread = count_unread_in_channel(tx, *channel, *member, d.read_inbox);
}

std::vector<DialogRow> dialogs_of(Query q) {
  std::vector<DialogRow> rows;
  while (q.next()) rows.push_back(dialog_of(q));
  return rows;
}

DraftRow draft_of(const Query& q) {
  DraftRow row{.owner = q.int64(0),
               .peer = {q.int64(1)},
               .date = q.int32(2),
               .text = std::string(q.text(3)),
               .entities = to_bytes(q.blob(4)),
               .flags = static_cast<std::uint32_t>(q.int64(5)),
               .reply_to = std::nullopt};
  if (!q.is_null(6)) row.reply_to = q.int32(6);
  return row;
}

}  // namespace

std::optional<DialogRow> find_dialog(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_DIALOG_COLUMNS
                             "FROM dialogs WHERE owner = ?1 AND peer = ?2"};
  auto q = tx.run(kFind, owner, peer);
  if (!q.next()) return std::nullopt;
  auto row = dialog_of(q);
  complete(tx, row);
  return row;
}

std::vector<DialogRow> dialog_places(Transaction& tx, UserId owner) {
  static constexpr Sql kSelect{BOTSCHAFT_DIALOG_PLACES "AND d.flags & 4 = 0"};
  return dialogs_of(tx.run(kSelect, owner));
}

void fill_in(Transaction& tx, std::span<DialogRow> rows) {
  for (auto& row : rows) complete(tx, row);
}

std::vector<DialogRow> pinned_dialogs(Transaction& tx, UserId owner, std::int32_t folder) {
  static constexpr Sql kSelect{BOTSCHAFT_DIALOG_PLACES "AND d.folder = ?2 AND d.pin > 0 ORDER BY d.pin DESC"};
  auto rows = dialogs_of(tx.run(kSelect, owner, folder));
  std::erase_if(rows, [](const DialogRow& row) { return !row.listed(); });
  return rows;
}

void put_dialog(Transaction& tx, const DialogRow& d) {
  static constexpr Sql kPut{
      "INSERT INTO dialogs(" BOTSCHAFT_DIALOG_COLUMNS
      ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT(owner, peer) DO UPDATE SET "
      "top = excluded.top, top_date = excluded.top_date, read_inbox = excluded.read_inbox, "
      "read_outbox = excluded.read_outbox, unread = excluded.unread, flags = excluded.flags, "
      "folder = excluded.folder, pin = excluded.pin, count = excluded.count"};
  if (d.peer.is_channel()) {
    tx.run(kPut, d.owner, d.peer, 0, 0, 0, 0, 0, d.flags, d.folder, d.pin, 0);
    return;
  }
  tx.run(kPut, d.owner, d.peer, d.top, d.top_date, d.read_inbox, d.read_outbox, d.unread, d.flags, d.folder,
         d.pin, d.count);
}

void delete_dialog(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kDelete{"DELETE FROM dialogs WHERE owner = ?1 AND peer = ?2"};
  tx.run(kDelete, owner, peer);
}

std::int64_t unread_total(Transaction& tx, UserId owner) {
  static constexpr Sql kSum{"SELECT coalesce(sum(unread), 0) FROM dialogs WHERE owner = ?1"};
  auto q = tx.run(kSum, owner);
  std::int64_t total = q.next() ? q.int64(0) : 0;
  for (const auto& member : channels_of(tx, owner)) {
    const auto channel = find_channel(tx, member.channel);
    if (channel) total += count_unread_in_channel(tx, *channel, member, member.read_inbox);
  }
  return total;
}

void raise_dialog(Transaction& tx, UserId owner, PeerId peer, MessageId top, std::int32_t date,
                  bool incoming) {
  static constexpr Sql kRaise{
      "INSERT INTO dialogs(owner, peer, top, top_date, unread, count) VALUES(?1, ?2, ?3, ?4, ?5, 1) "
      "ON CONFLICT(owner, peer) DO UPDATE SET top = excluded.top, top_date = excluded.top_date, "
      "unread = unread + excluded.unread, count = count + 1"};
  tx.run(kRaise, owner, peer, top, date, incoming ? 1 : 0);
}

std::optional<DraftRow> find_draft(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kFind{
      "SELECT owner, peer, date, text, entities, flags, reply_to FROM drafts WHERE owner = ?1 AND peer = ?2"};
  auto q = tx.run(kFind, owner, peer);
  if (!q.next()) return std::nullopt;
  return draft_of(q);
}

std::vector<DraftRow> all_drafts(Transaction& tx, UserId owner) {
  static constexpr Sql kSelect{
      "SELECT owner, peer, date, text, entities, flags, reply_to FROM drafts WHERE owner = ?1"};
  std::vector<DraftRow> rows;
  auto q = tx.run(kSelect, owner);
  while (q.next()) rows.push_back(draft_of(q));
  return rows;
}

void put_draft(Transaction& tx, const DraftRow& d) {
  static constexpr Sql kPut{
      "INSERT INTO drafts(owner, peer, date, text, entities, flags, reply_to) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
      "?7) "
      "ON CONFLICT(owner, peer) DO UPDATE SET date = excluded.date, text = excluded.text, "
      "entities = excluded.entities, flags = excluded.flags, reply_to = excluded.reply_to"};
  tx.run(kPut, d.owner, d.peer, d.date, d.text, d.entities, d.flags, d.reply_to);
}

bool delete_draft(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kDelete{"DELETE FROM drafts WHERE owner = ?1 AND peer = ?2"};
  return tx.run(kDelete, owner, peer).changes() > 0;
}

void insert_read_date(Transaction& tx, UserId owner, PeerId peer, MessageId max_id, std::int32_t date,
                      std::int32_t keep_from) {
  static constexpr Sql kForget{"DELETE FROM read_dates WHERE owner = ?1 AND peer = ?2 AND date < ?3"};
  static constexpr Sql kInsert{
      "INSERT INTO read_dates(owner, peer, max_id, date) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"};
  tx.run(kForget, owner, peer, keep_from);
  tx.run(kInsert, owner, peer, max_id, date);
}

std::optional<std::int32_t> find_read_date(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  static constexpr Sql kFind{
      "SELECT date FROM read_dates WHERE owner = ?1 AND peer = ?2 AND max_id >= ?3 ORDER BY max_id LIMIT 1"};
  auto q = tx.run(kFind, owner, peer, id);
  if (!q.next()) return std::nullopt;
  return q.int32(0);
}

std::vector<DialogFilterRow> dialog_filters(Transaction& tx, UserId owner) {
  static constexpr Sql kSelect{"SELECT id, body FROM dialog_filters WHERE owner = ?1 ORDER BY position, id"};
  std::vector<DialogFilterRow> rows;
  auto q = tx.run(kSelect, owner);
  while (q.next()) rows.push_back({.id = q.int32(0), .body = to_bytes(q.blob(1))});
  return rows;
}

void put_dialog_filter(Transaction& tx, UserId owner, const DialogFilterRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO dialog_filters(owner, id, position, body) VALUES(?1, ?2, "
      "(SELECT coalesce(max(position), 0) + 1 FROM dialog_filters WHERE owner = ?1), ?3) "
      "ON CONFLICT(owner, id) DO UPDATE SET body = excluded.body"};
  tx.run(kPut, owner, row.id, row.body);
}

bool delete_dialog_filter(Transaction& tx, UserId owner, std::int32_t id) {
  static constexpr Sql kDelete{"DELETE FROM dialog_filters WHERE owner = ?1 AND id = ?2"};
  return tx.run(kDelete, owner, id).changes() > 0;
}

void place_dialog_filter(Transaction& tx, UserId owner, std::int32_t id, std::int32_t position) {
  static constexpr Sql kUpdate{"UPDATE dialog_filters SET position = ?3 WHERE owner = ?1 AND id = ?2"};
  tx.run(kUpdate, owner, id, position);
}

}  // namespace botschaft::store
