// upload.getFile, upload.getFileHashes. core.telegram.org/api/files, "Downloading files".
#include <algorithm>

#include "blob/blobs.h"
#include "crypto/hash.h"
#include "rpc/files/access.h"
#include "rpc/handler.h"
#include "rpc/outcome.h"
#include "rpc/upload/file_type.h"

namespace botschaft::rpc {
namespace {

constexpr std::int64_t kKiB = 1024;
constexpr std::int64_t kWindow = 1024 * kKiB;    // no request reaches over a multiple of this
constexpr std::int64_t kHashRange = 128 * kKiB;  // that one hash is of
constexpr std::int64_t kHashRangesAtOnce = 8;
constexpr std::int64_t kSignature = 16;  // first bytes that tell a format

Result<void> check_range(std::int64_t offset, std::int64_t limit, bool precise) {
  const auto step = precise ? kKiB : 4 * kKiB;
  if (offset < 0 || offset % step != 0) return fail(Err::OFFSET_INVALID);
  if (limit <= 0 || limit % step != 0 || limit > kWindow) return fail(Err::LIMIT_INVALID);
  if (!precise && kWindow % limit != 0) return fail(Err::LIMIT_INVALID);
  if (offset / kWindow != (offset + limit - 1) / kWindow) return fail(Err::LIMIT_INVALID);
  return {};
}

Result<Located> find(const Context& context, store::Store& store,
                     const tl::Box<tl::InputFileLocation>& location) {
  return read(store, [&](store::Transaction& tx) { return locate(context, tx, location); });
}

// As many as there are before the end of the content.
Result<void> read_into(const Context& context, const domain::Content& content, std::int64_t offset,
                       std::int64_t limit, std::string& bytes) {
  const auto size = static_cast<std::size_t>(std::clamp<std::int64_t>(content.size - offset, 0, limit));
  if (size == 0) return bytes.clear(), Result<void>();
  Result<std::size_t> got = 0;
  // What the callback is told may be more than was asked for: libstdc++ 12 says how much it has.
  bytes.resize_and_overwrite(size, [&](char* to, std::size_t) {
    got =
        context.services.files.blobs->read(content.blob, offset, {reinterpret_cast<std::uint8_t*>(to), size});
    return got.value_or(0);
  });
  if (!got) return std::unexpected(got.error());
  return *got == size ? Result<void>() : fail(Err::BLOB_MISSING);
}

// A later piece of a picture does not show what it is.
Result<tl::Box<tl::storage_FileType>> type_of(const Context& context, const Located& located,
                                              std::int64_t offset, const std::string& bytes) {
  if (offset == 0) return file_type(as_bytes(bytes));
  if (!located.mime.empty()) return file_type(located.mime);
  std::string first;
  TRY(read_into(context, located.content, 0, kSignature, first));
  return file_type(as_bytes(first));
}

}  // namespace

Result<tl::Box<tl::upload_File>> handle(Context& context, store::Store& store,
                                        const tl::upload_getFile& request) {
  TRY(check_range(request.offset, request.limit, request.precise));
  TRY_ASSIGN(const auto located, find(context, store, request.location));
  auto reply = tl::make<tl::upload_file>();
  TRY(read_into(context, located.content, request.offset, request.limit, reply->bytes));
  TRY_ASSIGN(reply->type, type_of(context, located, request.offset, reply->bytes));
  reply->mtime = located.date;
  return reply;
}

Result<tl::Vec<tl::Box<tl::FileHash>>> handle(Context& context, store::Store& store,
                                              const tl::upload_getFileHashes& request) {
  if (request.offset < 0) return fail(Err::OFFSET_INVALID);
  TRY_ASSIGN(const auto located, find(context, store, request.location));
  if (request.offset >= located.content.size) return tl::Vec<tl::Box<tl::FileHash>>();
  auto at = request.offset / kHashRange * kHashRange;
  const auto end = std::min(located.content.size, at + kHashRangesAtOnce * kHashRange);
  tl::Vec<tl::Box<tl::FileHash>> hashes;
  std::string bytes;
  for (; at < end; at += kHashRange) {
    TRY(read_into(context, located.content, at, kHashRange, bytes));
    auto hash = tl::make<tl::fileHash>();
    hash->offset = at;
    hash->limit = static_cast<std::int32_t>(bytes.size());
    hash->hash = as_text(crypto::sha256(as_bytes(bytes)));
    hashes.push_back(std::move(hash));
  }
  return hashes;
}

}  // namespace botschaft::rpc
