#pragma once
// Sign-up by invitation. A link carries a token; who opens it names the phone number or e-mail address they
// will sign in with, and that address may then sign up from any client. A use is spent when the account is
// made.
#include <cstdint>
#include <string>

#include "base/random.h"
#include "domain/accounts/address.h"
#include "store/invites.h"

namespace botschaft::domain {

struct NewInvite {
  std::string note;
  std::int32_t uses = 1;
  std::int32_t lifetime_s = 7 * 86'400;
};

// Returns the token for the link; it cannot be read again.
std::string make_invite(store::Transaction& tx, Random& random, const NewInvite& invite, std::int32_t now);

// HASH_INVALID if the token is unknown, over, or all its uses are spent or reserved; PHONE_NUMBER_OCCUPIED.
Result<void> redeem_invite(store::Transaction& tx, std::string_view token, const Address& address,
                           std::int32_t now);

bool is_invited(store::Transaction& tx, const Address& address, std::int32_t now);
void use_invite(store::Transaction& tx, const Address& address);  // nothing if the address was not invited

}  // namespace botschaft::domain
