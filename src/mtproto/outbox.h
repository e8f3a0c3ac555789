#pragma once
// Content-related messages to the client, kept until it acknowledges them: answers, updates, and the notice
// of a new session. Answers in it are also the cache from which a repeated request is served.
#include <cstdint>
#include <memory>
#include <vector>

#include "base/answer.h"
#include "base/bytes.h"

namespace botschaft::mtproto {

struct OutgoingMessage {
  enum class Kind : std::uint8_t { kAnswer, kUpdate, kService };

  std::int64_t msg_id = 0;      // 0 until it is sent for the first time
  std::int64_t req_msg_id = 0;  // of an answer: `body` is what goes into rpc_result
  std::shared_ptr<const Bytes> body;
  std::int64_t sent_us = 0;  // monotonic, first time
  std::int32_t seqno = 0;
  Kind kind = Kind::kUpdate;
  bool due = true;   // to be sent at the next flush
  Lease lease = {};  // of its memory: then it is not kept once it was sent, for the client can ask again

  std::size_t wire_size() const;  // of the message's body
};

class Outbox {
 public:
  void add(OutgoingMessage message);

  OutgoingMessage* find(std::int64_t msg_id);             // among those sent
  OutgoingMessage* find_answer(std::int64_t req_msg_id);  // sent or not
  void erase(OutgoingMessage* message);                   // one of find's
  void make_due(OutgoingMessage& message);
  void sent(OutgoingMessage& message);  // no longer due

  // Each erases some messages and returns the requests whose answers are gone: those the client acknowledges;
  // the oldest answers that were sent, until the rest is within the bounds; answers first sent before then.
  std::vector<std::int64_t> acknowledge(std::vector<std::int64_t> msg_ids);
  std::vector<std::int64_t> drop_answers(std::size_t max_bytes, std::size_t max_count);
  std::vector<std::int64_t> drop_answers_sent_before(std::int64_t monotonic_us);
  // Those with a lease that were sent; returns the leases too. Then those that were not sent.
  std::vector<std::int64_t> drop_leased_sent(std::vector<Lease>& leases);
  std::vector<std::int64_t> drop_leased();
  void drop_updates();

  // Oldest first: those sent by ascending msg_id, then those that never were. The order in which they go out.
  std::vector<OutgoingMessage>& messages() { return messages_; }
  std::size_t count() const { return messages_.size(); }
  std::size_t due_count() const { return due_count_; }
  std::size_t bytes() const { return bytes_; }  // without those on lease, which are bounded by that
  std::size_t heap_bytes() const { return messages_.capacity() * sizeof(OutgoingMessage) + bytes_; }

 private:
  template <class Pred>
  std::vector<std::int64_t> erase_if(Pred pred);

  std::vector<OutgoingMessage> messages_;
  std::size_t bytes_ = 0;
  std::size_t due_count_ = 0;
};

}  // namespace botschaft::mtproto
