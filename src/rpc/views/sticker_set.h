#pragma once
// Sticker sets as TL.
#include <optional>
#include <span>

#include "rpc/views/user.h"
#include "store/events.h"
#include "store/sticker_lists.h"
#include "tl/api.h"

namespace botschaft::rpc {

// With what the viewer has done with it: installed, archived, made.
tl::Box<tl::StickerSet> sticker_set_view(const Viewer& viewer, store::Transaction& tx,
                                         const store::StickerSetRow& row);
// With all stickers, and which emoji and words each stands for.
tl::Box<tl::messages_StickerSet> full_sticker_set_view(const Viewer& viewer, store::Transaction& tx,
                                                       const store::StickerSetRow& row);
// With its first sticker, for lists.
tl::Box<tl::StickerSetCovered> covered_sticker_set_view(const Viewer& viewer, store::Transaction& tx,
                                                        const store::StickerSetRow& row);

// Null if there is no such file.
tl::Box<tl::Document> sticker_view(const Viewer& viewer, store::Transaction& tx,
                                   const store::StickerRow& row);
tl::Box<tl::Document> file_view(const Viewer& viewer, store::Transaction& tx, store::FileId file);
tl::Vec<tl::Box<tl::Document>> file_views(const Viewer& viewer, store::Transaction& tx,
                                          std::span<const store::FileId> files);

// Of the events sticker_set_installed to saved_gifs (domain/events.h). Null: another event, or nothing to
// tell any more.
tl::Box<tl::Update> sticker_update(const Viewer& viewer, store::Transaction& tx, const store::Event& event);

}  // namespace botschaft::rpc
