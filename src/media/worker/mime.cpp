#include "media/worker/mime.h"

#include <algorithm>
#include <string>

namespace botschaft::media {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHeadSize = 4096;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  ContentType type;
};

// WHATWG "MIME Sniffing", section 6, and the formats' own documents. The first match decides.
constexpr Signature kSignatures[] = {
    {0, "\xff\xd8\xff"sv, {"image/jpeg", Kind::image}},
    {0, "\x89PNG\r\n\x1a\n"sv, {"image/png", Kind::image}},
    {0, "GIF87a"sv, {"image/gif", Kind::image}},
    {0, "GIF89a"sv, {"image/gif", Kind::image}},
    {8, "WEBPVP"sv, {"image/webp", Kind::image}},
    {8, "WAVEfmt "sv, {"audio/wav", Kind::container}},
    {8, "AVI LIST"sv, {"video/x-msvideo", Kind::container}},
    {0, "fLaC"sv, {"audio/flac", Kind::container}},
    {0, "ID3"sv, {"audio/mpeg", Kind::container}},
    {0, "FORM"sv, {"audio/aiff", Kind::container}},
    {0, "\x1f\x8b\x08"sv, {"application/gzip", Kind::gzip}},
    {0, "%PDF-"sv, {"application/pdf", Kind::other}},
    {0, "PK\x03\x04"sv, {"application/zip", Kind::other}},
    {0, "7z\xbc\xaf\x27\x1c"sv, {"application/x-7z-compressed", Kind::other}},
    {0, "Rar!\x1a\x07"sv, {"application/vnd.rar", Kind::other}},
    {0,
     "\xfd"
     "7zXZ\0"sv,
     {"application/x-xz", Kind::other}},
    {0, "\x28\xb5\x2f\xfd"sv, {"application/zstd", Kind::other}},
    {0, "BZh"sv, {"application/x-bzip2", Kind::other}},
    {0, "II*\0"sv, {"image/tiff", Kind::other}},
    {0, "MM\0*"sv, {"image/tiff", Kind::other}},
    {0, "{\\rtf"sv, {"application/rtf", Kind::other}},
    {0,
     "\x7f"
     "ELF"sv,
     {"application/x-executable", Kind::other}},
    {0, "SQLite format 3\0"sv, {"application/vnd.sqlite3", Kind::other}},
    {0, "wOFF"sv, {"font/woff", Kind::other}},
    {0, "wOF2"sv, {"font/woff2", Kind::other}},
    {0, "OTTO"sv, {"font/otf", Kind::other}},
};

// ISO/IEC 14496-12, "File Type Box": the major brand.
constexpr std::pair<std::string_view, ContentType> kBrands[] = {
    {"heic", {"image/heic", Kind::image}},     {"heix", {"image/heic", Kind::image}},
    {"mif1", {"image/heif", Kind::image}},     {"avif", {"image/avif", Kind::image}},
    {"avis", {"image/avif", Kind::other}},     {"qt  ", {"video/quicktime", Kind::container}},
    {"M4A ", {"audio/mp4", Kind::container}},  {"M4B ", {"audio/mp4", Kind::container}},
    {"3gp4", {"video/3gpp", Kind::container}}, {"3gp5", {"video/3gpp", Kind::container}},
};

ContentType of_brand(std::string_view brand) {
  const auto* found = std::ranges::find(kBrands, brand, &std::pair<std::string_view, ContentType>::first);
  return found == std::end(kBrands) ? ContentType{"video/mp4", Kind::container} : found->second;
}

// RFC 3533: the first page carries the head of the first stream.
ContentType of_ogg(std::string_view head) {
  const bool video = head.find("\x80theora"sv) != std::string_view::npos;
  return {video ? "video/ogg"sv : "audio/ogg"sv, Kind::container};
}

ContentType of_matroska(std::string_view head) {
  const bool webm = head.substr(0, 64).find("webm"sv) != std::string_view::npos;
  return {webm ? "video/webm"sv : "video/x-matroska"sv, Kind::container};
}

// ISO/IEC 11172-3, 2.4.2.3 (MPEG audio) and 13818-7, 6.2 (ADTS): twelve bits of ones and fields that exclude
// most chance hits.
ContentType of_mpeg_frame(std::string_view head) {
  if (head.size() < 4 || static_cast<std::uint8_t>(head[0]) != 0xff) return {};
  const auto second = static_cast<std::uint8_t>(head[1]), third = static_cast<std::uint8_t>(head[2]);
  if ((second & 0xf6) == 0xf0) return {"audio/aac", Kind::container};
  const bool layer3 = (second & 0xe6) == 0xe2, rates = (third & 0xf0) != 0xf0 && (third & 0x0c) != 0x0c;
  return layer3 && rates ? ContentType{"audio/mpeg", Kind::container} : ContentType{};
}

}  // namespace

ContentType content_type(const Input& input) {
  const auto bytes = input.read(0, kHeadSize);
  const auto head = as_text(bytes);
  for (const auto& signature : kSignatures) {
    if (head.size() >= signature.offset && head.substr(signature.offset).starts_with(signature.bytes))
      return signature.type;
  }
  if (head.size() >= 12 && head.substr(4, 4) == "ftyp") return of_brand(head.substr(8, 4));
  if (head.substr(0, 4) == "OggS") return of_ogg(head);
  if (head.starts_with("\x1a\x45\xdf\xa3"sv)) return of_matroska(head);
  return of_mpeg_frame(head);
}

}  // namespace botschaft::media
