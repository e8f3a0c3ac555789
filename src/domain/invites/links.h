#pragma once
// Links by which people join groups and channels, for those who manage them.
#include <optional>
#include <string>

#include "domain/invites/doors.h"
#include "store/chat_invites.h"

namespace botschaft::domain {

inline constexpr std::size_t kInvitesMax = 500;  // of one chat
inline constexpr std::int32_t kUsageLimitMax = 99'999;
inline constexpr std::size_t kInviteTitleMax = 32;  // bytes

struct InviteTerms {
  std::optional<std::string> title = {};
  std::optional<std::int32_t> expires_at = {};   // 0: never
  std::optional<std::int32_t> usage_limit = {};  // 0: none
  std::optional<bool> request_needed = {};
};

// All that follows says what manage_door() says. Links of others are seen by the creator alone.

// A new link. `hash` is fresh and random. A permanent one replaces the actor's permanent link.
// EXPIRE_DATE_INVALID, USAGE_LIMIT_INVALID, CHAT_INVALID (it has too many links).
Result<store::ChatInviteRow> make_invite(store::Transaction& tx, const Actor& actor, PeerId peer,
                                         std::string hash, bool permanent, const InviteTerms& terms);

// INVITE_HASH_EXPIRED: there is no such link that the actor may see.
Result<store::ChatInviteRow> managed_invite(store::Transaction& tx, const Actor& actor, PeerId peer,
                                            std::string_view hash);

// CHAT_INVITE_PERMANENT: a permanent link has no terms. And what make_invite() says.
Result<store::ChatInviteRow> edit_invite(store::Transaction& tx, const Actor& actor, PeerId peer,
                                         std::string_view hash, const InviteTerms& terms);
Result<store::ChatInviteRow> revoke_invite(store::Transaction& tx, const Actor& actor, PeerId peer,
                                           std::string_view hash);

// INVITE_REVOKED_MISSING: only revoked links are deleted.
Result<void> delete_invite(store::Transaction& tx, const Actor& actor, PeerId peer,
                           std::string_view hash);

// Links of one admin, who is the actor unless the actor made the chat: the valid ones, or the revoked. Newest
// first. CHAT_ADMIN_REQUIRED.
Result<std::vector<store::ChatInviteRow>> invites_of(store::Transaction& tx, const Actor& actor, PeerId peer,
                                                     UserId admin, bool revoked);

}  // namespace botschaft::domain
