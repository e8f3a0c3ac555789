#include "rpc/views/file.h"

#include "crypto/hash.h"
#include "rpc/files/reference.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::PhotoSize> size_view(const domain::PhotoSize& size) {
  auto view = tl::make<tl::photoSize>();
  view->type = std::string(1, size.type);
  view->w = size.width;
  view->h = size.height;
  view->size = static_cast<std::int32_t>(size.content.size);
  return view;
}

// Those that come with the file itself first.
tl::Vec<tl::Box<tl::PhotoSize>> size_views(const domain::File& file) {
  tl::Vec<tl::Box<tl::PhotoSize>> views;
  if (!file.stripped.empty()) {
    auto view = tl::make<tl::photoStrippedSize>();
    view->type = "i";
    view->bytes = as_text(file.stripped);
    views.push_back(std::move(view));
  }
  if (!file.outline.empty()) {
    auto view = tl::make<tl::photoPathSize>();
    view->type = "j";
    view->bytes = as_text(file.outline);
    views.push_back(std::move(view));
  }
  for (const auto& size : file.sizes) views.push_back(size_view(size));
  return views;
}

tl::Box<tl::InputStickerSet> set_view(const FileServices& files, std::int64_t set) {
  if (set == 0) return tl::make<tl::inputStickerSetEmpty>();
  auto view = tl::make<tl::inputStickerSetID>();
  view->id = set;
  view->access_hash = sticker_set_access_hash(files, set);
  return view;
}

tl::Box<tl::DocumentAttribute> attribute(const FileServices& files, const domain::StickerAttribute& sticker) {
  if (sticker.custom_emoji) {
    auto view = tl::make<tl::documentAttributeCustomEmoji>();
    view->free = true;
    view->text_color = sticker.text_color;
    view->alt = sticker.alt;
    view->stickerset = set_view(files, sticker.set);
    return view;
  }
  auto view = tl::make<tl::documentAttributeSticker>();
  view->mask = sticker.mask;
  view->alt = sticker.alt;
  view->stickerset = set_view(files, sticker.set);
  return view;
}

tl::Box<tl::DocumentAttribute> attribute(const domain::VideoAttribute& video) {
  auto view = tl::make<tl::documentAttributeVideo>();
  view->round_message = video.round;
  view->supports_streaming = video.streamable;
  view->nosound = video.nosound;
  view->duration = video.duration;
  view->w = video.width;
  view->h = video.height;
  if (!video.codec.empty()) view->video_codec = video.codec;
  return view;
}

tl::Box<tl::DocumentAttribute> attribute(const domain::AudioAttribute& audio) {
  auto view = tl::make<tl::documentAttributeAudio>();
  view->voice = audio.voice;
  view->duration = audio.duration;
  if (!audio.title.empty()) view->title = audio.title;
  if (!audio.performer.empty()) view->performer = audio.performer;
  if (!audio.waveform.empty()) view->waveform = std::string(as_text(audio.waveform));
  return view;
}

tl::Vec<tl::Box<tl::DocumentAttribute>> attributes(const FileServices& files, const domain::File& file) {
  tl::Vec<tl::Box<tl::DocumentAttribute>> views;
  if (file.image) {
    auto view = tl::make<tl::documentAttributeImageSize>();
    view->w = file.image->width;
    view->h = file.image->height;
    views.push_back(std::move(view));
  }
  if (file.video) views.push_back(attribute(*file.video));
  if (file.audio) views.push_back(attribute(*file.audio));
  if (file.sticker) views.push_back(attribute(files, *file.sticker));
  if (file.animated) views.push_back(tl::make<tl::documentAttributeAnimated>());
  if (!file.name.empty()) {
    auto view = tl::make<tl::documentAttributeFilename>();
    view->file_name = file.name;
    views.push_back(std::move(view));
  }
  return views;
}

// What photos and documents have in common.
template <class View>
tl::Ptr<View> view_of(const FileServices& files, const domain::File& file, std::int32_t now) {
  auto view = tl::make<View>();
  view->id = file.id;
  view->access_hash = file_access_hash(files, file.id);
  view->file_reference = file_reference(files, file.id, now);
  view->date = file.date;
  view->dc_id = kFileDataCentre;
  return view;
}

}  // namespace

std::int64_t sticker_set_access_hash(const FileServices& files, std::int64_t set) {
  std::array<std::uint8_t, 8> id;
  store_le(id.data(), set);
  return load_le<std::int64_t>(crypto::hmac_sha256(files.key, {as_bytes("sticker-set-access"), id}).data());
}

tl::Box<tl::Photo> photo_view(const FileServices& files, const domain::File& file, std::int32_t now) {
  auto view = view_of<tl::photo>(files, file, now);
  view->sizes = size_views(file);
  if (file.video) {
    auto moving = tl::make<tl::videoSize>();
    moving->type = kMovingPhoto;
    moving->w = file.video->width;
    moving->h = file.video->height;
    moving->size = static_cast<std::int32_t>(file.content.size);
    view->video_sizes.emplace().push_back(std::move(moving));
  }
  return view;
}

tl::Box<tl::Document> document_view(const FileServices& files, const domain::File& file, std::int32_t now) {
  auto view = view_of<tl::document>(files, file, now);
  view->mime_type = file.mime;
  view->size = file.content.size;
  if (auto thumbs = size_views(file); !thumbs.empty()) view->thumbs = std::move(thumbs);
  view->attributes = attributes(files, file);
  return view;
}

}  // namespace botschaft::rpc
