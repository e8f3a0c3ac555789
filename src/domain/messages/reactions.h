#pragma once
// Reacting to messages: who may, with what, and who learns of it.
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "store/reactions.h"

namespace botschaft::domain {

inline constexpr std::size_t kReactionsOfOneMax = 3;  // one person's under one message
inline constexpr std::size_t kReactionsUniqueMax = 11;
inline constexpr int kRecentReactionsMax = 200;
inline constexpr std::int64_t kTagNamesChanged = 1;  // arg of EventKind::recent_reactions

struct Reacting {
  MessageId id = 0;
  std::vector<std::string> reactions =
      {};  // all that the actor wants under the message; none: takes his back
  bool big = false;
  bool add_to_recent = false;
};

// MESSAGE_ID_INVALID, REACTION_EMPTY, REACTION_INVALID (unknown, or not allowed there), REACTIONS_TOO_MANY,
// MESSAGE_NOT_MODIFIED, CHANNEL_PRIVATE, CHAT_WRITE_FORBIDDEN (not in it), USER_BANNED_IN_CHANNEL,
// ANONYMOUS_REACTIONS_DISABLED (to who writes in another name there); in private chats what check_can_write()
// says.
Result<void> react(store::Transaction& tx, const Actor& actor, PeerId peer, const Reacting& wish);

// The readers of a broadcast are told how often, not who. What everybody's answer to that is.
bool can_see_reactors(store::Transaction& tx, PeerId peer);

// Nothing under the message is unread any more. False: nothing was. Tells nobody.
bool read_reactions_of(store::Transaction& tx, const store::MessageRow& row);

// The same for some messages of a channel, and tells the actor's devices.
Result<void> read_reactions_in_channel(store::Transaction& tx, const Actor& actor, PeerId channel,
                                       const std::vector<MessageId>& ids);  // LIMIT_INVALID

// The same for all messages of a chat, or of a part of it, some hundred at once. True: there are more, call
// again.
Result<bool> read_reactions(store::Transaction& tx, const Actor& actor, PeerId peer,
                            const store::ChatPart& part = {});

// What clients name by a message: a topic of a forum, or a thread; 0: all of the chat.
store::ChatPart part_of(store::Transaction& tx, PeerId peer, MessageId top);

// CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED, REACTION_INVALID, LIMIT_INVALID; PEER_ID_INVALID for private chats.
Result<void> set_allowed_reactions(store::Transaction& tx, const Actor& actor, PeerId peer,
                                   store::AllowedReactions allowed);

void forget_recent_reactions(store::Transaction& tx, const Actor& actor);

// REACTION_INVALID.
Result<void> set_default_reaction(store::Transaction& tx, const Actor& actor, std::string_view emoji);

}  // namespace botschaft::domain
