#pragma once
// Messages in channels: what is different from private chats. domain/messages comes here for a channel.
#include <optional>
#include <vector>

#include "base/error.h"
#include "domain/channels/rights.h"
#include "domain/messages/edit.h"
#include "domain/messages/send.h"

namespace botschaft::domain {

// What check_deed() says of writing, and SLOWMODE_WAIT_X. CHANNEL_PRIVATE.
Result<void> check_can_post(store::Transaction& tx, const Actor& actor, PeerId channel,
                            Deed deed = Deed::write);

// Whether slow mode makes the actor wait after each of his messages.
bool waits_between_posts(store::Transaction& tx, const Actor& actor, PeerId channel);

// The message as the channel has it: posts of a broadcast speak for the channel, signed if it is set so.
MessageId submit_post(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& posting);

// MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, MESSAGE_EDIT_TIME_EXPIRED, CHAT_WRITE_FORBIDDEN, and what
// edited() says.
Result<void> edit_post(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id,
                       const Editing& editing);

// Own messages, and those of others with the right to. Unknown ids are passed over. MESSAGE_DELETE_FORBIDDEN.
Result<void> delete_posts(store::Transaction& tx, const Actor& actor, PeerId channel,
                          const std::vector<MessageId>& ids);

// Everything one member wrote in his own name, or somebody in the name of another channel; some hundred
// messages at once. True: there is more. CHAT_ADMIN_REQUIRED, PARTICIPANT_ID_INVALID: it names the group
// itself.
Result<bool> delete_posts_by(store::Transaction& tx, const Actor& actor, PeerId channel, PeerId sender);

// Messages of one topic, some hundred at once, whoever may. True: there are more.
bool erase_posts_of_topic(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId topic);
// What has come to its end (messages/ttl.h).
void delete_ended_posts(store::Transaction& tx, PeerId channel, const std::vector<MessageId>& ids,
                        std::int32_t now);

// Up to max_id, 0: everything. For the actor alone it moves his floor. CHAT_ADMIN_REQUIRED, CHANNEL_TOO_BIG.
Result<void> clear_channel(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId max_id,
                           bool for_everyone);

Result<void> pin_post(store::Transaction& tx, const Actor& actor, PeerId channel, const Pinning& pinning);
// `top`: of this topic or thread alone; 0: all.
Result<void> unpin_posts(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId top = 0);

// Moves the actor's read mark. CHANNEL_PRIVATE, MSG_ID_INVALID.
Result<void> read_channel(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId max_id);

}  // namespace botschaft::domain
