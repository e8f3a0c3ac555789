#pragma once
// Photos of people, groups and channels (migrations/0018_profile_photos.sql).
#include <optional>
#include <vector>

#include "store/files.h"

namespace botschaft::store {

// Stored numbers: never reuse one.
enum class ProfilePhotoKind : std::uint8_t {
  shown = 1,
  fallback = 2,  // for those who may not see the others
};

// The newest of its kind is the one that is shown.
std::optional<FileId> newest_profile_photo(Transaction&, UserId user, ProfilePhotoKind kind);
std::vector<FileId> profile_photos(Transaction&, UserId user, ProfilePhotoKind kind,
                                   int limit);  // newest first
// Becomes the newest, also if it was there.
void put_profile_photo(Transaction&, UserId user, ProfilePhotoKind kind, FileId file);
// False: it was not there.
bool delete_profile_photo(Transaction&, UserId user, ProfilePhotoKind kind, FileId file);
void delete_profile_photos(Transaction&, UserId user);  // every one of a person who leaves

std::optional<FileId> find_contact_photo(Transaction&, UserId owner, UserId contact);
void put_contact_photo(Transaction&, UserId owner, UserId contact, FileId file);  // 0: none any more

std::optional<FileId> find_chat_photo(Transaction&, PeerId chat);
void put_chat_photo(Transaction&, PeerId chat, FileId file);  // 0: none any more

}  // namespace botschaft::store
