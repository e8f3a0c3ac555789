#pragma once
// Coming into a group or channel by a link, or by asking its admins.
#include <span>

#include "domain/invites/doors.h"
#include "store/chat_invites.h"

namespace botschaft::domain {

// How many requests one command decides at most.
inline constexpr int kDecidedAtOnce = 1000;

// The link as whoever comes finds it. INVITE_HASH_EMPTY, INVITE_HASH_INVALID, INVITE_HASH_EXPIRED (also for
// who was removed).
struct OpenInvite {
  store::ChatInviteRow row;
  Door door;

  bool asks() const { return door.asks || row.is(store::kInviteRequestNeeded); }
};
Result<OpenInvite> open_invite(store::Transaction& tx, const Actor& actor, std::string_view hash);

enum class Joined : std::uint8_t { in, asked };

// USER_ALREADY_PARTICIPANT, USERS_TOO_MUCH, CHANNELS_TOO_MUCH, and what open_invite() says.
Result<Joined> join_by_invite(store::Transaction& tx, const Actor& actor, std::string_view hash);

// Into a channel that everybody can see: at once, or where its admins want it so, by their word.
// CHANNEL_PRIVATE, USER_ALREADY_PARTICIPANT, CHANNELS_TOO_MUCH, USERS_TOO_MUCH.
Result<Joined> join_public_channel(store::Transaction& tx, const Actor& actor, std::int64_t id);

// Lets in who waits, or does not. HIDE_REQUESTER_MISSING, USERS_TOO_MUCH, USER_CHANNELS_TOO_MUCH,
// USER_ALREADY_PARTICIPANT (he came otherwise), and what manage_door() says.
Result<void> decide_request(store::Transaction& tx, const Actor& actor, PeerId peer, UserId user,
                            bool approved);

// The same for all who wait, or all who came by this link; the newest kDecidedAtOnce. Who cannot come in is
// passed over and waits on. HIDE_REQUESTER_MISSING, INVITE_HASH_EXPIRED.
Result<void> decide_all_requests(store::Transaction& tx, const Actor& actor, PeerId peer,
                                 const std::optional<std::string>& hash, bool approved);

}  // namespace botschaft::domain
