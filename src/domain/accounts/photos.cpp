#include "domain/accounts/photos.h"

#include <algorithm>

#include "domain/accounts/privacy.h"
#include "domain/accounts/profile.h"
#include "domain/box.h"
#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/channels/rights.h"
#include "domain/groups/post.h"

namespace botschaft::domain {

using store::FileId;
using store::ProfilePhotoKind;

std::optional<SeenPhoto> photo_seen_by(store::Transaction& tx, UserId viewer, UserId user) {
  if (const auto chosen = store::find_contact_photo(tx, viewer, user))
    return SeenPhoto{.file = *chosen, .personal = true};
  if (const auto own = store::newest_profile_photo(tx, user, ProfilePhotoKind::shown)) {
    if (privacy_allows(tx, user, PrivacyKey::profile_photo, viewer)) return SeenPhoto{.file = *own};
  }
  if (viewer == user) return std::nullopt;
  if (const auto fallback = store::newest_profile_photo(tx, user, ProfilePhotoKind::fallback))
    return SeenPhoto{.file = *fallback};
  return std::nullopt;
}

std::vector<FileId> photos_seen_by(store::Transaction& tx, UserId viewer, UserId user) {
  if (privacy_allows(tx, user, PrivacyKey::profile_photo, viewer)) {
    auto files = store::profile_photos(tx, user, ProfilePhotoKind::shown, kProfilePhotosMax);
    if (!files.empty() || viewer == user) return files;
  }
  return store::profile_photos(tx, user, ProfilePhotoKind::fallback, 1);
}

bool is_photo_of(store::Transaction& tx, UserId viewer, PeerId peer, FileId file) {
  if (!peer.is_user()) return store::find_chat_photo(tx, peer) == file;
  if (store::find_contact_photo(tx, viewer, peer.value) == file) return true;
  const auto files = photos_seen_by(tx, viewer, peer.value);
  if (std::ranges::find(files, file) != files.end()) return true;
  return store::newest_profile_photo(tx, peer.value, ProfilePhotoKind::fallback) == file;
}

std::optional<FileId> set_profile_photo(store::Transaction& tx, UserId user, ProfilePhotoKind kind,
                                        FileId file) {
  const auto before = store::newest_profile_photo(tx, user, kind);
  if (file != 0) {
    store::put_profile_photo(tx, user, kind, file);
    // Of fallbacks there is one.
    const int kept = kind == ProfilePhotoKind::fallback ? 1 : kProfilePhotosMax;
    const auto all = store::profile_photos(tx, user, kind, kept + 1);
    if (std::cmp_greater(all.size(), kept)) store::delete_profile_photo(tx, user, kind, all.back());
  } else if (before) {
    store::delete_profile_photo(tx, user, kind, *before);
  }
  tell_acquaintances(tx, user, EventKind::user_photo);
  return store::newest_profile_photo(tx, user, kind);
}

std::vector<FileId> delete_profile_photos(store::Transaction& tx, UserId user,
                                          const std::vector<FileId>& files) {
  std::vector<FileId> deleted;
  for (const auto file : files) {
    const bool shown = store::delete_profile_photo(tx, user, ProfilePhotoKind::shown, file);
    const bool fallback = store::delete_profile_photo(tx, user, ProfilePhotoKind::fallback, file);
    if (shown || fallback) deleted.push_back(file);
  }
  if (!deleted.empty()) tell_acquaintances(tx, user, EventKind::user_photo);
  return deleted;
}

void set_contact_photo(store::Transaction& tx, UserId owner, UserId contact, FileId file) {
  store::put_contact_photo(tx, owner, contact, file);
  tell(tx, owner, EventKind::user_photo, PeerId::user(contact));
}

Result<void> set_chat_photo(store::Transaction& tx, const Actor& actor, PeerId chat, FileId file) {
  std::uint32_t flags = 0;
  if (chat.is_channel()) {
    const auto in = look_at_channel(tx, chat.bare(), actor.user, actor.now);
    if (!in) return fail(Err::CHANNEL_PRIVATE);
    TRY(check_can_read(*in));
    TRY(check_deed(*in, Deed::change_info));
    if (in->broadcast()) flags = store::kPost;
  } else {
    TRY_ASSIGN(const auto membership, require_member(tx, chat.bare(), actor.user));
    TRY(check_deed(membership, Deed::change_info));
  }
  const auto before = store::find_chat_photo(tx, chat).value_or(0);
  if (before == file) return fail(Err::CHAT_NOT_MODIFIED);
  if (chat.is_channel())
    log_admin(tx, actor, chat.bare(), {.action = AdminAction::change_photo, .number = {before, file}});
  store::put_chat_photo(tx, chat, file);
  Service said{.action = ServiceAction::chat_delete_photo};
  if (file != 0) said = {.action = ServiceAction::chat_edit_photo, .number = file};
  BoxWriter boxes(tx, actor);
  if (chat.is_channel()) {
    say_in_channel(tx, boxes, actor, chat, said, flags);
  } else {
    say_in_group(tx, boxes, actor, chat.bare(), said);
  }
  return {};
}

}  // namespace botschaft::domain
