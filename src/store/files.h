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
// Takes it out of its grave if it is in one. The hash is pinned (blob/pins.h) from before its bytes were put
// until this is committed, together with the file that names it.
void keep_blob(Transaction&, const BlobRow& row);
std::optional<BlobRow> find_blob(Transaction&, const BlobHash& hash);  // nullopt too if it is in its grave

// Bytes of all the files a person has uploaded and that are not collected yet.
std::int64_t stored_bytes(Transaction&, UserId user);

// In the order of their hashes, those after `after`.
std::vector<BlobRow> list_blobs(Transaction&, const BlobHash& after, int limit);

struct FileCounts {
  std::int64_t files = 0;
  std::int64_t candidates = 0;  // among them: perhaps nobody names them
  std::int64_t blobs = 0;
  std::int64_t bytes = 0;  // of the blobs
  std::int64_t graves = 0;
};
FileCounts count_files(Transaction&);

// --- collection ---

struct FileCandidate {
  FileId file = 0;
  std::int32_t since = 0;  // unix seconds
};
// Those that have been candidates since before `before`; from now on, those that became one since the last
// call count as such since `now`.
std::vector<FileCandidate> due_candidates(Transaction&, std::int32_t now, std::int32_t before, int limit);
// It turned out to be in use. What has become a candidate anew since then stays one.
void forget_candidate(Transaction&, const FileCandidate& candidate);
// Deletes the file and moves those of its blobs that no other file names into graves; returns these. While
// somebody names the file, the command fails with ROW_REFERENCED and nothing happens.
std::vector<BlobRow> delete_file(Transaction&, FileId id);
std::vector<BlobRow> graves(Transaction&, int limit);
bool in_grave(Transaction&, const BlobHash& hash);
void close_grave(Transaction&, const BlobHash& hash);  // the bytes are gone

}  // namespace botschaft::store
