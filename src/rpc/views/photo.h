#pragma once
// Photos of people, groups and channels.
#include "rpc/views/user.h"

namespace botschaft::rpc {

// Null where there is none that the viewer may see.
tl::Box<tl::UserProfilePhoto> profile_photo_view(const Viewer& viewer, store::Transaction& tx, UserId user);
tl::Box<tl::ChatPhoto> chat_photo_view(const Viewer& viewer, store::Transaction& tx, PeerId chat);

// photoEmpty where there is none.
tl::Box<tl::Photo> photo_view(const Viewer& viewer, store::Transaction& tx, std::optional<std::int64_t> file);

// What userFull says of photos.
void fill_photos(tl::userFull& view, const Viewer& viewer, store::Transaction& tx, UserId user);

}  // namespace botschaft::rpc
