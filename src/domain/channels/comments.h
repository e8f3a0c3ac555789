#pragma once
// Comments, for those who are not in the discussion group. Of a private one they see the posts of the
// broadcast and what was said under them, and nothing else; and wherever they write, it is a comment.
#include <span>
#include <vector>

#include "domain/channels/rights.h"
#include "domain/messages/send.h"

namespace botschaft::domain {

// Whether the message is a post of the broadcast that is discussed here now, or a comment on one.
bool is_comment(store::Transaction& tx, const InChannel& group, const store::MessageRow& row);

// Whether somebody who finds the channel like this may see the message. Nothing is said of his floor.
bool may_see(store::Transaction& tx, const InChannel& in, const store::MessageRow& row);

// The posts and comments among the newest messages of the group, newest first.
std::vector<store::MessageRow> newest_comments(store::Transaction& tx, const InChannel& group);

// That he may name these messages: reads the whole channel, or comments, where not one of them is anything
// else. MSG_ID_INVALID; CHANNEL_PRIVATE, PEER_ID_INVALID as check_can_read().
Result<void> check_may_see(store::Transaction& tx, const InChannel& in, std::span<const MessageId> ids);

// Whether he reacts to the message and votes there, who may see it: who is inside, and who may comment
// without coming in.
bool takes_part(store::Transaction& tx, const InChannel& in, const store::MessageRow& row);

// That he may write there: who is not inside, under posts alone. CHAT_GUEST_SEND_FORBIDDEN.
Result<void> check_place(store::Transaction& tx, const InChannel& in, const ThreadPlace& place);

}  // namespace botschaft::domain
