#pragma once
// People on a store in memory, and what they ask: from the decoded request to the encoded answer.
#include <benchmark/benchmark.h>

#include "domain/accounts/access_hash.h"
#include "domain/channels/message_counts.h"
#include "rpc/handlers.h"
#include "rpc/messages/reply.h"
#include "store/channels.h"
#include "store/groups.h"
#include "store/simulated.h"
#include "store/users.h"
#include "tl/codec.h"

namespace botschaft::rpc {

inline constexpr UserId kPeople = 200;
inline constexpr std::string_view kText =
    "A line of text as people write it to each other, not long, not short.";

class World {
 public:
  World() {
    std::ignore = store_->write_sync([](store::Transaction& tx) -> Result<void> {
      for (UserId id = 1; id <= kPeople; ++id) {
        store::insert_user(tx, {.id = id, .phone = std::to_string(4900000000 + id), .first_name = "Ada"});
      }
      return {};
    });
  }

  template <class F>
  void write(F&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    if (!done) std::abort();
  }

  template <class Request>
  std::size_t ask(store::Transaction& tx, UserId user, const Request& request) {
    Caller caller;
    caller.user = user;
    caller.layer = 227;
    Context context{caller, services_, 1'700'000'000};
    auto answer = handle(context, tx, request);
    if (!answer) std::abort();
    return tl::to_bytes(*answer->get()).value().size();
  }

  tl::Box<tl::InputPeer> peer(UserId viewer, UserId target) const {
    auto input = tl::make<tl::inputPeerUser>();
    input->user_id = target;
    input->access_hash = domain::access_hash(services_.access_hash_key, viewer, PeerId::user(target));
    return input;
  }

  void send(store::Transaction& tx, UserId from, UserId to) {
    tl::messages_sendMessage request;
    request.peer = peer(from, to);
    request.message = kText;
    request.random_id = ++sent_;
    ask(tx, from, request);
  }

  tl::Box<tl::InputPeer> group_of(store::Transaction& tx, UserId members) {
    tl::messages_createChat request;
    request.title = "group";
    for (UserId id = 2; id <= members; ++id) {
      auto input = tl::make<tl::inputUser>();
      input->user_id = id;
      input->access_hash = domain::access_hash(services_.access_hash_key, 1, PeerId::user(id));
      request.users.push_back(std::move(input));
    }
    ask(tx, 1, request);
    auto peer = tl::make<tl::inputPeerChat>();
    peer->chat_id = store::kFirstChatId;
    return peer;
  }

  void send(store::Transaction& tx, UserId from, const tl::Box<tl::InputPeer>& to) {
    tl::messages_sendMessage request;
    request.peer = tl::clone(to);
    request.message = kText;
    request.random_id = ++sent_;
    ask(tx, from, request);
  }

  const Services& services() const { return services_; }

 private:
  SeededRandom random_{1};
  domain::MessageCounts counts_;
  Services services_{.clock = system_clock(),
                     .random = random_,
                     .access_hash_key = {1},
                     .address = {},
                     .message_counts = &counts_};
  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  std::int64_t sent_ = 0;
};

// The first channel, as its creator names it.
inline tl::Box<tl::InputPeer> first_channel(World& world, store::Transaction& tx, bool broadcast) {
  tl::channels_createChannel create;
  create.broadcast = broadcast;
  create.megagroup = !broadcast;
  create.title = "channel";
  world.ask(tx, 1, create);
  auto peer = tl::make<tl::inputPeerChannel>();
  peer->channel_id = store::kFirstChannelId;
  peer->access_hash =
      domain::access_hash(world.services().access_hash_key, 1, PeerId::channel(store::kFirstChannelId));
  return peer;
}

}  // namespace botschaft::rpc
