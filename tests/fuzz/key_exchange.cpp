// The key exchange is what anybody on the network can reach. Behind its encryption random bytes would never
// arrive, so the first byte of an input chooses how deep it goes in; from there on the bytes are the
// attacker's:
//   0  packets, each behind its length in two bytes
//   1  the object under RSA_PAD      2  the object under RSA, old scheme      3  the last message's inner
//   object 4  a plaintext that auth.bindTempAuthKey's encrypted_message decrypts to
#include <algorithm>
#include <cstdint>

#include "mtproto/bind_temp_key.h"
#include "mtproto/key_exchange.h"
#include "mtproto/key_exchange_test_client.h"

namespace botschaft::mtproto {
namespace {

// One key for all runs; inputs do not depend on it.
const crypto::RsaKey& rsa() {
  static const crypto::RsaKey key = crypto::RsaKey::generate();
  return key;
}

struct Run {
  SeededRandom random{1};
  ManualClock clock;
  KeyExchange server{rsa(), clock, random};
  KeyExchangeTestClient client{rsa().modulus(), random};

  // Every run has the same seed and so the same pq: factored once.
  void reach_pq() {
    static std::string pq, p, q;
    client.pq = pq, client.p = p, client.q = q;
    CHECK(client.on_res_pq(server.step(client.req_pq())->reply));
    pq = client.pq, p = client.p, q = client.q;
  }
  void reach_dh() {
    reach_pq();
    auto inner = client.inner_data<tl::mt_p_q_inner_data_dc>();
    inner.dc = 1;
    const auto encrypted = client.encrypt_rsa(*tl::to_bytes(inner), RsaScheme::kPad);
    CHECK(client.on_dh_params(server.step(client.req_dh_params(encrypted))->reply));
  }
  // What must hold for any packet: a reply is small, and a key comes only with dh_gen_ok.
  void step(ByteView packet) {
    const auto result = server.step(packet);
    if (!result) {
      CHECK(transport_error(result.error()) < 0 && !to_text(result.error()).empty());
      return;
    }
    CHECK(result->reply.size() < 1024);
    if (result->new_key) CHECK(KeyExchangeTestClient::answer<tl::mt_dh_gen_ok>(result->reply));
  }

  void packets(ByteView input) {
    while (input.size() >= 2) {
      const auto size = std::min<std::size_t>(load_le<std::uint16_t>(input.data()), input.size() - 2);
      step(input.subspan(2, size));
      input = input.subspan(2 + size);
    }
  }
  void under_rsa(ByteView object, RsaScheme scheme) {
    reach_pq();
    const std::size_t room = scheme == RsaScheme::kPad ? 192 : 235;
    const auto data = to_bytes(object.first(std::min(room, object.size())));
    step(client.req_dh_params(client.encrypt_rsa(data, scheme)));
  }
  void last_message(ByteView object) {
    reach_dh();
    step(client.set_client_dh(to_bytes(object.first(std::min<std::size_t>(2048, object.size())))));
  }
};

void bind(ByteView plaintext) {
  crypto::AuthKey key{};
  key[0] = 1;
  const auto msg_key = crypto::message_key_v1(plaintext.first(std::min<std::size_t>(72, plaintext.size())));
  Bytes data = to_bytes(plaintext.first(std::min<std::size_t>(1024, plaintext.size())));
  data.resize((data.size() + 15) / 16 * 16);
  crypto::aes_ige_encrypt(crypto::message_cipher_v1(key, msg_key, crypto::Direction::kToServer), data);
  Bytes message(8);
  store_le(message.data(), crypto::auth_key_id(key));
  message.insert(message.end(), msg_key.begin(), msg_key.end());
  message.insert(message.end(), data.begin(), data.end());
  BindTempKeyCall call;
  call.perm_auth_key_id = crypto::auth_key_id(key);
  call.expires_at = 2;
  call.encrypted_message = message;
  call.auth_key_is_temporary = true;
  (void)verify_bind_temp_key(call, key, 1);
}

}  // namespace
}  // namespace botschaft::mtproto

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft::mtproto;
  if (size == 0) return 0;
  const botschaft::ByteView input(data + 1, size - 1);
  Run run;
  switch (data[0]) {
    case 0:
      run.packets(input);
      break;
    case 1:
      run.under_rsa(input, RsaScheme::kPad);
      break;
    case 2:
      run.under_rsa(input, RsaScheme::kOld);
      break;
    case 3:
      run.last_message(input);
      break;
    case 4:
      bind(input);
      break;
    default:
      break;
  }
  return 0;
}
