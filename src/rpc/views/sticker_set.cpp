#include "rpc/views/sticker_set.h"

#include <map>

#include "domain/events.h"
#include "domain/files/file.h"
#include "domain/stickers/shipped.h"
#include "emoji/set.h"
#include "rpc/views/file.h"

namespace botschaft::rpc {
namespace {

using domain::EventKind;
using store::StickerKind;

void add_packs(tl::messages_stickerSet& view, const std::vector<store::StickerRow>& stickers) {
  std::vector<std::string> order;
  std::map<std::string, tl::Vec<std::int64_t>, std::less<>> documents;
  for (const auto& sticker : stickers) {
    emoji::for_each_word(sticker.emoji, " ", [&](std::string_view one) {
      auto [pack, is_new] = documents.try_emplace(std::string(one));
      if (is_new) order.emplace_back(one);
      pack->second.push_back(sticker.file);
    });
  }
  for (const auto& one : order) {
    auto pack = tl::make<tl::stickerPack>();
    pack->emoticon = one;
    pack->documents = std::move(documents[one]);
    view.packs.push_back(std::move(pack));
  }
}

void add_keywords(tl::messages_stickerSet& view, const std::vector<store::StickerRow>& stickers) {
  for (const auto& sticker : stickers) {
    if (sticker.keywords.empty()) continue;
    auto keyword = tl::make<tl::stickerKeyword>();
    keyword->document_id = sticker.file;
    emoji::for_each_word(sticker.keywords, ",",
                         [&](std::string_view word) { keyword->keyword.emplace_back(word); });
    view.keywords.push_back(std::move(keyword));
  }
}

// What the set says of the sticker; the file says what it was when it was added.
void tell_place(tl::document& view, const store::StickerRow& row) {
  const auto alt = row.emoji.substr(0, row.emoji.find(' '));
  for (auto& attribute : view.attributes) {
    if (auto* sticker = attribute.as<tl::documentAttributeSticker>()) {
      sticker->alt = alt;
      if (!row.mask) continue;
      auto coords = tl::make<tl::maskCoords>();
      coords->n = row.mask->point;
      coords->x = row.mask->x;
      coords->y = row.mask->y;
      coords->zoom = row.mask->zoom;
      sticker->mask_coords = std::move(coords);
    } else if (auto* custom = attribute.as<tl::documentAttributeCustomEmoji>()) {
      custom->alt = alt;
    }
  }
}

tl::Box<tl::Update> installed_update(const Viewer& viewer, store::Transaction& tx, store::StickerSetId id) {
  const auto set = store::find_sticker_set(tx, id);
  if (!set || !store::find_installed_set(tx, viewer.user, id)) return nullptr;
  auto update = tl::make<tl::updateNewStickerSet>();
  update->stickerset = full_sticker_set_view(viewer, tx, *set);
  return update;
}

template <class T>
tl::Ptr<T> update_of_kind(StickerKind kind) {
  auto update = tl::make<T>();
  update->masks = kind == StickerKind::mask;
  update->emojis = kind == StickerKind::emoji;
  return update;
}

tl::Box<tl::Update> order_update(const Viewer& viewer, store::Transaction& tx, StickerKind kind) {
  auto update = update_of_kind<tl::updateStickerSetsOrder>(kind);
  for (const auto& row : store::installed_sets(tx, viewer.user, kind, false))
    update->order.push_back(row.set);
  return update;
}

}  // namespace

tl::Box<tl::StickerSet> sticker_set_view(const Viewer& viewer, store::Transaction& tx,
                                         const store::StickerSetRow& row) {
  auto view = tl::make<tl::stickerSet>();
  view->official = row.creator == 0;
  view->creator = row.creator != 0 && row.creator == viewer.user;
  view->masks = row.kind == StickerKind::mask;
  view->emojis = row.kind == StickerKind::emoji;
  view->text_color = row.is(store::kSetTextColor);
  view->id = row.id;
  view->access_hash = sticker_set_access_hash(viewer.services.files, row.id);
  view->title = row.title;
  view->short_name = row.short_name;
  view->count = row.count;
  view->hash = row.version;
  if (const auto installed = store::find_installed_set(tx, viewer.user, row.id)) {
    view->installed_date = installed->date;
    view->archived = installed->archived;
  }
  if (const auto thumb = row.thumb != 0 ? domain::find_file(tx, row.thumb) : std::nullopt) {
    // The whole file, as inputStickerSetThumb asks for it.
    auto size = tl::make<tl::photoSize>();
    size->type = thumb->mime == "application/x-tgsticker" ? "a" : thumb->mime == "video/webm" ? "v" : "s";
    size->w = size->h = 100;
    size->size = static_cast<std::int32_t>(thumb->content.size);
    view->thumbs.emplace().push_back(std::move(size));
    view->thumb_dc_id = kFileDataCentre;
    view->thumb_version = row.thumb_version;
    if (row.kind == StickerKind::emoji) view->thumb_document_id = row.thumb;
  }
  return view;
}

tl::Box<tl::messages_StickerSet> full_sticker_set_view(const Viewer& viewer, store::Transaction& tx,
                                                       const store::StickerSetRow& row) {
  auto view = tl::make<tl::messages_stickerSet>();
  view->set = sticker_set_view(viewer, tx, row);
  const auto stickers = store::stickers_of_set(tx, row.id);
  add_packs(*view, stickers);
  add_keywords(*view, stickers);
  for (const auto& sticker : stickers) {
    if (auto document = sticker_view(viewer, tx, sticker)) view->documents.push_back(std::move(document));
  }
  return view;
}

tl::Box<tl::StickerSetCovered> covered_sticker_set_view(const Viewer& viewer, store::Transaction& tx,
                                                        const store::StickerSetRow& row) {
  const auto stickers = store::stickers_of_set(tx, row.id);
  auto cover = stickers.empty() ? nullptr : sticker_view(viewer, tx, stickers.front());
  if (!cover) {
    auto view = tl::make<tl::stickerSetNoCovered>();
    view->set = sticker_set_view(viewer, tx, row);
    return view;
  }
  auto view = tl::make<tl::stickerSetCovered>();
  view->set = sticker_set_view(viewer, tx, row);
  view->cover = std::move(cover);
  return view;
}

tl::Box<tl::Document> file_view(const Viewer& viewer, store::Transaction& tx, store::FileId id) {
  const auto file = domain::find_file(tx, id);
  if (!file) return nullptr;
  return document_view(viewer.services.files, *file, viewer.now);
}

tl::Box<tl::Document> sticker_view(const Viewer& viewer, store::Transaction& tx,
                                   const store::StickerRow& row) {
  auto view = file_view(viewer, tx, row.file);
  if (auto* document = view ? view.as<tl::document>() : nullptr) tell_place(*document, row);
  return view;
}

tl::Vec<tl::Box<tl::Document>> file_views(const Viewer& viewer, store::Transaction& tx,
                                          std::span<const store::FileId> files) {
  tl::Vec<tl::Box<tl::Document>> views;
  for (const auto file : files) {
    if (auto view = file_view(viewer, tx, file)) views.push_back(std::move(view));
  }
  return views;
}

tl::Box<tl::Update> sticker_update(const Viewer& viewer, store::Transaction& tx, const store::Event& event) {
  const auto kind = static_cast<StickerKind>(event.arg);
  switch (static_cast<EventKind>(event.kind)) {
    case EventKind::sticker_set_installed:
      return installed_update(viewer, tx, event.arg);
    case EventKind::sticker_sets:
      return update_of_kind<tl::updateStickerSets>(kind);
    case EventKind::sticker_sets_order:
      return order_update(viewer, tx, kind);
    case EventKind::recent_stickers:
      return tl::make<tl::updateRecentStickers>();
    case EventKind::faved_stickers:
      return tl::make<tl::updateFavedStickers>();
    case EventKind::saved_gifs:
      return tl::make<tl::updateSavedGifs>();
    default:
      return nullptr;
  }
}

}  // namespace botschaft::rpc
