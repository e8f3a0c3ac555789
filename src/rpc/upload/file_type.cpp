#include "rpc/upload/file_type.h"

#include <string_view>

namespace botschaft::rpc {
namespace {

using Type = tl::Box<tl::storage_FileType>;

template <class Constructor>
Type make_type() {
  return tl::make<Constructor>();
}

// Where the bytes of a format that tell it from all others stand, and which.
struct Magic {
  std::size_t at;
  std::string_view bytes;
  Type (*make)();
};
constexpr Magic kMagics[] = {
    {0, "\xff\xd8\xff", &make_type<tl::storage_fileJpeg>},
    {0, "\x89PNG\r\n\x1a\n", &make_type<tl::storage_filePng>},
    {0, "GIF8", &make_type<tl::storage_fileGif>},
    {0, "%PDF-", &make_type<tl::storage_filePdf>},
    {0, "ID3", &make_type<tl::storage_fileMp3>},
    {4, "ftypqt  ", &make_type<tl::storage_fileMov>},
    {4, "ftyp", &make_type<tl::storage_fileMp4>},
    {8, "WEBP", &make_type<tl::storage_fileWebp>},
};

struct Mime {
  std::string_view name;
  Type (*make)();
};
constexpr Mime kMimes[] = {
    {"image/jpeg", &make_type<tl::storage_fileJpeg>}, {"image/png", &make_type<tl::storage_filePng>},
    {"image/gif", &make_type<tl::storage_fileGif>},   {"application/pdf", &make_type<tl::storage_filePdf>},
    {"audio/mpeg", &make_type<tl::storage_fileMp3>},  {"video/quicktime", &make_type<tl::storage_fileMov>},
    {"video/mp4", &make_type<tl::storage_fileMp4>},   {"image/webp", &make_type<tl::storage_fileWebp>},
};

}  // namespace

Type file_type(ByteView first_bytes) {
  const auto text = as_text(first_bytes);
  for (const auto& magic : kMagics) {
    if (text.size() > magic.at && text.substr(magic.at).starts_with(magic.bytes)) return magic.make();
  }
  return tl::make<tl::storage_fileUnknown>();
}

Type file_type(const std::string& mime) {
  for (const auto& known : kMimes) {
    if (mime == known.name) return known.make();
  }
  return tl::make<tl::storage_fileUnknown>();
}

}  // namespace botschaft::rpc
