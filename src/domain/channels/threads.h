#pragma once
// Threads of supergroups: answers under a message, comments under a post, topics
// (core.telegram.org/api/threads).
#include <optional>

#include "domain/channels/rights.h"
#include "domain/messages/send.h"
#include "store/threads.h"

namespace botschaft::domain {

// Where a new message goes that answers `reply_to` (0: none), `top` being the thread or topic that the client
// named. Without effect in broadcasts. TOPIC_CLOSED, TOPIC_DELETED, CHAT_GUEST_SEND_FORBIDDEN.
Result<ThreadPlace> place_in_channel(store::Transaction& tx, const Actor& actor, PeerId channel,
                                     MessageId reply_to, MessageId top);

// A message has come into a thread.
void count_answer(store::Transaction& tx, PeerId channel, MessageId top);

// A message is gone from its thread, and with it the thread that it began. Of a post returns the copy in the
// discussion group, which is to go too.
std::optional<store::MessageRow> leave_thread(store::Transaction& tx, const store::MessageRow& gone);

// A thread as somebody names it: by a message of it, by its topic, or by the post that it comments on.
struct Thread {
  store::ThreadKey key;
  InChannel in;  // the supergroup
};
// CHANNEL_PRIVATE, MSG_ID_INVALID.
Result<Thread> find_thread_at(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id);

// Up to where the actor has read in it, be it there (`in_thread`) or in the whole chat.
MessageId read_in_thread(const InChannel& in, MessageId in_thread);
MessageId read_in_thread(store::Transaction& tx, const Thread& thread);

// Moves the actor's mark in the thread; those who wrote what he read are told.
Result<void> read_thread(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                         MessageId max_id);

}  // namespace botschaft::domain
