#include "store/search_index.h"

namespace botschaft::store {
namespace {

std::int64_t row_of(std::int64_t slot, MessageId id) {
  return (slot << 32) | static_cast<std::uint32_t>(id);
}

}  // namespace

std::optional<SearchSlot> find_search_slot(Transaction& tx, UserId owner) {
  static constexpr Sql kFind{"SELECT slot, pts FROM search_slots WHERE owner = ?1"};
  auto q = tx.run(kFind, owner);
  if (!q.next()) return std::nullopt;
  return SearchSlot{.slot = q.int64(0), .pts = q.int32(1)};
}

SearchSlot create_search_slot(Transaction& tx, UserId owner, std::int32_t pts) {
  static constexpr Sql kInsert{
      "INSERT INTO search_slots(owner, slot, pts) "
      "VALUES(?1, (SELECT coalesce(max(slot), 0) + 1 FROM search_slots), ?2)"};
  tx.run(kInsert, owner, pts);
  return find_search_slot(tx, owner).value_or(SearchSlot{});
}

void set_search_pts(Transaction& tx, UserId owner, std::int32_t pts) {
  static constexpr Sql kUpdate{"UPDATE search_slots SET pts = ?2 WHERE owner = ?1"};
  tx.run(kUpdate, owner, pts);
}

void put_document(Transaction& tx, std::int64_t slot, MessageId id, std::string_view marks,
                  std::string_view text) {
  static constexpr Sql kInsert{"INSERT INTO search(rowid, marks, text) VALUES(?1, ?2, ?3)"};
  delete_document(tx, slot, id);
  tx.run(kInsert, row_of(slot, id), marks, text);
}

void delete_document(Transaction& tx, std::int64_t slot, MessageId id) {
  static constexpr Sql kDelete{"DELETE FROM search WHERE rowid = ?1"};
  tx.run(kDelete, row_of(slot, id));
}

std::vector<MessageId> find_documents(Transaction& tx, std::int64_t slot, std::string_view match,
                                      MessageId above, MessageId below, int limit) {
  static constexpr Sql kFind{
      "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid > ?2 AND rowid < ?3 "
      "ORDER BY rowid DESC LIMIT ?4"};
  std::vector<MessageId> ids;
  auto q = tx.run(kFind, match, row_of(slot, above), row_of(slot, below == 0 ? INT32_MAX : below), limit);
  while (q.next()) ids.push_back(static_cast<MessageId>(q.int64(0) & 0xffffffff));
  return ids;
}

std::vector<PublicDocument> find_public_documents(Transaction& tx, std::string_view match, int limit) {
  static constexpr Sql kFind{
      "SELECT o.owner, s.rowid & 4294967295 FROM search s JOIN search_slots o ON o.slot = s.rowid >> 32 "
      "JOIN usernames n ON n.peer = o.owner WHERE s.search MATCH ?1 ORDER BY s.rowid DESC LIMIT ?2"};
  std::vector<PublicDocument> found;
  auto q = tx.run(kFind, match, limit);
  while (q.next()) found.push_back({PeerId{q.int64(0)}, q.int32(1)});
  return found;
}

std::vector<PeerId> channels_behind(Transaction& tx) {
  // flags 8: ChannelFlag::kChannelDeleted
  static constexpr Sql kFind{
      "SELECT c.id FROM channels c LEFT JOIN search_slots o ON o.owner = -1000000000000 - c.id "
      "WHERE c.flags & 8 = 0 AND coalesce(o.pts, 1) < "
      "(SELECT max(pts) FROM events WHERE owner = -1000000000000 - c.id)"};
  std::vector<PeerId> channels;
  auto q = tx.run(kFind);
  while (q.next()) channels.push_back(PeerId::channel(q.int64(0)));
  return channels;
}

std::vector<PeerId> public_channels_behind(Transaction& tx, int limit) {
  static constexpr Sql kFind{
      "SELECT n.peer FROM usernames n LEFT JOIN search_slots o ON o.owner = n.peer "
      "WHERE n.peer < -1000000000000 "
      "AND coalesce(o.pts, 0) < (SELECT max(pts) FROM events WHERE owner = n.peer) LIMIT ?1"};
  std::vector<PeerId> channels;
  auto q = tx.run(kFind, limit);
  while (q.next()) channels.push_back(PeerId{q.int64(0)});
  return channels;
}

}  // namespace botschaft::store
