#pragma once
// The encrypted envelope of a message: auth_key_id, msg_key, and under AES-IGE salt, session_id, msg_id,
// seqno, length, body and padding. core.telegram.org/mtproto/description, "Encrypted Message".
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/random.h"
#include "crypto/message_key.h"

namespace botschaft::mtproto {

inline constexpr std::size_t kEnvelopeHeader = 24;  // auth_key_id:long msg_key:int128
inline constexpr std::size_t kMessageHeader = 32;   // salt, session_id, msg_id: long; seqno, length: int
inline constexpr std::size_t kMinPadding = 12;
inline constexpr std::size_t kMaxPadding = 1024;

// First eight bytes of a packet. 0: a message of the key exchange, in plain text. nullopt: too short for
// either.
std::optional<AuthKeyId> auth_key_id(ByteView packet);

struct MessageHeader {
  std::int64_t salt = 0;
  SessionId session_id = 0;
  std::int64_t msg_id = 0;
  std::int32_t seqno = 0;
};

struct ClientMessage {
  MessageHeader header;
  MutableByteView body;
  ByteView plaintext;  // all that was encrypted, for quick_ack_token
};

enum class EnvelopeError : std::uint8_t { kTooShort, kBadMsgKey, kBadLength, kBadPadding };
std::string_view to_text(EnvelopeError error);

// Decrypts `packet` where it lies and does the checks of "MTProto 2.0, Mandatory checks" that need no
// session: msg_key, length, padding. The session checks msg_id. Ignores transport padding (fewer than 16
// bytes). session_id: the caller finds the session by (auth key, session_id), so it cannot differ.
std::expected<ClientMessage, EnvelopeError> open_envelope(const crypto::AuthKey& key, MutableByteView packet);

// The four bytes that tell a client early that its message arrived; mtproto-transports, "Quick ack".
std::uint32_t quick_ack_token(const crypto::AuthKey& key, const ClientMessage& message);

// Encrypts in place: `packet` holds kSealRoom bytes of anything and then the body, a multiple of four bytes.
// It becomes a whole packet.
inline constexpr std::size_t kSealRoom = kEnvelopeHeader + kMessageHeader;
void seal_in_place(const crypto::AuthKey& key, AuthKeyId key_id, const MessageHeader& header, Random& random,
                   Bytes& packet);

// The same for a body that lies elsewhere.
Bytes seal_envelope(const crypto::AuthKey& key, AuthKeyId key_id, const MessageHeader& header, ByteView body,
                    Random& random);

}  // namespace botschaft::mtproto
