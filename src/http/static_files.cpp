#include "http/static_files.h"

#include <zlib.h>

#include <array>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace botschaft::http {

namespace fs = std::filesystem;

namespace {

struct Type {
  std::string_view extension;
  std::string_view mime;
};

constexpr std::array kTypes = std::to_array<Type>({
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".wasm", "application/wasm"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".gif", "image/gif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".ttf", "font/ttf"},
    {".mp3", "audio/mpeg"},
    {".ogg", "audio/ogg"},
    {".mp4", "video/mp4"},
    {".webm", "video/webm"},
});

std::string_view last_segment(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool worth_compressing(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/") || type == "image/svg+xml";
}

std::shared_ptr<const std::string> gzip(const std::string& content) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;  // zlib: +16 writes a gzip header
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return nullptr;
  std::string out(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END || out.size() >= content.size()) return nullptr;
  return std::make_shared<const std::string>(std::move(out));
}

// FNV-1a: a validator needs to change with the content, not to withstand an attacker.
std::string entity_tag(std::string_view content) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return fmt::format("\"{:016x}-{:x}\"", hash, content.size());
}

}  // namespace

std::string_view mime_type(std::string_view path) {
  for (const auto& [extension, mime] : kTypes)
    if (path.ends_with(extension)) return mime;
  return "application/octet-stream";
}

void StaticFiles::add(std::string path, std::string content) {
  File file;
  file.type = mime_type(path);
  file.etag = entity_tag(content);
  // Vite puts content hashes into the names of what it writes to an app's assets/, and nothing else there.
  file.immutable = path.contains("/assets/");
  if (worth_compressing(file.type)) file.gzipped = gzip(content);
  file.plain = std::make_shared<const std::string>(std::move(content));
  files_.emplace(std::move(path), std::move(file));
}

std::expected<StaticFiles, std::string> StaticFiles::load(const fs::path& folder) {
  StaticFiles files;
  std::uintmax_t total = 0;
  std::error_code ec;
  for (fs::recursive_directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
    if (it->path().filename().string().starts_with('.')) {
      it.disable_recursion_pending();
      continue;
    }
    if (it->is_symlink() || !it->is_regular_file()) continue;
    total += it->file_size();
    if (total > kMaxBytes) return std::unexpected(fmt::format("{} holds more than 64 MiB", folder.string()));
    std::ifstream in(it->path(), std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(in)), {});
    if (!in) return std::unexpected(fmt::format("cannot read {}", it->path().string()));
    files.add("/" + it->path().lexically_relative(folder).generic_string(), std::move(content));
  }
  if (ec) return std::unexpected(fmt::format("cannot read {}: {}", folder.string(), ec.message()));
  if (!files.files_.contains("/index.html"))
    return std::unexpected(fmt::format("{} has no index.html", folder.string()));
  return files;
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  if (const auto found = files_.find(path); found != files_.end()) return &found->second;
  const bool page = !path.starts_with("/.") && last_segment(path).find('.') == std::string_view::npos;
  if (!page) return nullptr;
  for (auto folder = path;; folder = folder.substr(0, folder.rfind('/'))) {
    const auto index = files_.find(fmt::format("{}/index.html", folder));
    if (index != files_.end()) return &index->second;
    if (folder.empty()) return nullptr;
  }
}

Response StaticFiles::respond(const Request& request) const {
  const File* file = find(request.path);
  if (!file) return failure(404, "nothing is served at this address");
  Response response;
  response.set("Content-Type", file->type);
  response.set("ETag", file->etag);
  response.set("Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.set("Vary", "Accept-Encoding");
  const auto known = request.header("If-None-Match");
  if (known == "*" || known.find(file->etag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  if (file->gzipped && list_contains(request.header("Accept-Encoding"), "gzip")) {
    response.set("Content-Encoding", "gzip");
    response.body = file->gzipped;
  } else {
    response.body = file->plain;
  }
  return response;
}

}  // namespace botschaft::http
