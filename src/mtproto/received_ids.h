#pragma once
// The ids of a session's messages from the client, and what became of each: against replay, and to answer
// questions about them. Bounded; what falls out at the lower end can no longer be told from a message never
// seen.
#include <cstdint>
#include <vector>

namespace botschaft::mtproto {

enum class Received : std::uint8_t {
  kService,  // an acknowledgement, ping and the like: done with
  kContainer,
  kRunning,    // a request without an answer so far
  kDropped,    // a running request whose answer the client does not want
  kAnswered,   // the answer waits for the client's acknowledgement
  kDone,       // the client has the answer
  kForgotten,  // the answer was given up before the client acknowledged it
};

class ReceivedIds {
 public:
  explicit ReceivedIds(std::size_t limit) : limit_(limit) {}

  // nullptr: never seen, or below floor(). Valid until the next insert or forget.
  Received* find(std::int64_t msg_id);
  const Received* find(std::int64_t msg_id) const { return const_cast<ReceivedIds*>(this)->find(msg_id); }
  bool forgotten(std::int64_t msg_id) const { return msg_id <= floor_; }
  std::int64_t highest() const { return entries_.empty() ? floor_ : entries_.back().msg_id; }

  // Of an id not known. False: it is older than all that can be remembered.
  bool insert(std::int64_t msg_id, Received state);
  void forget_before(std::int64_t msg_id);

  std::size_t size() const { return entries_.size(); }
  std::size_t heap_bytes() const { return entries_.capacity() * sizeof(Entry); }

 private:
  struct Entry {
    std::int64_t msg_id;
    Received state;
  };

  std::vector<Entry> entries_;  // ascending
  std::size_t limit_;
  std::int64_t floor_ = 0;
};

}  // namespace botschaft::mtproto
