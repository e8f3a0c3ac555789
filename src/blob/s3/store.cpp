#include "blob/s3/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "base/log.h"
#include "blob/s3/xml.h"
#include "crypto/hash.h"

namespace botschaft::blob {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kFetchSize = 8 << 20;  // of one request; what breaks off is repeated from its begin

std::string range_of(std::int64_t offset, std::int64_t size) {
  return std::to_string(offset) + "-" + std::to_string(offset + size - 1);
}

std::int64_t number_of(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::expected<std::unique_ptr<S3Blobs>, std::string> S3Blobs::open(Options options) {
  std::error_code error;
  fs::remove_all(options.spool, error);
  if (!make_directories(options.spool)) {
    return std::unexpected(options.spool.string() + ": cannot be created or written to");
  }
  std::unique_ptr<S3Blobs> blobs(new S3Blobs(std::move(options)));
  const auto& place = blobs->options_.place;
  const auto answer = blobs->requests_.run({.method = "HEAD"});
  if (!answer) {
    log::warn("files: no answer from {}; files can neither be sent nor seen before there is one",
              place.endpoint);
  } else if (answer->status == 404) {
    return std::unexpected("there is no bucket " + place.bucket + " at " + place.endpoint);
  } else if (answer->status == 400 || answer->status == 401 || answer->status == 403) {
    return std::unexpected(place.endpoint + " refuses the keys for the bucket " + place.bucket + " (" +
                           std::to_string(answer->status) + ")");
  }
  return blobs;
}

Result<void> S3Blobs::put_object(const std::string& key, const S3Payload& payload) {
  TRY_ASSIGN(const auto answer, requests_.run({.method = "PUT", .key = key, .payload = &payload}));
  if (!answer.good()) return std::unexpected(s3_error("put", key, answer));
  return {};
}

// Again and again, if it comes to that: asking first would take as long.
Result<void> S3Blobs::put(const Hash& hash, ByteView bytes) {
  return put_object(key_of(hash), {.bytes = bytes, .sha256 = to_hex(hash)});
}

Result<void> S3Blobs::put(const Hash& hash, const fs::path& path) {
  const auto key = key_of(hash);
  const auto there = size(hash);
  if (!there && there.error().err != Err::BLOB_MISSING) return std::unexpected(there.error());
  if (!there) {
    TRY_ASSIGN(const OpenFile file, OpenFile::open(path, O_RDONLY, Err::BLOB_MISSING));
    TRY_ASSIGN(const auto bytes, file.size());
    if (bytes <= options_.part_bytes) {
      TRY(put_object(key, {.bytes = {}, .file = &file, .size = bytes, .sha256 = to_hex(hash)}));
    } else {
      TRY(put_in_parts(key, file, bytes));
    }
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return std::unexpected(io_error(errno, "unlink", path));
  return {};
}

Result<std::size_t> S3Blobs::read(const Hash& hash, std::int64_t offset, MutableByteView out) {
  const auto key = key_of(hash);
  if (out.empty()) {
    TRY(size(hash));
    return 0;
  }
  std::size_t got = 0;
  S3Request request{
      .method = "GET", .key = key, .range = range_of(offset, static_cast<std::int64_t>(out.size()))};
  request.take = [&](std::int64_t at, ByteView bytes) -> Result<void> {
    const auto begin = static_cast<std::size_t>(at);
    if (begin + bytes.size() > out.size()) return fail(Err::STORE_UNAVAILABLE);
    std::copy(bytes.begin(), bytes.end(), out.begin() + at);
    got = begin + bytes.size();
    return {};
  };
  TRY_ASSIGN(const auto answer, requests_.run(request));
  if (answer.status == 206) return got;
  if (answer.status == 416) return 0;  // behind the end
  if (answer.status == 404 && xml_text(answer.body, "Code") != "NoSuchBucket") return fail(Err::BLOB_MISSING);
  return std::unexpected(s3_error("get", key, answer));
}

Result<std::int64_t> S3Blobs::size(const Hash& hash) {
  const auto key = key_of(hash);
  TRY_ASSIGN(const auto answer, requests_.run({.method = "HEAD", .key = key}));
  if (answer.status == 404) return fail(Err::BLOB_MISSING);
  if (!answer.good()) return std::unexpected(s3_error("head", key, answer));
  return answer.length;
}

Result<OpenFile> S3Blobs::open(const Hash& hash) {
  TRY_ASSIGN(const auto bytes, size(hash));
  const auto path = options_.spool / std::to_string(next_fetched_++);
  TRY_ASSIGN(OpenFile file, OpenFile::open(path, O_RDWR | O_CREAT | O_EXCL));
  ::unlink(path.c_str());
  TRY(fetch(key_of(hash), bytes, file));
  return file;
}

Result<void> S3Blobs::fetch(const std::string& key, std::int64_t size, const OpenFile& into) {
  for (std::int64_t offset = 0; offset < size; offset += kFetchSize) {
    const auto piece = std::min(kFetchSize, size - offset);
    std::int64_t got = 0;
    S3Request request{.method = "GET", .key = key, .range = range_of(offset, piece)};
    request.take = [&](std::int64_t at, ByteView bytes) -> Result<void> {
      got = at + static_cast<std::int64_t>(bytes.size());
      return into.write(offset + at, bytes);
    };
    TRY_ASSIGN(const auto answer, requests_.run(request));
    if (answer.status == 404) return fail(Err::BLOB_MISSING);  // removed meanwhile
    if (answer.status != 206 || got != piece) return std::unexpected(s3_error("get", key, answer));
  }
  return {};
}

Result<void> S3Blobs::remove(const Hash& hash) {
  const auto key = key_of(hash);
  TRY_ASSIGN(const auto answer, requests_.run({.method = "DELETE", .key = key}));
  if (answer.good() || answer.status == 404) return {};
  return std::unexpected(s3_error("delete", key, answer));
}

Result<void> S3Blobs::list(const std::function<bool(const Hash&, std::int64_t)>& each) {
  TRY(abort_forgotten());
  for (std::string after;;) {
    std::vector<std::pair<std::string, std::string>> query = {
        {"list-type", "2"},
        {"max-keys", std::to_string(options_.listed_at_once)},
        {"prefix", options_.prefix}};
    if (!after.empty()) query.emplace_back("continuation-token", after);
    TRY_ASSIGN(const auto answer, requests_.run({.method = "GET", .query = s3_query(std::move(query))}));
    if (!answer.good()) return std::unexpected(s3_error("list", options_.prefix, answer));
    for (const auto entry : xml_elements(answer.body, "Contents")) {
      const auto key = xml_text(entry, "Key").value_or("");
      if (!key.starts_with(options_.prefix)) continue;
      const auto bytes = from_hex(key.substr(options_.prefix.size()));
      Hash hash{};
      if (!bytes || bytes->size() != hash.size()) continue;
      std::copy(bytes->begin(), bytes->end(), hash.begin());
      if (!each(hash, number_of(xml_text(entry, "Size").value_or("")))) return {};
    }
    if (xml_text(answer.body, "IsTruncated") != "true") return {};
    after = xml_text(answer.body, "NextContinuationToken").value_or("");
    if (after.empty()) return std::unexpected(s3_error("list", options_.prefix, answer));
  }
}

}  // namespace botschaft::blob
