// From what waits in a session to encrypted packets.
#include <algorithm>

#include "mtproto/session_state.h"
#include "tl/mtproto.h"
#include "tl/writer.h"

namespace botschaft::mtproto {
namespace {

// Containers stay well below what clients accept (TDLib: 1020 messages); a message larger than this travels
// in a packet of its own.
constexpr std::size_t kMaxContainerBytes = 64 * 1024;
constexpr std::size_t kMaxContainerMessages = 512;
constexpr std::size_t kPartHeader = 16;
constexpr std::size_t kPacketEnd = 48;  // container header, padding, what the transport puts behind a packet

void put(Bytes& out, const auto& value) {
  out.resize(out.size() + sizeof value);
  store_le(out.data() + out.size() - sizeof value, value);
}

}  // namespace

// One message on its way into a packet. `body` belongs to `replies` or to the outbox.
struct Session::State::Item {
  std::int64_t msg_id;
  std::int32_t seqno;
  bool repeated;            // its msg_id may be too old for a message by itself: always in a container
  std::int64_t req_msg_id;  // not 0: `body` is the result in an rpc_result
  ByteView body;

  std::size_t size() const { return body.size() + (req_msg_id == 0 ? 0 : 12); }
  void write(Bytes& out) const {
    if (req_msg_id != 0) {
      put(out, tl::mt_rpc_result::kId);
      put(out, req_msg_id);
    }
    out.insert(out.end(), body.begin(), body.end());
  }
};

// What one packet has left. Its first message may have any size.
struct Session::State::Room {
  std::size_t messages = kMaxContainerMessages;
  std::size_t bytes = kMaxContainerBytes;

  bool take(std::size_t size) {
    const bool first = messages == kMaxContainerMessages;
    if (messages == 0 || (!first && bytes < kPartHeader + size)) return false;
    --messages;
    bytes -= std::min(bytes, first ? size : kPartHeader + size);
    return true;
  }
};

// core.telegram.org/mtproto/description, "Message Sequence Number (msg_seqno)".
std::int32_t Session::State::next_seqno(bool content_related) {
  return content_related ? 2 * content_sent++ + 1 : 2 * content_sent;
}

void Session::State::write_acks() {
  if (acks.empty()) return;
  tl::Writer out;
  out.id(tl::mt_msgs_ack::kId);
  out.id(tl::kVectorId);
  out.int32(static_cast<std::int32_t>(acks.size()));
  for (const auto msg_id : acks) out.int64(msg_id);
  acks = {};
  replies.push_back({out.take(), ServerMsgIds::Kind::kNotice});
}

void Session::State::collect_content(Moment now, std::vector<Item>& items, Room& room) {
  for (auto& message : outbox.messages()) {
    if (!message.due) continue;
    if (!room.take(message.wire_size())) return;
    const bool repeated = message.msg_id != 0;
    if (!repeated) {
      const bool answer = message.kind == OutgoingMessage::Kind::kAnswer;
      message.msg_id =
          msg_ids.next(now.unix_us, answer ? ServerMsgIds::Kind::kAnswer : ServerMsgIds::Kind::kNotice);
      message.seqno = next_seqno(true);
      message.sent_us = now.monotonic_us;
    }
    outbox.sent(message);
    items.push_back({message.msg_id, message.seqno, repeated, message.req_msg_id, *message.body});
  }
}

Bytes Session::State::pack(std::span<const Item> items, const Seal& seal) {
  MessageHeader header{.salt = seal.salt, .session_id = session_id};
  std::size_t size = kSealRoom + kPacketEnd;
  for (const auto& item : items) size += kPartHeader + item.size();
  Bytes packet;
  packet.reserve(size);
  packet.resize(kSealRoom);
  if (items.size() == 1 && !items[0].repeated) {
    header.msg_id = items[0].msg_id;
    header.seqno = items[0].seqno;
    items[0].write(packet);
  } else {
    header.msg_id = msg_ids.next(seal.now.unix_us, ServerMsgIds::Kind::kNotice);
    header.seqno = next_seqno(false);
    put(packet, tl::mt_msg_container::kId);
    put(packet, static_cast<std::int32_t>(items.size()));
    for (const auto& item : items) {
      put(packet, item.msg_id);
      put(packet, item.seqno);
      put(packet, static_cast<std::int32_t>(item.size()));
      item.write(packet);
    }
  }
  seal_in_place(seal.key, seal.key_id, header, seal.random, packet);
  return packet;
}

// At least one message, if any waits; else an empty container.
Bytes Session::State::next_packet(const Seal& seal) {
  std::vector<Item> items;
  items.reserve(std::min(waiting(), kMaxContainerMessages));
  Room room;
  // Before the replies: when mtcute reads in msgs_state_info that a request is answered, and has not read the
  // answer, it sends the request again under another id.
  if (outbox.due_count() > 0) collect_content(seal.now, items, room);
  auto reply = replies.begin();
  for (; reply != replies.end() && room.take(reply->body.size()); ++reply) {
    items.push_back({msg_ids.next(seal.now.unix_us, reply->kind), next_seqno(false), false, 0, reply->body});
  }
  Bytes packet = pack(items, seal);
  replies.erase(replies.begin(), reply);
  if (replies.empty()) replies = {};  // an idle session holds no buffer
  std::vector<Lease> leases;
  forget_answers(outbox.drop_leased_sent(leases));
  if (!leases.empty()) {
    if (!sent_leases) sent_leases = std::make_unique<std::vector<Lease>>();
    sent_leases->insert(sent_leases->end(), leases.begin(), leases.end());
  }
  return packet;
}

void Session::flush(const Seal& seal, std::vector<Bytes>& packets) {
  if (!state_->connected) return;
  if (state_->waiting() > 0 || seal.now.monotonic_us >= state_->acks_due_us) state_->write_acks();
  while (state_->waiting() > 0) packets.push_back(state_->next_packet(seal));
}

Bytes Session::flush_one(const Seal& seal) {
  state_->write_acks();
  return state_->next_packet(seal);
}

std::size_t Session::waiting() const {
  return state_->waiting();
}

bool Session::wants_flush(Moment now) const {
  return state_->connected &&
         (state_->waiting() > 0 || (!state_->acks.empty() && now.monotonic_us >= state_->acks_due_us));
}

std::optional<std::int64_t> Session::flush_deadline() const {
  if (!state_->connected || state_->acks.empty()) return std::nullopt;
  return state_->acks_due_us;
}

}  // namespace botschaft::mtproto
