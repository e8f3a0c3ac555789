// What messages.searchGlobal costs somebody who is in many channels: each has an index of its own. On the
// engine's SQL with the database in memory, like messages_bench.
#include "domain/channels/box.h"
#include "domain/messages/search_global.h"
#include "world.h"

namespace botschaft::rpc {
namespace {

constexpr int kPosts = 200;  // of each channel

void fill(World& world, store::Transaction& tx, std::int64_t channels) {
  for (std::int64_t i = 0; i < channels; ++i) {
    first_channel(world, tx, true);
    const auto channel = PeerId::channel(store::kFirstChannelId + i);
    for (int k = 0; k < kPosts; ++k) {
      const auto id = store::append_event(tx, channel.value, {.kind = 1, .peer = channel, .arg = 1});
      const bool marked = i == channels / 2 && k == kPosts / 2;
      store::insert_message(tx, {.peer = channel,
                                 .id = id,
                                 .flags = store::kPost,
                                 .date = static_cast<std::int32_t>(1'600'000'000 + k * channels + i),
                                 .has_body = true,
                                 .body = {.text = std::string(kText) + (marked ? " Needle." : "")},
                                 .author = 1});
    }
    while (domain::extend_search_index(tx, channel.value)) {
    }
  }
}

void search_global(benchmark::State& state, const char* words) {
  World world;
  std::size_t found = 0;
  world.write([&](store::Transaction& tx) {
    fill(world, tx, state.range(0));
    const domain::GlobalQuery query{.text = words, .limit = 20};
    for (auto _ : state) {
      const auto answer = domain::search_everywhere(tx, 1, query);
      if (!answer) std::abort();
      found = answer->rows.size();
    }
  });
  state.counters["found"] = static_cast<double>(found);
}

void in_so_many_channels(benchmark::internal::Benchmark* bench) {
  bench->Arg(1)->Arg(50)->Arg(500)->Unit(benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(search_global, one_match, "needle")->Apply(in_so_many_channels);
BENCHMARK_CAPTURE(search_global, no_match, "unheard")->Apply(in_so_many_channels);
BENCHMARK_CAPTURE(search_global, all_match, "people")->Apply(in_so_many_channels);

}  // namespace
}  // namespace botschaft::rpc
