#pragma once
// The inside of a Session. Apart from session*.cpp nobody includes this.
#include <memory>
#include <optional>
#include <vector>

#include "mtproto/message_ids.h"
#include "mtproto/outbox.h"
#include "mtproto/received_ids.h"
#include "mtproto/session.h"
#include "tl/reader.h"

namespace botschaft::mtproto {

// An answer within this time acknowledges its request; mtcute asks for the state of requests after 1.5 s.
inline constexpr std::int64_t kAckDelay_us = 1'000'000;

// A message as it came, by itself or out of a container.
struct ClientPart {
  std::int64_t msg_id;
  std::int32_t seqno;
  ByteView body;
};

struct Session::State {
  State(SessionId session, std::int64_t unique, SessionLimits session_limits)
      : session_id(session),
        unique_id(unique),
        limits(session_limits),
        received(session_limits.received_ids) {}

  // What a message arrives with.
  struct Incoming {
    Moment now;
    const SaltBook& salts;
    SessionEvents& events;
    std::size_t& unpack_left;  // bytes that gzip_packed may still expand to in this packet
    std::int32_t unix_seconds() const { return static_cast<std::int32_t>(now.unix_us / 1'000'000); }
  };

  // session.cpp: from the packet down to single messages.
  bool on_packet(const ClientMessage& message, const Incoming& in);
  bool read_container(const ClientPart& container, const Incoming& in);
  void read_part(const ClientPart& part, const Incoming& in);
  void read_repeated(const ClientPart& part, Received state);
  void read_packed(const ClientPart& part, const Incoming& in);
  std::optional<BadMsg> check_seqno(const ClientPart& part) const;
  void refuse(const ClientPart& part, BadMsg code);
  void announce(std::int64_t first_msg_id, std::int32_t first_seqno, const Incoming& in);

  // session_service.cpp: what messages mean. Requests go to dispatch, the rest is about the session itself.
  void read_content(const ClientPart& part, ByteView body, const Incoming& in);
  bool read_query(const ClientPart& part, std::uint32_t id, tl::Reader& body, const Incoming& in);
  void on_acks(tl::Reader& body);
  void on_acked(std::vector<std::int64_t> ids);
  void on_ping(std::int64_t msg_id, std::uint32_t id, tl::Reader& body, Moment now);
  void on_future_salts(std::int64_t req_msg_id, std::int32_t count, const Incoming& in);
  void on_state_request(std::int64_t req_msg_id, tl::Reader& body);
  void send_states(std::int64_t req_msg_id, const std::vector<std::int64_t>& ids);
  std::uint8_t state_of(std::int64_t msg_id) const;
  void on_resend_request(std::int64_t req_msg_id, tl::Reader& body);
  void on_all_info(tl::Reader& body);
  void on_http_wait(tl::Reader& body);
  void on_drop_answer(std::int64_t msg_id, std::int64_t req_msg_id, const Incoming& in);
  void on_destroy_session(SessionId other, const Incoming& in);

  // Messages that wait to be sent; acknowledgements are not counted.
  std::size_t waiting() const { return replies.size() + outbox.due_count(); }

  // session.cpp: on the way out.
  void reply(Bytes body, ServerMsgIds::Kind kind);
  void queue_answer(std::int64_t req_msg_id, Answer result);
  void resend_answer(OutgoingMessage& answer);
  void make_room(std::size_t bytes);
  void forget_answers(const std::vector<std::int64_t>& requests);
  void forget_old(Moment now);
  void lose_connection();

  // session_flush.cpp
  struct Item;
  struct Room;
  void write_acks();
  void collect_content(Moment now, std::vector<Item>& items, Room& room);
  Bytes next_packet(const Seal& seal);
  Bytes pack(std::span<const Item> items, const Seal& seal);
  std::int32_t next_seqno(bool content_related);

  // A service message to the client that needs no acknowledgement.
  struct Reply {
    Bytes body;
    ServerMsgIds::Kind kind;
  };

  const SessionId session_id;
  const std::int64_t unique_id;
  const SessionLimits limits;
  ReceivedIds received;
  Outbox outbox;
  ServerMsgIds msg_ids;
  std::vector<Reply> replies;
  std::unique_ptr<std::vector<Lease>> sent_leases;  // rarely any, and idle sessions are many
  std::vector<std::int64_t> acks;  // requests to acknowledge, unless their answer comes first
  std::int64_t acks_due_us = 0;
  std::optional<std::int64_t> disconnect_us;
  std::optional<HttpWait> http_wait;  // of the latest packet
  std::int64_t last_seen_us = 0;
  // The latest content-related message of the client.
  std::int64_t last_content_id = 0;
  std::int32_t last_content_seqno = -1;
  std::int32_t content_sent = 0;  // content-related messages sent: seqno is twice that, plus one for another
  bool announced = false;         // new_session_created is queued
  bool connected = false;
  bool updates_lost = false;
};

}  // namespace botschaft::mtproto
