#include "store/unread_votes.h"

namespace botschaft::store {
namespace {

// ?1 owner, ?2 peer, ?3 topic, ?4 thread; of a channel above the owner's floor.
#define BOTSCHAFT_UNREAD_VOTES                                                              \
  "FROM unread_poll_votes u WHERE owner = ?1 AND peer = ?2 AND id > coalesce(("             \
  "SELECT floor FROM channel_members WHERE channel = -1000000000000 - ?2 AND "              \
  "user_id = ?1), 0) AND (?3 + ?4 = 0 OR EXISTS(SELECT 1 FROM channel_messages m "          \
  "WHERE m.channel = u.peer AND m.id = u.id AND (m.topic = ?3 OR m.top = ?4))) "

}  // namespace

void insert_unread_votes(Transaction& tx, UserId owner, PeerId peer, MessageId id, PollId poll) {
  static constexpr Sql kInsert{
      "INSERT INTO unread_poll_votes(owner, peer, id, poll) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"};
  tx.run(kInsert, owner, peer, id, poll);
}

std::optional<PollId> take_unread_votes(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  static constexpr Sql kTake{
      "DELETE FROM unread_poll_votes WHERE owner = ?1 AND peer = ?2 AND id = ?3 RETURNING poll"};
  auto q = tx.run(kTake, owner, peer, id);
  if (!q.next()) return std::nullopt;
  return q.int64(0);
}

bool has_unread_votes(Transaction& tx, UserId owner, PollId poll) {
  static constexpr Sql kFind{"SELECT 1 FROM unread_poll_votes WHERE owner = ?1 AND poll = ?2"};
  return tx.run(kFind, owner, poll).next();
}

std::vector<MessageId> unread_votes(Transaction& tx, UserId owner, PeerId peer, int limit,
                                    const ChatPart& part) {
  static constexpr Sql kSelect{"SELECT id " BOTSCHAFT_UNREAD_VOTES "ORDER BY id DESC LIMIT ?5"};
  std::vector<MessageId> ids;
  auto q = tx.run(kSelect, owner, peer, part.topic, part.thread, limit);
  while (q.next()) ids.push_back(q.int32(0));
  return ids;
}

std::int32_t count_unread_votes(Transaction& tx, UserId owner, PeerId peer, const ChatPart& part) {
  static constexpr Sql kCount{"SELECT count(*) " BOTSCHAFT_UNREAD_VOTES};
  auto q = tx.run(kCount, owner, peer, part.topic, part.thread);
  return q.next() ? q.int32(0) : 0;
}

}  // namespace botschaft::store
