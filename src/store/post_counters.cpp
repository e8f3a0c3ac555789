#include "store/post_counters.h"

#include <map>
#include <vector>

#include "store/viewer_set.h"

namespace botschaft::store {
namespace {

constexpr Sql kFindViewers{"SELECT viewers FROM post_viewers WHERE channel = ?1 AND id = ?2 AND part = ?3"};

std::int64_t part_of(UserId user) {
  return user >> 16;
}
std::uint16_t place_of(UserId user) {
  return static_cast<std::uint16_t>(user & 0xffff);
}

Bytes find_viewers(Transaction& tx, PeerId channel, MessageId id, std::int64_t part) {
  auto q = tx.run(kFindViewers, channel, id, part);
  return q.next() ? to_bytes(q.blob(0)) : Bytes{};
}

}  // namespace

PostCounters find_post_counters(Transaction& tx, PeerId channel, MessageId id) {
  static constexpr Sql kFind{"SELECT views, forwards FROM post_counters WHERE channel = ?1 AND id = ?2"};
  auto q = tx.run(kFind, channel, id);
  if (!q.next()) return {};
  return {.views = q.int32(0), .forwards = q.int32(1)};
}

std::map<MessageId, PostCounters> post_counters_of_run(Transaction& tx, const IdRun& run) {
  static constexpr Sql kSelect{
      "SELECT id, views, forwards FROM post_counters WHERE channel = ?1 AND id BETWEEN ?2 AND ?3"};
  std::map<MessageId, PostCounters> found;
  auto q = tx.run(kSelect, run.box, run.first, run.last);
  while (q.next()) found[q.int32(0)] = {.views = q.int32(1), .forwards = q.int32(2)};
  return found;
}

void change_post_counters(Transaction& tx, PeerId channel, MessageId id, const PostCounters& by) {
  static constexpr Sql kPut{
      "INSERT INTO post_counters(channel, id, views, forwards) VALUES(?1, ?2, ?3, ?4) "
      "ON CONFLICT(channel, id) DO UPDATE SET views = views + excluded.views, "
      "forwards = forwards + excluded.forwards"};
  tx.run(kPut, channel, id, by.views, by.forwards);
}

bool has_viewed(Transaction& tx, PeerId channel, MessageId id, UserId user) {
  auto q = tx.run(kFindViewers, channel, id, part_of(user));
  return q.next() && viewer_set_has(q.blob(0), place_of(user));
}

std::int32_t add_viewers(Transaction& tx, PeerId channel, MessageId id, std::span<const UserId> users) {
  static constexpr Sql kPut{
      "INSERT INTO post_viewers(channel, id, part, viewers) VALUES(?1, ?2, ?3, ?4) "
      "ON CONFLICT(channel, id, part) DO UPDATE SET viewers = excluded.viewers"};
  std::map<std::int64_t, std::vector<std::uint16_t>> parts;
  for (const auto user : users) parts[part_of(user)].push_back(place_of(user));
  std::int32_t added = 0;
  for (const auto& [part, members] : parts) {
    const auto grown = viewer_set_with(find_viewers(tx, channel, id, part), members);
    if (grown.added == 0) continue;
    added += grown.added;
    tx.run(kPut, channel, id, part, grown.set);
  }
  return added;
}

void delete_post_counters(Transaction& tx, PeerId channel, MessageId id) {
  static constexpr Sql kDeleteCounters{"DELETE FROM post_counters WHERE channel = ?1 AND id = ?2"};
  static constexpr Sql kDeleteViewers{"DELETE FROM post_viewers WHERE channel = ?1 AND id = ?2"};
  tx.run(kDeleteCounters, channel, id);
  tx.run(kDeleteViewers, channel, id);
}

}  // namespace botschaft::store
