#pragma once
// Which sticker sets a person has, and the stickers and GIFs he keeps (migrations/0019_stickers.sql).
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "store/sticker_sets.h"

namespace botschaft::store {

struct InstalledSetRow {
  StickerSetId set = 0;
  StickerKind kind = StickerKind::sticker;
  bool archived = false;
  std::int64_t place = 0;  // the highest is shown first
  std::int32_t date = 0;
};
std::optional<InstalledSetRow> find_installed_set(Transaction&, UserId owner, StickerSetId set);
// In the order in which they are shown.
std::vector<InstalledSetRow> installed_sets(Transaction&, UserId owner, StickerKind kind, bool archived);
void put_installed_set(Transaction&, UserId owner, const InstalledSetRow& row);
void delete_installed_set(Transaction&, UserId owner, StickerSetId set);
std::int64_t top_place(Transaction&, UserId owner, StickerKind kind);  // 0: there are none

// Stored numbers: never reuse one.
enum class FileList : std::uint8_t { recent = 1, recent_attached = 2, faved = 3, gifs = 4 };

struct ListedFile {
  FileId file = 0;
  std::int32_t date = 0;
};
std::vector<ListedFile> listed_files(Transaction&, UserId owner, FileList list, int limit);  // latest first
// To the front; what is then beyond `limit` goes.
void put_listed_file(Transaction&, UserId owner, FileList list, const ListedFile& row, int limit);
bool delete_listed_file(Transaction&, UserId owner, FileList list, FileId file);  // false: was not there
bool clear_listed_files(Transaction&, UserId owner, FileList list);               // false: was empty

}  // namespace botschaft::store
