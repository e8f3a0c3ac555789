// Large files go to S3 in parts ("multipart upload"): what is sent so far is no object before all of it is.
#include <algorithm>
#include <mutex>

#include "base/log.h"
#include "blob/s3/store.h"
#include "blob/s3/xml.h"
#include "crypto/hash.h"

namespace botschaft::blob {

namespace {

constexpr std::int64_t kPartsMax = 10'000;
constexpr std::size_t kReadSize = 1 << 20;

Result<std::string> sha256_of(const OpenFile& file, std::int64_t offset, std::int64_t size) {
  crypto::Digest<32> digest;
  Bytes buffer(std::min<std::size_t>(kReadSize, static_cast<std::size_t>(size)));
  for (std::int64_t done = 0; done < size;) {
    const auto rest = std::min<std::size_t>(buffer.size(), static_cast<std::size_t>(size - done));
    TRY_ASSIGN(const auto got, file.read(offset + done, MutableByteView(buffer).first(rest)));
    if (got == 0) return fail(Err::STORE_UNAVAILABLE);
    digest.update(ByteView(buffer).first(got));
    done += static_cast<std::int64_t>(got);
  }
  return to_hex(digest.finish());
}

}  // namespace

Result<void> S3Blobs::put_in_parts(const std::string& key, const OpenFile& file, std::int64_t size) {
  const auto part_bytes = std::max(options_.part_bytes, (size + kPartsMax - 1) / kPartsMax);
  TRY_ASSIGN(const auto upload, begin_parts(key));
  const auto send = [&]() -> Result<void> {
    std::vector<std::string> etags;
    for (std::int64_t offset = 0; offset < size; offset += part_bytes) {
      const auto number = static_cast<std::int64_t>(etags.size()) + 1;
      TRY_ASSIGN(auto etag, put_part(key, upload, file, number, offset, std::min(part_bytes, size - offset)));
      etags.push_back(std::move(etag));
    }
    return complete_parts(key, upload, etags);
  };
  const auto sent = send();
  if (!sent) (void)abort_parts(key, upload);  // else abort_forgotten(), one day
  const std::lock_guard lock(mutex_);
  under_way_.erase(upload);
  return sent;
}

Result<std::string> S3Blobs::begin_parts(const std::string& key) {
  const std::shared_lock beginning(beginning_);
  TRY_ASSIGN(const auto answer,
             requests_.run({.method = "POST", .key = key, .query = s3_query({{"uploads", ""}})}));
  const auto upload = xml_text(answer.body, "UploadId").value_or("");
  if (!answer.good() || upload.empty()) return std::unexpected(s3_error("begin", key, answer));
  const std::lock_guard lock(mutex_);
  under_way_.insert(upload);
  return upload;
}

Result<std::string> S3Blobs::put_part(const std::string& key, const std::string& upload, const OpenFile& file,
                                      std::int64_t number, std::int64_t offset, std::int64_t size) {
  TRY_ASSIGN(const auto sha256, sha256_of(file, offset, size));
  const S3Payload payload{.bytes = {}, .file = &file, .offset = offset, .size = size, .sha256 = sha256};
  TRY_ASSIGN(auto answer,
             requests_.run({.method = "PUT",
                            .key = key,
                            .query = s3_query({{"partNumber", std::to_string(number)}, {"uploadId", upload}}),
                            .payload = &payload}));
  if (!answer.good() || answer.etag.empty()) return std::unexpected(s3_error("put part", key, answer));
  return std::move(answer.etag);
}

Result<void> S3Blobs::complete_parts(const std::string& key, const std::string& upload,
                                     const std::vector<std::string>& etags) {
  std::string body = "<CompleteMultipartUpload>";
  for (std::size_t i = 0; i < etags.size(); ++i) {
    body += "<Part><PartNumber>" + std::to_string(i + 1) + "</PartNumber><ETag>" + xml_escape(etags[i]) +
            "</ETag></Part>";
  }
  body += "</CompleteMultipartUpload>";
  const S3Payload payload{.bytes = as_bytes(body), .sha256 = to_hex(crypto::sha256(as_bytes(body)))};
  TRY_ASSIGN(
      const auto answer,
      requests_.run(
          {.method = "POST", .key = key, .query = s3_query({{"uploadId", upload}}), .payload = &payload}));
  // The status is sent before it is known whether that works, so the text has to say it.
  if (answer.good() && !xml_elements(answer.body, "CompleteMultipartUploadResult").empty()) return {};
  // Repeated, after an answer that was lost: then there is no such upload any more, but the object.
  if (answer.status == 404) {
    TRY_ASSIGN(const auto there, requests_.run({.method = "HEAD", .key = key}));
    if (there.good()) return {};
  }
  return std::unexpected(s3_error("complete", key, answer));
}

Result<void> S3Blobs::abort_parts(const std::string& key, const std::string& upload) {
  TRY_ASSIGN(const auto answer,
             requests_.run({.method = "DELETE", .key = key, .query = s3_query({{"uploadId", upload}})}));
  if (answer.good() || answer.status == 404) return {};
  return std::unexpected(s3_error("abort", key, answer));
}

Result<void> S3Blobs::abort_forgotten() {
  TRY_ASSIGN(
      const auto answer,
      requests_.run({.method = "GET", .query = s3_query({{"uploads", ""}, {"prefix", options_.prefix}})}));
  if (!answer.good()) return std::unexpected(s3_error("list parts", options_.prefix, answer));
  // Whatever of ours is in the list is in `under_way_` from here on, unless it is over.
  const std::unique_lock beginning(beginning_);
  for (const auto entry : xml_elements(answer.body, "Upload")) {
    const auto upload = xml_text(entry, "UploadId").value_or("");
    const auto key = xml_text(entry, "Key").value_or("");
    if (upload.empty() || !key.starts_with(options_.prefix)) continue;
    {
      const std::lock_guard lock(mutex_);
      if (under_way_.contains(upload)) continue;
    }
    TRY(abort_parts(key, upload));
    log::info("files: S3 upload that was not finished is removed key={}", key);
  }
  return {};
}

}  // namespace botschaft::blob
