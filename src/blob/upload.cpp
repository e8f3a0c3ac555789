#include "blob/upload.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/checksum.h"

namespace botschaft::blob {

namespace fs = std::filesystem;

namespace {

// How far hashing may catch up in one request, so that none of them takes long.
constexpr int kCatchUpParts = 16;
// After so many bytes the disk is asked to begin with writing, so that the sync in the end has little to do.
constexpr std::int64_t kWriteBehind = 16 << 20;

}  // namespace

Result<std::unique_ptr<Upload>> Upload::open(fs::path base, std::int32_t parts_max) {
  std::unique_ptr<Upload> upload(new Upload(std::move(base)));
  TRY(upload->load(parts_max));
  return upload;
}

Result<void> Upload::load(std::int32_t parts_max) {
  TRY_ASSIGN(journal_, OpenFile::open(journal_path(), O_RDWR | O_CREAT));
  TRY_ASSIGN(const auto size, journal_.size());
  Bytes bytes(static_cast<std::size_t>(size));
  TRY_ASSIGN(const auto got, journal_.read(0, bytes));
  const auto journal = read_journal(ByteView(bytes).first(got), parts_max);
  for (const auto& line : journal.lines) {
    if (const auto* part = std::get_if<PartLine>(&line)) {
      if (part->stored.size == 0) {
        parts_.forget(part->part);
      } else {
        parts_.note(part->part, part->stored, part->part_size);
      }
    } else {
      blob_ = std::get<BlobLine>(line);
    }
  }
  journal_size_ = static_cast<std::int64_t>(journal.size);
  if (journal_size_ < size) TRY(journal_.truncate(journal_size_));
  // Without data, and not a blob either: it was about to be removed.
  const bool has_data = ::access(data_path().c_str(), F_OK) == 0;
  if (!has_data && !blob_ && parts_.stored() > 0) TRY(start_over());
  if (has_data || !blob_) {
    TRY_ASSIGN(data_, OpenFile::open(data_path(), O_RDWR | O_CREAT));
  }
  return {};
}

Result<void> Upload::start_over() {
  TRY(journal_.truncate(0));
  TRY_ASSIGN(data_, OpenFile::open(data_path(), O_RDWR | O_CREAT | O_TRUNC));
  journal_size_ = 0;
  parts_ = {};
  blob_.reset();
  unhash();
  return {};
}

Result<void> Upload::append(const JournalLine& line) {
  const auto bytes = write_line(line);
  if (auto written = journal_.write(journal_size_, bytes); !written) {
    // Half a line would end the journal for those after it.
    (void)journal_.truncate(journal_size_);
    return written;
  }
  journal_size_ += static_cast<std::int64_t>(bytes.size());
  return {};
}

Result<void> Upload::save(std::int32_t part, ByteView bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  const auto crc = crc32(bytes);
  if (parts_.part(part) == StoredPart{size, crc}) return {};
  if (blob_) TRY(start_over());  // the client uses the number once more, for another file
  TRY(store(part, bytes, crc));
  if (part < hashed_ || hash_) unhash();
  if (part == hashed_) {
    digest_.update(bytes);
    ++hashed_;
    hashed_bytes_ += size;
  }
  for (int i = 0; i < kCatchUpParts; ++i) {
    TRY_ASSIGN(const bool more, hash_next());
    if (!more) break;
  }
  return {};
}

Result<void> Upload::store(std::int32_t part, ByteView bytes, std::uint32_t crc) {
  TRY_ASSIGN(const auto plan, parts_.plan(part, static_cast<std::int32_t>(bytes.size())));
  if (plan.displaced) TRY(displace(*plan.displaced, plan.part_size));
  TRY(data_.write(plan.offset, bytes));
  const PartLine line{
      .part = part, .stored = {static_cast<std::uint32_t>(bytes.size()), crc}, .part_size = plan.part_size};
  TRY(append(line));
  parts_.note(line.part, line.stored, line.part_size);
  return {};
}

// To where it belongs if parts are that large. Its old place is given up only when the journal says so.
Result<void> Upload::displace(std::int32_t part, std::int32_t part_size) {
  const auto stored = parts_.part(part);
  Bytes bytes(stored.size);
  TRY_ASSIGN(const auto got, data_.read(parts_.offset(part), bytes));
  if (got < bytes.size()) return lose(part);
  TRY(data_.write(std::int64_t{part} * part_size, bytes));
  TRY(append(PartLine{.part = part, .stored = stored, .part_size = part_size}));
  parts_.note(part, stored, part_size);
  return {};
}

// The part after those that are hashed, if it is there.
Result<bool> Upload::hash_next() {
  const auto stored = parts_.part(hashed_);
  if (stored.size == 0) return false;
  Bytes bytes(stored.size);
  TRY_ASSIGN(const auto got, data_.read(parts_.offset(hashed_), bytes));
  if (got < bytes.size() || crc32(bytes) != stored.crc) {  // a power failure has taken it
    TRY(lose(hashed_));
    return false;
  }
  digest_.update(bytes);
  const auto before = hashed_bytes_ / kWriteBehind;
  ++hashed_;
  hashed_bytes_ += stored.size;
  if (hashed_bytes_ / kWriteBehind != before) {
    ::sync_file_range(data_.descriptor(), 0, 0, SYNC_FILE_RANGE_WRITE);
  }
  return true;
}

Result<void> Upload::lose(std::int32_t part) {
  TRY(append(PartLine{.part = part, .stored = {}, .part_size = parts_.part_size()}));
  parts_.forget(part);
  return {};
}

void Upload::unhash() {
  (void)digest_.finish();
  hashed_ = 0;
  hashed_bytes_ = 0;
  hash_.reset();
}

Result<Upload::Whole> Upload::whole(std::int32_t parts) {
  TRY_ASSIGN(const auto size, parts_.whole(parts));
  if (blob_ && !data_) return Whole{blob_->hash, blob_->size};
  while (hashed_ < parts) {
    TRY_ASSIGN(const bool more, hash_next());
    if (!more) return fail(Err::FILE_PART_X_MISSING, hashed_);
  }
  if (!hash_) {
    TRY(data_.truncate(size));  // a part may have lain further behind for a while
    hash_ = digest_.finish();
  }
  return Whole{*hash_, size};
}

Result<void> Upload::become(const Whole& blob, Blobs& blobs) {
  if (!blob_) {
    const BlobLine line{blob.hash, blob.size};
    TRY(append(line));  // first, so that the parts are not missed if the data is found moved
    blob_ = line;
  }
  if (data_) {
    TRY(blobs.put(blob.hash, data_path()));
    data_ = OpenFile();
  }
  return {};
}

void Upload::remove(const fs::path& base) {
  // The data first: what is left of the other order would be data without a journal.
  ::unlink((base.string() + ".data").c_str());
  ::unlink((base.string() + ".parts").c_str());
}

}  // namespace botschaft::blob
