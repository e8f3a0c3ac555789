#include "domain/messages/files.h"

#include "store/message_files.h"

namespace botschaft::domain {

store::MediaKind kind_of(const File& file) {
  using Kind = store::MediaKind;
  if (file.kind == FileKind::photo) return Kind::photo;
  if (file.sticker) return Kind::sticker;
  if (file.video && file.video->round) return Kind::round_video;
  if (file.animated && (file.video || file.mime == "image/gif")) return Kind::gif;
  if (file.video) return Kind::video;
  if (file.audio) return file.audio->voice ? Kind::voice : Kind::music;
  return Kind::document;
}

Deed deed_of(store::MediaKind kind) {
  switch (kind) {
    case store::MediaKind::photo:
      return Deed::send_photo;
    case store::MediaKind::video:
      return Deed::send_video;
    case store::MediaKind::round_video:
      return Deed::send_round_video;
    case store::MediaKind::gif:
      return Deed::send_gif;
    case store::MediaKind::document:
      return Deed::send_document;
    case store::MediaKind::music:
      return Deed::send_audio;
    case store::MediaKind::voice:
      return Deed::send_voice;
    case store::MediaKind::sticker:
      return Deed::send_sticker;
    case store::MediaKind::poll:
      return Deed::send_poll;
    default:
      return Deed::write;
  }
}

std::uint32_t unread_flag(std::uint32_t flags, const store::MessageBody& body) {
  if (store::is_heard(flags)) return store::kMediaUnread;
  if (!store::names_files(flags)) return 0;
  return destroys_itself(decode_extra(body.extra).media) ? store::kMediaUnread : 0;
}

std::uint32_t service_flags(const Service& service) {
  auto kind = store::MediaKind::none;
  if (service.action == ServiceAction::chat_edit_photo) kind = store::MediaKind::chat_photo;
  if (service.wallpaper && service.wallpaper->has_file) kind = store::MediaKind::wallpaper;
  return store::with_media_kind(store::kService, kind);
}

std::vector<FileId> files_of(const store::MessageBody& body) {
  const auto extra = decode_extra(body.extra);
  auto files = files_of(extra.media);
  const auto action = extra.service.action;
  if (action == ServiceAction::chat_edit_photo || action == ServiceAction::suggest_profile_photo)
    files.push_back(extra.service.number);
  const auto& wallpaper = extra.service.wallpaper;
  if (wallpaper && wallpaper->has_file) files.push_back(wallpaper->id);
  return files;
}

void hold_files(store::Transaction& tx, store::MessageKey key, std::uint32_t flags,
                const store::MessageBody& body) {
  if (store::names_files(flags)) store::set_message_files(tx, key, files_of(body));
}

}  // namespace botschaft::domain
