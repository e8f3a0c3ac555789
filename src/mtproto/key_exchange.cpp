#include "mtproto/key_exchange.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <variant>

#include "base/check.h"
#include "crypto/dh.h"
#include "crypto/pq.h"
#include "mtproto/key_exchange_crypto.h"
#include "mtproto/key_exchange_inner.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::mtproto {
namespace {

template <class T>
using Outcome = std::expected<T, KeyExchangeError>;
using Reply = Outcome<Bytes>;
using enum KeyExchangeError;

std::unexpected<KeyExchangeError> refuse(KeyExchangeError error) {
  return std::unexpected(error);
}

Bytes encode(const tl::Object& object) {
  auto bytes = tl::to_bytes(object);
  CHECK(bytes);
  return *std::move(bytes);
}

// resPQ is sent, req_DH_params is awaited.
struct AwaitingPq {
  crypto::Pq pq;
};

// server_DH_params_ok is sent, set_client_DH_params is awaited, again after each dh_gen_retry.
struct AwaitingDh {
  NewNonce new_nonce;
  std::array<std::uint8_t, crypto::kDhExponentBytes> a;
  AskedDc dc;
  std::optional<std::int32_t> expires_in;
  std::int64_t retry_id = 0;
};

// dh_gen_ok is about to be sent.
struct Finished {
  AwaitingDh before;
  std::int64_t aux_hash;
};

struct Exchange {
  Nonce nonce;
  Nonce server_nonce;
  std::int64_t started_us;
  std::variant<AwaitingPq, AwaitingDh, Finished> stage;
};

}  // namespace

struct KeyExchange::State {
  const crypto::RsaKey* rsa;
  const Clock* clock;
  Random* random;
  std::optional<Exchange> exchange;
  std::int64_t last_msg_id = 0;
  int costly_steps = 0;

  Outcome<Step> dispatch(const tl::AnyBox& request);
  Reply answer_req_pq(const Nonce& nonce);
  Reply answer_req_dh_params(const tl::mt_req_DH_params& request);
  Outcome<Step> answer_set_client_dh(const tl::mt_set_client_DH_params& request);

  Outcome<Exchange*> current(const Nonce& nonce, const Nonce& server_nonce);
  Outcome<void> count_costly_step();
  void forget_if_expired();
  Bytes to_packet(const Bytes& body);
  Bytes conclude(DhGen outcome, const NewNonce& new_nonce, std::int64_t aux_hash);
};

KeyExchange::KeyExchange(const crypto::RsaKey& rsa, const Clock& clock, Random& random)
    : state_(
          std::make_unique<State>(State{.rsa = &rsa, .clock = &clock, .random = &random, .exchange = {}})) {}
KeyExchange::~KeyExchange() = default;
KeyExchange::KeyExchange(KeyExchange&&) noexcept = default;
KeyExchange& KeyExchange::operator=(KeyExchange&&) noexcept = default;

Outcome<KeyExchange::Step> KeyExchange::step(ByteView packet) {
  if (packet.size() > kPacketMax) return refuse(kMalformed);
  tl::Reader in(packet);
  const std::int64_t auth_key_id = in.int64();
  in.int64();  // message_id: TDLib sends 0
  const std::int32_t size = in.int32();
  if (!in.ok() || auth_key_id != 0 || size < 4 || static_cast<std::size_t>(size) > in.remaining()) {
    return refuse(kMalformed);
  }
  // Behind the object there may be random bytes: TDLib counts its padding in the message's length.
  tl::Reader body(in.raw(static_cast<std::size_t>(size)));
  const auto request = tl::decode_any(body, tl::Trailing::allow);
  if (!request) return refuse(kMalformed);
  return state_->dispatch(*request);
}

Outcome<KeyExchange::Step> KeyExchange::State::dispatch(const tl::AnyBox& request) {
  Reply reply = refuse(kMalformed);
  if (const auto* old = request.as<tl::mt_req_pq>()) {
    reply = answer_req_pq(old->nonce);
  } else if (const auto* multi = request.as<tl::mt_req_pq_multi>()) {
    reply = answer_req_pq(multi->nonce);
  } else if (const auto* params = request.as<tl::mt_req_DH_params>()) {
    reply = answer_req_dh_params(*params);
  } else if (const auto* last = request.as<tl::mt_set_client_DH_params>()) {
    return answer_set_client_dh(*last);
  } else if (request.is<tl::mt_msgs_ack>()) {
    reply = Bytes{};  // Android acknowledges the messages of the exchange
  }
  if (!reply) return refuse(reply.error());
  return Step{.reply = *std::move(reply), .new_key = {}};
}

Reply KeyExchange::State::answer_req_pq(const Nonce& nonce) {
  // A repeated request gets the answer it got before: the client goes on with whichever arrives first.
  forget_if_expired();
  AwaitingPq* waiting = nullptr;
  if (exchange && exchange->nonce == nonce) waiting = std::get_if<AwaitingPq>(&exchange->stage);
  if (waiting == nullptr) {
    exchange = Exchange{.nonce = nonce,
                        .server_nonce = random->next<Nonce>(),
                        .started_us = clock->monotonic_us(),
                        .stage = AwaitingPq{.pq = crypto::generate_pq(*random)}};
    waiting = &std::get<AwaitingPq>(exchange->stage);
  }
  tl::mt_resPQ answer;
  answer.nonce = exchange->nonce;
  answer.server_nonce = exchange->server_nonce;
  answer.pq = as_text(waiting->pq.product());
  answer.server_public_key_fingerprints.push_back(rsa->fingerprint());
  return to_packet(encode(answer));
}

// From req_DH_params to server_DH_params_ok: the client has factored pq and knows our RSA key.
Reply KeyExchange::State::answer_req_dh_params(const tl::mt_req_DH_params& request) {
  const auto found = current(request.nonce, request.server_nonce);
  if (!found) return refuse(found.error());
  Exchange& under_way = **found;
  const auto* waiting = std::get_if<AwaitingPq>(&under_way.stage);
  if (waiting == nullptr) return refuse(kUnexpected);
  // The cheap checks first: only who did the work of factoring costs us an RSA operation.
  if (!waiting->pq.is_factored_by(as_bytes(request.p), as_bytes(request.q))) return refuse(kWrongFactors);
  if (request.public_key_fingerprint != rsa->fingerprint()) return refuse(kUnknownFingerprint);
  if (const auto counted = count_costly_step(); !counted) return refuse(counted.error());

  const auto inner = open_pq_inner(*rsa, as_bytes(request.encrypted_data));
  if (!inner) return refuse(inner.error());
  if (inner->nonce != under_way.nonce || inner->server_nonce != under_way.server_nonce) {
    return refuse(kNonceMismatch);
  }
  if (!std::ranges::equal(as_bytes(inner->pq), waiting->pq.product()) || inner->p != request.p ||
      inner->q != request.q) {
    return refuse(kWrongFactors);
  }
  const auto dc = inner->dc == 0 ? AskedDc{} : parse_dc(inner->dc);
  if (!dc) return refuse(kBadDc);
  if (inner->expires_in && *inner->expires_in <= 0) return refuse(kMalformed);

  AwaitingDh next{.new_nonce = inner->new_nonce, .a = {}, .dc = *dc, .expires_in = inner->expires_in};
  if (next.expires_in) next.expires_in = std::min(*next.expires_in, kTemporaryKeyMax_s);
  tl::mt_server_DH_inner_data answer;
  answer.nonce = under_way.nonce;
  answer.server_nonce = under_way.server_nonce;
  answer.g = crypto::kDhGenerator;
  answer.dh_prime = as_text(crypto::dh_prime());
  crypto::Number2048 g_a;
  do {
    random->fill(next.a);
    g_a = crypto::dh_power_of_generator(next.a);
  } while (!crypto::dh_public_is_acceptable(g_a));
  answer.g_a = as_text(g_a);
  answer.server_time = clock->unix_seconds();

  tl::mt_server_DH_params_ok ok;
  ok.nonce = under_way.nonce;
  ok.server_nonce = under_way.server_nonce;
  ok.encrypted_answer =
      as_text(seal_answer(encode(answer), temporary_cipher(next.new_nonce, ok.server_nonce), *random));
  under_way.stage = next;
  return to_packet(encode(ok));
}

Outcome<KeyExchange::Step> KeyExchange::State::answer_set_client_dh(
    const tl::mt_set_client_DH_params& request) {
  const auto found = current(request.nonce, request.server_nonce);
  if (!found) return refuse(found.error());
  Exchange& under_way = **found;
  const auto* waiting = std::get_if<AwaitingDh>(&under_way.stage);
  if (waiting == nullptr) return refuse(kUnexpected);
  if (const auto counted = count_costly_step(); !counted) return refuse(counted.error());

  const auto inner = open_client_dh(as_bytes(request.encrypted_data),
                                    temporary_cipher(waiting->new_nonce, under_way.server_nonce));
  if (!inner) return refuse(inner.error());
  if (inner->nonce != under_way.nonce || inner->server_nonce != under_way.server_nonce) {
    return refuse(kNonceMismatch);
  }
  if (inner->retry_id != waiting->retry_id) return refuse(kUnexpected);
  if (!crypto::dh_public_is_acceptable(inner->g_b)) return refuse(kBadPublicValue);

  NewAuthKey made;
  made.key = crypto::dh_power(inner->g_b, waiting->a);
  made.id = crypto::auth_key_id(made.key);
  made.first_salt = first_salt(waiting->new_nonce, under_way.server_nonce);
  made.dc = waiting->dc;
  made.expires_in = waiting->expires_in;
  const Finished finished{.before = *waiting, .aux_hash = auth_key_aux_hash(made.key)};
  under_way.stage = finished;
  return Step{.reply = conclude(DhGen::kOk, finished.before.new_nonce, finished.aux_hash), .new_key = made};
}

Outcome<Exchange*> KeyExchange::State::current(const Nonce& nonce, const Nonce& server_nonce) {
  forget_if_expired();
  if (!exchange) return refuse(kUnexpected);
  if (exchange->nonce != nonce || exchange->server_nonce != server_nonce) return refuse(kNonceMismatch);
  return &*exchange;
}

void KeyExchange::State::forget_if_expired() {
  if (exchange && clock->monotonic_us() - exchange->started_us > kLifetime_us) exchange.reset();
}

Outcome<void> KeyExchange::State::count_costly_step() {
  if (++costly_steps > kCostlyStepsMax) return refuse(kTooManyAttempts);
  return {};
}

// An unencrypted message of ours. Its id is that of an answer: 1 modulo 4, and growing.
Bytes KeyExchange::State::to_packet(const Bytes& body) {
  const auto seconds = static_cast<std::uint64_t>(clock->unix_us()) / 1'000'000;
  const auto fraction = (static_cast<std::uint64_t>(clock->unix_us()) % 1'000'000 << 32) / 1'000'000;
  const auto from_clock = static_cast<std::int64_t>((seconds << 32 | fraction) & ~std::uint64_t{3}) | 1;
  last_msg_id = std::max(last_msg_id + 4, from_clock);
  tl::Writer out;
  out.int64(0);
  out.int64(last_msg_id);
  out.int32(static_cast<std::int32_t>(body.size()));
  out.raw(body);
  return out.take();
}

Bytes KeyExchange::State::conclude(DhGen outcome, const NewNonce& new_nonce, std::int64_t aux_hash) {
  static constexpr std::array kIds = {tl::mt_dh_gen_ok::kId, tl::mt_dh_gen_retry::kId,
                                      tl::mt_dh_gen_fail::kId};
  tl::Writer body;  // the three have the same fields
  body.id(kIds[static_cast<std::size_t>(outcome) - 1]);
  body.scalar(exchange->nonce);
  body.scalar(exchange->server_nonce);
  body.scalar(new_nonce_hash(outcome, new_nonce, aux_hash));
  return to_packet(body.take());
}

Bytes KeyExchange::key_id_taken() {
  CHECK(state_->exchange && std::holds_alternative<Finished>(state_->exchange->stage));
  const Finished finished = std::get<Finished>(state_->exchange->stage);
  AwaitingDh again = finished.before;
  again.retry_id = finished.aux_hash;
  state_->exchange->stage = again;
  return state_->conclude(DhGen::kRetry, again.new_nonce, finished.aux_hash);
}

Bytes KeyExchange::key_not_stored() {
  CHECK(state_->exchange && std::holds_alternative<Finished>(state_->exchange->stage));
  const Finished finished = std::get<Finished>(state_->exchange->stage);
  Bytes reply = state_->conclude(DhGen::kFail, finished.before.new_nonce, finished.aux_hash);
  state_->exchange.reset();
  return reply;
}

std::optional<AskedDc> parse_dc(std::int32_t dc) {
  constexpr std::int64_t kTest = 10'000;
  AskedDc asked{.id = 0, .test = false, .media = dc < 0};
  std::int64_t id = std::abs(std::int64_t{dc});
  if (id > kTest) {
    asked.test = true;
    id -= kTest;
  }
  if (id < 1 || id > 5) return std::nullopt;
  asked.id = static_cast<std::int32_t>(id);
  return asked;
}

std::int32_t transport_error(KeyExchangeError error) {
  return error == kBadDc ? -444 : -404;
}

std::string_view to_text(KeyExchangeError error) {
  switch (error) {
    case kMalformed:
      return "malformed";
    case kUnexpected:
      return "unexpected";
    case kNonceMismatch:
      return "nonce mismatch";
    case kWrongFactors:
      return "wrong factors";
    case kUnknownFingerprint:
      return "unknown fingerprint";
    case kBadEncryption:
      return "bad encryption";
    case kBadDc:
      return "bad dc";
    case kBadPublicValue:
      return "bad public value";
    case kTooManyAttempts:
      return "too many attempts";
  }
  return "unknown";
}

}  // namespace botschaft::mtproto
