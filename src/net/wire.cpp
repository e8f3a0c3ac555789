#include "net/wire.h"

#include <utility>

namespace botschaft::net {

using mtproto::WebSocket;

namespace {

constexpr std::size_t kOwnPiece = 16 * 1024;  // from here on a copy costs more than an entry in writev()

}  // namespace

Wire::Wire(std::span<const mtproto::ProxySecret> secrets, const HttpService& http)
    : http_service_(&http), transport_(secrets) {}

Wire::Event Wire::closed(std::string_view why) {
  why_ = why;
  return {Status::kClosed, {}};
}

Wire::Event Wire::next(MutableByteView& input) {
  if (!why_.empty()) return {Status::kClosed, {}};
  for (;;) {
    const bool from_held = held_at_ < held_.size();
    MutableByteView held(held_.data() + held_at_, held_.size() - held_at_);
    MutableByteView& source = from_held ? held : input;
    if (source.empty() && payload_.empty() && !(http_ && http_->has_answer())) {
      // Nothing can point into them any more.
      held_ = Bytes();
      held_at_ = 0;
      held_payload_ = Bytes();
      if (http_) http_->release_packet();
      return {Status::kNeedMore, {}};
    }
    const auto* before = held_.data();
    const auto event = step(source);
    const bool replaced = held_.data() != before;  // by bytes that were read as something else before
    if (from_held && !replaced) held_at_ = held_.size() - held.size();
    if (event) return *event;
  }
}

Wire::Step Wire::step(MutableByteView& source) {
  switch (kind_) {
    case Kind::kUnknown:
      return sniff(source);
    case Kind::kHttp:
      return read_http(source);
    case Kind::kWebSocket:
      return payload_.empty() ? read_websocket(source) : read_packet(payload_);
    case Kind::kMtproto:
      return read_packet(source);
  }
  return closed("unknown kind");
}

Wire::Step Wire::sniff(MutableByteView& source) {
  const bool whole = first_bytes_.empty();
  if (!whole) first_bytes_.insert(first_bytes_.end(), source.begin(), source.end());
  switch (mtproto::sniff(whole ? ByteView(source) : ByteView(first_bytes_))) {
    case mtproto::Sniff::kNeedMore:
      if (whole) first_bytes_.assign(source.begin(), source.end());
      source = {};
      return std::nullopt;
    case mtproto::Sniff::kGarbage:
      return closed("not a protocol spoken here");
    case mtproto::Sniff::kHttp:
      kind_ = Kind::kHttp;
      http_ = std::make_unique<HttpStream>(*http_service_);
      break;
    case mtproto::Sniff::kMtproto:
      kind_ = Kind::kMtproto;
      break;
  }
  if (!whole) {
    // They are looked at again, as held bytes, by what the stream turned out to be.
    held_ = std::move(first_bytes_);
    held_at_ = 0;
    first_bytes_ = Bytes();
    source = {};
  }
  return std::nullopt;
}

Wire::Step Wire::read_http(MutableByteView& source) {
  first_bytes_.insert(first_bytes_.end(), source.begin(), source.end());
  source = {};
  const auto state = http_->receive(first_bytes_, output_);
  if (state == HttpStream::State::kClosed) return closed("http: done");
  if (state == HttpStream::State::kOpen && output_.size() < HttpStream::kOutputLimit) return std::nullopt;
  // What is left of the bytes is looked at when the caller comes back.
  held_ = std::exchange(first_bytes_, {});
  held_at_ = 0;
  if (state == HttpStream::State::kPacket) return Event{Status::kPacket, {http_->packet(), false}};
  if (state == HttpStream::State::kOwing) return Event{Status::kOwing, {}};
  if (state == HttpStream::State::kLater) return Event{Status::kLater, {}};
  if (state == HttpStream::State::kOpen) return Event{Status::kHeld, {}};
  kind_ = Kind::kWebSocket;
  http_.reset();
  websocket_ = std::make_unique<WebSocket>();
  return std::nullopt;
}

Wire::Step Wire::read_websocket(MutableByteView& source) {
  const auto event = websocket_->next(source);
  if (!event) {
    Bytes frame;
    WebSocket::write_close(event.error(), frame);
    output_.append(std::move(frame));
    return closed("websocket: bad frame");
  }
  if (!*event) return std::nullopt;
  Bytes frame;
  switch ((*event)->kind) {
    case WebSocket::Event::Kind::kData:
      payload_ = (*event)->payload;
      break;
    case WebSocket::Event::Kind::kPing:
      WebSocket::write_pong((*event)->payload, frame);
      output_.append(std::move(frame));
      break;
    case WebSocket::Event::Kind::kClose:
      WebSocket::write_close((*event)->code, frame);
      output_.append(std::move(frame));
      return closed("websocket: client closed");
  }
  return std::nullopt;
}

Wire::Step Wire::read_packet(MutableByteView& source) {
  const auto packet = transport_.next(source);
  if (!packet) return closed(mtproto::to_text(packet.error()));
  if (!*packet) return std::nullopt;
  return Event{Status::kPacket, **packet};
}

void Wire::hold(MutableByteView input) {
  Bytes rest(held_.begin() + static_cast<std::ptrdiff_t>(held_at_), held_.end());
  Bytes payload(payload_.begin(), payload_.end());
  rest.insert(rest.end(), input.begin(), input.end());
  held_ = std::move(rest);
  held_at_ = 0;
  held_payload_ = std::move(payload);
  payload_ = held_payload_;
}

// Each packet is a WebSocket message of its own: browser clients (Telegram Web K, @mtproto/core) take a
// message for exactly one packet, although what they send themselves may be cut anywhere.
template <typename Write>
void Wire::frame(Write write) {
  if (!websocket_) return write(framed_);
  Bytes packet;
  write(packet);
  if (!packet.empty()) WebSocket::write_data(packet, framed_);
}

void Wire::send(ByteView packet, Random& random) {
  if (http_) return http_->respond(to_bytes(packet), output_);
  frame([&](Bytes& out) { transport_.frame(packet, random, out); });
}

void Wire::send(Bytes&& packet, Random& random) {
  if (http_) return http_->respond(std::move(packet), output_);
  if (packet.size() < kOwnPiece) return send(ByteView(packet), random);
  Bytes head;
  transport_.frame_in_place(packet, random, head);
  if (websocket_) WebSocket::write_data_header(head.size() + packet.size(), framed_);
  framed_.insert(framed_.end(), head.begin(), head.end());
  flush();
  output_.append(std::move(packet));
}

void Wire::send_quick_ack(std::uint32_t token) {
  frame([&](Bytes& out) { transport_.frame_quick_ack(token, out); });
}

void Wire::send_error(std::int32_t code) {
  if (http_) return http_->refuse(code, output_);
  frame([&](Bytes& out) { transport_.frame_error(code, out); });
}

void Wire::flush() {
  if (framed_.empty()) return;
  output_.append(std::move(framed_));
  framed_ = Bytes();
}

void Wire::say_goodbye(std::int32_t code) {
  if (http_) http_->refuse(code, output_);
  if (!websocket_) return;
  flush();
  Bytes frame;
  WebSocket::write_close(mtproto::CloseCode::kGoingAway, frame);
  output_.append(std::move(frame));
}

void Wire::set_packet_limit(std::size_t bytes) {
  transport_.set_packet_limit(bytes);
  if (http_) http_->set_packet_limit(bytes);
}

bool Wire::in_the_middle() const {
  return !first_bytes_.empty() || transport_.buffered() > 0 || (http_ && http_->in_request());
}

}  // namespace botschaft::net
