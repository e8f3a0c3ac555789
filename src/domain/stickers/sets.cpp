#include "domain/stickers/sets.h"

#include <algorithm>

#include "domain/messages/unicode.h"
#include "domain/stickers/emoji_text.h"
#include "domain/stickers/files.h"
#include "domain/stickers/short_names.h"
#include "store/sticker_lists.h"

namespace botschaft::domain {
namespace {

using store::StickerKind;
using store::StickerRow;
using store::StickerSetRow;

Result<std::string> emoji_list(std::string_view text) {
  const auto found = split_emoji(text);
  if (!found || found->empty() || found->size() > kStickerEmojiMax) return fail(Err::STICKER_EMOJI_INVALID);
  std::string list;
  for (const auto& one : *found) list += (list.empty() ? "" : " ") + one;
  return list;
}

// Clients show them in lists: what is too long is cut off rather than refused.
std::string keyword_list(std::string_view text) {
  std::string list;
  std::size_t number = 0;
  while (!text.empty() && number < kStickerKeywordsMax) {
    const auto end = text.find(',');
    auto word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ')) word.remove_suffix(1);
    if (word.empty() || list.size() + word.size() + 1 > kStickerKeywordsLength) continue;
    if (!decode_utf8(word)) continue;
    list += (list.empty() ? "" : ",") + std::string(word);
    ++number;
  }
  return list;
}

Result<void> check_title(const std::string& title) {
  const bool seen = std::ranges::any_of(title, [](char c) { return c != ' '; });
  if (!seen || !decode_utf8(title) || utf16_length(title) > kSetTitleMax)
    return fail(Err::PACK_TITLE_INVALID);
  return {};
}

std::size_t room_of(StickerKind kind) {
  return kind == StickerKind::emoji ? kCustomEmojiMax : kStickersMax;
}

Result<StickerSetRow> own_set(store::Transaction& tx, const Actor& actor, store::StickerSetId id) {
  auto row = store::find_sticker_set(tx, id);
  if (!row || row->creator == 0 || row->creator != actor.user) return fail(Err::STICKERSET_INVALID);
  return *std::move(row);
}

// A sticker of the actor's own, and where it is.
struct Place {
  StickerSetRow set;
  std::vector<StickerRow> stickers;
  std::size_t at = 0;
};
Result<Place> own_sticker(store::Transaction& tx, const Actor& actor, FileId file) {
  const auto sticker = store::find_sticker(tx, file);
  if (!sticker) return fail(Err::STICKER_INVALID);
  auto set = store::find_sticker_set(tx, sticker->set);
  if (!set || set->creator == 0 || set->creator != actor.user) return fail(Err::STICKER_INVALID);
  Place place{.set = *std::move(set), .stickers = store::stickers_of_set(tx, sticker->set)};
  place.at = static_cast<std::size_t>(std::ranges::find(place.stickers, file, &StickerRow::file) -
                                      place.stickers.begin());
  return place;
}

Result<StickerRow> new_row(store::Transaction& tx, const Actor& actor, const Making& making,
                           const StickerSetRow& set, const NewSticker& sticker) {
  TRY_ASSIGN(auto emoji, emoji_list(sticker.emoji));
  const StickerAttribute attribute{.alt = emoji.substr(0, emoji.find(' ')),
                                   .set = set.id,
                                   .mask = set.kind == StickerKind::mask,
                                   .custom_emoji = set.kind == StickerKind::emoji,
                                   .text_color = set.is(store::kSetTextColor)};
  TRY_ASSIGN(const FileId file, add_sticker_file(tx, actor.user, actor.now, making, sticker.file, attribute));
  return StickerRow{.set = set.id,
                    .file = file,
                    .emoji = std::move(emoji),
                    .keywords = keyword_list(sticker.keywords),
                    .mask = set.kind == StickerKind::mask ? sticker.mask : std::nullopt};
}

// Writes the set as changed; the creator's devices look again if they have it in their lists.
StickerSetRow changed(store::Transaction& tx, const Actor& actor, StickerSetRow set,
                      std::optional<std::span<const StickerRow>> stickers = {}) {
  ++set.version;
  store::update_sticker_set(tx, set);
  if (stickers) {
    store::set_stickers(tx, set.id, *stickers);
    set.count = static_cast<std::int32_t>(stickers->size());
  }
  if (store::find_installed_set(tx, actor.user, set.id)) {
    BoxWriter(tx, actor).append(actor.user, EventKind::sticker_sets, {}, static_cast<std::int64_t>(set.kind));
  }
  return set;
}

}  // namespace

Result<StickerSetRow> create_sticker_set(store::Transaction& tx, const Actor& actor, const Making& making,
                                         const NewStickerSet& wanted, std::span<const NewSticker> stickers) {
  TRY(check_title(wanted.title));
  if (!is_short_name(wanted.short_name)) return fail(Err::PACK_SHORT_NAME_INVALID);
  if (short_name_taken(tx, wanted.short_name)) return fail(Err::PACK_SHORT_NAME_OCCUPIED);
  if (stickers.empty()) return fail(Err::STICKERS_EMPTY);
  if (stickers.size() > room_of(wanted.kind)) return fail(Err::STICKERS_TOO_MUCH);
  if (store::count_sticker_sets_of(tx, actor.user) >= kSetsOfOneMax)
    return fail(Err::SHORTNAME_OCCUPY_FAILED);
  StickerSetRow row{.id = new_file_id(making),
                    .creator = actor.user,
                    .kind = wanted.kind,
                    .flags = wanted.text_color ? store::kSetTextColor : 0U,
                    .title = wanted.title,
                    .short_name = wanted.short_name};
  std::vector<StickerRow> rows;
  for (const auto& sticker : stickers) {
    // A millisecond for each: ids made in the same one differ by chance alone.
    const Making one{making.unix_ms + std::ssize(rows), making.random};
    TRY_ASSIGN(auto made, new_row(tx, actor, one, row, sticker));
    rows.push_back(std::move(made));
  }
  store::insert_sticker_set(tx, row);
  store::set_stickers(tx, row.id, rows);
  row.count = static_cast<std::int32_t>(rows.size());
  return row;
}

Result<StickerSetRow> add_sticker(store::Transaction& tx, const Actor& actor, const Making& making,
                                  store::StickerSetId id, const NewSticker& sticker) {
  TRY_ASSIGN(auto set, own_set(tx, actor, id));
  auto rows = store::stickers_of_set(tx, id);
  if (rows.size() >= room_of(set.kind)) return fail(Err::STICKERS_TOO_MUCH);
  TRY_ASSIGN(auto made, new_row(tx, actor, making, set, sticker));
  rows.push_back(std::move(made));
  return changed(tx, actor, std::move(set), rows);
}

Result<StickerSetRow> remove_sticker(store::Transaction& tx, const Actor& actor, FileId sticker) {
  TRY_ASSIGN(auto place, own_sticker(tx, actor, sticker));
  place.stickers.erase(place.stickers.begin() + static_cast<std::ptrdiff_t>(place.at));
  return changed(tx, actor, std::move(place.set), place.stickers);
}

Result<StickerSetRow> move_sticker(store::Transaction& tx, const Actor& actor, FileId sticker,
                                   std::int32_t position) {
  TRY_ASSIGN(auto place, own_sticker(tx, actor, sticker));
  auto row = std::move(place.stickers[place.at]);
  place.stickers.erase(place.stickers.begin() + static_cast<std::ptrdiff_t>(place.at));
  const auto to = std::clamp<std::ptrdiff_t>(position, 0, std::ssize(place.stickers));
  place.stickers.insert(place.stickers.begin() + to, std::move(row));
  return changed(tx, actor, std::move(place.set), place.stickers);
}

Result<StickerSetRow> replace_sticker(store::Transaction& tx, const Actor& actor, const Making& making,
                                      FileId sticker, const NewSticker& by) {
  TRY_ASSIGN(auto place, own_sticker(tx, actor, sticker));
  TRY_ASSIGN(place.stickers[place.at], new_row(tx, actor, making, place.set, by));
  return changed(tx, actor, std::move(place.set), place.stickers);
}

Result<StickerSetRow> change_sticker(store::Transaction& tx, const Actor& actor, FileId sticker,
                                     const StickerChange& change) {
  TRY_ASSIGN(auto place, own_sticker(tx, actor, sticker));
  auto& row = place.stickers[place.at];
  if (change.emoji) {
    TRY_ASSIGN(row.emoji, emoji_list(*change.emoji));
  }
  if (change.keywords) row.keywords = keyword_list(*change.keywords);
  if (change.mask && place.set.kind == StickerKind::mask) row.mask = change.mask;
  return changed(tx, actor, std::move(place.set), place.stickers);
}

Result<StickerSetRow> rename_sticker_set(store::Transaction& tx, const Actor& actor, store::StickerSetId id,
                                         const std::string& title) {
  TRY_ASSIGN(auto set, own_set(tx, actor, id));
  TRY(check_title(title));
  set.title = title;
  return changed(tx, actor, std::move(set));
}

Result<StickerSetRow> set_sticker_set_thumb(store::Transaction& tx, const Actor& actor,
                                            store::StickerSetId id, FileId thumb) {
  TRY_ASSIGN(auto set, own_set(tx, actor, id));
  if (thumb != 0) TRY(check_set_thumb(tx, thumb));
  set.thumb = thumb;
  ++set.thumb_version;
  return changed(tx, actor, std::move(set));
}

Result<void> delete_sticker_set(store::Transaction& tx, const Actor& actor, store::StickerSetId id) {
  TRY_ASSIGN(const auto set, own_set(tx, actor, id));
  const bool installed = store::find_installed_set(tx, actor.user, id).has_value();
  store::delete_sticker_set(tx, id);
  if (installed) {
    BoxWriter(tx, actor).append(actor.user, EventKind::sticker_sets, {}, static_cast<std::int64_t>(set.kind));
  }
  return {};
}

}  // namespace botschaft::domain
