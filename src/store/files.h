#pragma once
// Photos and documents as TL knows them, and the blobs that hold their bytes (migrations/0016_files.sql,
// docs/adr/0004-files.md). A file never changes.
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft::store {

using FileId = std::int64_t;                    // > 0; milliseconds since 1970 above 20 random bits
using BlobHash = std::array<std::uint8_t, 32>;  // SHA-256 of the bytes

// Stored numbers: never reuse one.
enum class FileKind : std::uint8_t { photo = 1, document = 2 };

struct FileRow {
  FileId id = 0;
  FileKind kind = FileKind::document;
  UserId uploader = 0;
  std::int32_t date = 0;
  Bytes meta = {};  // domain/files/file.h
};

// With the blobs it names, whose rows exist: what was put into blob/blobs.h first.
void insert_file(Transaction&, const FileRow& row, const std::vector<BlobHash>& blobs);
std::optional<FileRow> find_file(Transaction&, FileId id);

struct BlobRow {
  BlobHash hash = {};
  std::int64_t size = 0;  // bytes
};
// Takes it out of its grave if it is in one.
void keep_blob(Transaction&, const BlobRow& row);

}  // namespace botschaft::store
