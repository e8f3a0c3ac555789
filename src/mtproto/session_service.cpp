// Messages about the session and its messages: acknowledgements, states, resending, pings, salts,
// destruction.
#include <algorithm>

#include "base/error.h"
#include "mtproto/session_state.h"
#include "tl/mtproto.h"
#include "tl/writer.h"

namespace botschaft::mtproto {
namespace {

constexpr std::int64_t kSecond_us = 1'000'000;
constexpr int kMaxFutureSalts = 64;
// TDLib and the official applications name no more ids in one message.
constexpr std::uint32_t kMaxIds = 8192;
constexpr std::int32_t kMaxDisconnectDelay_s = 3600;
// Telegram Desktop asks for 25 s; what stands between a client and us often cuts off silent requests at 60 s.
constexpr std::int64_t kMaxHttpWait_ms = 50'000;
// Like msg_resend_req, with ids of requests whose answers to send again; no longer in the schema.
constexpr std::uint32_t kMsgResendAnsReq = 0x8610baeb;

// Bits of a message's state; service_messages_about_messages, "Informational Message regarding Status of
// Messages".
enum StateBits : std::uint8_t {
  kNothingKnown = 1,
  kNotReceived = 2,
  kNotReceivedYet = 3,
  kReceived = 4,
  kAcknowledged = 8,
  kNeedsNoAck = 16,
  kRequestInHand = 32,
  kAnswerMade = 64,
};

// A Vector<long>, or nullopt if it is not well-formed or longer than anybody needs.
std::optional<std::vector<std::int64_t>> read_ids(tl::Reader& in) {
  const auto id = in.id();
  const auto count = in.scalar<std::uint32_t>();
  if (!in.ok() || id != tl::kVectorId || count > kMaxIds) return std::nullopt;
  std::vector<std::int64_t> ids(count);
  for (auto& msg_id : ids) msg_id = in.int64();
  if (!in.ok()) return std::nullopt;
  return ids;
}

constexpr auto kAnswer = ServerMsgIds::Kind::kAnswer;

}  // namespace

void Session::State::read_content(const ClientPart& part, ByteView body, const Incoming& in) {
  tl::Reader reader(body);
  const auto id = reader.id();
  switch (id) {
    case tl::mt_msgs_ack::kId:
      return on_acks(reader);
    case tl::mt_msgs_all_info::kId:
      return on_all_info(reader);
    case tl::mt_http_wait::kId:
      return on_http_wait(reader);
    case tl::mt_msgs_state_info::kId:  // answers a question we never ask
      return;
    default:
      break;
  }
  if (read_query(part, id, reader, in)) return;
  if (!is_content_related(part.seqno)) return refuse(part, BadMsg::kSeqnoNotOdd);
  *received.find(part.msg_id) = Received::kRunning;
  if (acks.empty()) acks_due_us = in.now.monotonic_us + kAckDelay_us;
  acks.push_back(part.msg_id);
  in.events.on_request(part.msg_id, body);
}

// Questions that are answered here. False: something else.
bool Session::State::read_query(const ClientPart& part, std::uint32_t id, tl::Reader& body,
                                const Incoming& in) {
  switch (id) {
    case tl::mt_ping::kId:
    case tl::mt_ping_delay_disconnect::kId:
      on_ping(part.msg_id, id, body, in.now);
      break;
    case tl::mt_get_future_salts::kId:
      on_future_salts(part.msg_id, body.int32(), in);
      break;
    case tl::mt_msgs_state_req::kId:
      on_state_request(part.msg_id, body);
      break;
    case tl::mt_msg_resend_req::kId:
    case kMsgResendAnsReq:
      on_resend_request(part.msg_id, body);
      break;
    case tl::mt_rpc_drop_answer::kId:
      on_drop_answer(part.msg_id, body.int64(), in);
      break;
    case tl::mt_destroy_session::kId:
      on_destroy_session(body.int64(), in);
      break;
    case tl::mt_destroy_auth_key::kId:
      in.events.on_destroy_auth_key();
      break;
    default:
      return false;
  }
  return true;
}

void Session::State::on_acks(tl::Reader& body) {
  if (auto ids = read_ids(body)) on_acked(std::move(*ids));
}

void Session::State::on_acked(std::vector<std::int64_t> ids) {
  for (const auto req_msg_id : outbox.acknowledge(std::move(ids))) {
    if (auto* state = received.find(req_msg_id)) *state = Received::kDone;
  }
}

void Session::State::on_ping(std::int64_t msg_id, std::uint32_t id, tl::Reader& body, Moment now) {
  const auto ping_id = body.int64();
  if (id == tl::mt_ping_delay_disconnect::kId) {
    const auto delay_s = std::clamp(body.int32(), 0, kMaxDisconnectDelay_s);
    if (!body.ok()) return;
    disconnect_us = now.monotonic_us + delay_s * kSecond_us;
  }
  tl::Writer out;
  out.id(tl::mt_pong::kId);
  out.int64(msg_id);
  out.int64(ping_id);
  reply(out.take(), kAnswer);
}

void Session::State::on_future_salts(std::int64_t req_msg_id, std::int32_t count, const Incoming& in) {
  const auto salts = in.salts.future(in.unix_seconds(), std::clamp(count, 1, kMaxFutureSalts));
  tl::Writer out;
  out.id(tl::mt_future_salts::kId);
  out.int64(req_msg_id);
  out.int32(in.unix_seconds());
  out.int32(static_cast<std::int32_t>(salts.size()));  // a bare vector of bare future_salt
  for (const auto& salt : salts) {
    out.int32(salt.valid_since);
    out.int32(salt.valid_until);
    out.int64(salt.salt);
  }
  reply(out.take(), kAnswer);
}

void Session::State::on_state_request(std::int64_t req_msg_id, tl::Reader& body) {
  if (const auto ids = read_ids(body)) send_states(req_msg_id, *ids);
}

void Session::State::send_states(std::int64_t req_msg_id, const std::vector<std::int64_t>& ids) {
  Bytes states;
  states.reserve(ids.size());
  for (const auto msg_id : ids) states.push_back(state_of(msg_id));
  tl::Writer out;
  out.id(tl::mt_msgs_state_info::kId);
  out.int64(req_msg_id);
  out.string(ByteView{states});
  reply(out.take(), kAnswer);
}

std::uint8_t Session::State::state_of(std::int64_t msg_id) const {
  if (!is_client_msg_id(msg_id) || received.forgotten(msg_id)) return kNothingKnown;
  const auto* state = received.find(msg_id);
  if (state == nullptr) return msg_id > received.highest() ? kNotReceivedYet : kNotReceived;
  switch (*state) {
    case Received::kService:
    case Received::kContainer:
      return kReceived | kNeedsNoAck;
    case Received::kRunning:
    case Received::kDropped:
      return kReceived | kRequestInHand;
    default:
      return kReceived | kAcknowledged | kRequestInHand | kAnswerMade;
  }
}

// "Explicit Request to Re-Send Messages": if one of them is gone, the states of all are told as well.
void Session::State::on_resend_request(std::int64_t req_msg_id, tl::Reader& body) {
  const auto ids = read_ids(body);
  if (!ids) return;
  bool all = true;
  for (const auto msg_id : *ids) {
    auto* message = is_client_msg_id(msg_id) ? outbox.find_answer(msg_id) : outbox.find(msg_id);
    if (message != nullptr) outbox.make_due(*message);
    all = all && message != nullptr;
  }
  if (!all) send_states(req_msg_id, *ids);
}

void Session::State::on_all_info(tl::Reader& body) {
  const auto ids = read_ids(body);
  const auto states = body.string();
  if (!ids || !body.ok() || states.size() != ids->size()) return;
  std::vector<std::int64_t> arrived;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if ((states[i] & 7) == kReceived) {
      arrived.push_back((*ids)[i]);
    } else if (auto* message = outbox.find((*ids)[i])) {
      outbox.make_due(*message);
    }
  }
  on_acked(std::move(arrived));
}

void Session::State::on_http_wait(tl::Reader& body) {
  const auto milliseconds = [&] { return std::clamp<std::int64_t>(body.int32(), 0, kMaxHttpWait_ms) * 1000; };
  HttpWait wait;
  wait.max_delay_us = milliseconds();
  wait.wait_after_us = milliseconds();
  wait.max_wait_us = milliseconds();
  if (body.ok()) http_wait = wait;
}

// "Cancellation of an RPC Query".
void Session::State::on_drop_answer(std::int64_t msg_id, std::int64_t req_msg_id, const Incoming& in) {
  auto* state = received.find(req_msg_id);
  auto* answer = state != nullptr && *state == Received::kAnswered ? outbox.find_answer(req_msg_id) : nullptr;
  tl::Writer out;
  if (state != nullptr && *state == Received::kRunning) {
    *state = Received::kDropped;
    in.events.on_drop(req_msg_id);
    out.id(tl::mt_rpc_answer_dropped_running::kId);
  } else if (answer != nullptr) {
    out.id(tl::mt_rpc_answer_dropped::kId);
    out.int64(answer->msg_id);
    out.int32(answer->seqno);
    out.int32(static_cast<std::int32_t>(answer->wire_size()));
    *state = Received::kDone;
    outbox.erase(answer);
  } else {
    out.id(tl::mt_rpc_answer_unknown::kId);
  }
  queue_answer(msg_id, out.take());
}

void Session::State::on_destroy_session(SessionId other, const Incoming& in) {
  const bool existed = other != session_id && in.events.on_destroy_session(other);
  tl::Writer out;
  out.id(existed ? tl::mt_destroy_session_ok::kId : tl::mt_destroy_session_none::kId);
  out.int64(other);
  reply(out.take(), kAnswer);
}

// All clients take these as they are, none as an rpc_result.
void Session::answer_destroy_auth_key(DestroyAuthKey outcome) {
  tl::Writer out;
  switch (outcome) {
    case DestroyAuthKey::kOk:
      out.id(tl::mt_destroy_auth_key_ok::kId);
      break;
    case DestroyAuthKey::kNone:
      out.id(tl::mt_destroy_auth_key_none::kId);
      break;
    case DestroyAuthKey::kFail:
      out.id(tl::mt_destroy_auth_key_fail::kId);
      break;
  }
  state_->reply(out.take(), kAnswer);
}

}  // namespace botschaft::mtproto
