#pragma once
// Stickers and GIFs that a person keeps at hand: recent ones, favourites, saved GIFs.
#include "base/error.h"
#include "domain/box_writer.h"
#include "store/sticker_lists.h"

namespace botschaft::domain {

inline constexpr int kRecentStickersMax = 200;
inline constexpr int kFavedStickersMax = 100;
inline constexpr int kSavedGifsMax = 200;
int room_of(store::FileList list);

// To the front, or out. The file is one that the actor may use: STICKER_ID_INVALID where it is no sticker,
// GIF_ID_INVALID where it is no GIF.
Result<void> keep_file(store::Transaction& tx, const Actor& actor, store::FileList list, store::FileId file);
void forget_file(store::Transaction& tx, const Actor& actor, store::FileList list, store::FileId file);
void forget_files(store::Transaction& tx, const Actor& actor, store::FileList list);

// A sticker or GIF that the actor has sent is kept with his recent stickers, or his saved GIFs, as clients do
// by themselves. Of any other file nothing.
void remember_sent(store::Transaction& tx, const Actor& actor, store::FileId file);

}  // namespace botschaft::domain
