#pragma once
// Signing a key in without a code: by a QR code that another device of the person scans, and by a ticket one
// key of a device makes for another (auth.exportAuthorization).
#include <cstdint>
#include <optional>

#include "base/random.h"
#include "store/authorizations.h"
#include "store/login_tokens.h"
#include "store/users.h"

namespace botschaft::domain {

inline constexpr std::int32_t kLoginTokenLifetime = 30;  // seconds; clients ask for a new one when it ends

// The key's token as it stands: shown, or accepted by a user whom admit() is to let in.
store::LoginTokenRow show_login_token(store::Transaction& tx, Random& random, AuthKeyId key,
                                      std::int32_t now);

// The user who accepted the key's token, once; nothing while nobody has.
std::optional<UserId> take_accepted_login(store::Transaction& tx, AuthKeyId key, std::int32_t now);

// A signed-in user scanned it. AUTH_TOKEN_INVALIDX, AUTH_TOKEN_EXPIRED, AUTH_TOKEN_ALREADY_ACCEPTED. Without
// a password the key is signed in at once; with one its person is asked for it.
Result<store::AuthorizationRow> accept_login_token(store::Transaction& tx, Random& random, UserId user,
                                                   ByteView token, std::int32_t now);

// Bytes for auth.importAuthorization, good once, for a minute.
Bytes export_authorization(store::Transaction& tx, Random& random, UserId user, AuthKeyId key,
                           std::int32_t now);

// AUTH_BYTES_INVALID, USER_ID_INVALID.
Result<store::UserRow> import_authorization(store::Transaction& tx, UserId user, ByteView bytes,
                                            AuthKeyId key, std::int32_t now);

}  // namespace botschaft::domain
