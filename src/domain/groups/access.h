#pragma once
// Who may do what in a basic group.
#include "base/error.h"
#include "domain/access.h"
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
  bool may(Deed deed) const;  // by the table of domain/access.h
};

// CHAT_ID_INVALID for groups that do not exist and those the user never was in: nobody can tell the two
// apart.
Result<Membership> find_membership(store::Transaction& tx, std::int64_t chat, UserId user);

// The same for those who are in it. CHAT_WRITE_FORBIDDEN for who is not any more.
Result<Membership> require_member(store::Transaction& tx, std::int64_t chat, UserId user);

// What is said (domain/access.h): CHAT_WRITE_FORBIDDEN, and CHAT_SEND_*_FORBIDDEN by its kind. All others:
// CHAT_ADMIN_REQUIRED.
Result<void> check_deed(const Membership& membership, Deed deed);

}  // namespace botschaft::domain
