#pragma once
// A server process: real mailboxes and domain commands, a session layer made for the simulation. A crash
// destroys it; the store stays.
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "sim/wire.h"
#include "sim/world.h"
#include "store/simulated.h"
#include "updates/mailboxes.h"

namespace botschaft::sim {

class Device;

class Server final : public updates::Executor, public updates::Renderer, public updates::SessionSink {
 public:
  Server(World& world, store::SimulatedStore& store, std::function<void()> on_crash);

  // The network's side. `device` is where the session's packets go while it is connected.
  void connect(const SessionKey& session, UserId user, const std::shared_ptr<Device>& device);
  void disconnect(const SessionKey& session);
  void receive(const SessionKey& session, const Request& request);
  void acknowledge(const SessionKey& session, std::int64_t packet);

  const std::vector<std::string>& violations() const { return violations_; }

  // updates::Executor
  std::size_t shards() const override { return 2; }
  void post(std::size_t shard, std::function<void()> function) override;
  // updates::Renderer
  void render(const Range& range, const std::vector<std::int32_t>& layers, Rendered rendered) override;
  updates::SharedBytes too_long(std::int32_t layer) override;
  updates::SharedBytes typing(const domain::TypingNotice& notice, std::int32_t layer) override;
  updates::SharedBytes new_authorization(const domain::NewAuthorizationNotice& notice,
                                         std::int32_t layer) override;
  updates::SharedBytes status(UserId user, const updates::Status& status, std::int32_t layer) override;
  // updates::SessionSink
  void push(const SessionKey& session, updates::SharedBytes update) override;

 private:
  struct Session {
    UserId user = 0;
    std::shared_ptr<Device> device;  // null while disconnected
    std::deque<Packet> unacknowledged;
    std::map<std::int64_t, std::optional<Answer>> requests;
    bool lost = false;              // dropped updates; too_long is still to be sent
    std::set<std::int32_t> told;    // by pushes and replies, to see that nothing is told twice
    std::int64_t disconnected = 0;  // how often
  };

  Session* find(const SessionKey& session);
  void send(const SessionKey& key, Session& session, Payload payload);
  void transmit(const SessionKey& key, const Session& session, const Packet& packet);
  void retransmit_later(const SessionKey& key);
  void tell_loss(const SessionKey& key, Session& session);
  void note_told(const SessionKey& key, Session& session, const std::vector<Told>& events, const char* how);

  void answer(const SessionKey& key, Answer answer);
  void get_difference(const SessionKey& key, const Request& request, UserId user);
  void write(const SessionKey& key, const Request& request, UserId user);
  void commit_later();
  updates::SharedBytes keep(Payload payload);

  World& world_;
  store::SimulatedStore& store_;
  std::function<void()> on_crash_;
  std::shared_ptr<void> alive_ = std::make_shared<int>();
  std::vector<std::int64_t> shard_free_at_ = {0, 0};
  bool commit_planned_ = false;
  std::map<SessionKey, Session> sessions_;
  std::vector<Payload> payloads_;  // what the shared bytes of updates stand for
  std::vector<std::string> violations_;
  updates::Mailboxes mailboxes_{*this, *this, *this};
};

}  // namespace botschaft::sim
