#pragma once
// The journal of an upload: a line for each part whose data has been written, so that an upload goes on where
// a crash has interrupted it. Lines are only ever added; of two about the same part the later one holds.
#include <cstdint>
#include <variant>
#include <vector>

#include "blob/blobs.h"
#include "blob/upload_parts.h"

namespace botschaft::blob {

struct PartLine {
  std::int32_t part = 0;
  StoredPart stored;  // size 0: the part was found damaged
  std::int32_t part_size = 0;
  friend bool operator==(const PartLine&, const PartLine&) = default;
};
// The upload becomes this blob: its data is or will be there.
struct BlobLine {
  Hash hash = {};
  std::int64_t size = 0;
  friend bool operator==(const BlobLine&, const BlobLine&) = default;
};
using JournalLine = std::variant<PartLine, BlobLine>;

Bytes write_line(const JournalLine& line);

struct Journal {
  std::vector<JournalLine> lines;
  std::size_t size = 0;  // bytes of them; what follows is damaged, or half a line
};
// Part numbers and sizes are within `parts_max` and kPartMax.
Journal read_journal(ByteView bytes, std::int32_t parts_max);

}  // namespace botschaft::blob
