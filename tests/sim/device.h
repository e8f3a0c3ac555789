#pragma once
// A client as clients.telegram.org/api/updates wants it: applies events in order of pts, waits a moment for
// what is missing, then asks for the difference.
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/wire.h"
#include "sim/world.h"

namespace botschaft::sim {

class Server;

// What a person sees of his account.
struct View {
  std::map<PeerId, std::map<MessageId, std::string>> chats;
  std::map<PeerId, std::int64_t> read_inbox;
  std::map<PeerId, std::int64_t> read_outbox;
  std::map<PeerId, std::string> drafts;
  friend bool operator==(const View&, const View&) = default;
};

class Device : public std::enable_shared_from_this<Device> {
 public:
  Device(World& world, UserId user, std::int64_t number, std::int32_t layer);

  UserId user() const { return user_; }
  std::int32_t layer() const { return layer_; }
  const View& view() const { return view_; }
  std::int32_t pts() const { return pts_; }
  bool idle() const { return pending_.empty() && !asking_; }
  const std::vector<Send>& acknowledged() const { return acknowledged_; }

  void connect(Server& server);
  void disconnect();      // the line breaks; the session may go on
  void forget_session();  // the next connection has a new one, as after a restart of the client
  bool connected() const { return server_ != nullptr; }

  void act(const std::vector<UserId>& people);  // does something a person would
  void receive(const SessionKey& session, const Packet& packet);

 private:
  void request(Body body);
  void transmit(std::int64_t id);
  void ask_difference();
  void on_answer(const Answer& answer);
  void on_difference(const Answer& answer);
  void take(const std::vector<Told>& events);
  void apply(const Told& told);
  void mind_gap();
  std::string new_text();
  std::int64_t new_random_id();

  World& world_;
  const UserId user_;
  const std::int32_t layer_;
  SessionKey session_;
  Server* server_ = nullptr;
  std::set<std::int64_t> seen_packets_;  // of this session

  std::map<std::int64_t, Body> pending_;
  std::int64_t next_request_ = 1;
  std::int64_t next_text_ = 1;
  std::int64_t next_random_id_ = 1;
  std::vector<Send> acknowledged_;

  View view_;
  std::int32_t pts_;
  std::map<std::int32_t, Told> early_;  // beyond a gap
  bool asking_ = false;
  bool ask_again_ = false;
};

}  // namespace botschaft::sim
