#pragma once
// Messages of the owner with polls of his in which others have voted since he looked
// (migrations/0014_conversations.sql).
#include <vector>

#include "store/messages.h"
#include "store/polls.h"

namespace botschaft::store {

void insert_unread_votes(Transaction&, UserId owner, PeerId peer, MessageId id, PollId poll);
// The poll of the message; nothing if no vote was unread.
std::optional<PollId> take_unread_votes(Transaction&, UserId owner, PeerId peer, MessageId id);
bool has_unread_votes(Transaction&, UserId owner, PollId poll);

// Newest first. What is hidden from the owner of a channel's membership counts as not there.
std::vector<MessageId> unread_votes(Transaction&, UserId owner, PeerId peer, int limit,
                                    const ChatPart& part = {});
std::int32_t count_unread_votes(Transaction&, UserId owner, PeerId peer, const ChatPart& part = {});

}  // namespace botschaft::store
