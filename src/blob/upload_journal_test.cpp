#include "blob/upload_journal.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace botschaft::blob {
namespace {

constexpr std::int32_t kPartsMax = 8'000;

void append(Bytes& journal, const JournalLine& line) {
  const auto bytes = write_line(line);
  journal.insert(journal.end(), bytes.begin(), bytes.end());
}

const JournalLine kLines[] = {
    PartLine{.part = 7'999, .stored = {512, 0xdeadbeef}, .part_size = kPartMax},
    PartLine{.part = 0, .stored = {kPartMax, 1}, .part_size = kPartMax},
    PartLine{.part = 0, .stored = {}, .part_size = kPartMax},
    BlobLine{.hash = {1, 2, 3}, .size = 4'194'304'000},
};

TEST(UploadJournal, IsReadAsItWasWritten) {
  Bytes bytes;
  for (const auto& line : kLines) append(bytes, line);
  const auto journal = read_journal(bytes, kPartsMax);
  EXPECT_EQ(journal.lines, std::vector(std::begin(kLines), std::end(kLines)));
  EXPECT_EQ(journal.size, bytes.size());
}

TEST(UploadJournal, EndsBeforeHalfALine) {
  Bytes bytes;
  for (const auto& line : kLines) append(bytes, line);
  const auto whole = bytes.size();
  for (std::size_t size = 0; size < whole; ++size) {
    const auto journal = read_journal(ByteView(bytes).first(size), kPartsMax);
    EXPECT_LE(journal.size, size);
    EXPECT_LT(journal.lines.size(), std::size(kLines));
  }
}

TEST(UploadJournal, EndsBeforeADamagedLine) {
  Bytes bytes;
  append(bytes, kLines[0]);
  const auto first = bytes.size();
  append(bytes, kLines[1]);
  for (std::size_t at = first; at < bytes.size(); ++at) {
    auto damaged = bytes;
    damaged[at] ^= 0x10;
    EXPECT_EQ(read_journal(damaged, kPartsMax).size, first) << at;
  }
}

TEST(UploadJournal, BelievesNoNumberThatCannotBe) {
  for (const JournalLine& line :
       {JournalLine(PartLine{.part = -1, .stored = {1, 1}, .part_size = 1024}),
        JournalLine(PartLine{.part = kPartsMax, .stored = {1, 1}, .part_size = 1024}),
        JournalLine(PartLine{.part = 1, .stored = {2048, 1}, .part_size = 1024}),
        JournalLine(PartLine{.part = 1, .stored = {1, 1}, .part_size = 0}),
        JournalLine(PartLine{.part = 1, .stored = {1, 1}, .part_size = kPartMax + 1}),
        JournalLine(BlobLine{.hash = {}, .size = -1})}) {
    EXPECT_TRUE(read_journal(write_line(line), kPartsMax).lines.empty());
  }
}

}  // namespace
}  // namespace botschaft::blob
