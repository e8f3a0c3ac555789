// Sets as they are, and which a person has: messages.getStickerSet, getAllStickers and its kin,
// installStickerSet, uninstallStickerSet, toggleStickerSets, reorderStickerSets, getArchivedStickers,
// getMyStickers, getAttachedStickers.
#include "domain/files/file.h"
#include "domain/stickers/installed.h"
#include "rpc/handler.h"
#include "rpc/list_hash.h"
#include "rpc/messages/reply.h"
#include "rpc/stickers/access.h"
#include "rpc/views/sticker_set.h"

namespace botschaft::rpc {
namespace {

using store::StickerKind;

constexpr std::size_t kTogglesMax = 1'000;

// Clients compute the hash over those of the sets.
Result<tl::Box<tl::messages_AllStickers>> all_stickers(Context& context, store::Transaction& tx,
                                                       StickerKind kind, std::int64_t known_hash) {
  auto reply = tl::make<tl::messages_allStickers>();
  std::vector<std::int64_t> versions;
  for (const auto& installed : store::installed_sets(tx, context.self(), kind, false)) {
    const auto row = store::find_sticker_set(tx, installed.set);
    if (!row) continue;
    versions.push_back(row->version);
    reply->sets.push_back(sticker_set_view(viewer_of(context), tx, *row));
  }
  reply->hash = list_hash(versions);
  if (not_modified(known_hash, reply->hash)) return tl::make<tl::messages_allStickersNotModified>();
  return reply;
}

template <class Request>
StickerKind kind_of(const Request& r) {
  return r.emojis ? StickerKind::emoji : r.masks ? StickerKind::mask : StickerKind::sticker;
}

tl::Box<tl::StickerSetCovered> covered(const Context& context, store::Transaction& tx,
                                       store::StickerSetId id) {
  const auto row = store::find_sticker_set(tx, id);
  return row ? covered_sticker_set_view(viewer_of(context), tx, *row) : nullptr;
}

}  // namespace

Result<tl::Box<tl::messages_StickerSet>> handle(Context& context, store::Transaction& tx,
                                                const tl::messages_getStickerSet& r) {
  const auto set = access_sticker_set(context, tx, r.stickerset);
  if (!set) {
    const bool dice = r.stickerset && r.stickerset.is<tl::inputStickerSetDice>();
    return fail(dice ? Err::EMOTICON_STICKERPACK_MISSING : set.error().err);
  }
  if (r.hash != 0 && r.hash == set->version) return tl::make<tl::messages_stickerSetNotModified>();
  return full_sticker_set_view(viewer_of(context), tx, *set);
}

Result<tl::Box<tl::messages_AllStickers>> handle(Context& context, store::Transaction& tx,
                                                 const tl::messages_getAllStickers& r) {
  return all_stickers(context, tx, StickerKind::sticker, r.hash);
}
Result<tl::Box<tl::messages_AllStickers>> handle(Context& context, store::Transaction& tx,
                                                 const tl::messages_getMaskStickers& r) {
  return all_stickers(context, tx, StickerKind::mask, r.hash);
}
Result<tl::Box<tl::messages_AllStickers>> handle(Context& context, store::Transaction& tx,
                                                 const tl::messages_getEmojiStickers& r) {
  return all_stickers(context, tx, StickerKind::emoji, r.hash);
}

Result<tl::Box<tl::messages_StickerSetInstallResult>> handle(Context& context, store::Transaction& tx,
                                                             const tl::messages_installStickerSet& r) {
  TRY_ASSIGN(const auto set, access_sticker_set(context, tx, r.stickerset));
  TRY_ASSIGN(const auto archived,
             domain::install_sticker_set(tx, actor_told_by_push(context), set.id, r.archived));
  if (archived.empty()) return tl::make<tl::messages_stickerSetInstallResultSuccess>();
  auto reply = tl::make<tl::messages_stickerSetInstallResultArchive>();
  for (const auto id : archived) {
    if (auto view = covered(context, tx, id)) reply->sets.push_back(std::move(view));
  }
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_uninstallStickerSet& r) {
  TRY_ASSIGN(const auto set, access_sticker_set(context, tx, r.stickerset));
  return domain::uninstall_sticker_set(tx, actor_told_by_push(context), set.id);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_toggleStickerSets& r) {
  if (r.stickersets.size() > kTogglesMax) return fail(Err::LIMIT_INVALID);
  const auto toggle = r.uninstall ? domain::SetToggle::uninstall
                      : r.archive ? domain::SetToggle::archive
                                  : domain::SetToggle::unarchive;
  std::vector<store::StickerSetId> sets;
  for (const auto& input : r.stickersets) {
    TRY_ASSIGN(const auto set, access_sticker_set(context, tx, input));
    sets.push_back(set.id);
  }
  domain::toggle_sticker_sets(tx, actor_told_by_push(context), sets, toggle);
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_reorderStickerSets& r) {
  if (r.order.size() > kTogglesMax) return fail(Err::LIMIT_INVALID);
  domain::reorder_sticker_sets(tx, actor_told_by_push(context), kind_of(r), r.order);
  return true;
}

Result<tl::Box<tl::messages_ArchivedStickers>> handle(Context& context, store::Transaction& tx,
                                                      const tl::messages_getArchivedStickers& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  auto reply = tl::make<tl::messages_archivedStickers>();
  const auto rows = store::installed_sets(tx, context.self(), kind_of(r), true);
  reply->count = static_cast<std::int32_t>(rows.size());
  bool begun = r.offset_id == 0;
  for (const auto& row : rows) {
    if (std::ssize(reply->sets) == std::min(r.limit, 100)) break;
    if (begun) {
      if (auto view = covered(context, tx, row.set)) reply->sets.push_back(std::move(view));
    }
    begun = begun || row.set == r.offset_id;
  }
  return reply;
}

Result<tl::Box<tl::messages_MyStickers>> handle(Context& context, store::Transaction& tx,
                                                const tl::messages_getMyStickers& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  auto reply = tl::make<tl::messages_myStickers>();
  reply->count = store::count_sticker_sets_of(tx, context.self());
  const auto before = r.offset_id != 0 ? r.offset_id : INT64_MAX;
  for (const auto& row : store::sticker_sets_of(tx, context.self(), before, std::min(r.limit, 100)))
    reply->sets.push_back(covered_sticker_set_view(viewer_of(context), tx, row));
  return reply;
}

// Pictures do not keep which stickers were put on them; a sticker is of its set.
Result<tl::Vec<tl::Box<tl::StickerSetCovered>>> handle(Context& context, store::Transaction& tx,
                                                       const tl::messages_getAttachedStickers& r) {
  tl::Vec<tl::Box<tl::StickerSetCovered>> sets;
  const auto* media = r.media ? r.media.as<tl::inputStickeredMediaDocument>() : nullptr;
  if (media == nullptr) return sets;
  TRY_ASSIGN(const auto id, access_sticker_file(context, tx, media->id, Err::MEDIA_INVALID));
  const auto file = domain::find_file(tx, id);
  if (!file || !file->sticker || file->sticker->set == 0) return sets;
  if (auto view = covered(context, tx, file->sticker->set)) sets.push_back(std::move(view));
  return sets;
}

}  // namespace botschaft::rpc
