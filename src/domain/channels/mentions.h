#pragma once
// Mentions in supergroups: of who is named in a message, and of whose message it answers, be he anonymous. A
// row per person who is in the group, or was answered as a guest; nothing for anybody else.
#include <set>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "store/messages.h"

namespace botschaft::domain {

// Makes the mentions of a message those of its text now; the row's flags in the store follow. Of an edited
// message `named_before` is whom its text named until then: whom it answers stays mentioned, even if what it
// answers is gone.
void mention_people(store::Transaction& tx, const store::MessageRow& row, std::int32_t now,
                    const std::set<UserId>& named_before = {});

// The actor has looked at these messages: those that mention him, and those that are heard
// (store/message_files.h). All others are passed over.
Result<void> see_mentions(store::Transaction& tx, const Actor& actor, PeerId channel,
                          const std::vector<MessageId>& ids);

// All of a channel, of a topic or thread with `top`. True: there are more, call again.
Result<bool> see_all_mentions(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId top);

// Ids of messages that mention the user and that he has not looked at, newest first. Without `top` a guest
// has none.
std::vector<MessageId> unread_channel_mentions(store::Transaction& tx, UserId user, PeerId channel,
                                               MessageId top, int limit);

}  // namespace botschaft::domain
