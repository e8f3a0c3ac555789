#pragma once
// Uploads under way (docs/adr/0004-files.md): parts of one person that are not a file yet. They lie in
// <directory>/<user>/ until they become a blob or are given up. Safe from any thread but those of I/O and the
// store.
#include <atomic>
#include <expected>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "base/ids.h"
#include "blob/blobs.h"
#include "blob/upload.h"

namespace botschaft::blob {

struct UploadLimits {
  std::int64_t file_bytes = std::int64_t{8'000} * kPartMax;     // largest file
  std::int64_t person_bytes = std::int64_t{16'000} * kPartMax;  // of all uploads of one person
  std::size_t person_uploads = 128;                             // that wait to become something
  std::size_t person_remembered = 1'000;                        // these and those that have become blobs
  std::int64_t free_bytes = 0;                                  // what stays free on the disk

  std::int32_t parts_max() const { return static_cast<std::int32_t>(file_bytes / kPartMax); }
};

struct UploadPart {
  std::int64_t file_id = 0;  // the client's choice
  std::int32_t part = 0;
  std::optional<std::int32_t> total = {};  // as upload.saveBigFilePart says it; -1: not known yet
  ByteView bytes;
};

// inputFile, inputFileBig.
struct UploadName {
  std::int64_t file_id = 0;
  std::int32_t parts = 0;
  std::string md5 = {};  // hex; empty: not given
};

// All parts are there. The bytes can be looked at, and become a blob by keep().
struct Finished {
  std::int64_t file_id = 0;
  std::int32_t parts = 0;
  Hash hash = {};
  std::int64_t size = 0;
  OpenFile file;
};

class Uploads {
 public:
  // Creates the directory if it is missing. The error is a sentence for the operator.
  static std::expected<std::unique_ptr<Uploads>, std::string> open(const std::filesystem::path& directory,
                                                                   const UploadLimits& limits, Blobs& blobs,
                                                                   const Clock& clock);
  ~Uploads();

  // Beside the errors of upload.saveFilePart and saveBigFilePart: FLOOD_WAIT_X with too much under way,
  // STORAGE_FULL.
  Result<void> save_part(UserId user, const UploadPart& part);

  // FILE_PARTS_INVALID, FILE_PART_X_MISSING, MD5_CHECKSUM_INVALID. May be asked again, also after keep(), for
  // as long as uploads are kept.
  Result<Finished> finish(UserId user, const UploadName& name);

  // The bytes become a blob. Its hash is pinned until the row that names it is committed (blob/deposit.h).
  // FILE_PART_X_MISSING, FILE_PARTS_INVALID: they are others by now.
  Result<void> keep(UserId user, const Finished& finished);

  // Gives up what nobody has touched for a day, and closes what is not in use. Every few minutes.
  void collect();

  struct Total {
    std::int64_t uploads = 0;
    std::int64_t bytes = 0;  // on the disk
  };
  Total total() const;

  const UploadLimits& limits() const { return limits_; }

 private:
  struct Entry;
  struct Person;
  class Use;

  Uploads(std::filesystem::path directory, const UploadLimits& limits, Blobs& blobs, const Clock& clock)
      : directory_(std::move(directory)), limits_(limits), blobs_(blobs), clock_(clock) {}
  std::shared_ptr<Person> person(UserId user);
  Result<Use> begin(UserId user, std::int64_t file_id, std::int64_t bytes);
  Result<Use> find(UserId user, std::int64_t file_id);
  Result<void> make_room(Person& person, std::int64_t bytes, bool another) const;
  Result<void> check_part(const UploadPart& part) const;
  Result<void> check_space() const;
  void find_forgotten(std::int32_t now);

  const std::filesystem::path directory_;
  const UploadLimits limits_;
  Blobs& blobs_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::unordered_map<UserId, std::shared_ptr<Person>> people_;
};

}  // namespace botschaft::blob
