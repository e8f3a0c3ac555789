#pragma once
// For tests of handlers: a store in memory, people in it, and requests in their name.
#include <gtest/gtest.h>

#include "domain/accounts/access_hash.h"
#include "rpc/handlers.h"
#include "rpc/messages/reply.h"
#include "rpc/views/events.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::rpc {

class Scene : public ::testing::Test {
 protected:
  Scene() {
    store_->on_notices([this](auto notices) { collect(std::move(notices)); });
  }

  UserId person(const std::string& name) {
    UserId id = 0;
    run([&](store::Transaction& tx) {
      store::UserRow row;
      row.first_name = name;
      row.phone = std::to_string(49'000'000 + ++people_);
      id = store::insert_user(tx, row);
    });
    return id;
  }

  template <class F>
  void run(F&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text();
  }

  // Sends a request as `user` and returns what the handler answers.
  template <class Request>
  auto ask(UserId user, const Request& request) {
    const auto caller = caller_of(user);
    Context context{caller, services_, clock_.unix_seconds()};
    if constexpr (requires { handle(context, std::declval<store::Store&>(), request); }) {
      return handle(context, static_cast<store::Store&>(*store_), request);
    } else {
      return ask_in_transaction(context, request);
    }
  }

  template <class Request>
  auto ask_in_transaction(Context& context, const Request& request) {
    using Answer = decltype(handle(context, std::declval<store::Transaction&>(), request));
    std::optional<Answer> answer;
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      answer.emplace(handle(context, tx, request));
      if (!*answer) return std::unexpected(answer->error());
      return {};
    });
    EXPECT_EQ(done.has_value(), answer->has_value());
    return std::move(*answer);
  }

  // The same for methods that work on the store.
  template <class Request>
  auto ask_store(UserId user, const Request& request) {
    const auto caller = caller_of(user);
    Context context{caller, services_, clock_.unix_seconds()};
    return handle(context, static_cast<store::Store&>(*store_), request);
  }

  static Caller caller_of(UserId user) {
    Caller caller;
    caller.user = user;
    caller.auth_key = user;
    caller.session = 1;
    caller.layer = 227;
    return caller;
  }

  tl::Box<tl::InputPeer> peer(UserId viewer, UserId target) {
    auto input = tl::make<tl::inputPeerUser>();
    input->user_id = target;
    input->access_hash = domain::access_hash(services_.access_hash_key, viewer, PeerId::user(target));
    return input;
  }

  tl::Box<tl::InputPeer> peer(UserId viewer, PeerId target) {
    if (!target.is_chat()) return peer(viewer, target.value);
    auto input = tl::make<tl::inputPeerChat>();
    input->chat_id = target.bare();
    return input;
  }

  tl::Box<tl::InputUser> input_user(UserId viewer, UserId target) {
    auto input = tl::make<tl::inputUser>();
    input->user_id = target;
    input->access_hash = domain::access_hash(services_.access_hash_key, viewer, PeerId::user(target));
    return input;
  }

  tl::messages_sendMessage text_to(UserId from, PeerId to, const std::string& text) {
    tl::messages_sendMessage request;
    request.peer = peer(from, to);
    request.message = text;
    request.random_id = ++random_id_;
    return request;
  }
  tl::messages_sendMessage text_to(UserId from, UserId to, const std::string& text) {
    return text_to(from, PeerId::user(to), text);
  }

  // Sends a text and returns its id in the sender's box.
  MessageId send(UserId from, UserId to, const std::string& text) {
    return send(from, PeerId::user(to), text);
  }
  MessageId send(UserId from, PeerId to, const std::string& text) {
    auto answer = ask(from, text_to(from, to, text));
    if (!answer) {
      ADD_FAILURE() << answer.error().text();
      return 0;
    }
    return sent_id(*answer);
  }

  // The id in either form of answer.
  static MessageId sent_id(const tl::Box<tl::Updates>& answer) {
    if (const auto* sent = answer.as<tl::updateShortSentMessage>()) return sent->id;
    return answer.as<tl::updates>()->updates.front().as<tl::updateMessageID>()->id;
  }

  std::int32_t pts(UserId user) {
    std::int32_t value = 0;
    run([&](store::Transaction& tx) { value = store::top_pts(tx, user); });
    return value;
  }

  std::vector<const tl::message*> history(UserId user, UserId with) {
    tl::messages_getHistory request;
    request.peer = peer(user, with);
    request.limit = 100;
    auto answer = ask(user, request);
    history_ = std::move(*answer);
    std::vector<const tl::message*> messages;
    if (const auto* all = history_.as<tl::messages_messages>()) {
      for (const auto& m : all->messages) messages.push_back(m.as<tl::message>());
    }
    return messages;
  }

  std::vector<domain::BoxNotice> take_box_notices() { return std::exchange(box_notices_, {}); }

  ManualClock clock_;
  SeededRandom random_{1};
  Services services_{.clock = clock_, .random = random_, .access_hash_key = {1, 2, 3}, .address = {}};
  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  std::vector<domain::BoxNotice> box_notices_;

 private:
  void collect(std::vector<std::unique_ptr<store::Notice>> notices) {
    for (const auto& notice : notices) {
      if (const auto* box = dynamic_cast<const domain::BoxNotice*>(notice.get()))
        box_notices_.push_back(*box);
    }
  }

  int people_ = 0;
  std::int64_t random_id_ = 0;
  tl::Box<tl::messages_Messages> history_;
};

}  // namespace botschaft::rpc
