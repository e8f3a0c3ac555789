#include "store/saved_tags.h"

namespace botschaft::store {

std::vector<SavedTag> saved_tags(Transaction& tx, UserId owner) {
  // In Saved Messages the peer is the owner, and the body is always in the one row there is.
  static constexpr Sql kSelect{
      "SELECT r.reaction, coalesce(t.title, ''), count(*) FROM reactions r "
      "JOIN messages m ON m.owner = r.box AND m.peer = r.box AND m.id = r.id "
      "LEFT JOIN saved_tags t ON t.owner = r.box AND t.reaction = r.reaction "
      "WHERE r.box = ?1 GROUP BY r.reaction ORDER BY count(*) DESC, r.reaction"};
  std::vector<SavedTag> tags;
  auto q = tx.run(kSelect, owner);
  while (q.next())
    tags.push_back(
        {.reaction = std::string(q.text(0)), .title = std::string(q.text(1)), .count = q.int32(2)});
  return tags;
}

std::vector<MessageId> tagged_messages(Transaction& tx, UserId owner, std::string_view reaction, int limit) {
  static constexpr Sql kSelect{
      "SELECT r.id FROM reactions r JOIN messages m ON m.owner = r.box AND m.peer = r.box AND m.id = r.id "
      "WHERE r.box = ?1 AND r.reaction = ?2 ORDER BY r.id DESC LIMIT ?3"};
  std::vector<MessageId> ids;
  auto q = tx.run(kSelect, owner, reaction, limit);
  while (q.next()) ids.push_back(q.int32(0));
  return ids;
}

void set_saved_tag_title(Transaction& tx, UserId owner, std::string_view reaction, std::string_view title) {
  static constexpr Sql kPut{
      "INSERT INTO saved_tags(owner, reaction, title) VALUES(?1, ?2, ?3) "
      "ON CONFLICT(owner, reaction) DO UPDATE SET title = excluded.title"};
  static constexpr Sql kDelete{"DELETE FROM saved_tags WHERE owner = ?1 AND reaction = ?2"};
  if (title.empty()) {
    tx.run(kDelete, owner, reaction);
  } else {
    tx.run(kPut, owner, reaction, title);
  }
}

}  // namespace botschaft::store
