// Journals of uploads as a crash or a broken disk leaves them: what is read could have been written.
#include "blob/upload_journal.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft::blob;
  constexpr std::int32_t kPartsMax = 8'000;
  const auto journal = read_journal({data, size}, kPartsMax);
  CHECK(journal.size <= size);
  botschaft::Bytes written;
  for (const auto& line : journal.lines) {
    const auto bytes = write_line(line);
    written.insert(written.end(), bytes.begin(), bytes.end());
    if (const auto* part = std::get_if<PartLine>(&line)) {
      CHECK(part->part >= 0 && part->part < kPartsMax);
      CHECK(part->stored.size <= static_cast<std::uint32_t>(kPartMax));
    }
  }
  CHECK(std::equal(written.begin(), written.end(), data, data + journal.size));
  return 0;
}
