#pragma once
// Joining a basic group by a link.
#include <optional>
#include <string>

#include "domain/box_writer.h"
#include "domain/groups/access.h"
#include "store/chat_invites.h"

namespace botschaft::domain {

inline constexpr std::size_t kInvitesMax = 500;  // of one group
inline constexpr std::int32_t kUsageLimitMax = 99'999;
inline constexpr std::size_t kInviteTitleMax = 32;  // bytes

struct InviteTerms {
  std::optional<std::string> title = {};
  std::optional<std::int32_t> expires_at = {};   // 0: never
  std::optional<std::int32_t> usage_limit = {};  // 0: none
  std::optional<bool> request_needed = {};
};

// Everything here is for admins: CHAT_ADMIN_REQUIRED. Links of others are seen by the creator alone.

// A new link. `hash` is fresh and random. A permanent one replaces the actor's permanent link.
// EXPIRE_DATE_INVALID, USAGE_LIMIT_INVALID, CHAT_INVALID (the group has too many links).
Result<store::ChatInviteRow> make_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                         std::string hash, bool permanent, const InviteTerms& terms);

// INVITE_HASH_EXPIRED: there is no such link that the actor may see.
Result<store::ChatInviteRow> managed_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                            std::string_view hash);

// CHAT_INVITE_PERMANENT: a permanent link has no terms. And what make_invite() says.
Result<store::ChatInviteRow> edit_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                         std::string_view hash, const InviteTerms& terms);
Result<store::ChatInviteRow> revoke_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                           std::string_view hash);

// INVITE_REVOKED_MISSING: only revoked links are deleted.
Result<void> delete_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                           std::string_view hash);

// For those who come. INVITE_HASH_EMPTY, INVITE_HASH_INVALID, INVITE_HASH_EXPIRED (also for who was removed).
Result<store::ChatInviteRow> open_invite(store::Transaction& tx, const Actor& actor, std::string_view hash);

// Where no admin has to decide. USER_ALREADY_PARTICIPANT, USERS_TOO_MUCH, and what open_invite() says.
Result<void> join_by_invite(store::Transaction& tx, const Actor& actor, std::string_view hash);

// Where one has to. USER_ALREADY_PARTICIPANT.
Result<void> ask_to_join(store::Transaction& tx, const Actor& actor, const store::ChatInviteRow& invite);

// Lets in who waits, or does not. HIDE_REQUESTER_MISSING, USERS_TOO_MUCH.
Result<void> decide_request(store::Transaction& tx, const Actor& actor, std::int64_t chat, UserId user,
                            bool approved);

}  // namespace botschaft::domain
