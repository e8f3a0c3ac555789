#include "domain/groups/members.h"

#include <algorithm>

#include "domain/accounts/privacy.h"
#include "domain/due.h"
#include "domain/groups/post.h"
#include "domain/groups/settings.h"
#include "domain/messages/edit.h"
#include "store/chat_invites.h"
#include "store/contacts.h"
#include "store/profile_photos.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

using store::ChatRole;

// What deleting a person's messages may cost at once, in copies.
constexpr int kRevokedCopiesMax = 20'000;

Result<store::UserRow> living_user(store::Transaction& tx, UserId id) {
  auto user = store::find_user(tx, id);
  if (!user || user->is_service()) return fail(Err::USER_ID_INVALID);
  if (user->deleted) return fail(Err::INPUT_USER_DEACTIVATED);
  return *std::move(user);
}

void put_member(store::Transaction& tx, store::ChatRow& chat, const store::ChatMemberRow& row) {
  const auto before = store::find_chat_member(tx, chat.id, row.user);
  chat.members += (row.inside() ? 1 : 0) - (before && before->inside() ? 1 : 0);
  ++chat.version;
  store::put_chat_member(tx, row);
  store::update_chat(tx, chat);
}

// Who is in does not wait any more, however he came.
void forget_request(store::Transaction& tx, BoxWriter& boxes, const store::ChatRow& chat, UserId user) {
  if (!store::find_join_request(tx, chat.peer(), user)) return;
  store::delete_join_request(tx, chat.peer(), user);
  tell_admins(tx, boxes, chat.id, EventKind::chat_join_requests);
}

bool may_remove(const Membership& actor, const store::ChatMemberRow& other) {
  if (actor.creator()) return true;
  if (actor.may(Deed::ban)) return other.role == ChatRole::member;
  return actor.inside() && other.role == ChatRole::member && other.inviter == actor.self.user;
}

// Whether somebody who is out may be added again; who was never in it always may.
Result<void> check_return(store::Transaction& tx, const Membership& actor,
                          const store::ChatMemberRow& former) {
  if (former.role == ChatRole::removed) {
    TRY(check_deed(actor, Deed::ban));
    return {};
  }
  const auto inviter = actor.self.user;
  const bool mutual =
      store::is_contact(tx, inviter, former.user) && store::is_contact(tx, former.user, inviter);
  if (!mutual) return fail(Err::USER_NOT_MUTUAL_CONTACT);
  return {};
}

// Coming back by himself: only who left by himself may.
Result<void> return_to_group(store::Transaction& tx, const Actor& actor, const Membership& membership) {
  if (membership.self.role != ChatRole::left || membership.chat.is(store::kDeactivated))
    return fail(Err::CHAT_ADMIN_REQUIRED);
  return enter_group(tx, actor, membership.chat, actor.user,
                     {.action = ServiceAction::chat_add_user, .users = {actor.user}});
}

// Deletes for all what somebody wrote, as far as the actor has it, too.
void revoke_history(store::Transaction& tx, const Actor& actor, const store::ChatRow& chat, UserId author) {
  const auto limit = kRevokedCopiesMax / std::max(chat.members, 1);
  revoke_group_messages(tx, actor, chat.peer(),
                        store::group_messages_of(tx, actor.user, chat.peer(), author, limit));
}

}  // namespace

Result<Created> create_group(store::Transaction& tx, const Actor& actor, const NewGroup& group) {
  TRY_ASSIGN(const auto title, clean_title(group.title));
  if (group.users.size() >= kGroupMembersMax) return fail(Err::USERS_TOO_MUCH);
  Created created;
  std::vector<UserId> users;
  for (const auto id : group.users) {
    if (id == actor.user || std::ranges::find(users, id) != users.end()) continue;
    TRY(living_user(tx, id));
    auto& list = privacy_allows(tx, id, PrivacyKey::chat_invite, actor.user) ? users : created.missing;
    list.push_back(id);
  }
  store::ChatRow chat{.title = title,
                      .creator = actor.user,
                      .created_at = actor.now,
                      .members = static_cast<std::int32_t>(users.size()) + 1};
  chat.id = created.chat = store::insert_chat(tx, chat);
  store::put_chat_member(tx, {chat.id, actor.user, ChatRole::creator, actor.user, actor.now});
  for (const auto id : users)
    store::put_chat_member(tx, {chat.id, id, ChatRole::member, actor.user, actor.now});

  BoxWriter boxes(tx, actor);
  std::vector<UserId> everybody = users;
  everybody.insert(everybody.begin(), actor.user);
  tell_members(tx, boxes, chat.id, EventKind::chat_participants);
  say_in_group(tx, boxes, actor, chat.id,
               {.action = ServiceAction::chat_create, .title = title, .users = everybody});
  return created;
}

Result<void> enter_group(store::Transaction& tx, const Actor& actor, store::ChatRow chat, UserId inviter,
                         Service said) {
  if (std::cmp_greater_equal(chat.members, kGroupMembersMax)) return fail(Err::USERS_TOO_MUCH);
  const auto role = chat.creator == actor.user ? ChatRole::creator : ChatRole::member;
  put_member(tx, chat, {chat.id, actor.user, role, inviter, actor.now});
  BoxWriter boxes(tx, actor);
  forget_request(tx, boxes, chat, actor.user);
  say_in_group(tx, boxes, actor, chat.id, std::move(said));
  tell_members(tx, boxes, chat.id, EventKind::chat_participants);
  return {};
}

Result<bool> add_to_group(store::Transaction& tx, const Actor& actor, std::int64_t chat, UserId user,
                          int history) {
  if (user == actor.user) {
    TRY_ASSIGN(const auto self, find_membership(tx, chat, user));
    if (self.inside()) return fail(Err::USER_ALREADY_PARTICIPANT);
    TRY(return_to_group(tx, actor, self));
    return true;
  }
  TRY_ASSIGN(auto membership, require_member(tx, chat, actor.user));
  TRY(check_deed(membership, Deed::invite));
  TRY(living_user(tx, user));
  const auto former = store::find_chat_member(tx, chat, user);
  if (former && former->inside()) return fail(Err::USER_ALREADY_PARTICIPANT);
  if (former) TRY(check_return(tx, membership, *former));
  if (std::cmp_greater_equal(membership.chat.members, kGroupMembersMax)) return fail(Err::USERS_TOO_MUCH);
  if (!privacy_allows(tx, user, PrivacyKey::chat_invite, actor.user)) return false;

  BoxWriter boxes(tx, actor);
  const auto limit = std::clamp(history, 0, kSharedHistoryMax);
  if (limit > 0) copy_history(tx, boxes, chat, actor.user, user, limit);
  const auto role = membership.chat.creator == user ? ChatRole::creator : ChatRole::member;
  put_member(tx, membership.chat, {chat, user, role, actor.user, actor.now});
  forget_request(tx, boxes, membership.chat, user);
  say_in_group(tx, boxes, actor, chat, {.action = ServiceAction::chat_add_user, .users = {user}});
  tell_members(tx, boxes, chat, EventKind::chat_participants);
  return true;
}

Result<void> remove_from_group(store::Transaction& tx, const Actor& actor, std::int64_t chat, UserId user,
                               bool revoke) {
  TRY_ASSIGN(auto membership, find_membership(tx, chat, actor.user));
  const auto other = store::find_chat_member(tx, chat, user);
  if (!other || !other->inside()) return fail(Err::USER_NOT_PARTICIPANT);
  const bool leaves = user == actor.user;
  if (!leaves && !may_remove(membership, *other)) return fail(Err::CHAT_ADMIN_REQUIRED);

  if (revoke) revoke_history(tx, actor, membership.chat, user);
  BoxWriter boxes(tx, actor);
  say_in_group(tx, boxes, actor, chat, {.action = ServiceAction::chat_delete_user, .users = {user}});
  auto row = *other;
  row.role = leaves ? ChatRole::left : ChatRole::removed;
  put_member(tx, membership.chat, row);
  tell_members(tx, boxes, chat, EventKind::chat_participants);
  boxes.append(user, EventKind::chat_participants, PeerId::chat(chat));
  return {};
}

Result<void> set_group_admin(store::Transaction& tx, const Actor& actor, std::int64_t chat, UserId user,
                             bool admin) {
  TRY_ASSIGN(auto membership, find_membership(tx, chat, actor.user));
  TRY(check_deed(membership, Deed::appoint));
  auto other = store::find_chat_member(tx, chat, user);
  if (!other || !other->inside()) return fail(Err::USER_NOT_PARTICIPANT);
  if (other->role == ChatRole::creator) return fail(Err::USER_ID_INVALID);
  if ((other->role == ChatRole::admin) == admin) return {};
  other->role = admin ? ChatRole::admin : ChatRole::member;
  put_member(tx, membership.chat, *other);
  BoxWriter boxes(tx, actor);
  tell_members(tx, boxes, chat, EventKind::chat_participants);
  return {};
}

Result<void> delete_group(store::Transaction& tx, const Actor& actor, std::int64_t chat) {
  TRY_ASSIGN(auto membership, find_membership(tx, chat, actor.user));
  TRY(check_deed(membership, Deed::erase));
  auto& row = membership.chat;
  row.flags |= store::kDeactivated;
  BoxWriter boxes(tx, actor);
  for (auto member : store::list_chat_members(tx, chat)) {
    member.role = ChatRole::left;
    put_member(tx, row, member);
    boxes.append(member.user, EventKind::chat_participants, row.peer());
    set_due(tx, DueKind::group_erasure, member.user, chat, actor.now);
  }
  store::delete_doors_of(tx, row.peer());
  store::put_chat_photo(tx, row.peer(), 0);
  return {};
}

void erase_deleted_group(store::Transaction& tx, UserId member, std::int64_t chat, std::int32_t now) {
  const auto more = clear_history(tx, {.user = member, .now = now}, PeerId::chat(chat), {});
  if (more && *more) set_due(tx, DueKind::group_erasure, member, chat, now);
}

}  // namespace botschaft::domain
