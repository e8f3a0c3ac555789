#pragma once
// A broadcast and the supergroup where its posts are commented on (core.telegram.org/api/discussion).
#include <optional>
#include <vector>

#include "domain/channels/members.h"
#include "store/messages.h"

namespace botschaft::domain {

// Either may be missing: then the other is in no discussion any more. BROADCAST_ID_INVALID,
// MEGAGROUP_ID_INVALID, MEGAGROUP_PREHISTORY_HIDDEN, CHAT_ADMIN_REQUIRED, LINK_NOT_MODIFIED.
Result<void> set_discussion_group(store::Transaction& tx, const Actor& actor,
                                  std::optional<std::int64_t> broadcast,
                                  std::optional<std::int64_t> supergroup);

// Groups that the actor may link to a broadcast of his; basic groups once they have become supergroups.
std::vector<PeerId> groups_for_discussion(store::Transaction& tx, const Actor& actor);

// A channel that is deleted is in no discussion any more.
void end_discussion(store::Transaction& tx, const Actor& actor, const store::ChannelRow& channel);

// A new post goes to the discussion group of its broadcast, if there is one, and is pinned there.
void open_comments(store::Transaction& tx, const Actor& actor, PeerId broadcast, MessageId post);

// A post is now like this: its copy says the same.
void edit_comments_root(store::Transaction& tx, const Actor& actor, const store::MessageRow& post);

}  // namespace botschaft::domain
