#pragma once
// auth.bindTempAuthKey: proof that the owner of a temporary key also owns a permanent one
// (core.telegram.org/method/auth.bindTempAuthKey). A pure function: the caller looks the permanent key up
// before and stores the binding after.
#include "base/error.h"
#include "crypto/message_key.h"

namespace botschaft::mtproto {

// The call, and the encrypted message it came in.
struct BindTempKeyCall {
  std::int64_t perm_auth_key_id = 0;
  std::int64_t nonce = 0;
  std::int32_t expires_at = 0;
  ByteView encrypted_message;

  std::int64_t msg_id = 0;
  SessionId session_id = 0;
  AuthKeyId auth_key_id = 0;           // the key the call is encrypted with, which is to be bound
  bool auth_key_is_temporary = false;  // whether that key was made by p_q_inner_data_temp(_dc)
};

// TEMP_AUTH_KEY_EMPTY: the call did not come under a temporary key. EXPIRES_AT_INVALID: expires_at lies in
// the past. ENCRYPTED_MESSAGE_INVALID: the message is not encrypted with `perm_key` or does not repeat the
// call.
Result<void> verify_bind_temp_key(const BindTempKeyCall& call, const crypto::AuthKey& perm_key,
                                  std::int32_t unix_seconds);

}  // namespace botschaft::mtproto
