#include "blob/upload_journal.h"

#include <optional>

#include "base/checksum.h"

namespace botschaft::blob {
namespace {

// Stored numbers: never reuse one.
enum class Kind : std::uint8_t { part = 1, blob = 2 };

constexpr std::size_t kPartBytes = 1 + 4 * 4;
constexpr std::size_t kBlobBytes = 1 + 32 + 8;
constexpr std::size_t kCheckBytes = 4;  // CRC-32 of the line before it

template <class T>
void put(Bytes& out, T value) {
  out.resize(out.size() + sizeof value);
  store_le(out.data() + out.size() - sizeof value, value);
}

void write(Bytes& out, const PartLine& line) {
  put(out, Kind::part);
  put(out, line.part);
  put(out, line.stored.size);
  put(out, line.part_size);
  put(out, line.stored.crc);
}

void write(Bytes& out, const BlobLine& line) {
  put(out, Kind::blob);
  out.insert(out.end(), line.hash.begin(), line.hash.end());
  put(out, line.size);
}

std::optional<JournalLine> read_part(const std::uint8_t* at, std::int32_t parts_max) {
  const PartLine line{.part = load_le<std::int32_t>(at),
                      .stored = {load_le<std::uint32_t>(at + 4), load_le<std::uint32_t>(at + 12)},
                      .part_size = load_le<std::int32_t>(at + 8)};
  if (line.part < 0 || line.part >= parts_max || line.part_size <= 0 || line.part_size > kPartMax ||
      line.stored.size > static_cast<std::uint32_t>(line.part_size)) {
    return std::nullopt;
  }
  return line;
}

std::optional<JournalLine> read_blob(const std::uint8_t* at) {
  BlobLine line;
  std::copy_n(at, line.hash.size(), line.hash.begin());
  line.size = load_le<std::int64_t>(at + line.hash.size());
  if (line.size <= 0) return std::nullopt;
  return line;
}

std::size_t size_of(std::uint8_t kind) {
  switch (static_cast<Kind>(kind)) {
    case Kind::part:
      return kPartBytes;
    case Kind::blob:
      return kBlobBytes;
  }
  return 0;
}

}  // namespace

Bytes write_line(const JournalLine& line) {
  Bytes out;
  std::visit([&out](const auto& value) { write(out, value); }, line);
  put(out, crc32(out));
  return out;
}

Journal read_journal(ByteView bytes, std::int32_t parts_max) {
  Journal journal;
  while (!bytes.empty()) {
    const auto size = size_of(bytes[0]);
    if (size == 0 || bytes.size() < size + kCheckBytes) break;
    if (crc32(bytes.first(size)) != load_le<std::uint32_t>(bytes.data() + size)) break;
    const auto line = static_cast<Kind>(bytes[0]) == Kind::part ? read_part(bytes.data() + 1, parts_max)
                                                                : read_blob(bytes.data() + 1);
    if (!line) break;
    journal.lines.push_back(*line);
    journal.size += size + kCheckBytes;
    bytes = bytes.subspan(size + kCheckBytes);
  }
  return journal;
}

}  // namespace botschaft::blob
