// What the methods of a conversation cost, from the decoded request to the encoded answer, on the engine's
// SQL with the database in memory: the CPU of rules, statements and views, without the disk (store_bench has
// that).
#include "domain/channels/counters.h"
#include "rpc/views/events.h"
#include "store/channels.h"
#include "store/events.h"
#include "world.h"

namespace botschaft::rpc {
namespace {

void send_message(benchmark::State& state) {
  World world;
  std::int64_t n = 0;
  for (auto _ : state) {
    world.write([&](store::Transaction& tx) {
      for (std::int64_t i = 0; i < state.range(0); ++i) {
        const auto from = ++n * 7919 % kPeople + 1;
        world.send(tx, from, (from + n % 20) % kPeople + 1);
      }
    });
  }
  state.SetItemsProcessed(n);
}

// A message to a group of so many people.
void send_to_group(benchmark::State& state) {
  World world;
  tl::Box<tl::InputPeer> group;
  world.write([&](store::Transaction& tx) { group = world.group_of(tx, state.range(0)); });
  std::int64_t n = 0;
  for (auto _ : state) {
    world.write([&](store::Transaction& tx) { world.send(tx, ++n % state.range(0) + 1, group); });
  }
  state.SetItemsProcessed(n);
}

// A post in a broadcast channel with so many members, whose rows are all there.
void post_in_channel(benchmark::State& state) {
  World world;
  tl::messages_sendMessage request;
  world.write([&](store::Transaction& tx) {
    tl::channels_createChannel create;
    create.broadcast = true;
    create.title = "channel";
    world.ask(tx, 1, create);
    for (UserId id = 2; id <= state.range(0); ++id) {
      store::put_channel_member(tx, {.channel = store::kFirstChannelId, .user = id, .inside = true});
    }
    auto peer = tl::make<tl::inputPeerChannel>();
    peer->channel_id = store::kFirstChannelId;
    peer->access_hash =
        domain::access_hash(world.services().access_hash_key, 1, PeerId::channel(store::kFirstChannelId));
    request.peer = std::move(peer);
    request.message = kText;
  });
  for (auto _ : state) {
    ++request.random_id;
    world.write([&](store::Transaction& tx) { world.ask(tx, 1, request); });
  }
}

// An answer in a supergroup, to the first message of a thread that grows.
void answer_in_thread(benchmark::State& state) {
  World world;
  tl::messages_sendMessage request;
  world.write([&](store::Transaction& tx) {
    request.peer = first_channel(world, tx, false);
    request.message = kText;
    request.random_id = 1;
    world.ask(tx, 1, request);
    auto reply = tl::make<tl::inputReplyToMessage>();
    reply->reply_to_msg_id = store::top_pts(tx, PeerId::channel(store::kFirstChannelId).value);
    request.reply_to = std::move(reply);
  });
  for (auto _ : state) {
    ++request.random_id;
    world.write([&](store::Transaction& tx) { world.ask(tx, 1, request); });
  }
}

// A batch in which so many people have seen one post, who all had not.
void count_views(benchmark::State& state) {
  World world;
  MessageId id = 0;
  const auto channel = PeerId::channel(store::kFirstChannelId);
  std::vector<UserId> viewers;
  for (UserId user = 1; user <= state.range(0); ++user) viewers.push_back(user);
  tl::messages_sendMessage request;
  world.write([&](store::Transaction& tx) { request.peer = first_channel(world, tx, true); });
  request.message = kText;
  for (auto _ : state) {
    state.PauseTiming();
    ++request.random_id;
    world.write([&](store::Transaction& tx) {
      world.ask(tx, 1, request);
      id = store::top_pts(tx, channel.value);
    });
    state.ResumeTiming();
    world.write([&](store::Transaction& tx) { domain::count_views(tx, {channel, id}, viewers); });
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void render_push(benchmark::State& state) {
  World world;
  world.write([&](store::Transaction& tx) { world.send(tx, 1, 2); });
  world.write([&](store::Transaction& tx) {
    for (auto _ : state) {
      const auto top = store::top_pts(tx, 2);
      const auto updates = updates_since({2, 1'700'000'000, world.services()}, tx, top - 1, top);
      benchmark::DoNotOptimize(tl::to_bytes(*updates).value());
    }
  });
  state.SetItemsProcessed(state.iterations());
}

template <class Request>
void pages_of(benchmark::State& state, Request request) {
  World world;
  world.write([&](store::Transaction& tx) {
    for (int i = 0; i < 10'000; ++i) world.send(tx, 3 + i % 20, 2);
    if constexpr (requires { request.peer; }) request.peer = world.peer(2, 3);
    if constexpr (requires { request.offset_peer; }) request.offset_peer = tl::make<tl::inputPeerEmpty>();
    for (auto _ : state) benchmark::DoNotOptimize(world.ask(tx, 2, request));
  });
}

void get_history(benchmark::State& state) {
  tl::messages_getHistory request;
  request.limit = 100;
  pages_of(state, std::move(request));
  state.SetItemsProcessed(state.iterations() * 100);
}

void get_dialogs(benchmark::State& state) {
  tl::messages_getDialogs request;
  request.limit = 100;
  pages_of(state, std::move(request));
  state.SetItemsProcessed(state.iterations() * 20);
}

void get_difference(benchmark::State& state) {
  tl::updates_getDifference request;
  request.pts = 1000;
  request.pts_limit = 100;
  pages_of(state, std::move(request));
  state.SetItemsProcessed(state.iterations() * 100);
}

BENCHMARK(send_message)->Arg(1)->Arg(16)->Arg(64)->Unit(benchmark::kMicrosecond);
BENCHMARK(send_to_group)->Arg(3)->Arg(20)->Arg(200)->Unit(benchmark::kMicrosecond);
BENCHMARK(post_in_channel)->Arg(1)->Arg(1000)->Arg(100'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(answer_in_thread)->Unit(benchmark::kMicrosecond);
BENCHMARK(count_views)->Arg(1)->Arg(1000)->Arg(100'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(render_push)->Unit(benchmark::kMicrosecond);
BENCHMARK(get_history)->Unit(benchmark::kMicrosecond);
BENCHMARK(get_dialogs)->Unit(benchmark::kMicrosecond);
BENCHMARK(get_difference)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace botschaft::rpc
