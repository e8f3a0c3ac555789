#pragma once
// As whom one speaks in a supergroup. Who is behind it nobody learns: not from messages, lists, searches or
// deletions; only the author's own devices see that it is theirs.
#include <vector>

#include "domain/box_writer.h"
#include "domain/channels/rights.h"

namespace botschaft::domain {

// Whether the member's messages come from the group itself.
bool anonymous(const InChannel& in);
bool anonymous(const store::ChannelRow& channel, const store::ChannelMemberRow& member);

// The choices, the first is what happens without one: an anonymous admin speaks as the group, everybody else
// as himself; and in public and discussion groups, as public channels of one's own and the one that is
// discussed, but for those that are banned.
std::vector<PeerId> send_as_choices(store::Transaction& tx, const InChannel& in);

// Which of them the member has settled on.
PeerId default_send_as(store::Transaction& tx, const InChannel& in);

// SEND_AS_PEER_INVALID: not one of the choices.
Result<void> save_default_send_as(store::Transaction& tx, const Actor& actor, std::int64_t channel,
                                  PeerId send_as);
Result<void> check_send_as(store::Transaction& tx, const Actor& actor, PeerId to, PeerId send_as);

// Keeps a channel from being spoken as in a supergroup, or lets it again with no `rights`; it is then among
// the members that are banned, under its PeerId. CHAT_ADMIN_REQUIRED; PARTICIPANT_ID_INVALID: the group
// itself; USER_ADMIN_INVALID: the broadcast that is discussed there.
Result<void> ban_sender(store::Transaction& tx, const Actor& actor, std::int64_t group, PeerId sender,
                        std::uint32_t rights, std::int32_t until);

// What a message of the actor's shows instead of him, as MessageRow::sent_as has it; none: himself. Service
// messages tell of deeds and know no choice.
PeerId shown_sender(store::Transaction& tx, const Actor& actor, PeerId channel,
                    const std::optional<PeerId>& wish);
PeerId shown_doer(store::Transaction& tx, const Actor& actor, PeerId channel);

}  // namespace botschaft::domain
