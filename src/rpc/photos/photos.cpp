// photos.*, messages.editChatPhoto, channels.editPhoto.
#include "domain/accounts/photos.h"

#include <algorithm>

#include "domain/messages/send.h"
#include "rpc/access.h"
#include "rpc/channels/reply.h"
#include "rpc/files/access.h"
#include "rpc/files/prepare.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/file.h"
#include "rpc/views/photo.h"

namespace botschaft::rpc {
namespace {

using store::ProfilePhotoKind;
using Updates = tl::Box<tl::Updates>;

constexpr int kPhotosPage = 100;
constexpr std::size_t kDeletedAtOnce = 100;

ProfilePhotoKind kind_of(bool fallback) {
  return fallback ? ProfilePhotoKind::fallback : ProfilePhotoKind::shown;
}

// Pictures made of stickers are not served.
template <class Request>
Result<void> check_plain(const Request& r) {
  if (r.video_emoji_markup) return fail(Err::EMOJI_MARKUP_INVALID);
  return {};
}

template <class Request>
Result<Prepared> prepare_photo(const Context& context, store::Store& store, const Request& r) {
  TRY(check_plain(r));
  TRY_ASSIGN(const auto file, make_profile_photo(context, store, r.file, r.video));
  return Prepared{{file}};
}

tl::Box<tl::photos_Photo> photo_reply(const Context& context, store::Transaction& tx,
                                      std::optional<store::FileId> file, UserId user) {
  auto reply = tl::make<tl::photos_photo>();
  reply->photo = photo_view(viewer_of(context), tx, file);
  reply->users.push_back(user_view(viewer_of(context), tx, user));
  return reply;
}

// A photo that the caller can name. PHOTO_ID_INVALID.
Result<store::FileId> named_photo(const Context& context, store::Transaction& tx,
                                  const tl::Box<tl::InputPhoto>& input) {
  if (input.is<tl::inputPhotoEmpty>()) return 0;
  const auto file = access_photo(context, tx, input, Err::PHOTO_ID_INVALID);
  if (!file) return fail(file.error().err == Err::FILE_ID_INVALID ? Err::PHOTO_ID_INVALID : file.error().err);
  return file->id;
}

const tl::inputChatUploadedPhoto* uploaded(const tl::Box<tl::InputChatPhoto>& photo) {
  return photo ? photo.as<tl::inputChatUploadedPhoto>() : nullptr;
}

Result<Prepared> prepare_chat_photo(const Context& context, store::Store& store,
                                    const tl::inputChatUploadedPhoto& photo) {
  if (!photo.file && !photo.video) return fail(Err::PHOTO_INVALID);
  return prepare_photo(context, store, photo);
}

Result<store::FileId> chat_photo_of(const Context& context, store::Transaction& tx,
                                    const tl::Box<tl::InputChatPhoto>& photo) {
  if (photo.is<tl::inputChatPhotoEmpty>()) return 0;
  if (const auto* known = photo.as<tl::inputChatPhoto>()) {
    const auto file = access_photo(context, tx, known->id, Err::PHOTO_INVALID);
    if (!file) return fail(file.error().err == Err::FILE_ID_INVALID ? Err::PHOTO_INVALID : file.error().err);
    return file->id;
  }
  const auto file = context.prepared == nullptr ? 0 : context.prepared->at(0);
  if (file == 0) return fail(Err::PHOTO_INVALID);
  return file;
}

}  // namespace

bool names_uploads(const tl::photos_uploadProfilePhoto& r) {
  return r.file || r.video;
}
Result<Prepared> prepare(Context& context, store::Store& store, const tl::photos_uploadProfilePhoto& r) {
  if (r.bot) return fail(Err::BOT_INVALID);  // there are none
  return prepare_photo(context, store, r);
}

Result<tl::Box<tl::photos_Photo>> handle(Context& context, store::Transaction& tx,
                                         const tl::photos_uploadProfilePhoto& r) {
  if (r.bot) return fail(Err::BOT_INVALID);
  TRY(check_plain(r));
  const auto file = context.prepared == nullptr ? 0 : context.prepared->at(0);
  if (file == 0) return fail(Err::PHOTO_FILE_MISSING);
  const auto now = domain::set_profile_photo(tx, context.self(), kind_of(r.fallback), file);
  return photo_reply(context, tx, now, context.self());
}

Result<tl::Box<tl::photos_Photo>> handle(Context& context, store::Transaction& tx,
                                         const tl::photos_updateProfilePhoto& r) {
  if (r.bot) return fail(Err::BOT_INVALID);
  TRY_ASSIGN(const auto file, named_photo(context, tx, r.id));
  const auto now = domain::set_profile_photo(tx, context.self(), kind_of(r.fallback), file);
  return photo_reply(context, tx, now, context.self());
}

Result<tl::Vec<std::int64_t>> handle(Context& context, store::Transaction& tx,
                                     const tl::photos_deletePhotos& r) {
  if (r.id.size() > kDeletedAtOnce) return fail(Err::LIMIT_INVALID);
  std::vector<store::FileId> files;
  for (const auto& input : r.id) {
    if (const auto* photo = input.as<tl::inputPhoto>()) files.push_back(photo->id);
  }
  tl::Vec<std::int64_t> reply;
  for (const auto file : domain::delete_profile_photos(tx, context.self(), files)) reply.push_back(file);
  return reply;
}

Result<tl::Box<tl::photos_Photos>> handle(Context& context, store::Transaction& tx,
                                          const tl::photos_getUserPhotos& r) {
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  if (r.max_id < 0) return fail(Err::MAX_ID_INVALID);
  const auto files = domain::photos_seen_by(tx, context.self(), user.id);
  // `offset` counts from behind the photo max_id; TDLib asks for that one with -1.
  std::ptrdiff_t start = r.offset;
  if (r.max_id != 0) {
    const auto found = std::ranges::find(files, r.max_id);
    start += found - files.begin() + (found == files.end() ? 0 : 1);
  }
  const auto size = static_cast<std::ptrdiff_t>(files.size());
  const auto from = std::clamp<std::ptrdiff_t>(start, 0, size);
  const auto to = std::min<std::ptrdiff_t>(from + std::min(r.limit, kPhotosPage), size);
  const auto fill = [&](auto& reply) {
    for (auto i = from; i < to; ++i)
      reply.photos.push_back(photo_view(viewer_of(context), tx, files[static_cast<std::size_t>(i)]));
    reply.users.push_back(user_view(viewer_of(context), tx, user));
  };
  if (from == 0 && to == size) {
    auto all = tl::make<tl::photos_photos>();
    fill(*all);
    return all;
  }
  auto slice = tl::make<tl::photos_photosSlice>();
  slice->count = static_cast<std::int32_t>(size);
  fill(*slice);
  return slice;
}

bool names_uploads(const tl::photos_uploadContactProfilePhoto& r) {
  return r.file || r.video;
}
Result<Prepared> prepare(Context& context, store::Store& store,
                         const tl::photos_uploadContactProfilePhoto& r) {
  return prepare_photo(context, store, r);
}

// `save`: for the caller alone, without a photo as it was. `suggest`: the other is shown it in the chat.
Result<tl::Box<tl::photos_Photo>> handle(Context& context, store::Transaction& tx,
                                         const tl::photos_uploadContactProfilePhoto& r) {
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  TRY(check_plain(r));
  const auto file = context.prepared == nullptr ? 0 : context.prepared->at(0);
  const auto peer = PeerId::user(user.id);
  if (r.suggest) {
    if (file == 0) return fail(Err::PHOTO_FILE_MISSING);
    const auto actor = actor_told_by_push(context);
    TRY(domain::check_can_send(tx, actor, peer));
    domain::BoxWriter boxes(tx, actor);
    domain::Posting said{.to = peer,
                         .flags = store::with_media_kind(store::kService, store::MediaKind::chat_photo)};
    said.body.extra = domain::encode_extra(
        {.service = {.action = domain::ServiceAction::suggest_profile_photo, .number = file}});
    domain::post(tx, boxes, actor, said);
  } else {
    if (user.id == context.self()) return fail(Err::USER_ID_INVALID);
    domain::set_contact_photo(tx, context.self(), user.id, file);
  }
  return photo_reply(context, tx, file == 0 ? std::nullopt : std::optional(file), user.id);
}

bool names_uploads(const tl::messages_editChatPhoto& r) {
  return uploaded(r.photo) != nullptr;
}
Result<Prepared> prepare(Context& context, store::Store& store, const tl::messages_editChatPhoto& r) {
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    TRY_ASSIGN(const auto membership, access_group(context, tx, r.chat_id));
    return domain::check_deed(membership, domain::Deed::change_info);
  }));
  return prepare_chat_photo(context, store, *uploaded(r.photo));
}

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::messages_editChatPhoto& r) {
  TRY_ASSIGN(const auto membership, access_group(context, tx, r.chat_id));
  TRY_ASSIGN(const auto file, chat_photo_of(context, tx, r.photo));
  const auto peer = membership.chat.peer();
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::set_chat_photo(tx, actor_told_by_reply(context), peer, file));
  return said_reply(context, tx, before);
}

bool names_uploads(const tl::channels_editPhoto& r) {
  return uploaded(r.photo) != nullptr;
}
Result<Prepared> prepare(Context& context, store::Store& store, const tl::channels_editPhoto& r) {
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    TRY_ASSIGN(const auto in, readable_channel(context, tx, r.channel));
    return domain::check_deed(in, domain::Deed::change_info);
  }));
  return prepare_chat_photo(context, store, *uploaded(r.photo));
}

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_editPhoto& r) {
  TRY_ASSIGN(const auto in, readable_channel(context, tx, r.channel));
  TRY_ASSIGN(const auto file, chat_photo_of(context, tx, r.photo));
  const auto before = boxes_before(context, tx, in.peer());
  TRY(domain::set_chat_photo(tx, actor_told_by_reply(context), in.peer(), file));
  return said_reply(context, tx, before);
}

}  // namespace botschaft::rpc
