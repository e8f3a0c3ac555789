#include "domain/groups/access.h"

namespace botschaft::domain {

bool Membership::may(Deed deed) const {
  return allowed(deed, {.kind = ChatKind::basic_group,
                        .inside = inside(),
                        .creator = creator(),
                        .admin_rights = admin() ? kGroupAdminRights : 0,
                        .forbidden = chat.banned_rights});
}

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

Result<void> check_deed(const Membership& membership, Deed deed) {
  if (membership.may(deed)) return {};
  if (!is_said(deed)) return fail(Err::CHAT_ADMIN_REQUIRED);
  const bool mute = (membership.chat.banned_rights & kBanSendMessages) != 0;
  if (mute || !membership.inside()) return fail(Err::CHAT_WRITE_FORBIDDEN);
  return fail(refusal(deed));
}

}  // namespace botschaft::domain
