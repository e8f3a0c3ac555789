#include "store/files.h"

#include <algorithm>

namespace botschaft::store {
namespace {

std::int64_t size_of_blobs(Transaction& tx, FileId file) {
  static constexpr Sql kSize{
      "SELECT coalesce(sum(b.size), 0) FROM file_blobs f JOIN blobs b ON b.hash = f.blob WHERE f.file = ?1"};
  auto q = tx.run(kSize, file);
  return q.next() ? q.int64(0) : 0;
}

void add_usage(Transaction& tx, UserId user, std::int64_t bytes) {
  static constexpr Sql kAdd{
      "INSERT INTO file_usage(user, bytes) VALUES(?1, ?2) "
      "ON CONFLICT(user) DO UPDATE SET bytes = bytes + excluded.bytes"};
  tx.run(kAdd, user, bytes);
}

BlobHash hash_of(ByteView column) {
  BlobHash hash{};
  if (column.size() == hash.size()) std::copy(column.begin(), column.end(), hash.begin());
  return hash;
}

std::vector<BlobRow> read_blobs(Query q) {
  std::vector<BlobRow> rows;
  while (q.next()) rows.push_back({.hash = hash_of(q.blob(0)), .size = q.int64(1)});
  return rows;
}

// The blobs of a file that no other names go to their graves.
std::vector<BlobRow> bury(Transaction& tx, const std::vector<BlobRow>& blobs) {
  static constexpr Sql kDelete{
      "DELETE FROM blobs WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM file_blobs WHERE blob = ?1)"};
  static constexpr Sql kBury{
      "INSERT INTO blob_graves(hash, size) VALUES(?1, ?2) ON CONFLICT(hash) DO NOTHING"};
  std::vector<BlobRow> buried;
  for (const auto& blob : blobs) {
    if (tx.run(kDelete, ByteView(blob.hash)).changes() == 0) continue;
    tx.run(kBury, ByteView(blob.hash), blob.size);
    buried.push_back(blob);
  }
  return buried;
}

}  // namespace

void insert_file(Transaction& tx, const FileRow& row, const std::vector<BlobHash>& blobs) {
  static constexpr Sql kInsert{
      "INSERT INTO files(id, kind, uploader, date, size, meta) VALUES(?1, ?2, ?3, ?4, 0, ?5)"};
  static constexpr Sql kName{"INSERT INTO file_blobs(file, blob) VALUES(?1, ?2) ON CONFLICT DO NOTHING"};
  static constexpr Sql kSetSize{"UPDATE files SET size = ?2 WHERE id = ?1"};
  tx.run(kInsert, row.id, row.kind, row.uploader, row.date, row.meta);
  for (const auto& blob : blobs) tx.run(kName, row.id, ByteView(blob));
  const auto size = size_of_blobs(tx, row.id);
  tx.run(kSetSize, row.id, size);
  add_usage(tx, row.uploader, size);
}

std::optional<FileRow> find_file(Transaction& tx, FileId id) {
  static constexpr Sql kFind{"SELECT kind, uploader, date, meta FROM files WHERE id = ?1"};
  auto q = tx.run(kFind, id);
  if (!q.next()) return std::nullopt;
  return FileRow{.id = id,
                 .kind = static_cast<FileKind>(q.int32(0)),
                 .uploader = q.int64(1),
                 .date = q.int32(2),
                 .meta = to_bytes(q.blob(3))};
}

void keep_blob(Transaction& tx, const BlobRow& row) {
  static constexpr Sql kKeep{"INSERT INTO blobs(hash, size) VALUES(?1, ?2) ON CONFLICT(hash) DO NOTHING"};
  static constexpr Sql kUnbury{"DELETE FROM blob_graves WHERE hash = ?1"};
  if (tx.run(kKeep, ByteView(row.hash), row.size).changes() > 0) tx.run(kUnbury, ByteView(row.hash));
}

std::optional<BlobRow> find_blob(Transaction& tx, const BlobHash& hash) {
  static constexpr Sql kFind{"SELECT size FROM blobs WHERE hash = ?1"};
  auto q = tx.run(kFind, ByteView(hash));
  if (!q.next()) return std::nullopt;
  return BlobRow{.hash = hash, .size = q.int64(0)};
}

std::int64_t stored_bytes(Transaction& tx, UserId user) {
  static constexpr Sql kUsage{"SELECT bytes FROM file_usage WHERE user = ?1"};
  auto q = tx.run(kUsage, user);
  return q.next() ? q.int64(0) : 0;
}

std::vector<BlobRow> list_blobs(Transaction& tx, const BlobHash& after, int limit) {
  static constexpr Sql kList{"SELECT hash, size FROM blobs WHERE hash > ?1 ORDER BY hash LIMIT ?2"};
  return read_blobs(tx.run(kList, ByteView(after), limit));
}

FileCounts count_files(Transaction& tx) {
  static constexpr Sql kCount{
      "SELECT (SELECT count(*) FROM files), (SELECT count(*) FROM file_candidates), (SELECT count(*) FROM "
      "blobs), "
      "(SELECT coalesce(sum(size), 0) FROM blobs), (SELECT count(*) FROM blob_graves)"};
  auto q = tx.run(kCount);
  if (!q.next()) return {};
  return {.files = q.int64(0),
          .candidates = q.int64(1),
          .blobs = q.int64(2),
          .bytes = q.int64(3),
          .graves = q.int64(4)};
}

std::vector<FileCandidate> due_candidates(Transaction& tx, std::int32_t now, std::int32_t before, int limit) {
  static constexpr Sql kStamp{"UPDATE file_candidates SET since = ?1 WHERE since = 0"};
  static constexpr Sql kDue{
      "SELECT file, since FROM file_candidates WHERE since > 0 AND since < ?1 ORDER BY since LIMIT ?2"};
  if (tx.writable()) tx.run(kStamp, now);
  std::vector<FileCandidate> due;
  for (auto q = tx.run(kDue, before, limit); q.next();) due.push_back({q.int64(0), q.int32(1)});
  return due;
}

void forget_candidate(Transaction& tx, const FileCandidate& candidate) {
  // Who let go since then has set `since` back.
  static constexpr Sql kForget{"DELETE FROM file_candidates WHERE file = ?1 AND since = ?2"};
  tx.run(kForget, candidate.file, candidate.since);
}

std::vector<BlobRow> delete_file(Transaction& tx, FileId id) {
  static constexpr Sql kBlobs{
      "SELECT b.hash, b.size FROM file_blobs f JOIN blobs b ON b.hash = f.blob WHERE f.file = ?1"};
  static constexpr Sql kLetGo{"DELETE FROM file_blobs WHERE file = ?1"};
  static constexpr Sql kOwner{"SELECT uploader, size FROM files WHERE id = ?1"};
  static constexpr Sql kDelete{"DELETE FROM files WHERE id = ?1"};
  static constexpr Sql kForget{"DELETE FROM file_candidates WHERE file = ?1"};
  const auto blobs = read_blobs(tx.run(kBlobs, id));
  if (auto q = tx.run(kOwner, id); q.next()) add_usage(tx, q.int64(0), -q.int64(1));
  tx.run(kLetGo, id);
  tx.run(kDelete, id);
  tx.run(kForget, id);
  if (tx.failed()) return {};
  return bury(tx, blobs);
}

std::vector<BlobRow> graves(Transaction& tx, int limit) {
  static constexpr Sql kGraves{"SELECT hash, size FROM blob_graves LIMIT ?1"};
  return read_blobs(tx.run(kGraves, limit));
}

bool in_grave(Transaction& tx, const BlobHash& hash) {
  static constexpr Sql kFind{"SELECT 1 FROM blob_graves WHERE hash = ?1"};
  return tx.run(kFind, ByteView(hash)).next();
}

void close_grave(Transaction& tx, const BlobHash& hash) {
  static constexpr Sql kClose{"DELETE FROM blob_graves WHERE hash = ?1"};
  tx.run(kClose, ByteView(hash));
}

}  // namespace botschaft::store
