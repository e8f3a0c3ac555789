#pragma once
// That others have voted in one's poll, until one looks at it. Only of polls that show who has voted, and of
// the message that the poll was first sent as, where its creator has it.
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "store/polls.h"
#include "store/unread_votes.h"

namespace botschaft::domain {

// The actor has voted by this message of his. True: the creator is to be told.
bool mark_votes_unread(store::Transaction& tx, const Actor& actor, const store::PollRow& poll,
                       const store::MessageRow& row);

// The actor has looked at these messages; his devices are told.
void read_votes(store::Transaction& tx, const Actor& actor, PeerId peer, const std::vector<MessageId>& ids);

// All of a chat, or of a part of it, some hundred at once. True: there are more, call again.
bool read_all_votes(store::Transaction& tx, const Actor& actor, PeerId peer, const store::ChatPart& part);

}  // namespace botschaft::domain
