#pragma once
// Reading, and what the other side learns of it.
#include <optional>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "store/groups.h"

namespace botschaft::domain {

// How long the date of reading is remembered (messages.getOutboxReadDate).
inline constexpr std::int32_t kReadDateSeconds = 7 * 24 * 60 * 60;

// The actor has read the chat up to `max_id`; the authors of what was read learn of it.
Result<void> read_history(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId max_id);

// Marks voice messages, mentions and the like as seen; messages without such a mark are passed over.
Result<void> read_contents(store::Transaction& tx, const Actor& actor, const std::vector<MessageId>& ids);

// When the other side read an own message. MESSAGE_ID_INVALID, MSG_TOO_OLD, MESSAGE_NOT_READ_YET,
// USER_PRIVACY_RESTRICTED and YOUR_PRIVACY_RESTRICTED where one of the two hides when he is online.
Result<std::int32_t> outbox_read_date(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id);

// Who has read a message of a group or supergroup, and when: of the last week, and in groups that are not too
// big for it. PEER_ID_INVALID, MSG_ID_INVALID, MSG_TOO_OLD, CHAT_TOO_BIG, CHANNEL_PRIVATE.
inline constexpr std::int32_t kReadMarksMembersMax = 100;  // help.getAppConfig tells the same
Result<std::vector<store::GroupReader>> read_participants(store::Transaction& tx, const Actor& actor,
                                                          PeerId peer, MessageId id);

// Marks all messages of the chat that mention the actor as seen. True: there are more, call again.
Result<bool> read_mentions(store::Transaction& tx, const Actor& actor, PeerId peer);

}  // namespace botschaft::domain
