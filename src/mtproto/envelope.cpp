#include "mtproto/envelope.h"

#include "base/check.h"
#include "crypto/aes_ige.h"
#include "crypto/hash.h"

namespace botschaft::mtproto {
namespace {

constexpr std::size_t kBlock = 16;
constexpr auto kToServer = crypto::Direction::kToServer;
constexpr auto kToClient = crypto::Direction::kToClient;

}  // namespace

std::optional<AuthKeyId> auth_key_id(ByteView packet) {
  if (packet.size() < sizeof(AuthKeyId)) return std::nullopt;
  return load_le<AuthKeyId>(packet.data());
}

std::string_view to_text(EnvelopeError error) {
  switch (error) {
    case EnvelopeError::kTooShort:
      return "packet too short";
    case EnvelopeError::kBadMsgKey:
      return "wrong msg_key";
    case EnvelopeError::kBadLength:
      return "wrong message length";
    case EnvelopeError::kBadPadding:
      return "wrong padding";
  }
  return "unknown";
}

std::expected<ClientMessage, EnvelopeError> open_envelope(const crypto::AuthKey& key,
                                                          MutableByteView packet) {
  if (packet.size() < kEnvelopeHeader + kMessageHeader + kMinPadding) {
    return std::unexpected(EnvelopeError::kTooShort);
  }
  crypto::MessageKey msg_key;
  std::memcpy(msg_key.data(), packet.data() + 8, msg_key.size());
  const auto encrypted = packet.size() - kEnvelopeHeader;
  const auto plain = packet.subspan(kEnvelopeHeader, encrypted - encrypted % kBlock);
  crypto::aes_ige_decrypt(crypto::message_cipher(key, msg_key, kToServer), plain);
  // "Checking SHA256 hash value of msg_key": before anything else is looked at, and in constant time.
  if (!equal_constant_time(crypto::message_key(key, plain, kToServer), msg_key)) {
    return std::unexpected(EnvelopeError::kBadMsgKey);
  }
  const auto length = load_le<std::uint32_t>(plain.data() + 28);
  if (length % 4 != 0 || length > plain.size() - kMessageHeader) {
    return std::unexpected(EnvelopeError::kBadLength);
  }
  const auto padding = plain.size() - kMessageHeader - length;
  if (padding < kMinPadding || padding > kMaxPadding) return std::unexpected(EnvelopeError::kBadPadding);
  return ClientMessage{.header = {.salt = load_le<std::int64_t>(plain.data()),
                                  .session_id = load_le<SessionId>(plain.data() + 8),
                                  .msg_id = load_le<std::int64_t>(plain.data() + 16),
                                  .seqno = load_le<std::int32_t>(plain.data() + 24)},
                       .body = plain.subspan(kMessageHeader, length),
                       .plaintext = plain};
}

std::uint32_t quick_ack_token(const crypto::AuthKey& key, const ClientMessage& message) {
  // The hash that msg_key is the middle of; core.telegram.org/mtproto/description, "Message Key (msg_key)".
  const auto hash = crypto::sha256({ByteView{key}.subspan(88, 32), message.plaintext});
  return load_le<std::uint32_t>(hash.data()) | 0x80000000;
}

void seal_in_place(const crypto::AuthKey& key, AuthKeyId key_id, const MessageHeader& header, Random& random,
                   Bytes& packet) {
  CHECK(packet.size() >= kSealRoom && packet.size() % 4 == 0);
  const auto length = packet.size() - kSealRoom;
  const auto padding = kMinPadding + (kBlock - (kMessageHeader + length + kMinPadding) % kBlock) % kBlock;
  packet.resize(packet.size() + padding);
  random.fill(MutableByteView{packet}.last(padding));
  const auto plain = MutableByteView{packet}.subspan(kEnvelopeHeader);
  store_le(plain.data(), header.salt);
  store_le(plain.data() + 8, header.session_id);
  store_le(plain.data() + 16, header.msg_id);
  store_le(plain.data() + 24, header.seqno);
  store_le(plain.data() + 28, static_cast<std::uint32_t>(length));
  const auto msg_key = crypto::message_key(key, plain, kToClient);
  store_le(packet.data(), key_id);
  std::memcpy(packet.data() + 8, msg_key.data(), msg_key.size());
  crypto::aes_ige_encrypt(crypto::message_cipher(key, msg_key, kToClient), plain);
}

Bytes seal_envelope(const crypto::AuthKey& key, AuthKeyId key_id, const MessageHeader& header, ByteView body,
                    Random& random) {
  Bytes packet(kSealRoom);
  packet.insert(packet.end(), body.begin(), body.end());
  seal_in_place(key, key_id, header, random, packet);
  return packet;
}

}  // namespace botschaft::mtproto
