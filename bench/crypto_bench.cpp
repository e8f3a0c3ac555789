// What encryption costs: per message, and per key exchange. Figures are for one core.
#define OPENSSL_SUPPRESS_DEPRECATED  // AES_ige_encrypt, to compare with
#include <benchmark/benchmark.h>
#include <openssl/aes.h>

#include <ctime>

#include "base/random.h"
#include "crypto/aes_ctr.h"
#include "crypto/aes_ige.h"
#include "crypto/hash.h"
#include "crypto/message_key.h"
#include "crypto/pq.h"
#include "crypto/rsa.h"
#include "mtproto/key_exchange.h"
#include "mtproto/key_exchange_test_client.h"

namespace botschaft {
namespace {

using benchmark::State;

SeededRandom seeded(1);

Bytes random_bytes(std::size_t size) {
  Bytes bytes(size);
  seeded.fill(bytes);
  return bytes;
}

crypto::IgeKey random_ige_key() {
  crypto::IgeKey key;
  seeded.fill(key.key);
  seeded.fill(key.iv);
  return key;
}

void set_bytes(State& state, std::size_t per_iteration) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * per_iteration));
}

std::size_t size_of(const State& state) {
  return static_cast<std::size_t>(state.range(0));
}

void ige_encrypt(State& state) {
  Bytes data = random_bytes(size_of(state));
  const auto key = random_ige_key();
  for (auto _ : state) crypto::aes_ige_encrypt(key, data);
  set_bytes(state, data.size());
}
BENCHMARK(ige_encrypt)->Arg(1 << 10)->Arg(64 << 10);

void ige_decrypt(State& state) {
  Bytes data = random_bytes(size_of(state));
  const auto key = random_ige_key();
  for (auto _ : state) crypto::aes_ige_decrypt(key, data);
  set_bytes(state, data.size());
}
BENCHMARK(ige_decrypt)->Arg(1 << 10)->Arg(64 << 10);

void ige_encrypt_openssl(State& state) {
  Bytes data = random_bytes(size_of(state));
  const auto key = random_ige_key();
  for (auto _ : state) {
    AES_KEY schedule;
    AES_set_encrypt_key(key.key.data(), 256, &schedule);
    auto iv = key.iv;
    AES_ige_encrypt(data.data(), data.data(), data.size(), &schedule, iv.data(), AES_ENCRYPT);
  }
  set_bytes(state, data.size());
}
BENCHMARK(ige_encrypt_openssl)->Arg(1 << 10)->Arg(64 << 10);

// Size of a message, number of messages; equal sizes, as in a fan-out.
void ige_encrypt_batch(State& state) {
  const auto count = static_cast<std::size_t>(state.range(1));
  std::vector<Bytes> data;
  std::vector<crypto::IgeMessage> messages;
  for (std::size_t i = 0; i < count; ++i) data.push_back(random_bytes(size_of(state)));
  for (auto& each : data) messages.push_back({random_ige_key(), each});
  for (auto _ : state) crypto::aes_ige_encrypt_batch(messages);
  set_bytes(state, size_of(state) * count);
}
BENCHMARK(ige_encrypt_batch)->ArgsProduct({{256, 1 << 10, 64 << 10}, {2, 4, 8, 64}});

// msg_key and the AES key that follows from it.
void message_keys(State& state) {
  const Bytes plaintext = random_bytes(size_of(state));
  crypto::AuthKey auth_key;
  seeded.fill(auth_key);
  for (auto _ : state) {
    const auto key = crypto::message_key(auth_key, plaintext, crypto::Direction::kToClient);
    benchmark::DoNotOptimize(crypto::message_cipher(auth_key, key, crypto::Direction::kToClient));
  }
  set_bytes(state, plaintext.size());
}
BENCHMARK(message_keys)->Arg(256)->Arg(1 << 10)->Arg(64 << 10);

// All the cryptography of one received message.
void receive_message(State& state) {
  Bytes data = random_bytes(size_of(state));
  crypto::AuthKey auth_key;
  seeded.fill(auth_key);
  crypto::MessageKey key{};
  for (auto _ : state) {
    crypto::aes_ige_decrypt(crypto::message_cipher(auth_key, key, crypto::Direction::kToServer), data);
    key = crypto::message_key(auth_key, data, crypto::Direction::kToServer);
  }
  set_bytes(state, data.size());
}
BENCHMARK(receive_message)->Arg(256)->Arg(1 << 10)->Arg(64 << 10);

void obfuscation(State& state) {
  Bytes data = random_bytes(size_of(state));
  crypto::AesCtr stream(std::array<std::uint8_t, 32>{}, std::array<std::uint8_t, 16>{});
  for (auto _ : state) stream.apply(data);
  set_bytes(state, data.size());
}
BENCHMARK(obfuscation)->Arg(256)->Arg(1 << 10)->Arg(64 << 10);

// Bytes of the secret exponent.
void dh_power(State& state) {
  const Bytes exponent = random_bytes(size_of(state));
  auto base = crypto::dh_power_of_generator(random_bytes(256));
  for (auto _ : state) base = crypto::dh_power(base, exponent);
}
BENCHMARK(dh_power)->Arg(64)->Arg(256)->Unit(benchmark::kMicrosecond);

const crypto::RsaKey& rsa() {
  static const crypto::RsaKey key = crypto::RsaKey::generate();
  return key;
}

void rsa_private(State& state) {
  crypto::Number2048 block{};
  block.back() = 2;
  for (auto _ : state) block = *rsa().decrypt_raw(block);
}
BENCHMARK(rsa_private)->Unit(benchmark::kMicrosecond);

double thread_cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The server's part of one whole key exchange; the client's part is not timed.
void key_exchange(State& state) {
  mtproto::KeyExchangeTestClient client(rsa().modulus(), seeded);
  for (auto _ : state) {
    mtproto::KeyExchange server(rsa(), system_clock(), system_random());
    double seconds = 0;
    const auto step = [&](const Bytes& packet) {
      const double start = thread_cpu_seconds();
      auto result = server.step(packet);
      seconds += thread_cpu_seconds() - start;
      CHECK(result);
      return std::move(result->reply);
    };
    CHECK(client.on_res_pq(step(client.req_pq())));
    auto inner = client.inner_data<tl::mt_p_q_inner_data_dc>();
    inner.dc = 1;
    const auto encrypted = client.encrypt_rsa(*tl::to_bytes(inner), mtproto::RsaScheme::kPad);
    CHECK(client.on_dh_params(step(client.req_dh_params(encrypted))));
    step(client.set_client_dh(*tl::to_bytes(client.client_dh())));
    state.SetIterationTime(seconds);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(key_exchange)->UseManualTime()->Unit(benchmark::kMicrosecond);

void generate_pq(State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(crypto::generate_pq(system_random()));
}
BENCHMARK(generate_pq)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace botschaft
