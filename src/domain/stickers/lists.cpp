#include "domain/stickers/lists.h"

#include "domain/files/file.h"

namespace botschaft::domain {
namespace {

using store::FileList;

EventKind event_of(FileList list) {
  switch (list) {
    case FileList::faved:
      return EventKind::faved_stickers;
    case FileList::gifs:
      return EventKind::saved_gifs;
    case FileList::recent:
    case FileList::recent_attached:
      break;
  }
  return EventKind::recent_stickers;
}

void tell_list(store::Transaction& tx, const Actor& actor, FileList list) {
  BoxWriter(tx, actor).append(actor.user, event_of(list));
}

}  // namespace

int room_of(FileList list) {
  switch (list) {
    case FileList::faved:
      return kFavedStickersMax;
    case FileList::gifs:
      return kSavedGifsMax;
    case FileList::recent:
    case FileList::recent_attached:
      break;
  }
  return kRecentStickersMax;
}

Result<void> keep_file(store::Transaction& tx, const Actor& actor, FileList list, store::FileId id) {
  const auto file = domain::find_file(tx, id);
  if (list == FileList::gifs) {
    if (!file || !file->animated) return fail(Err::GIF_ID_INVALID);
  } else if (!file || !file->sticker || file->sticker->custom_emoji) {
    return fail(Err::STICKER_ID_INVALID);
  }
  const auto first = store::listed_files(tx, actor.user, list, 1);
  if (!first.empty() && first.front().file == id) return {};
  store::put_listed_file(tx, actor.user, list, {.file = id, .date = actor.now}, room_of(list));
  tell_list(tx, actor, list);
  return {};
}

void forget_file(store::Transaction& tx, const Actor& actor, FileList list, store::FileId file) {
  if (store::delete_listed_file(tx, actor.user, list, file)) tell_list(tx, actor, list);
}

void forget_files(store::Transaction& tx, const Actor& actor, FileList list) {
  if (store::clear_listed_files(tx, actor.user, list)) tell_list(tx, actor, list);
}

void remember_sent(store::Transaction& tx, const Actor& actor, store::FileId id) {
  const auto file = domain::find_file(tx, id);
  if (!file || (!file->sticker && !file->animated)) return;
  (void)keep_file(tx, actor, file->sticker ? FileList::recent : FileList::gifs, id);
}

}  // namespace botschaft::domain
