#pragma once
// Whom messages of supergroups mention: a row for each person, none for anybody else. In basic groups a
// copy's own flags say it (store/groups.h).
#include <optional>
#include <vector>

#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft::store {

void insert_mention(Transaction&, PeerId channel, MessageId id, UserId user, MessageId topic);
void delete_mention(Transaction&, PeerId channel, MessageId id, UserId user);
void delete_mentions(Transaction&, PeerId channel, MessageId id);
std::vector<UserId> mentioned_by(Transaction&, PeerId channel, MessageId id);

// False: the message does not mention the user, or he has seen that it does.
bool see_mention(Transaction&, PeerId channel, MessageId id, UserId user);

// Of what the user may see: nothing up to his floor. `topic` 0: of all; `thread` 0: likewise.
struct MentionFilter {
  bool unread_only = true;
  MessageId topic = 0;
  MessageId thread = 0;
};
std::vector<MessageId> mentions_of(Transaction&, UserId user, PeerId channel, const MentionFilter&,
                                   int limit);  // newest first
std::int32_t count_channel_mentions(Transaction&, UserId user, PeerId channel, MessageId topic = 0);

}  // namespace botschaft::store
