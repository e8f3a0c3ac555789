#include "store/events.h"

namespace botschaft::store {
namespace {

// One descent to the right edge of the owner's range: the page that append_event is about to write.
constexpr Sql kTop{"SELECT pts FROM events WHERE owner = ?1 ORDER BY pts DESC LIMIT 1"};
constexpr Sql kAppend{"INSERT INTO events(owner, pts, kind, peer, arg, data) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"};
constexpr Sql kRead{
    "SELECT pts, kind, peer, arg, data FROM events WHERE owner = ?1 AND pts > ?2 ORDER BY pts LIMIT ?3"};
constexpr Sql kFind{"SELECT pts, kind, peer, arg, data FROM events WHERE owner = ?1 AND pts = ?2"};
constexpr Sql kReplace{
    "UPDATE events SET kind = ?3, peer = ?4, arg = ?5, data = ?6 WHERE owner = ?1 AND pts = ?2"};

// Absent values are NULL, which costs no byte of the row's body.
template <class T>
std::optional<T> unless_empty(T value) {
  return value == T{} ? std::nullopt : std::optional(value);
}
std::optional<ByteView> unless_empty(ByteView bytes) {
  return bytes.empty() ? std::nullopt : std::optional(bytes);
}

Event to_event(const Query& row) {
  return {.pts = row.int32(0),
          .kind = row.int32(1),
          .peer = {row.int64(2)},
          .arg = row.int64(3),
          .data = to_bytes(row.blob(4))};
}

}  // namespace

std::int32_t top_pts(Transaction& tx, UserId owner) {
  Query row = tx.run(kTop, owner);
  return row.next() ? row.int32(0) : kEmptyBoxPts;
}

std::int32_t append_event(Transaction& tx, UserId owner, const NewEvent& event) {
  const std::int32_t pts = top_pts(tx, owner) + 1;
  tx.run(kAppend, owner, pts, event.kind, unless_empty(event.peer), unless_empty(event.arg),
         unless_empty(event.data));
  return pts;
}

std::vector<Event> read_events(Transaction& tx, UserId owner, std::int32_t after, int limit) {
  std::vector<Event> events;
  for (Query row = tx.run(kRead, owner, after, limit); row.next();) events.push_back(to_event(row));
  return events;
}

std::optional<Event> find_event(Transaction& tx, UserId owner, std::int32_t pts) {
  Query row = tx.run(kFind, owner, pts);
  if (!row.next()) return std::nullopt;
  return to_event(row);
}

void replace_event(Transaction& tx, UserId owner, std::int32_t pts, const NewEvent& event) {
  tx.run(kReplace, owner, pts, event.kind, unless_empty(event.peer), unless_empty(event.arg),
         unless_empty(event.data));
}

}  // namespace botschaft::store
