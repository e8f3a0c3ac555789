// What people keep at hand: recent and favourite stickers, saved GIFs.
#include "domain/stickers/lists.h"

#include <algorithm>

#include "rpc/handler.h"
#include "rpc/list_hash.h"
#include "rpc/messages/reply.h"
#include "rpc/stickers/access.h"
#include "rpc/views/sticker_set.h"

namespace botschaft::rpc {
namespace {

using store::FileList;

struct Listed {
  std::vector<store::ListedFile> rows;
  std::vector<std::int64_t> ids;
  std::int64_t hash = 0;  // over the ids, as clients compute it
};
Listed listed(const Context& context, store::Transaction& tx, FileList list) {
  Listed found{.rows = store::listed_files(tx, context.self(), list, domain::room_of(list))};
  std::ranges::transform(found.rows, std::back_inserter(found.ids), &store::ListedFile::file);
  found.hash = list_hash(found.ids);
  return found;
}

FileList recent_list(bool attached) {
  return attached ? FileList::recent_attached : FileList::recent;
}

Result<bool> change_list(Context& context, store::Transaction& tx, FileList list,
                         const tl::Box<tl::InputDocument>& input, bool remove, Err error) {
  TRY_ASSIGN(const auto file, access_sticker_file(context, tx, input, error));
  const auto actor = actor_told_by_push(context);
  if (remove) {
    domain::forget_file(tx, actor, list, file);
  } else {
    TRY(domain::keep_file(tx, actor, list, file));
  }
  return true;
}

// Which of the stickers stand for which emoji.
tl::Vec<tl::Box<tl::StickerPack>> packs_of(store::Transaction& tx, const std::vector<std::int64_t>& ids) {
  tl::Vec<tl::Box<tl::StickerPack>> packs;
  for (const auto id : ids) {
    const auto row = store::find_sticker(tx, id);
    if (!row) continue;
    const auto emoji = row->emoji.substr(0, row->emoji.find(' '));
    auto found = std::ranges::find_if(
        packs, [&](const auto& pack) { return pack.template as<tl::stickerPack>()->emoticon == emoji; });
    if (found == packs.end()) {
      auto pack = tl::make<tl::stickerPack>();
      pack->emoticon = emoji;
      packs.push_back(std::move(pack));
      found = packs.end() - 1;
    }
    found->template as<tl::stickerPack>()->documents.push_back(id);
  }
  return packs;
}

}  // namespace

Result<tl::Box<tl::messages_RecentStickers>> handle(Context& context, store::Transaction& tx,
                                                    const tl::messages_getRecentStickers& r) {
  const auto found = listed(context, tx, recent_list(r.attached));
  if (not_modified(r.hash, found.hash)) return tl::make<tl::messages_recentStickersNotModified>();
  auto reply = tl::make<tl::messages_recentStickers>();
  reply->hash = found.hash;
  reply->packs = packs_of(tx, found.ids);
  reply->stickers = file_views(viewer_of(context), tx, found.ids);
  for (const auto& row : found.rows) reply->dates.push_back(row.date);
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_saveRecentSticker& r) {
  return change_list(context, tx, recent_list(r.attached), r.id, r.unsave, Err::STICKER_ID_INVALID);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_clearRecentStickers& r) {
  domain::forget_files(tx, actor_told_by_push(context), recent_list(r.attached));
  return true;
}

Result<tl::Box<tl::messages_FavedStickers>> handle(Context& context, store::Transaction& tx,
                                                   const tl::messages_getFavedStickers& r) {
  const auto found = listed(context, tx, FileList::faved);
  if (not_modified(r.hash, found.hash)) return tl::make<tl::messages_favedStickersNotModified>();
  auto reply = tl::make<tl::messages_favedStickers>();
  reply->hash = found.hash;
  reply->packs = packs_of(tx, found.ids);
  reply->stickers = file_views(viewer_of(context), tx, found.ids);
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_faveSticker& r) {
  return change_list(context, tx, FileList::faved, r.id, r.unfave, Err::STICKER_ID_INVALID);
}

Result<tl::Box<tl::messages_SavedGifs>> handle(Context& context, store::Transaction& tx,
                                               const tl::messages_getSavedGifs& r) {
  const auto found = listed(context, tx, FileList::gifs);
  if (not_modified(r.hash, found.hash)) return tl::make<tl::messages_savedGifsNotModified>();
  auto reply = tl::make<tl::messages_savedGifs>();
  reply->hash = found.hash;
  reply->gifs = file_views(viewer_of(context), tx, found.ids);
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_saveGif& r) {
  return change_list(context, tx, FileList::gifs, r.id, r.unsave, Err::GIF_ID_INVALID);
}

}  // namespace botschaft::rpc
