#pragma once
// Which sets a person has, in which order, which are put away (core.telegram.org/api/stickers,
// "Installing stickersets").
#include <span>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "store/sticker_lists.h"

namespace botschaft::domain {

inline constexpr std::size_t kInstalledSetsMax = 200;  // of a kind, beside the archived

// To the front, or into the archive. Answers the sets that were archived to make room. STICKERSET_INVALID.
Result<std::vector<store::StickerSetId>> install_sticker_set(store::Transaction& tx, const Actor& actor,
                                                             store::StickerSetId set, bool archived);
// false: was not there. STICKERSET_INVALID.
Result<bool> uninstall_sticker_set(store::Transaction& tx, const Actor& actor, store::StickerSetId set);

enum class SetToggle : std::uint8_t { uninstall, archive, unarchive };
// Those that are not installed are passed over.
void toggle_sticker_sets(store::Transaction& tx, const Actor& actor,
                         std::span<const store::StickerSetId> sets, SetToggle toggle);

// The named ones first, in that order; the others keep theirs behind them.
void reorder_sticker_sets(store::Transaction& tx, const Actor& actor, store::StickerKind kind,
                          std::span<const store::StickerSetId> order);

}  // namespace botschaft::domain
