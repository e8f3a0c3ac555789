#pragma once
// Who may do what in a basic group.
#include "base/error.h"
#include "domain/rights.h"
#include "store/groups.h"

namespace botschaft::domain {

// A group as somebody finds it who is or was in it.
struct Membership {
  store::ChatRow chat;
  store::ChatMemberRow self;

  bool inside() const { return self.inside() && !chat.is(store::kDeactivated); }
  bool admin() const { return inside() && self.role >= store::ChatRole::admin; }
  bool creator() const { return inside() && self.role == store::ChatRole::creator; }
  // Whether the group forbids it to plain members; its admins may do everything that can be forbidden.
  bool may(BannedRight right) const { return inside() && (admin() || (chat.banned_rights & right) == 0); }
};

// CHAT_ID_INVALID for groups that do not exist and those the user never was in: nobody can tell the two
// apart.
Result<Membership> find_membership(store::Transaction& tx, std::int64_t chat, UserId user);

// The same for those who are in it. CHAT_WRITE_FORBIDDEN for who is not any more.
Result<Membership> require_member(store::Transaction& tx, std::int64_t chat, UserId user);

// CHAT_WRITE_FORBIDDEN, CHAT_SEND_PLAIN_FORBIDDEN: texts may not be sent.
Result<void> check_can_post(store::Transaction& tx, std::int64_t chat, UserId user);

}  // namespace botschaft::domain
