#include "domain/groups/access.h"

namespace botschaft::domain {

Result<Membership> find_membership(store::Transaction& tx, std::int64_t chat, UserId user) {
  auto self = store::find_chat_member(tx, chat, user);
  if (!self) return fail(Err::CHAT_ID_INVALID);
  auto row = store::find_chat(tx, chat);
  if (!row) return fail(Err::CHAT_ID_INVALID);
  return Membership{*std::move(row), *self};
}

Result<Membership> require_member(store::Transaction& tx, std::int64_t chat, UserId user) {
  TRY_ASSIGN(auto membership, find_membership(tx, chat, user));
  if (!membership.inside()) return fail(Err::CHAT_WRITE_FORBIDDEN);
  return membership;
}

Result<void> check_can_post(store::Transaction& tx, std::int64_t chat, UserId user) {
  TRY_ASSIGN(const auto membership, require_member(tx, chat, user));
  if (!membership.may(kBanSendMessages)) return fail(Err::CHAT_WRITE_FORBIDDEN);
  if (!membership.may(kBanSendPlain)) return fail(Err::CHAT_SEND_PLAIN_FORBIDDEN);
  return {};
}

}  // namespace botschaft::domain
