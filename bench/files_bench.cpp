// Parts of uploads and ranges of blobs, beside what the same bytes cost by themselves: writing and reading a
// plain file, hashing, checking, and the encryption that every byte goes through on its way. Ratios of one
// run are what counts; the disk is where TMPDIR is.
#include <benchmark/benchmark.h>
#include <fcntl.h>

#include "base/checksum.h"
#include "base/random.h"
#include "blob/disk.h"
#include "blob/temporary_directory.h"
#include "blob/uploads.h"
#include "crypto/aes_ige.h"
#include "crypto/hash.h"

namespace {

using namespace botschaft;

constexpr std::int32_t kPart = blob::kPartMax;
constexpr std::int32_t kParts = 64;
constexpr std::int64_t kSize = std::int64_t{kPart} * kParts;

Bytes part() {
  SeededRandom random(1);
  Bytes bytes(kPart);
  random.fill(bytes);
  return bytes;
}

void done(benchmark::State& state, std::int64_t bytes_each) {
  state.SetBytesProcessed(state.iterations() * bytes_each);
}

void aes_ige(benchmark::State& state) {
  const crypto::IgeKey key{};
  auto bytes = part();
  for (auto _ : state) crypto::aes_ige_encrypt(key, bytes);
  done(state, kPart);
}
BENCHMARK(aes_ige);

void sha256(benchmark::State& state) {
  const auto bytes = part();
  for (auto _ : state) benchmark::DoNotOptimize(crypto::sha256(bytes));
  done(state, kPart);
}
BENCHMARK(sha256);

void crc(benchmark::State& state) {
  const auto bytes = part();
  for (auto _ : state) benchmark::DoNotOptimize(crc32(bytes));
  done(state, kPart);
}
BENCHMARK(crc);

void write_plain_file(benchmark::State& state) {
  const blob::TemporaryDirectory directory;
  const auto bytes = part();
  for (auto _ : state) {
    state.PauseTiming();
    std::filesystem::remove(directory.path() / "file");
    state.ResumeTiming();
    const auto file = *blob::OpenFile::open(directory.path() / "file", O_WRONLY | O_CREAT);
    for (std::int64_t at = 0; at < kSize; at += kPart) (void)file.write(at, bytes);
  }
  done(state, kSize);
}
BENCHMARK(write_plain_file)->Unit(benchmark::kMillisecond)->UseRealTime();

// With journal, checks and hash, until the whole can be named; not yet synced, like the plain file.
void upload(benchmark::State& state) {
  const auto bytes = part();
  for (auto _ : state) {
    state.PauseTiming();
    const blob::TemporaryDirectory directory;
    const auto blobs = *blob::DiskBlobs::open(directory.path() / "blobs");
    const auto uploads = *blob::Uploads::open(directory.path() / "uploads", {}, *blobs, system_clock());
    state.ResumeTiming();
    for (std::int32_t n = 0; n < kParts; ++n) {
      (void)uploads->save_part(7, {.file_id = 1, .part = n, .total = kParts, .bytes = bytes});
    }
    if (!uploads->finish(7, {.file_id = 1, .parts = kParts})) state.SkipWithError("not finished");
  }
  done(state, kSize);
}
BENCHMARK(upload)->Unit(benchmark::kMillisecond)->UseRealTime();

struct Stored {
  Stored() : blobs(*blob::DiskBlobs::open(directory.path() / "blobs")) {
    const auto bytes = part();
    Bytes whole;
    for (std::int32_t n = 0; n < kParts; ++n) whole.insert(whole.end(), bytes.begin(), bytes.end());
    hash = crypto::sha256(whole);
    (void)blobs->put(hash, whole);
  }
  blob::TemporaryDirectory directory;
  std::unique_ptr<blob::DiskBlobs> blobs;
  blob::Hash hash;
};

void read_plain_file(benchmark::State& state) {
  const Stored stored;
  const auto file = *stored.blobs->open(stored.hash);
  Bytes piece(kPart);
  for (auto _ : state) {
    for (std::int64_t at = 0; at < kSize; at += kPart) (void)file.read(at, piece);
  }
  done(state, kSize);
}
BENCHMARK(read_plain_file)->Unit(benchmark::kMillisecond)->UseRealTime();

void read_ranges(benchmark::State& state) {
  const Stored stored;
  Bytes piece(kPart);
  for (auto _ : state) {
    for (std::int64_t at = 0; at < kSize; at += kPart) (void)stored.blobs->read(stored.hash, at, piece);
  }
  done(state, kSize);
}
BENCHMARK(read_ranges)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
