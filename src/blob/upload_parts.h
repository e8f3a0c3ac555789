#pragma once
// Which parts of an upload are there, and where: part n lies at n * part size. The size of a part is learned
// from the parts themselves, which come in any order, and the last one is usually shorter: whichever comes
// first may be that. So the first one's place is a guess, and it moves once if that was wrong.
// core.telegram.org/api/files, "Uploading files".
#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.h"

namespace botschaft::blob {

inline constexpr std::int32_t kPartMax = 512 * 1024;  // bytes of a part

// "part_size % 1024 = 0", "524288 % part_size = 0"; the last part is exempt.
bool can_be_part_size(std::int32_t size);

struct StoredPart {
  std::uint32_t size = 0;  // bytes; 0: not there
  std::uint32_t crc = 0;
  friend bool operator==(const StoredPart&, const StoredPart&) = default;
};

class UploadParts {
 public:
  // What storing a part amounts to. Nothing changes before note() is told.
  struct Plan {
    std::int32_t part_size = 0;             // from now on
    std::int64_t offset = 0;                // where the part goes
    std::optional<std::int32_t> displaced;  // the one part that is there lies elsewhere with this part size
  };

  // FILE_PART_TOO_BIG, FILE_PART_SIZE_INVALID, FILE_PART_SIZE_CHANGED. `part` >= 0, `size` > 0.
  Result<Plan> plan(std::int32_t part, std::int32_t size) const;
  void note(std::int32_t part, StoredPart stored, std::int32_t part_size);
  void forget(std::int32_t part);  // it turned out to be damaged

  StoredPart part(std::int32_t number) const;  // zeros if it is not there
  std::int64_t offset(std::int32_t part) const { return std::int64_t{part} * part_size_; }
  std::int32_t part_size() const { return part_size_; }
  std::int32_t stored() const { return stored_; }
  std::int64_t bytes() const { return bytes_; }

  // The size of the whole, if it consists of parts 0 to `count` - 1. FILE_PART_X_MISSING, FILE_PARTS_INVALID.
  Result<std::int64_t> whole(std::int32_t count) const;

 private:
  std::int32_t last_stored() const { return static_cast<std::int32_t>(parts_.size()) - 1; }

  std::vector<StoredPart> parts_;  // up to the last one that is there
  std::int32_t stored_ = 0;
  std::int64_t bytes_ = 0;
  std::int32_t part_size_ = 0;         // 0: nothing has come
  std::optional<std::int32_t> short_;  // the part that is smaller than part_size_, hence the last
};

}  // namespace botschaft::blob
