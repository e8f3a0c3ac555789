// Sets that people make: the stickers namespace.
#include "domain/stickers/sets.h"
#include "domain/stickers/short_names.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/stickers/access.h"
#include "rpc/views/sticker_set.h"

namespace botschaft::rpc {
namespace {

using Answer = Result<tl::Box<tl::messages_StickerSet>>;

domain::Making making(const Context& context) {
  return {context.services.clock.unix_us() / 1000, context.services.random};
}

std::optional<store::MaskPlace> mask_of(const tl::Box<tl::MaskCoords>& box) {
  const auto* coords = box ? box.as<tl::maskCoords>() : nullptr;
  if (coords == nullptr) return std::nullopt;
  return store::MaskPlace{.point = coords->n, .x = coords->x, .y = coords->y, .zoom = coords->zoom};
}

Result<domain::NewSticker> new_sticker(const Context& context, store::Transaction& tx,
                                       const tl::Box<tl::InputStickerSetItem>& box) {
  const auto* item = box ? box.as<tl::inputStickerSetItem>() : nullptr;
  if (item == nullptr) return fail(Err::STICKER_FILE_INVALID);
  TRY_ASSIGN(const auto file, access_sticker_file(context, tx, item->document, Err::STICKER_FILE_INVALID));
  return domain::NewSticker{.file = file,
                            .emoji = item->emoji,
                            .keywords = item->keywords.value_or(""),
                            .mask = mask_of(item->mask_coords)};
}

Answer answer_of(const Context& context, store::Transaction& tx, const Result<store::StickerSetRow>& set) {
  if (!set) return std::unexpected(set.error());
  return full_sticker_set_view(viewer_of(context), tx, *set);
}

}  // namespace

Answer handle(Context& context, store::Transaction& tx, const tl::stickers_createStickerSet& r) {
  TRY_ASSIGN(const auto creator, access_user(context, tx, r.user_id));
  if (creator.id != context.self()) return fail(Err::USER_ID_INVALID);
  if (r.masks && r.emojis) return fail(Err::STICKER_FILE_INVALID);
  if (r.stickers.size() > domain::kCustomEmojiMax) return fail(Err::STICKERS_TOO_MUCH);
  const domain::NewStickerSet wanted{.kind = r.emojis  ? store::StickerKind::emoji
                                             : r.masks ? store::StickerKind::mask
                                                       : store::StickerKind::sticker,
                                     .text_color = r.text_color,
                                     .title = r.title,
                                     .short_name = r.short_name};
  std::vector<domain::NewSticker> stickers;
  for (const auto& item : r.stickers) {
    TRY_ASSIGN(auto sticker, new_sticker(context, tx, item));
    stickers.push_back(std::move(sticker));
  }
  const auto actor = actor_told_by_push(context);
  TRY_ASSIGN(auto set, domain::create_sticker_set(tx, actor, making(context), wanted, stickers));
  if (!r.thumb || r.thumb.is<tl::inputDocumentEmpty>()) return answer_of(context, tx, set);
  TRY_ASSIGN(const auto thumb, access_sticker_file(context, tx, r.thumb, Err::STICKER_THUMB_PNG_NOPNG));
  return answer_of(context, tx, domain::set_sticker_set_thumb(tx, actor, set.id, thumb));
}

Answer handle(Context& context, store::Transaction& tx, const tl::stickers_addStickerToSet& r) {
  TRY_ASSIGN(const auto set, access_sticker_set(context, tx, r.stickerset));
  TRY_ASSIGN(const auto sticker, new_sticker(context, tx, r.sticker));
  return answer_of(context, tx,
                   domain::add_sticker(tx, actor_told_by_push(context), making(context), set.id, sticker));
}

Answer handle(Context& context, store::Transaction& tx, const tl::stickers_removeStickerFromSet& r) {
  TRY_ASSIGN(const auto sticker, access_sticker_file(context, tx, r.sticker, Err::STICKER_INVALID));
  return answer_of(context, tx, domain::remove_sticker(tx, actor_told_by_push(context), sticker));
}

Answer handle(Context& context, store::Transaction& tx, const tl::stickers_changeStickerPosition& r) {
  TRY_ASSIGN(const auto sticker, access_sticker_file(context, tx, r.sticker, Err::STICKER_INVALID));
  return answer_of(context, tx, domain::move_sticker(tx, actor_told_by_push(context), sticker, r.position));
}

Answer handle(Context& context, store::Transaction& tx, const tl::stickers_replaceSticker& r) {
  TRY_ASSIGN(const auto old, access_sticker_file(context, tx, r.sticker, Err::STICKER_INVALID));
  TRY_ASSIGN(const auto by, new_sticker(context, tx, r.new_sticker));
  return answer_of(context, tx,
                   domain::replace_sticker(tx, actor_told_by_push(context), making(context), old, by));
}

Answer handle(Context& context, store::Transaction& tx, const tl::stickers_changeSticker& r) {
  TRY_ASSIGN(const auto sticker, access_sticker_file(context, tx, r.sticker, Err::STICKER_INVALID));
  const domain::StickerChange change{
      .emoji = r.emoji, .keywords = r.keywords, .mask = mask_of(r.mask_coords)};
  return answer_of(context, tx, domain::change_sticker(tx, actor_told_by_push(context), sticker, change));
}

Answer handle(Context& context, store::Transaction& tx, const tl::stickers_renameStickerSet& r) {
  TRY_ASSIGN(const auto set, access_sticker_set(context, tx, r.stickerset));
  return answer_of(context, tx, domain::rename_sticker_set(tx, actor_told_by_push(context), set.id, r.title));
}

Answer handle(Context& context, store::Transaction& tx, const tl::stickers_setStickerSetThumb& r) {
  TRY_ASSIGN(const auto set, access_sticker_set(context, tx, r.stickerset));
  store::FileId thumb = r.thumb_document_id.value_or(0);
  if (thumb != 0) {
    // Of emoji sets: one of the set's own.
    const auto sticker = store::find_sticker(tx, thumb);
    if (!sticker || sticker->set != set.id) return fail(Err::STICKER_THUMB_PNG_NOPNG);
  } else if (r.thumb && !r.thumb.is<tl::inputDocumentEmpty>()) {
    TRY_ASSIGN(thumb, access_sticker_file(context, tx, r.thumb, Err::STICKER_THUMB_PNG_NOPNG));
  }
  return answer_of(context, tx,
                   domain::set_sticker_set_thumb(tx, actor_told_by_push(context), set.id, thumb));
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::stickers_deleteStickerSet& r) {
  TRY_ASSIGN(const auto set, access_sticker_set(context, tx, r.stickerset));
  TRY(domain::delete_sticker_set(tx, actor_told_by_push(context), set.id));
  return true;
}

Result<bool> handle(Context&, store::Transaction& tx, const tl::stickers_checkShortName& r) {
  if (!domain::is_short_name(r.short_name)) return fail(Err::SHORT_NAME_INVALID);
  if (domain::short_name_taken(tx, r.short_name)) return fail(Err::SHORT_NAME_OCCUPIED);
  return true;
}

Result<tl::Box<tl::stickers_SuggestedShortName>> handle(Context& context, store::Transaction& tx,
                                                        const tl::stickers_suggestShortName& r) {
  constexpr std::size_t kTitleBytesMax = 1024;
  if (r.title.empty() || r.title.size() > kTitleBytesMax) return fail(Err::TITLE_INVALID);
  auto reply = tl::make<tl::stickers_suggestedShortName>();
  reply->short_name = domain::suggest_short_name(
      tx, r.title, [&] { return context.services.random.next<std::uint32_t>() % 1'000'000; });
  return reply;
}

}  // namespace botschaft::rpc
