// What the desk costs: notices filed in groups as the writer commits them, on a database file with fsync, and
// the log that is published from them (one item: one entry). The arguments: entries, and for `file` notices
// per commit.
#include <benchmark/benchmark.h>

#include <atomic>
#include <thread>

#include "desk/desk.h"
#include "desk/publisher.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"
#include "translog/proof.h"

namespace botschaft::desk {
namespace {

constexpr std::int64_t kTargets = 1'000;
constexpr Seconds kNow = 1'800'000'000;
const std::string kText(600, 'x');  // of a notice

// Through the store's own queue, as many at once as it takes; with a receipt for each, as a sender gets it.
void file(store::Store& store, const translog::SignerKey& key, Random& random, std::int64_t count) {
  static const Settings settings;
  std::atomic<std::int64_t> waiting = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    while (waiting >= 2'000) std::this_thread::yield();
    ++waiting;
    auto record = std::make_shared<translog::Record>();
    store.write(
        [&, i, record](store::Transaction& tx) -> Result<void> {
          Desk desk(tx, settings, kNow, random);
          Submission notice;
          notice.target = "channel:1/post:" + std::to_string(i % kTargets);
          notice.payload = as_bytes(kText);
          *record = desk.file(notice)->entry.record;
          return {};
        },
        [&, record](Result<void> done) {
          if (!done) std::abort();
          benchmark::DoNotOptimize(translog::sign_receipt(key, *record, kNow));
          --waiting;
        });
  }
  while (waiting > 0) std::this_thread::yield();
}

void filing(benchmark::State& state) {
  for (auto _ : state) {
    store::TemporaryDirectory directory;
    auto store = std::move(*store::open_sqlite({.directory = directory.data()}));
    SeededRandom random(1);
    const auto key = translog::SignerKey::make("bench", translog::Algorithm::ed25519, random);
    file(*store, key, random, state.range(0));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(filing)->Arg(100'000)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);

// From the database: leaves, tiles, bundles, one checkpoint.
void publishing(benchmark::State& state) {
  store::TemporaryDirectory directory;
  auto store = std::move(*store::open_sqlite({.directory = directory.data()}));
  SeededRandom random(1);
  const auto key = translog::SignerKey::make("bench", translog::Algorithm::ed25519, random);
  file(*store, key, random, state.range(0));
  for (auto _ : state) {
    auto publisher = LogPublisher::open(*store, directory.path() / "log", key);
    if (!publisher || !publisher->run()) std::abort();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(publishing)->Arg(100'000)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);

// The log alone, a checkpoint for every so many entries: 600 commits of 167, as a flood of 100,000 in ten
// minutes.
void appending(benchmark::State& state) {
  SeededRandom random(1);
  const auto key = translog::SignerKey::make("bench", translog::Algorithm::ed25519, random);
  for (auto _ : state) {
    store::TemporaryDirectory directory;
    auto log = *translog::Log::open(directory.path() / "log", key);
    for (std::int64_t i = 0; i < state.range(0); ++i) {
      log.append(translog::canonical({"CASE", i, "received", kNow, "users", {}}));
      if (i % state.range(1) == state.range(1) - 1 && !log.publish()) std::abort();
    }
    if (!log.publish()) std::abort();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(appending)
    ->Args({100'000, 167})
    ->Args({100'000, 8'192})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace botschaft::desk
