#include "domain/stickers/files.h"

#include <algorithm>

namespace botschaft::domain {
namespace {

constexpr std::int32_t kStickerSide = 512, kEmojiSide = 100;
constexpr std::string_view kAnimation = "application/x-tgsticker", kVideo = "video/webm";
constexpr double kVideoSecondsMax = 3.05;  // the last frame may be counted differently

bool has_side(std::int32_t width, std::int32_t height, bool custom_emoji) {
  if (custom_emoji) return width == kEmojiSide && height == kEmojiSide;
  return std::max(width, height) == kStickerSide && std::min(width, height) > 0;
}

Result<void> check_picture(const File& file, bool custom_emoji) {
  if (file.content.size > kStickerPictureMax) return fail(Err::STICKER_FILE_INVALID);
  if (!file.image || !has_side(file.image->width, file.image->height, custom_emoji))
    return fail(Err::STICKER_PNG_DIMENSIONS);
  return {};
}

Result<void> check_video(const File& file, bool custom_emoji) {
  if (file.content.size > kStickerVideoMax) return fail(Err::STICKER_VIDEO_BIG);
  if (!file.video || file.video->duration > kVideoSecondsMax ||
      !has_side(file.video->width, file.video->height, custom_emoji)) {
    return fail(Err::STICKER_VIDEO_NOWEBM);
  }
  return {};
}

Result<void> check_sticker_file(const File& file, bool custom_emoji) {
  if (file.kind != FileKind::document) return fail(Err::STICKER_FILE_INVALID);
  if (file.mime == kAnimation) {
    if (file.content.size > kStickerAnimationMax) return fail(Err::STICKER_TGS_NOTGS);
    return {};
  }
  if (file.mime == kVideo) return check_video(file, custom_emoji);
  if (file.mime == "image/webp" || file.mime == "image/png") return check_picture(file, custom_emoji);
  return fail(file.mime.starts_with("image/") ? Err::STICKER_PNG_NOPNG : Err::STICKER_FILE_INVALID);
}

}  // namespace

Result<FileId> add_sticker_file(store::Transaction& tx, UserId uploader, std::int32_t now,
                                const Making& making, FileId from, const StickerAttribute& attribute) {
  auto file = domain::find_file(tx, from);
  if (!file) return fail(Err::STICKER_FILE_INVALID);
  TRY(check_sticker_file(*file, attribute.custom_emoji));
  file->uploader = uploader;
  file->date = now;
  file->sticker = attribute;
  file->animated = false;
  if (file->mime == kAnimation) file->image = ImageAttribute{kStickerSide, kStickerSide};
  return add_file(tx, *file, making.unix_ms, making.random.next<std::uint32_t>());
}

Result<void> check_set_thumb(store::Transaction& tx, FileId thumb) {
  const auto file = domain::find_file(tx, thumb);
  if (!file || file->kind != FileKind::document) return fail(Err::STICKER_THUMB_PNG_NOPNG);
  if (file->mime == kAnimation) {
    if (file->content.size > kStickerAnimationMax) return fail(Err::STICKER_THUMB_TGS_NOTGS);
    return {};
  }
  const bool known = file->mime == "image/webp" || file->mime == "image/png" || file->mime == kVideo;
  if (!known || file->content.size > kStickerPictureMax) return fail(Err::STICKER_THUMB_PNG_NOPNG);
  return {};
}

std::int64_t new_file_id(const Making& making) {
  return making.unix_ms << 20 | static_cast<std::int64_t>(making.random.next<std::uint32_t>() & 0xFFFFF);
}

}  // namespace botschaft::domain
