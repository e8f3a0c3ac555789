#pragma once
// Topics of forums, their drafts, and what is unread in them.
#include <optional>
#include <string>
#include <vector>

#include "store/channels.h"
#include "store/dialogs.h"
#include "store/messages.h"

namespace botschaft::store {

// Stored numbers: never reuse one.
enum TopicFlag : std::uint32_t {
  kTopicClosed = 1,
  kTopicHidden = 2,  // General only
};

struct TopicRow {
  PeerId channel = {};
  MessageId id = 0;
  std::string title = {};
  std::int32_t icon_color = 0;
  std::int64_t icon_emoji = 0;
  UserId creator = 0;
  std::int32_t date = 0;
  std::uint32_t flags = 0;
  std::int32_t pin = 0;  // 0: not pinned; the highest is on top

  bool is(TopicFlag flag) const { return (flags & flag) != 0; }
  friend bool operator==(const TopicRow&, const TopicRow&) = default;
};
std::optional<TopicRow> find_topic(Transaction&, PeerId channel, MessageId id);
std::vector<TopicRow> all_topics(Transaction&, PeerId channel);  // by id
std::int32_t count_topics(Transaction&, PeerId channel);
void put_topic(Transaction&, const TopicRow& row);  // inserts or overwrites
void delete_topic(Transaction&, PeerId channel, MessageId id);

// Unread messages of a forum: those above what was read of the whole and of their topic.
std::int32_t count_forum_incoming(Transaction&, UserId viewer, PeerId channel, MessageId above);

// Unread messages of any channel that the viewer is in, of which he has read up to `above`.
std::int32_t count_unread_in_channel(Transaction&, const ChannelRow&, const ChannelMemberRow& viewer,
                                     MessageId above);

std::optional<DraftRow> find_topic_draft(Transaction&, UserId owner, PeerId peer, MessageId topic);
struct TopicDraft {
  MessageId topic = 0;
  DraftRow draft;
};
std::vector<TopicDraft> all_topic_drafts(Transaction&, UserId owner);
void put_topic_draft(Transaction&, const DraftRow& row, MessageId topic);
bool delete_topic_draft(Transaction&, UserId owner, PeerId peer, MessageId topic);  // whether there was one

}  // namespace botschaft::store
