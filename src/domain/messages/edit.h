#pragma once
// Changes of messages that exist.
#include <optional>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "domain/messages/editing.h"

namespace botschaft::domain {

// How long an own message can be edited; Saved Messages: for ever. help.getConfig tells clients the same.
inline constexpr std::int32_t kEditSeconds = 48 * 60 * 60;

// MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, MESSAGE_EDIT_TIME_EXPIRED, CHAT_WRITE_FORBIDDEN, and what
// edited() says.
Result<void> edit_message(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                          const Editing& editing);

// Deletes messages of whatever chats from the actor's box, with `revoke` from the other sides', too. Unknown
// ids are passed over. MESSAGE_DELETE_FORBIDDEN: in a group one revokes one's own messages, its admins all.
Result<void> delete_messages(store::Transaction& tx, const Actor& actor, const std::vector<MessageId>& ids,
                             bool revoke);

// Deletes messages of one group for all who are in it; the caller has asked whether the actor may.
void revoke_group_messages(store::Transaction& tx, const Actor& actor, PeerId chat,
                           const std::vector<MessageId>& ids);

// What has come to its end (ttl.h), by ids of one box, and of a group by its numbers for all who still have
// it.
void delete_ended_in_box(store::Transaction& tx, UserId owner, const std::vector<MessageId>& ids,
                         std::int32_t now);
void delete_ended_in_group(store::Transaction& tx, PeerId chat, const std::vector<std::int32_t>& numbers,
                           std::int32_t now);

struct Clearing {
  MessageId max_id = 0;       // up to and including; 0: everything
  std::int32_t min_date = 0;  // only from this date on; 0: no bound
  std::int32_t max_date = 0;
  bool keep_dialog = false;  // leaves the empty chat in the list
  bool revoke = false;       // for both sides
};

// Deletes a part of the history, at most some hundred messages at once. True: there is more, call again.
// CHAT_ADMIN_REQUIRED: a group's history is deleted for all by its creator.
Result<bool> clear_history(store::Transaction& tx, const Actor& actor, PeerId peer, const Clearing& clearing);

// Pins or unpins a message, for both sides unless `one_side` (in groups always for all); pinning for all is
// said in the chat. MESSAGE_ID_INVALID, CHAT_ADMIN_REQUIRED, CHAT_WRITE_FORBIDDEN.
struct Pinning {
  MessageId id = 0;
  bool unpin = false;
  bool one_side = false;
  bool silent = false;
};
Result<void> pin_message(store::Transaction& tx, const Actor& actor, PeerId peer, const Pinning& pinning);
Result<void> unpin_all_messages(store::Transaction& tx, const Actor& actor, PeerId peer);

}  // namespace botschaft::domain
