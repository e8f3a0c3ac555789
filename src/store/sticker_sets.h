#pragma once
// Sticker sets and their stickers (migrations/0019_stickers.sql).
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "store/files.h"
#include "store/transaction.h"

namespace botschaft::store {

using StickerSetId = std::int64_t;

// Stored numbers: never reuse one.
enum class StickerKind : std::uint8_t { sticker = 0, mask = 1, emoji = 2 };
enum StickerSetFlag : std::uint32_t {
  kSetTextColor = 1,  // custom emoji that take the colour of the text
  kSetUnlisted = 2,   // for clients themselves: not offered to people
};

struct StickerSetRow {
  StickerSetId id = 0;
  UserId creator = 0;  // 0: comes with the program
  StickerKind kind = StickerKind::sticker;
  std::uint32_t flags = 0;
  std::string title = {};
  std::string short_name = {};
  FileId thumb = 0;  // 0: clients show the first sticker
  std::int32_t thumb_version = 0;
  std::int32_t version = 1;
  std::int32_t count = 0;
  bool is(StickerSetFlag flag) const { return (flags & flag) != 0; }
};

// Short names are unique without regard to case: look for one first.
void insert_sticker_set(Transaction&, const StickerSetRow& row);
void update_sticker_set(Transaction&, const StickerSetRow& row);
// With its stickers, wherever it was installed.
void delete_sticker_set(Transaction&, StickerSetId id);
std::optional<StickerSetRow> find_sticker_set(Transaction&, StickerSetId id);
std::optional<StickerSetRow> find_sticker_set(Transaction&, std::string_view short_name);

// By age, the newest first, older than `before`.
std::vector<StickerSetRow> sticker_sets_of(Transaction&, UserId creator, StickerSetId before, int limit);
std::int32_t count_sticker_sets_of(Transaction&, UserId creator);
// What a search looks through: of stickers or of emoji, not the unlisted; the oldest first.
std::vector<StickerSetRow> listed_sticker_sets(Transaction&, bool emoji, int limit);

// Where a mask is put on a face: maskCoords.
struct MaskPlace {
  std::int32_t point = 0;
  double x = 0;
  double y = 0;
  double zoom = 0;
};

struct StickerRow {
  StickerSetId set = 0;
  FileId file = 0;
  std::string emoji = {};     // with a space between them
  std::string keywords = {};  // with a comma between them
  std::optional<MaskPlace> mask = {};
};
std::vector<StickerRow> stickers_of_set(Transaction&, StickerSetId set);  // in order
// Replaces all of them; StickerRow::set is ignored. The set's count is kept in step.
void set_stickers(Transaction&, StickerSetId set, std::span<const StickerRow> rows);
std::optional<StickerRow> find_sticker(Transaction&, FileId file);
// Of the sets that the owner has installed, in their order.
std::vector<StickerRow> installed_stickers_for(Transaction&, UserId owner, StickerKind kind,
                                               std::string_view emoji, int limit);
// Of all listed sets.
std::vector<StickerRow> stickers_for(Transaction&, bool emoji_sets, std::string_view emoji, int limit);

struct ShippedFileRow {
  std::string name;
  BlobHash digest = {};
  FileId file = 0;
};
std::vector<ShippedFileRow> shipped_files(Transaction&);  // by name
std::optional<FileId> find_shipped_file(Transaction&, std::string_view name);
void put_shipped_file(Transaction&, const ShippedFileRow& row);
void delete_shipped_file(Transaction&, std::string_view name);

}  // namespace botschaft::store
