#include "rpc/upload/file_type.h"

#include <string_view>

namespace botschaft::rpc {
namespace {

using Type = tl::Box<tl::storage_FileType>;

template <class Constructor>
Type make_type() {
  return tl::make<Constructor>();
}

// Each format: its name, and the bytes that tell it from all others, where they stand.
struct Format {
  std::string_view mime;
  std::size_t at;
  std::string_view magic;
  Type (*make)();
};
constexpr Format kFormats[] = {
    {"image/jpeg", 0, "\xff\xd8\xff", &make_type<tl::storage_fileJpeg>},
    {"image/png", 0, "\x89PNG\r\n\x1a\n", &make_type<tl::storage_filePng>},
    {"image/gif", 0, "GIF8", &make_type<tl::storage_fileGif>},
    {"application/pdf", 0, "%PDF-", &make_type<tl::storage_filePdf>},
    {"audio/mpeg", 0, "ID3", &make_type<tl::storage_fileMp3>},
    {"video/quicktime", 4, "ftypqt  ", &make_type<tl::storage_fileMov>},
    {"video/mp4", 4, "ftyp", &make_type<tl::storage_fileMp4>},
    {"image/webp", 8, "WEBP", &make_type<tl::storage_fileWebp>},
};

}  // namespace

Type file_type(ByteView first_bytes) {
  const auto text = as_text(first_bytes);
  for (const auto& format : kFormats) {
    if (text.size() > format.at && text.substr(format.at).starts_with(format.magic)) return format.make();
  }
  return tl::make<tl::storage_fileUnknown>();
}

Type file_type(const std::string& mime) {
  for (const auto& format : kFormats) {
    if (mime == format.mime) return format.make();
  }
  return tl::make<tl::storage_fileUnknown>();
}

}  // namespace botschaft::rpc
