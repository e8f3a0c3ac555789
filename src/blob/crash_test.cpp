// What of uploads survives kill -9, and what a full disk does. Each case runs in a child process of its own.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <map>

#include "base/random.h"
#include "blob/deposit.h"
#include "blob/storages.h"
#include "blob/temporary_directory.h"
#include "blob/uploads.h"
#include "tests/support/child.h"

namespace botschaft::blob {
namespace {

constexpr UserId kAnna = 7;
constexpr std::int32_t kParts = 40;
constexpr std::size_t kPartSize = 16 * 1024;

Bytes content_of(std::int64_t file_id) {
  SeededRandom random(static_cast<std::uint64_t>(file_id));
  Bytes bytes(kParts * kPartSize - 100);
  random.fill(bytes);
  return bytes;
}
ByteView part_of(const Bytes& bytes, std::int32_t part) {
  const auto begin = static_cast<std::size_t>(part) * kPartSize;
  return ByteView(bytes).subspan(begin, std::min(kPartSize, bytes.size() - begin));
}

using S3 = std::optional<S3Blobs::Options>;

struct Storage {
  explicit Storage(const std::filesystem::path& directory, const S3& s3 = {})
      : blobs(open_blobs(directory / "blobs", s3)),
        uploads(*Uploads::open(directory / "uploads", UploadLimits{}, *blobs, system_clock())) {}
  std::unique_ptr<Blobs> blobs;
  std::unique_ptr<Uploads> uploads;
};

// A part that was answered; kParts: the whole became a blob.
struct Acknowledged {
  std::int64_t file_id;
  std::int32_t part;
};

// Uploads files and makes blobs of them until it is killed, and reports each answer as it comes.
int upload_forever(const std::filesystem::path& directory, const S3& s3, int report, std::int64_t first) {
  Storage storage(directory, s3);
  Pins pins;
  SeededRandom random(static_cast<std::uint64_t>(first));
  const auto tell = [&](std::int64_t id, std::int32_t part) {
    const Acknowledged entry{id, part};
    return write(report, &entry, sizeof entry) == sizeof entry;
  };
  for (std::int64_t id = first;; ++id) {
    const auto bytes = content_of(id);
    std::vector<std::int32_t> order(kParts);
    for (std::int32_t part = 0; part < kParts; ++part) order[static_cast<std::size_t>(part)] = part;
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (const auto part : order) {
      if (!storage.uploads->save_part(kAnna, {.file_id = id, .part = part, .bytes = part_of(bytes, part)}))
        return 1;
      if (!tell(id, part)) return 2;
    }
    auto finished = storage.uploads->finish(kAnna, {.file_id = id, .parts = kParts});
    if (!finished) return 3;
    Deposit deposit(*storage.blobs, pins);
    if (!deposit.put(*storage.uploads, kAnna, *finished)) return 4;
    if (!tell(id, kParts)) return 5;
  }
}

// Every part that was answered is there, and what is missing can be sent.
void expect_all_there(Storage& storage, std::int64_t id, const std::vector<bool>& answered) {
  const auto bytes = content_of(id);
  const auto name = UploadName{.file_id = id, .parts = kParts};
  auto finished = storage.uploads->finish(kAnna, name);
  for (int asked = 0; !finished && asked < kParts; ++asked) {
    ASSERT_EQ(finished.error().err, Err::FILE_PART_X_MISSING) << finished.error().text();
    const auto part = finished.error().arg;
    ASSERT_FALSE(answered[static_cast<std::size_t>(part)]) << "lost: part " << part << " of " << id;
    ASSERT_TRUE(
        storage.uploads->save_part(kAnna, {.file_id = id, .part = part, .bytes = part_of(bytes, part)}));
    finished = storage.uploads->finish(kAnna, name);
  }
  ASSERT_TRUE(finished) << finished.error().text();
  EXPECT_EQ(finished->hash, crypto::sha256(bytes));
  if (answered[kParts]) {
    EXPECT_EQ(storage.blobs->size(finished->hash), static_cast<std::int64_t>(bytes.size()));
  }
}

class KillNine : public testing::TestWithParam<StorageKind> {};
INSTANTIATE_TEST_SUITE_P(Storages, KillNine, testing::Values(StorageKind::disk, StorageKind::s3),
                         testing::PrintToStringParamName());

TEST_P(KillNine, LosesNoPartThatWasAnswered) {
  const int kRounds = GetParam() == StorageKind::disk ? 25 : 10;
  TemporaryDirectory directory;
  const auto s3 = s3_options(GetParam(), directory.path() / "spool");
  SeededRandom random(25);
  std::size_t answers = 0, files = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::int64_t first = (round + 1) * 1'000;
    const auto reports = test::reports_until_killed<Acknowledged>(1 + random.below(300), [&](int report) {
      return upload_forever(directory.path(), s3, report, first);
    });
    ASSERT_FALSE(reports.empty()) << "the child ended by itself";
    std::map<std::int64_t, std::vector<bool>> answered;
    for (const auto& entry : reports) {
      answered[entry.file_id].resize(kParts + 1);
      answered[entry.file_id][static_cast<std::size_t>(entry.part)] = true;
      ++answers;
    }
    Storage storage(directory.path(), s3);
    for (const auto& [id, parts] : answered) expect_all_there(storage, id, parts);
    files += answered.size();
  }
  std::printf("%zu answers of %zu files, all there\n", answers, files);
}

// Fills the disk until it refuses, makes room, and goes on. 0: all as promised.
int survive_full_disk(const std::filesystem::path& disk, const std::filesystem::path& ballast) {
  const auto complain = [](const char* what) {
    std::fprintf(stderr, "%s\n", what);
    return 1;
  };
  Storage storage(disk);
  Pins pins;
  std::vector<std::pair<std::int64_t, std::vector<bool>>> uploads;
  Error error{Err::INTERNAL};
  for (std::int64_t id = 1; error.err == Err::INTERNAL && id < 1000; ++id) {
    const auto bytes = content_of(id);
    auto& answered = uploads.emplace_back(id, std::vector<bool>(kParts + 1)).second;
    for (std::int32_t part = kParts; part-- > 0 && error.err == Err::INTERNAL;) {
      const auto saved =
          storage.uploads->save_part(kAnna, {.file_id = id, .part = part, .bytes = part_of(bytes, part)});
      if (!saved) error = saved.error();
      answered[static_cast<std::size_t>(part)] = saved.has_value();
    }
  }
  if (error.err != Err::STORAGE_FULL) return complain("another error than STORAGE_FULL");
  const auto picture = Bytes(200'000, 1);
  if (storage.blobs->put(crypto::sha256(picture), picture).error().err != Err::STORAGE_FULL)
    return complain("a blob on a full disk");
  std::filesystem::remove(ballast);
  for (const auto& [id, answered] : uploads) expect_all_there(storage, id, answered);
  if (!storage.blobs->put(crypto::sha256(picture), picture)) return complain("it did not recover");
  return testing::Test::HasFailure() ? 1 : 0;
}

TEST(FullDisk, IsSurvivedByUploads) {
  TemporaryDirectory directory;
  const pid_t child = test::in_child([&] {
    const auto disk = directory.path() / "disk";
    std::filesystem::create_directory(disk);
    if (!test::mount_tmpfs(disk, "size=12m")) return test::kCannotRunHere;
    const auto ballast = disk / "ballast";
    return test::fill(ballast, 4 << 20) ? survive_full_disk(disk, ballast) : 3;
  });
  const int status = test::wait_for(child);
  if (status == test::kCannotRunHere) GTEST_SKIP() << "no user namespaces here";
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace botschaft::blob
