#pragma once
// Threads in supergroups: answers under one message, comments under the copy of a channel's post, topics.
// Which messages are in them, HistoryRange of store/messages.h says; here is what is known of each as a
// whole.
#include <optional>
#include <vector>

#include "store/id_runs.h"
#include "store/messages.h"

namespace botschaft::store {

struct ThreadRow {
  PeerId channel = {};
  MessageId top = 0;
  std::int32_t replies = 0;
  PeerId post_channel = {};  // of comments: the broadcast, and its post
  MessageId post = 0;
  MessageId read_top = 0;  // as in ChannelRow
  UserId read_by = 0;
  MessageId read_second = 0;

  MessageId read_outbox(UserId author) const { return read_by == author ? read_second : read_top; }
};
std::optional<ThreadRow> find_thread(Transaction&, PeerId channel, MessageId top);
std::optional<ThreadRow> find_thread_of_post(Transaction&, PeerId post_channel, MessageId post);
void put_thread(Transaction&, const ThreadRow& row);  // inserts or overwrites
void delete_thread(Transaction&, PeerId channel, MessageId top);
void change_replies(Transaction&, PeerId channel, MessageId top, std::int32_t by);

// What a page shows of a thread: its row, the newest answer and what the viewer has read in it; 0: nothing.
struct ThreadSight {
  ThreadRow row;
  MessageId newest = 0;
  MessageId read = 0;
};
// Those that began with a message of the run, and those in which a post of the run is commented on.
std::vector<ThreadSight> threads_of_run(Transaction&, const IdRun& run, UserId viewer);
std::vector<ThreadSight> comments_of_run(Transaction&, const IdRun& posts, UserId viewer);

// A thread of answers, or with `topic` the messages of a topic.
struct ThreadKey {
  PeerId channel = {};
  MessageId top = 0;
  bool topic = false;

  HistoryRange range() const { return topic ? HistoryRange{.topic = top} : HistoryRange{.thread = top}; }
};

// Up to where somebody has read in it; what he read of the whole chat is not counted in. 0: nothing.
MessageId thread_read_inbox(Transaction&, const ThreadKey&, UserId user);
void set_thread_read_inbox(Transaction&, const ThreadKey&, UserId user, MessageId id);

// Messages of others with ids above; the caller counts the floor in.
std::int32_t count_thread_incoming(Transaction&, const ThreadKey&, UserId viewer, MessageId above);
MessageId newest_in_thread(Transaction&, const ThreadKey&);  // 0: none

// Who wrote in (above, up_to], each once; of the newest `look_back` messages.
std::vector<UserId> thread_authors(Transaction&, const ThreadKey&, MessageId above, MessageId up_to,
                                   int look_back);

}  // namespace botschaft::store
