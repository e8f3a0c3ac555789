#include "store/profile_photos.h"

namespace botschaft::store {
namespace {

std::optional<FileId> first(Query q) {
  if (!q.next()) return std::nullopt;
  return q.int64(0);
}

}  // namespace

std::optional<FileId> newest_profile_photo(Transaction& tx, UserId user, ProfilePhotoKind kind) {
  static constexpr Sql kFind{
      "SELECT file FROM profile_photos WHERE user_id = ?1 AND kind = ?2 ORDER BY turn DESC LIMIT 1"};
  return first(tx.run(kFind, user, kind));
}

std::vector<FileId> profile_photos(Transaction& tx, UserId user, ProfilePhotoKind kind, int limit) {
  static constexpr Sql kSelect{
      "SELECT file FROM profile_photos WHERE user_id = ?1 AND kind = ?2 ORDER BY turn DESC LIMIT ?3"};
  std::vector<FileId> files;
  auto q = tx.run(kSelect, user, kind, limit);
  while (q.next()) files.push_back(q.int64(0));
  return files;
}

void put_profile_photo(Transaction& tx, UserId user, ProfilePhotoKind kind, FileId file) {
  static constexpr Sql kDelete{"DELETE FROM profile_photos WHERE user_id = ?1 AND kind = ?2 AND file = ?3"};
  static constexpr Sql kInsert{
      "INSERT INTO profile_photos(user_id, kind, turn, file) VALUES(?1, ?2, "
      "(SELECT coalesce(max(turn), 0) + 1 FROM profile_photos WHERE user_id = ?1 AND kind = ?2), ?3)"};
  tx.run(kDelete, user, kind, file);
  tx.run(kInsert, user, kind, file);
}

bool delete_profile_photo(Transaction& tx, UserId user, ProfilePhotoKind kind, FileId file) {
  static constexpr Sql kDelete{"DELETE FROM profile_photos WHERE user_id = ?1 AND kind = ?2 AND file = ?3"};
  return tx.run(kDelete, user, kind, file).changes() > 0;
}

void delete_profile_photos(Transaction& tx, UserId user) {
  static constexpr Sql kDelete{"DELETE FROM profile_photos WHERE user_id = ?1"};
  static constexpr Sql kDeleteOfContacts{"DELETE FROM contact_photos WHERE owner = ?1"};
  tx.run(kDelete, user);
  tx.run(kDeleteOfContacts, user);
}

std::optional<FileId> find_contact_photo(Transaction& tx, UserId owner, UserId contact) {
  static constexpr Sql kFind{"SELECT file FROM contact_photos WHERE owner = ?1 AND contact = ?2"};
  return first(tx.run(kFind, owner, contact));
}

void put_contact_photo(Transaction& tx, UserId owner, UserId contact, FileId file) {
  static constexpr Sql kDelete{"DELETE FROM contact_photos WHERE owner = ?1 AND contact = ?2"};
  static constexpr Sql kInsert{"INSERT INTO contact_photos(owner, contact, file) VALUES(?1, ?2, ?3)"};
  tx.run(kDelete, owner, contact);
  if (file != 0) tx.run(kInsert, owner, contact, file);
}

std::optional<FileId> find_chat_photo(Transaction& tx, PeerId chat) {
  static constexpr Sql kFind{"SELECT file FROM chat_photos WHERE peer = ?1"};
  return first(tx.run(kFind, chat));
}

void put_chat_photo(Transaction& tx, PeerId chat, FileId file) {
  static constexpr Sql kDelete{"DELETE FROM chat_photos WHERE peer = ?1"};
  static constexpr Sql kInsert{"INSERT INTO chat_photos(peer, file) VALUES(?1, ?2)"};
  tx.run(kDelete, chat);
  if (file != 0) tx.run(kInsert, chat, file);
}

}  // namespace botschaft::store
