#pragma once
// What a file is, beside its bytes. Kept as a blob of its own in store::FileRow::meta.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "store/files.h"

namespace botschaft::domain {

using store::BlobHash;
using store::FileId;
using store::FileKind;

// Bytes that upload.getFile can be asked for.
struct Content {
  BlobHash blob = {};
  std::int64_t size = 0;
  friend bool operator==(const Content&, const Content&) = default;
};

struct PhotoSize {
  char type = 'm';  // core.telegram.org/api/files, "Image thumbnail types"
  std::int32_t width = 0;
  std::int32_t height = 0;
  Content content;
  friend bool operator==(const PhotoSize&, const PhotoSize&) = default;
};

// documentAttribute*; each at most once but for what `attributes` of the request may repeat.
struct VideoAttribute {
  double duration = 0;  // seconds
  std::int32_t width = 0;
  std::int32_t height = 0;
  bool round = false;
  bool streamable = false;
  bool nosound = false;
  std::string codec = {};
  friend bool operator==(const VideoAttribute&, const VideoAttribute&) = default;
};
struct AudioAttribute {
  std::int32_t duration = 0;  // seconds
  bool voice = false;
  std::string title = {};
  std::string performer = {};
  Bytes waveform = {};
  friend bool operator==(const AudioAttribute&, const AudioAttribute&) = default;
};
struct ImageAttribute {
  std::int32_t width = 0;
  std::int32_t height = 0;
  friend bool operator==(const ImageAttribute&, const ImageAttribute&) = default;
};
struct StickerAttribute {
  std::string alt = {};  // the emoji it stands for
  std::int64_t set = 0;  // 0: of none
  bool mask = false;
  bool custom_emoji = false;
  bool text_color = false;
  friend bool operator==(const StickerAttribute&, const StickerAttribute&) = default;
};

struct File {
  FileId id = 0;
  FileKind kind = FileKind::document;
  UserId uploader = 0;
  std::int32_t date = 0;

  // Photos: every size, smallest first. Documents: thumbnails.
  std::vector<PhotoSize> sizes = {};
  Bytes stripped = {};  // PhotoSize "i"
  Bytes outline = {};   // PhotoSize "j" of stickers

  // Documents; `content` and `video` also of profile photos that move:
  Content content = {};
  std::string mime = {};
  std::string name = {};  // empty: none
  bool animated = false;  // documentAttributeAnimated: a GIF, as clients show it
  std::optional<ImageAttribute> image = {};
  std::optional<VideoAttribute> video = {};
  std::optional<AudioAttribute> audio = {};
  std::optional<StickerAttribute> sticker = {};
  friend bool operator==(const File&, const File&) = default;
};

// FileRow::meta: everything of a file that has no column. What a newer version has written and this one does
// not know is passed over; a damaged rest is left out.
Bytes encode_file(const File& file);
void decode_file(ByteView meta, File& file);

// Makes the id, stores the row. `file.id` is ignored. Every blob it names has been kept (store::keep_blob).
FileId add_file(store::Transaction& tx, const File& file, std::int64_t unix_ms, std::uint32_t random);
std::optional<File> find_file(store::Transaction& tx, FileId id);

}  // namespace botschaft::domain
