#pragma once
// Photos that people show of themselves, of each other, and of groups and channels.
#include <optional>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "store/profile_photos.h"

namespace botschaft::domain {

inline constexpr int kProfilePhotosMax = 1000;  // of one person; older ones go

// The photo that the viewer sees of somebody.
struct SeenPhoto {
  store::FileId file = 0;
  bool personal = false;  // the viewer has chosen it himself
};
std::optional<SeenPhoto> photo_seen_by(store::Transaction& tx, UserId viewer, UserId user);

// All that the viewer may see, newest first: the fallback alone where privacy hides the others.
std::vector<store::FileId> photos_seen_by(store::Transaction& tx, UserId viewer, UserId user);

// Whether it is a photo of that person, group or channel which the viewer sees. That he may see the chat is
// known.
bool is_photo_of(store::Transaction& tx, UserId viewer, PeerId peer, store::FileId file);

// Becomes the newest of its kind; 0: the newest goes, and the one before it is shown. Returns what is now.
std::optional<store::FileId> set_profile_photo(store::Transaction& tx, UserId user,
                                               store::ProfilePhotoKind kind, store::FileId file);
// Those of them that were the user's.
std::vector<store::FileId> delete_profile_photos(store::Transaction& tx, UserId user,
                                                 const std::vector<store::FileId>& files);

// What the owner alone sees of a contact; 0: what that one shows.
void set_contact_photo(store::Transaction& tx, UserId owner, UserId contact, store::FileId file);

// Of a group or channel, said there; 0: none any more. CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED,
// CHAT_WRITE_FORBIDDEN, CHANNEL_PRIVATE.
Result<void> set_chat_photo(store::Transaction& tx, const Actor& actor, PeerId chat, store::FileId file);

}  // namespace botschaft::domain
