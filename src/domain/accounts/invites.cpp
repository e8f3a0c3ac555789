#include "domain/accounts/invites.h"

#include <algorithm>

#include "crypto/hash.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kReservation = 86'400;  // time between opening the link and signing up

Bytes token_digest(std::string_view token) {
  return to_bytes(crypto::sha256(as_bytes(token)));
}

}  // namespace

std::string make_invite(store::Transaction& tx, Random& random, const NewInvite& invite, std::int32_t now) {
  std::array<std::uint8_t, 18> secret;
  random.fill(secret);
  auto token = to_base64url(secret);
  store::insert_invite(tx, {.digest = token_digest(token),
                            .note = invite.note,
                            .uses_left = invite.uses,
                            .created_at = now,
                            .expires_at = now + invite.lifetime_s});
  return token;
}

Result<void> redeem_invite(store::Transaction& tx, std::string_view token, const Address& address,
                           std::int32_t now) {
  const auto digest = token_digest(token);
  const auto invite = store::find_invite(tx, digest);
  if (!invite || invite->expires_at <= now) return fail(Err::HASH_INVALID);
  if (find_user_by_address(tx, address)) return fail(Err::PHONE_NUMBER_OCCUPIED);
  if (is_invited(tx, address, now)) return {};
  if (store::count_invited_addresses(tx, digest, now) >= invite->uses_left) return fail(Err::HASH_INVALID);
  store::put_invited_address(tx, {.address = address.text,
                                  .digest = digest,
                                  .expires_at = std::min(now + kReservation, invite->expires_at)});
  return {};
}

bool is_invited(store::Transaction& tx, const Address& address, std::int32_t now) {
  const auto invited = store::find_invited_address(tx, address.text);
  return invited && invited->expires_at > now;
}

void use_invite(store::Transaction& tx, const Address& address) {
  const auto invited = store::find_invited_address(tx, address.text);
  if (!invited) return;
  store::take_invite_use(tx, invited->digest);
  store::delete_invited_address(tx, address.text);
}

}  // namespace botschaft::domain
