// What a page of messages costs, with everything that is kept beside them, and what it is to find members of
// a large group. On the engine's SQL with the database in memory, like messages_bench.
#include <algorithm>

#include "store/channels.h"
#include "store/events.h"
#include "store/messages.h"
#include "world.h"

namespace botschaft::rpc {
namespace {

constexpr UserId kAuthors = 50;
constexpr int kMessages = 5'000;
constexpr std::string_view kTags[] = {"helper", "gardener", "cook"};

const auto kChannel = PeerId::channel(store::kFirstChannelId);

tl::Box<tl::InputPeer> channel_for(const World& world, UserId user) {
  auto peer = tl::make<tl::inputPeerChannel>();
  peer->channel_id = kChannel.bare();
  peer->access_hash = domain::access_hash(world.services().access_hash_key, user, kChannel);
  return peer;
}

void react(World& world, store::Transaction& tx, UserId user, MessageId id, std::string_view emoji) {
  tl::messages_sendReaction request;
  request.peer = channel_for(world, user);
  request.msg_id = id;
  auto reaction = tl::make<tl::reactionEmoji>();
  reaction->emoticon = emoji;
  request.reaction.emplace();
  request.reaction->push_back(std::move(reaction));
  world.ask(tx, user, request);
}

MessageId answer(World& world, store::Transaction& tx, UserId user, MessageId to) {
  tl::messages_sendMessage request;
  request.peer = channel_for(world, user);
  request.message = kText;
  request.random_id = user * 1'000'000 + to;
  auto reply = tl::make<tl::inputReplyToMessage>();
  reply->reply_to_msg_id = to;
  request.reply_to = std::move(reply);
  world.ask(tx, user, request);
  return store::top_pts(tx, kChannel.value);
}

// Fifty people write in turn; one in five bears a tag, every third message has reactions of five people,
// every tenth begins a thread of three answers.
void fill(World& world, store::Transaction& tx) {
  first_channel(world, tx, false);
  for (UserId id = 2; id <= kAuthors; ++id) {
    store::put_channel_member(
        tx,
        {.channel = kChannel.bare(),
         .user = id,
         .inside = true,
         .rank = id % 5 == 0 ? std::string(kTags[static_cast<std::size_t>(id / 5) % std::size(kTags)]) : ""});
  }
  for (int i = 0; i < kMessages; ++i) {
    const auto author = i * 31 % kAuthors + 1;
    world.send(tx, author, channel_for(world, author));
    const auto id = store::top_pts(tx, kChannel.value);
    for (int k = 0; i % 3 == 0 && k < 5; ++k) {
      react(world, tx, (author + k) % kAuthors + 1, id, k % 2 == 0 ? "\U0001F44D" : "\U0001F525");
    }
    for (int k = 0; i % 10 == 0 && k < 3; ++k) answer(world, tx, (author + 3 * k) % kAuthors + 1, id);
  }
}

void supergroup_history(benchmark::State& state) {
  World world;
  tl::messages_getHistory request;
  request.limit = static_cast<std::int32_t>(state.range(0));
  world.write([&](store::Transaction& tx) {
    fill(world, tx);
    request.peer = channel_for(world, 2);
    for (auto _ : state) benchmark::DoNotOptimize(world.ask(tx, 2, request));
  });
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

// The same, of few authors and with nothing beside the messages.
void plain_history(benchmark::State& state) {
  World world;
  tl::messages_getHistory request;
  request.limit = static_cast<std::int32_t>(state.range(0));
  world.write([&](store::Transaction& tx) {
    first_channel(world, tx, false);
    request.peer = channel_for(world, 1);
    for (int i = 0; i < kMessages; ++i) world.send(tx, 1, request.peer);
    for (auto _ : state) benchmark::DoNotOptimize(world.ask(tx, 1, request));
  });
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

// A page of 20 where so many messages are.
void history_of_large_channel(benchmark::State& state) {
  World world;
  tl::messages_getHistory request;
  request.limit = 20;
  world.write([&](store::Transaction& tx) {
    request.peer = first_channel(world, tx, true);
    const auto box = kChannel.value;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
      const auto id = store::append_event(tx, box, {.kind = 1, .peer = kChannel, .arg = 1});
      store::insert_message(tx, {.peer = kChannel,
                                 .id = id,
                                 .flags = store::kPost,
                                 .date = 1'700'000'000,
                                 .has_body = true,
                                 .body = {.text = std::string(kText)},
                                 .author = 1});
    }
    for (auto _ : state) benchmark::DoNotOptimize(world.ask(tx, 1, request));
  });
}

// So many members of a supergroup, each with one of a thousand names.
void fill_members(World& world, store::Transaction& tx, std::int64_t members) {
  first_channel(world, tx, false);
  for (UserId id = kPeople + 1; id <= members; ++id) {
    store::insert_user(tx, {.id = id,
                            .phone = std::to_string(4'900'000'000 + id),
                            .first_name = "Name" + std::to_string(id % 1000),
                            .last_name = "Family" + std::to_string(id % 777)});
    store::put_channel_member(tx, {.channel = kChannel.bare(),
                                   .user = id,
                                   .inside = true,
                                   .joined_at = static_cast<std::int32_t>(1'600'000'000 + id)});
  }
}

void search_members(benchmark::State& state, const char* question) {
  World world;
  tl::channels_getParticipants request;
  auto channel = tl::make<tl::inputChannel>();
  channel->channel_id = kChannel.bare();
  channel->access_hash = domain::access_hash(world.services().access_hash_key, 1, kChannel);
  request.channel = std::move(channel);
  auto filter = tl::make<tl::channelParticipantsSearch>();
  filter->q = question;
  request.filter = std::move(filter);
  request.limit = 100;
  world.write([&](store::Transaction& tx) {
    fill_members(world, tx, state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(world.ask(tx, 1, request));
  });
}

BENCHMARK(supergroup_history)->Arg(20)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK(plain_history)->Arg(20)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK(history_of_large_channel)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search_members, rare, "name7 family7")
    ->Arg(20'000)
    ->Arg(200'000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search_members, frequent, "n")->Arg(200'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace botschaft::rpc
