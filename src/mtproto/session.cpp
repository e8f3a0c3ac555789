#include "mtproto/session.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/gzip.h"
#include "mtproto/session_state.h"
#include "tl/mtproto.h"
#include "tl/writer.h"

namespace botschaft::mtproto {
namespace {

constexpr std::int64_t kSecond_us = 1'000'000;
// How long an answer waits for the client's acknowledgement, and how long message ids are remembered. TDLib
// acknowledges after 30 s at the latest.
constexpr std::int64_t kAnswerLifetime_us = 600 * kSecond_us;
constexpr std::int64_t kIdLifetime_us = 2 * kMsgIdPast_s * kSecond_us;
// Replies that a connection does not take are dropped beyond this number; they answer pings and questions
// about messages, which the client repeats.
constexpr std::size_t kMaxReplies = 4096;
// TDLib sends at most 1020 messages in a container.
constexpr std::int32_t kMaxContainerMessages = 1024;
constexpr std::size_t kPartHeader = 16;  // msg_id:long seqno:int bytes:int
// Repeated answers above this are announced by msg_detailed_info and sent when asked for. TDLib closes a
// connection that brings too many large answers it no longer waits for.
constexpr std::size_t kDetailedInfoSize = 16 * 1024;
// Packing costs about 10 us per KiB, more than all else a session does for an answer; below this size it
// saves a TCP segment or two.
constexpr std::size_t kGzipSize = 8 * 1024;

std::uint32_t id_of(ByteView body) {
  return body.size() < 4 ? 0 : load_le<std::uint32_t>(body.data());
}

// gzip_packed if that is a tenth smaller, else the object itself.
Bytes packed(Bytes object) {
  if (object.size() < kGzipSize || id_of(object) == tl::mt_gzip_packed::kId) return object;
  const Bytes small = gzip(object);
  if (small.size() > object.size() - object.size() / 10) return object;
  tl::Writer out;
  out.reserve(small.size() + 8);
  out.id(tl::mt_gzip_packed::kId);
  out.string(ByteView{small});
  return out.take();
}

Bytes rpc_error(Error error) {
  tl::Writer out;
  out.id(tl::mt_rpc_error::kId);
  out.int32(error.code());
  out.string(error.text());
  return out.take();
}

// The messages of a container, or nullopt if it is not well-formed.
std::optional<std::vector<ClientPart>> parts_of(const ClientPart& container) {
  tl::Reader in(container.body);
  in.id();
  const auto count = in.int32();
  if (!in.ok() || count < 0 || count > kMaxContainerMessages) return std::nullopt;
  if (in.remaining() < static_cast<std::size_t>(count) * kPartHeader) return std::nullopt;
  std::vector<ClientPart> parts;
  parts.reserve(static_cast<std::size_t>(count));
  for (std::int32_t i = 0; i < count; ++i) {
    ClientPart part{.msg_id = in.int64(), .seqno = in.int32(), .body = {}};
    const auto size = in.scalar<std::uint32_t>();
    part.body = in.raw(size);
    // "A container may only be used to transmit messages with smaller identifiers", and never a container.
    const bool nested = id_of(part.body) == tl::mt_msg_container::kId;
    if (!in.ok() || size % 4 != 0 || part.msg_id >= container.msg_id || nested) return std::nullopt;
    parts.push_back(part);
  }
  if (!in.at_end()) return std::nullopt;
  return parts;
}

}  // namespace

bool Session::State::on_packet(const ClientMessage& message, const Incoming& in) {
  const ClientPart part{message.header.msg_id, message.header.seqno, message.body};
  last_seen_us = in.now.monotonic_us;
  http_wait.reset();
  if (const auto bad = check_client_msg_id(part.msg_id, in.now.unix_us)) {
    refuse(part, *bad);
    return false;
  }
  if (!in.salts.accepts(message.header.salt, in.unix_seconds())) {
    tl::Writer out;
    out.id(tl::mt_bad_server_salt::kId);
    out.int64(part.msg_id);
    out.int32(part.seqno);
    out.int32(static_cast<std::int32_t>(BadMsg::kServerSalt));
    out.int64(in.salts.current(in.unix_seconds()));
    reply(out.take(), ServerMsgIds::Kind::kAnswer);
    return false;
  }
  forget_old(in.now);
  if (id_of(part.body) == tl::mt_msg_container::kId) return read_container(part, in);
  announce(part.msg_id, part.seqno, in);
  read_part(part, in);
  return true;
}

bool Session::State::read_container(const ClientPart& container, const Incoming& in) {
  const auto parts = parts_of(container);
  if (!parts) {
    refuse(container, BadMsg::kContainer);
    return false;
  }
  if (is_content_related(container.seqno)) {
    refuse(container, BadMsg::kSeqnoNotEven);
    return false;
  }
  std::int64_t first = container.msg_id;
  std::int32_t first_seqno = container.seqno;
  for (const auto& part : *parts) {
    first = std::min(first, part.msg_id);
    first_seqno = std::min(first_seqno, part.seqno);
  }
  announce(first, first_seqno, in);
  if (const auto* state = received.find(container.msg_id)) {
    // The same container again is a repetition by the network, told by its parts.
    if (*state != Received::kContainer) {
      refuse(container, BadMsg::kContainerIdUsed);
      return false;
    }
  } else if (received.forgotten(container.msg_id)) {
    refuse(container, BadMsg::kMsgIdTooOld);
    return false;
  }
  for (const auto& part : *parts) read_part(part, in);
  // After its parts, lest it push older ones out of the memory of ids.
  if (received.find(container.msg_id) == nullptr) received.insert(container.msg_id, Received::kContainer);
  return true;
}

void Session::State::read_part(const ClientPart& part, const Incoming& in) {
  if (!is_client_msg_id(part.msg_id)) return refuse(part, BadMsg::kMsgIdBits);
  if (const auto* state = received.find(part.msg_id)) return read_repeated(part, *state);
  if (received.forgotten(part.msg_id)) {
    auto* answer = outbox.find_answer(part.msg_id);
    return answer != nullptr ? resend_answer(*answer) : refuse(part, BadMsg::kMsgIdTooOld);
  }
  if (const auto bad = check_seqno(part)) return refuse(part, *bad);
  if (!received.insert(part.msg_id, Received::kService)) return refuse(part, BadMsg::kMsgIdTooOld);
  if (is_content_related(part.seqno) && part.msg_id > last_content_id) {
    last_content_id = part.msg_id;
    last_content_seqno = part.seqno;
  }
  if (id_of(part.body) == tl::mt_gzip_packed::kId) return read_packed(part, in);
  read_content(part, part.body, in);
}

void Session::State::read_repeated(const ClientPart& part, Received state) {
  switch (state) {
    case Received::kRunning:
      acks_due_us = last_seen_us;  // the client grew impatient
      if (std::ranges::find(acks, part.msg_id) == acks.end()) acks.push_back(part.msg_id);
      return;
    case Received::kAnswered:
      if (auto* answer = outbox.find_answer(part.msg_id)) resend_answer(*answer);
      return;
    case Received::kForgotten:
      return refuse(part, BadMsg::kMsgIdTooOld);  // makes the client ask again under another id
    default:
      return;
  }
}

void Session::State::read_packed(const ClientPart& part, const Incoming& in) {
  tl::Reader body(part.body);
  body.id();
  const auto plain = gunzip(body.string(), in.unpack_left);
  in.unpack_left -= plain ? plain->size() : in.unpack_left;
  const auto id = plain ? id_of(*plain) : 0;
  const bool allowed = id != tl::mt_gzip_packed::kId && id != tl::mt_msg_container::kId;
  if (!body.ok() || !plain || plain->size() % 4 != 0 || !allowed) {
    queue_answer(part.msg_id, rpc_error({Err::INPUT_REQUEST_INVALID}));
    return;
  }
  read_content(part, *plain, in);
}

// core.telegram.org/mtproto/description, "Message Sequence Number (msg_seqno)". Parity is checked of requests
// and containers alone: mtcute counts its acknowledgements as content-related and TDLib does not count its
// pings.
std::optional<BadMsg> Session::State::check_seqno(const ClientPart& part) const {
  if (!is_content_related(part.seqno) || last_content_seqno < 0) return std::nullopt;
  if (part.msg_id > last_content_id && part.seqno <= last_content_seqno) return BadMsg::kSeqnoTooLow;
  // A client that corrects its clock steps back by no more than what was accepted before.
  const bool older = seconds_of(part.msg_id) + kMsgIdFuture_s < seconds_of(last_content_id);
  if (older && part.seqno >= last_content_seqno) return BadMsg::kSeqnoTooHigh;
  return std::nullopt;
}

void Session::State::refuse(const ClientPart& part, BadMsg code) {
  tl::Writer out;
  out.id(tl::mt_bad_msg_notification::kId);
  out.int64(part.msg_id);
  out.int32(part.seqno);
  out.int32(static_cast<std::int32_t>(code));
  reply(out.take(), ServerMsgIds::Kind::kAnswer);
}

// "New Session Creation Notification": whatever the client sent under lower ids did not arrive and, since it
// will be sent again under new ids, must not be accepted late.
//
// A client that already counts its messages had this session before we forgot it (a restart, a long absence),
// and with it updates that nobody will send again. Not every client asks for the difference by itself then:
// mtcute 0.30 waits for the next update.
void Session::State::announce(std::int64_t first_msg_id, std::int32_t first_seqno, const Incoming& in) {
  if (announced) return;
  announced = true;
  updates_lost = updates_lost || first_seqno > 1;
  received.forget_before(first_msg_id);
  tl::Writer out;
  out.id(tl::mt_new_session_created::kId);
  out.int64(first_msg_id);
  out.int64(unique_id);
  out.int64(in.salts.current(in.unix_seconds()));
  outbox.add({.body = std::make_shared<const Bytes>(out.take()), .kind = OutgoingMessage::Kind::kService});
}

void Session::State::reply(Bytes body, ServerMsgIds::Kind kind) {
  if (replies.size() < kMaxReplies) replies.push_back({std::move(body), kind});
}

void Session::State::queue_answer(std::int64_t req_msg_id, Answer result) {
  if (result.lease && !connected) return forget_answers({req_msg_id});
  auto body =
      std::make_shared<const Bytes>(result.lease ? std::move(result.bytes) : packed(std::move(result.bytes)));
  if (!result.lease) make_room(body->size());
  outbox.add({.req_msg_id = req_msg_id,
              .body = std::move(body),
              .kind = OutgoingMessage::Kind::kAnswer,
              .lease = std::move(result.lease)});
  if (auto* state = received.find(req_msg_id)) *state = Received::kAnswered;
  std::erase(acks, req_msg_id);
  if (acks.empty()) acks = {};
}

void Session::State::resend_answer(OutgoingMessage& answer) {
  if (answer.due || answer.msg_id == 0) return;
  if (answer.wire_size() <= kDetailedInfoSize) return outbox.make_due(answer);
  tl::Writer out;
  out.id(tl::mt_msg_detailed_info::kId);
  out.int64(answer.req_msg_id);
  out.int64(answer.msg_id);
  out.int32(static_cast<std::int32_t>(answer.wire_size()));
  out.int32(state_of(answer.req_msg_id));
  reply(out.take(), ServerMsgIds::Kind::kAnswer);
}

// Updates give way first: the client can fetch them as a difference. Answers go when they were sent at least
// once; what was never sent is bounded by the number of requests under way.
void Session::State::make_room(std::size_t bytes) {
  if (outbox.count() < limits.unacked_count && outbox.bytes() + bytes <= limits.unacked_bytes) return;
  updates_lost = true;
  outbox.drop_updates();
  const auto room = limits.unacked_bytes - std::min(bytes, limits.unacked_bytes);
  forget_answers(outbox.drop_answers(room, limits.unacked_count - 1));
}

void Session::State::forget_answers(const std::vector<std::int64_t>& requests) {
  for (const auto req_msg_id : requests) {
    if (auto* state = received.find(req_msg_id)) *state = Received::kForgotten;
  }
}

void Session::State::forget_old(Moment now) {
  forget_answers(outbox.drop_answers_sent_before(now.monotonic_us - kAnswerLifetime_us));
  received.forget_before(msg_id_at(std::max<std::int64_t>(0, now.unix_us - kIdLifetime_us)));
}

Session::Session(SessionId id, Random& random, SessionLimits limits)
    : state_(std::make_unique<State>(id, random.next<std::int64_t>(), limits)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

SessionId Session::id() const {
  return state_->session_id;
}
bool Session::connected() const {
  return state_->connected;
}
std::int64_t Session::last_seen_us() const {
  return state_->last_seen_us;
}
std::optional<HttpWait> Session::http_wait() const {
  return state_->http_wait;
}
std::optional<std::int64_t> Session::disconnect_deadline() const {
  return state_->disconnect_us;
}

void Session::on_connect(Moment now) {
  state_->lose_connection();
  state_->connected = true;
  state_->last_seen_us = now.monotonic_us;
  resend_unacknowledged();
}

void Session::resend_unacknowledged() {
  for (auto& message : state_->outbox.messages()) {
    if (message.kind == OutgoingMessage::Kind::kAnswer) {
      state_->resend_answer(message);
    } else {
      state_->outbox.make_due(message);
    }
  }
}

void Session::State::lose_connection() {
  connected = false;
  disconnect_us.reset();
  replies = {};  // the client repeats what it still wants to know
}

void Session::on_disconnect() {
  state_->lose_connection();
  // It may be away for long, and others wait for that memory.
  state_->forget_answers(state_->outbox.drop_leased());
  state_->sent_leases.reset();
}

bool Session::on_message(const ClientMessage& message, Moment now, const SaltBook& salts,
                         SessionEvents& events) {
  std::size_t unpack_left = state_->limits.unpacked_bytes;
  return state_->on_packet(message, {now, salts, events, unpack_left});
}

void Session::answer(std::int64_t req_msg_id, Answer result) {
  if (auto* state = state_->received.find(req_msg_id)) {
    if (*state == Received::kDropped) *state = Received::kDone;
    if (*state != Received::kRunning) return;
  }
  state_->queue_answer(req_msg_id, std::move(result));
}

std::vector<Lease> Session::take_leases() {
  const auto leases = std::exchange(state_->sent_leases, nullptr);
  return leases ? std::move(*leases) : std::vector<Lease>();
}

bool Session::push(SharedBytes update) {
  if (!state_->updates_lost) state_->make_room(update->size());
  if (state_->updates_lost) return false;
  state_->outbox.add({.body = std::move(update)});
  return true;
}

bool Session::take_updates_lost() {
  const auto& outbox = state_->outbox;
  const bool room =
      outbox.count() < state_->limits.unacked_count / 2 && outbox.bytes() < state_->limits.unacked_bytes / 2;
  if (!state_->updates_lost || !room) return false;
  state_->updates_lost = false;
  return true;
}

std::size_t Session::heap_bytes() const {
  return sizeof(State) + state_->received.heap_bytes() + state_->outbox.heap_bytes() +
         state_->replies.capacity() * sizeof(State::Reply) + state_->acks.capacity() * sizeof(std::int64_t);
}

}  // namespace botschaft::mtproto
