#pragma once
// Who is in a basic group: made, joined, left, removed; its admins.
#include <string>
#include <vector>

#include "domain/box_writer.h"
#include "domain/groups/access.h"
#include "domain/messages/service.h"

namespace botschaft::domain {

inline constexpr std::size_t kGroupMembersMax = 200;  // help.getConfig tells clients the same
inline constexpr std::size_t kTitleMax = 128;         // characters; longer titles are cut
inline constexpr int kSharedHistoryMax = 100;

// People whose privacy settings keep the actor from adding them are left out and named in the answer.
struct NewGroup {
  std::string title;
  std::vector<UserId> users;
};
struct Created {
  std::int64_t chat = 0;
  std::vector<UserId> missing;
};
// CHAT_TITLE_EMPTY, USERS_TOO_MUCH, INPUT_USER_DEACTIVATED.
Result<Created> create_group(store::Transaction& tx, const Actor& actor, const NewGroup& group);

// Somebody comes into a group whose door is open to him: `said` is his message. USERS_TOO_MUCH.
Result<void> enter_group(store::Transaction& tx, const Actor& actor, store::ChatRow chat, UserId inviter,
                         Service said);

// `history`: how many of the newest messages the new member is shown. True: added; false: his privacy
// settings forbid it. Who has left by himself may come back, and is added again by those he knows.
// CHAT_ADMIN_REQUIRED, USER_ALREADY_PARTICIPANT, USERS_TOO_MUCH, USER_NOT_MUTUAL_CONTACT,
// INPUT_USER_DEACTIVATED, USER_ID_INVALID.
Result<bool> add_to_group(store::Transaction& tx, const Actor& actor, std::int64_t chat, UserId user,
                          int history);

// Leaving, or removing somebody else: admins remove plain members, the creator everybody, others whom they
// added. `revoke`: what he wrote is deleted for all, newest first, as much as one command may.
// CHAT_ADMIN_REQUIRED, USER_NOT_PARTICIPANT.
Result<void> remove_from_group(store::Transaction& tx, const Actor& actor, std::int64_t chat, UserId user,
                               bool revoke);

// By the creator. CHAT_ADMIN_REQUIRED, USER_NOT_PARTICIPANT, USER_ID_INVALID (the creator himself).
Result<void> set_group_admin(store::Transaction& tx, const Actor& actor, std::int64_t chat, UserId user,
                             bool admin);

// By the creator: everybody is out, nobody comes back, and the histories of all who were in it are erased,
// little by little. Who had left before keeps what he had.
Result<void> delete_group(store::Transaction& tx, const Actor& actor, std::int64_t chat);

// For run_due(): the next part of one person's history.
void erase_deleted_group(store::Transaction& tx, UserId member, std::int64_t chat, std::int32_t now);

}  // namespace botschaft::domain
