#include "mtproto/bind_temp_key.h"

#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::mtproto {
namespace {

constexpr std::size_t kEnvelope = 8 + 16;              // auth_key_id, msg_key
constexpr std::size_t kHeader = 16 + 8 + 4 + 4;        // random, msg_id, seqno, length
constexpr std::size_t kMessageMax = kEnvelope + 1024;  // a real one has 104 bytes

}  // namespace

Result<void> verify_bind_temp_key(const BindTempKeyCall& call, const crypto::AuthKey& perm_key,
                                  std::int32_t unix_seconds) {
  if (!call.auth_key_is_temporary) return fail(Err::TEMP_AUTH_KEY_EMPTY);
  if (call.expires_at <= unix_seconds) return fail(Err::EXPIRES_AT_INVALID);

  const auto invalid = [] { return fail(Err::ENCRYPTED_MESSAGE_INVALID); };
  const ByteView message = call.encrypted_message;
  if (message.size() < kEnvelope + kHeader || message.size() > kMessageMax ||
      (message.size() - kEnvelope) % 16 != 0) {
    return invalid();
  }
  if (call.perm_auth_key_id != crypto::auth_key_id(perm_key) ||
      load_le<std::int64_t>(message.data()) != call.perm_auth_key_id) {
    return invalid();
  }
  crypto::MessageKey msg_key;
  std::memcpy(msg_key.data(), message.data() + 8, msg_key.size());
  Bytes plaintext = to_bytes(message.subspan(kEnvelope));
  crypto::aes_ige_decrypt(crypto::message_cipher_v1(perm_key, msg_key, crypto::Direction::kToServer),
                          plaintext);

  tl::Reader in(plaintext);
  in.raw(16);
  const std::int64_t msg_id = in.int64();
  in.int32();
  const std::int32_t size = in.int32();
  if (size < 0 || static_cast<std::size_t>(size) > in.remaining() ||
      in.remaining() - static_cast<std::size_t>(size) > 15) {
    return invalid();
  }
  const ByteView hashed = ByteView(plaintext).first(kHeader + static_cast<std::size_t>(size));
  if (!equal_constant_time(crypto::message_key_v1(hashed), msg_key)) return invalid();
  const auto inner = tl::decode<tl::mt_bind_auth_key_inner>(hashed.subspan(kHeader));
  if (!inner) return invalid();

  const bool repeats_the_call =
      msg_id == call.msg_id && (*inner)->nonce == call.nonce &&
      (*inner)->temp_auth_key_id == call.auth_key_id && (*inner)->perm_auth_key_id == call.perm_auth_key_id &&
      (*inner)->temp_session_id == call.session_id && (*inner)->expires_at == call.expires_at;
  if (!repeats_the_call) return invalid();
  return {};
}

}  // namespace botschaft::mtproto
