#pragma once
// From an authorization key and a message to the AES key of that message.
// core.telegram.org/mtproto/description, "Defining AES Key and Initialization Vector", and
// /mtproto/description_v1 for the older scheme.
#include <array>

#include "base/bytes.h"
#include "base/ids.h"
#include "crypto/aes_ige.h"

namespace botschaft::crypto {

using AuthKey = std::array<std::uint8_t, 256>;
using MessageKey = std::array<std::uint8_t, 16>;

// The document's x: which part of the authorization key protects a message depends on who sends it.
enum class Direction : std::uint8_t { kToServer = 0, kToClient = 8 };

// The low 64 bits of SHA1(auth_key).
AuthKeyId auth_key_id(const AuthKey& auth_key);

// MTProto 2.0. `plaintext` is salt..body including its 12 to 1024 bytes of padding.
MessageKey message_key(const AuthKey& auth_key, ByteView plaintext, Direction direction);
IgeKey message_cipher(const AuthKey& auth_key, const MessageKey& message_key, Direction direction);

// MTProto 1.0, still the envelope of auth.bindTempAuthKey. `plaintext` is without padding.
MessageKey message_key_v1(ByteView plaintext);
IgeKey message_cipher_v1(const AuthKey& auth_key, const MessageKey& message_key, Direction direction);

}  // namespace botschaft::crypto
