#pragma once
// One upload on disk: <base>.data with the bytes, <base>.parts with the journal. What save() has answered
// survives the end of the process. Used by one thread at a time.
#include <memory>
#include <optional>

#include "blob/blobs.h"
#include "blob/open_file.h"
#include "blob/upload_journal.h"
#include "blob/upload_parts.h"
#include "crypto/hash.h"

namespace botschaft::blob {

class Upload {
 public:
  // Goes on with what is there under that name, or begins.
  static Result<std::unique_ptr<Upload>> open(std::filesystem::path base, std::int32_t parts_max);

  // 0 <= part < parts_max, `bytes` not empty. The same part may come again.
  Result<void> save(std::int32_t part, ByteView bytes);

  // Once all parts are there: what they amount to. FILE_PART_X_MISSING, FILE_PARTS_INVALID.
  struct Whole {
    Hash hash = {};
    std::int64_t size = 0;
  };
  Result<Whole> whole(std::int32_t parts);
  // From now on it is that blob: moves the data there, and keeps in mind what it was.
  Result<void> become(const Whole& blob, Blobs& blobs);
  const std::optional<BlobLine>& blob() const { return blob_; }
  bool has_data() const { return static_cast<bool>(data_); }  // else it is a blob already
  std::filesystem::path data_path() const { return base_.string() + ".data"; }

  // Of parts that wait to become something, be it for a storage that does not answer.
  std::int64_t bytes() const { return blob_ && !data_ ? 0 : parts_.bytes(); }

  static void remove(const std::filesystem::path& base);

 private:
  explicit Upload(std::filesystem::path base) : base_(std::move(base)) {}
  Result<void> load(std::int32_t parts_max);
  Result<void> start_over();
  Result<void> append(const JournalLine& line);
  Result<void> store(std::int32_t part, ByteView bytes, std::uint32_t crc);
  Result<void> displace(std::int32_t part, std::int32_t part_size);
  Result<bool> hash_next();
  Result<void> lose(std::int32_t part);
  void unhash();
  std::filesystem::path journal_path() const { return base_.string() + ".parts"; }

  const std::filesystem::path base_;
  OpenFile data_;
  OpenFile journal_;
  std::int64_t journal_size_ = 0;
  UploadParts parts_;
  std::optional<BlobLine> blob_;

  // SHA-256 of the parts before hashed_.
  crypto::Digest<32> digest_;
  std::int32_t hashed_ = 0;
  std::int64_t hashed_bytes_ = 0;
  std::optional<Hash> hash_;  // of the whole, when that is known
};

}  // namespace botschaft::blob
