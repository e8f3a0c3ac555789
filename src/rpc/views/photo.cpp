#include "rpc/views/photo.h"

#include "domain/accounts/photos.h"
#include "domain/accounts/privacy.h"
#include "rpc/views/file.h"

namespace botschaft::rpc {
namespace {

template <class View>
void fill(View& view, const domain::File& file) {
  view.photo_id = file.id;
  view.dc_id = kFileDataCentre;
  view.has_video = file.video.has_value();
  if (!file.stripped.empty()) view.stripped_thumb = as_text(file.stripped);
}

}  // namespace

tl::Box<tl::UserProfilePhoto> profile_photo_view(const Viewer& viewer, store::Transaction& tx, UserId user) {
  const auto seen = domain::photo_seen_by(tx, viewer.user, user);
  const auto file = seen ? domain::find_file(tx, seen->file) : std::nullopt;
  if (!file) return nullptr;
  auto view = tl::make<tl::userProfilePhoto>();
  fill(*view, *file);
  view->personal = seen->personal;
  return view;
}

tl::Box<tl::ChatPhoto> chat_photo_view(const Viewer&, store::Transaction& tx, PeerId chat) {
  const auto id = store::find_chat_photo(tx, chat);
  const auto file = id ? domain::find_file(tx, *id) : std::nullopt;
  if (!file) return tl::make<tl::chatPhotoEmpty>();
  auto view = tl::make<tl::chatPhoto>();
  fill(*view, *file);
  return view;
}

tl::Box<tl::Photo> photo_view(const Viewer& viewer, store::Transaction& tx, std::optional<std::int64_t> id) {
  if (const auto file = id ? domain::find_file(tx, *id) : std::nullopt)
    return photo_view(viewer.services.files, *file, viewer.now);
  return tl::make<tl::photoEmpty>();
}

void fill_photos(tl::userFull& view, const Viewer& viewer, store::Transaction& tx, UserId user) {
  using store::ProfilePhotoKind;
  if (const auto chosen = store::find_contact_photo(tx, viewer.user, user))
    view.personal_photo = photo_view(viewer, tx, chosen);
  const auto shown = store::newest_profile_photo(tx, user, ProfilePhotoKind::shown);
  if (shown && domain::privacy_allows(tx, user, domain::PrivacyKey::profile_photo, viewer.user))
    view.profile_photo = photo_view(viewer, tx, shown);
  if (const auto fallback = store::newest_profile_photo(tx, user, ProfilePhotoKind::fallback))
    view.fallback_photo = photo_view(viewer, tx, fallback);
}

}  // namespace botschaft::rpc
