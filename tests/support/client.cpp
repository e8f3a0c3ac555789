#include "tests/support/client.h"

#include <zlib.h>

#include <chrono>

#include "mtproto/key_exchange_test_client.h"
#include "tl/reader.h"

namespace botschaft::test {

namespace {

constexpr std::uint32_t kContainer = 0x73f1f8dc;
constexpr std::uint32_t kRpcResult = 0xf35c6d01;
constexpr std::uint32_t kGzipPacked = 0x3072cfa1;
constexpr std::uint32_t kAcks = 0x62d6b459;
constexpr std::uint32_t kNewSession = 0x9ec20908;
constexpr std::uint32_t kBadServerSalt = 0xedab447b;
constexpr std::uint32_t kHttpWait = 0x9299359f;
constexpr std::uint32_t kPing = 0x7abe77ec;
constexpr std::uint32_t kPong = 0x347773c5;
constexpr std::uint32_t kVector = 0x1cb5c415;

std::int64_t now_us() {
  using namespace std::chrono;
  return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::uint32_t id_of(ByteView body) {
  return body.size() < 4 ? 0 : load_le<std::uint32_t>(body.data());
}

std::optional<Bytes> gunzip(ByteView packed) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 32) != Z_OK) return std::nullopt;
  Bytes out(16u << 20);
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return status == Z_STREAM_END ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

Client::Client(LinkOptions options, Random& random) : options_(options), random_(random) {
  new_session();
}

void Client::new_session() {
  session_ = random_.next<std::int64_t>();
  content_messages_ = 0;
  unanswered_.clear();
}

bool Client::connect() {
  transport_error_.reset();
  link_ = std::make_unique<ClientLink>(options_, random_);
  return link_->open();
}

std::optional<Bytes> Client::exchange(ByteView packet) {
  if (!link_->send(packet)) return std::nullopt;
  auto reply = link_->receive(10'000);
  if (reply && reply->size() == 4) transport_error_ = load_le<std::int32_t>(reply->data());
  return reply && reply->size() > 4 ? reply : std::nullopt;
}

bool Client::exchange_key(const crypto::Number2048& modulus, std::optional<std::int32_t> expires_in) {
  mtproto::KeyExchangeTestClient steps(modulus, random_);
  const auto res_pq = exchange(steps.req_pq());
  if (!res_pq || !steps.on_res_pq(*res_pq)) return false;
  Bytes inner;
  if (expires_in) {
    auto data = steps.inner_data<tl::mt_p_q_inner_data_temp_dc>();
    data.dc = options_.dc;
    data.expires_in = *expires_in;
    inner = *tl::to_bytes(data);
  } else {
    auto data = steps.inner_data<tl::mt_p_q_inner_data_dc>();
    data.dc = options_.dc;
    inner = *tl::to_bytes(data);
  }
  const auto params = exchange(steps.req_dh_params(steps.encrypt_rsa(inner, mtproto::RsaScheme::kPad)));
  if (!params || !steps.on_dh_params(*params)) return false;
  const auto done = exchange(steps.set_client_dh(*tl::to_bytes(steps.client_dh())));
  const auto ok = done ? steps.answer<tl::mt_dh_gen_ok>(*done) : std::nullopt;
  if (!ok || ok->new_nonce_hash1 != steps.expected_hash(1)) return false;
  key_.key = steps.auth_key;
  key_.id = crypto::auth_key_id(key_.key);
  key_.salt =
      load_le<std::int64_t>(steps.new_nonce.data()) ^ load_le<std::int64_t>(steps.server_nonce.data());
  return true;
}

std::int64_t Client::next_msg_id() {
  const auto us = now_us();
  const auto id = (us / 1'000'000 << 32 | (us % 1'000'000 << 32) / 1'000'000) & ~std::int64_t{3};
  last_msg_id_ = std::max(last_msg_id_ + 4, id);
  return last_msg_id_;
}

Bytes Client::seal(const Forged& header, ByteView body) {
  tl::Writer plain;
  plain.int64(header.salt);
  plain.int64(header.session);
  plain.int64(header.msg_id);
  plain.int32(header.seqno);
  plain.int32(static_cast<std::int32_t>(body.size()));
  plain.raw(body);
  auto text = plain.take();
  text.resize((text.size() + 12 + 15) / 16 * 16);
  const auto msg_key = crypto::message_key(key_.key, text, crypto::Direction::kToServer);
  crypto::aes_ige_encrypt(crypto::message_cipher(key_.key, msg_key, crypto::Direction::kToServer), text);
  tl::Writer packet;
  packet.int64(key_.id);
  packet.raw(msg_key);
  packet.raw(text);
  return packet.take();
}

std::int64_t Client::send(ByteView body, bool content_related) {
  const auto msg_id = next_msg_id();
  const auto seqno = content_messages_ * 2 + (content_related ? 1 : 0);
  if (content_related) {
    ++content_messages_;
    unanswered_[msg_id] = to_bytes(body);
  }
  if (link_) link_->send(seal({key_.salt, session_, msg_id, seqno}, body));
  return msg_id;
}

bool Client::open(MutableByteView packet) {
  if (packet.size() < 40 || load_le<AuthKeyId>(packet.data()) != key_.id) return false;
  crypto::MessageKey msg_key;
  std::copy_n(packet.data() + 8, msg_key.size(), msg_key.begin());
  auto text = packet.subspan(24);
  text = text.first(text.size() / 16 * 16);
  crypto::aes_ige_decrypt(crypto::message_cipher(key_.key, msg_key, crypto::Direction::kToClient), text);
  if (crypto::message_key(key_.key, text, crypto::Direction::kToClient) != msg_key) return false;
  tl::Reader in(text);
  in.int64();  // salt
  if (in.int64() != session_) return false;
  const auto msg_id = in.int64();
  const auto seqno = in.int32();
  const auto size = static_cast<std::size_t>(in.int32());
  if (!in.ok() || size > in.remaining()) return false;
  unpack(msg_id, seqno, text.subspan(in.position(), size));
  return true;
}

void Client::unpack(std::int64_t msg_id, std::int32_t seqno, ByteView body) {
  if (seqno & 1) to_acknowledge_.push_back(msg_id);
  tl::Reader in(body);
  switch (id_of(body)) {
    case kContainer: {
      in.int32();
      for (auto left = in.int32(); left > 0 && in.ok(); --left) {
        const auto inner_id = in.int64();
        const auto inner_seqno = in.int32();
        const auto size = static_cast<std::size_t>(in.int32());
        const auto inner = in.raw(size);
        if (in.ok()) unpack(inner_id, inner_seqno, inner);
      }
      return;
    }
    case kBadServerSalt: {
      key_.salt = load_le<std::int64_t>(body.data() + 20);
      for (const auto& [old_id, old_body] : std::exchange(unanswered_, {})) send(old_body);
      return;
    }
    case kAcks:
    case kNewSession:
      return;
    default:
      inbox_.push_back({msg_id, seqno, to_bytes(body)});
  }
}

void Client::acknowledge() {
  if (to_acknowledge_.size() < acknowledge_after_) return;
  tl::Writer acks;
  acks.id(kAcks);
  acks.id(kVector);
  acks.int32(static_cast<std::int32_t>(to_acknowledge_.size()));
  for (const auto id : std::exchange(to_acknowledge_, {})) acks.int64(id);
  send(acks.view(), false);
}

void Client::poll(int wait_ms) {
  tl::Writer wait;
  wait.id(kHttpWait);
  wait.int32(0);
  wait.int32(0);
  wait.int32(wait_ms);
  send(wait.view(), false);
}

std::optional<Incoming> Client::receive(int timeout_ms) {
  while (inbox_.empty()) {
    if (!link_) return std::nullopt;
    if (link_->wants_poll()) poll(timeout_ms);
    auto packet = link_->receive(timeout_ms);
    if (!packet) return std::nullopt;
    if (packet->size() == 4) {
      transport_error_ = load_le<std::int32_t>(packet->data());
      return std::nullopt;
    }
    if (!open(*packet)) return std::nullopt;
    acknowledge();
  }
  auto message = std::move(inbox_.front());
  inbox_.pop_front();
  return message;
}

std::optional<Bytes> Client::call(ByteView body, int timeout_ms) {
  auto asked = send(body);
  std::deque<Incoming> others;
  std::optional<Bytes> result;
  while (!result) {
    auto message = receive(timeout_ms);
    if (!message) break;
    // A request sent again under a new salt has a new number; its answer is the one that comes.
    if (!unanswered_.contains(asked) && !unanswered_.empty()) asked = unanswered_.rbegin()->first;
    if (id_of(message->body) == kRpcResult && load_le<std::int64_t>(message->body.data() + 4) == asked)
      result = Bytes(message->body.begin() + 12, message->body.end());
    else
      others.push_back(*std::move(message));
  }
  unanswered_.erase(asked);
  inbox_.insert(inbox_.begin(), others.begin(), others.end());
  if (!result || id_of(*result) != kGzipPacked) return result;
  tl::Reader in(*result);
  in.int32();
  return gunzip(in.string());
}

bool Client::ping(int timeout_ms) {
  tl::Writer ping;
  ping.id(kPing);
  const auto number = random_.next<std::int64_t>();
  ping.int64(number);
  send(ping.view());
  std::deque<Incoming> others;
  bool answered = false;
  while (!answered) {
    auto message = receive(timeout_ms);
    if (!message) break;
    if (id_of(message->body) == kPong && load_le<std::int64_t>(message->body.data() + 12) == number)
      answered = true;
    else
      others.push_back(*std::move(message));
  }
  unanswered_.clear();
  inbox_.insert(inbox_.begin(), others.begin(), others.end());
  return answered;
}

}  // namespace botschaft::test
