// The codec on what a server sends most: a page of history, 100 messages with their authors; and on what it
// is sent most: messages.sendMessage.
#include <benchmark/benchmark.h>

#include "tl/api.h"
#include "tl/codec.h"

namespace botschaft::tl {
namespace {

Ptr<message> text_message(int id) {
  auto m = make<message>({.out = id % 2 == 0, .id = id, .date = 1'700'000'000 + id});
  m->peer_id = make<peerUser>({.user_id = 1001});
  m->from_id = make<peerUser>({.user_id = 1000 + id % 7});
  m->message = std::string(static_cast<std::size_t>(20 + id % 90), 'x');
  if (id % 5 == 0) {
    auto& entities = m->entities.emplace();
    entities.push_back(make<messageEntityBold>({.offset = 0, .length = 4}));
    entities.push_back(make<messageEntityUrl>({.offset = 5, .length = 9}));
  }
  if (id % 9 == 0) m->reply_to = make<messageReplyHeader>({.reply_to_msg_id = id - 1});
  return m;
}

Ptr<messages_messages> history() {
  auto page = make<messages_messages>();
  for (int id = 1; id <= 100; ++id) page->messages.push_back(text_message(id));
  for (int i = 0; i < 7; ++i) {
    page->users.push_back(
        make<user>({.id = 1000 + i, .access_hash = 77, .first_name = "Ada", .last_name = "Lovelace"}));
  }
  return page;
}

void set_bytes(benchmark::State& state, std::size_t size) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(size));
  state.counters["wire_bytes"] = static_cast<double>(size);
}

// The argument is the layer: the canonical one, and older ones, which cost conversions.
void encode_history(benchmark::State& state) {
  const Layer layer(static_cast<std::int32_t>(state.range(0)));
  const auto page = history();
  const auto size = encoded_size(*page, layer).value();
  for (auto _ : state) {
    Writer out(layer);
    benchmark::DoNotOptimize(encode(*page, out));
  }
  set_bytes(state, size);
}
BENCHMARK(encode_history)->Arg(kCanonicalLayer)->Arg(198)->Arg(144);

void decode_history(benchmark::State& state) {
  const auto bytes = to_bytes(*history()).value();
  for (auto _ : state) {
    Reader in(bytes);
    benchmark::DoNotOptimize(decode_any(in));
  }
  set_bytes(state, bytes.size());
}
BENCHMARK(decode_history);

void clone_history(benchmark::State& state) {
  const auto page = history();
  for (auto _ : state) benchmark::DoNotOptimize(clone(*page));
  set_bytes(state, encoded_size(*page).value());
}
BENCHMARK(clone_history);

void decode_send_message(benchmark::State& state) {
  auto request = make<messages_sendMessage>({.message = "See you at eight?", .random_id = 1});
  request->peer = make<inputPeerUser>({.user_id = 1001, .access_hash = 5});
  const auto bytes = to_bytes(*request).value();
  for (auto _ : state) {
    Reader in(bytes);
    benchmark::DoNotOptimize(decode_method(in));
  }
  set_bytes(state, bytes.size());
}
BENCHMARK(decode_send_message);

}  // namespace
}  // namespace botschaft::tl
