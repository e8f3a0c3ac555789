#pragma once
// Topics of forums (core.telegram.org/api/forum). A topic's id is that of the message that says it was made;
// General, which every forum has, is kGeneralTopic.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/channels/threads.h"
#include "domain/dialogs/dialogs.h"
#include "store/topics.h"

namespace botschaft::domain {

inline constexpr std::int32_t kTopicTitleMax = 128;  // characters
inline constexpr std::int32_t kTopicsMax = 5000;     // of one forum
inline constexpr std::size_t kTopicsPinnedMax = 5;   // help.getAppConfig tells the same

// His own, or of anybody with the right to.
bool may_manage_topic(const InChannel& in, const store::TopicRow& topic);

// The creator's alone. CHANNEL_INVALID, CHAT_DISCUSSION_UNALLOWED, CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED.
Result<void> set_forum(store::Transaction& tx, const Actor& actor, std::int64_t id, bool on, bool tabs);

// Whether the actor, who is in it, wants to see the forum as one history. CHANNEL_PRIVATE,
// CHANNEL_INVALID (not in it), CHANNEL_FORUM_MISSING.
Result<void> view_forum_as_messages(store::Transaction& tx, const Actor& actor, PeerId channel, bool on);

// All that follow: CHANNEL_PRIVATE, and CHANNEL_FORUM_MISSING where there are no topics.

struct NewTopic {
  std::string title;
  std::int32_t icon_color = 0;  // one of Telegram's six; else the first of them
  std::int64_t icon_emoji = 0;  // document id; 0: none
  std::int64_t random_id = 0;
};
// RANDOM_ID_EMPTY, CHAT_ADMIN_REQUIRED, TITLE_INVALID, LIMIT_INVALID: there are too many.
Result<Sent> create_topic(store::Transaction& tx, const Actor& actor, PeerId channel, const NewTopic& topic);

// CHAT_ADMIN_REQUIRED, TOPIC_ID_INVALID, TOPIC_NOT_MODIFIED, TITLE_INVALID.
Result<void> edit_topic(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id,
                        TopicChange change);

// CHAT_ADMIN_REQUIRED, TOPIC_ID_INVALID, PINNED_DIALOGS_TOO_MUCH.
Result<void> pin_topic(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id, bool pinned);

// Topmost first. With `force` pinned topics that are not named are unpinned.
Result<void> reorder_topics(store::Transaction& tx, const Actor& actor, PeerId channel,
                            std::span<const MessageId> order, bool force);
std::vector<store::TopicRow> pinned_topics(store::Transaction& tx, PeerId channel);

// Some hundred messages at once, at last the topic itself. True: there is more, call again.
// CHAT_ADMIN_REQUIRED, TOPIC_ID_INVALID.
Result<bool> delete_topic(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id);

// A topic as one reader finds it.
struct TopicState {
  store::TopicRow row;
  MessageId top = 0;  // 0: he can see no message in it
  std::int32_t top_date = 0;
  MessageId read_inbox = 0;
  MessageId read_outbox = 0;
  std::int32_t unread = 0;
  std::int32_t unread_mentions = 0;
  std::int32_t unread_reactions = 0;
  std::int32_t unread_poll_votes = 0;
};
struct TopicPage {
  std::string words;             // in the title; empty: any
  std::int32_t offset_date = 0;  // only topics after this position; zeros: from the start
  MessageId offset_topic = 0;
  int limit = 100;
};
struct TopicList {
  std::vector<TopicState> topics;  // pinned ones first, then by date of the newest message
  std::int32_t total = 0;
};
Result<TopicList> list_topics(store::Transaction& tx, const Actor& actor, PeerId channel,
                              const TopicPage& page);
TopicState topic_state(store::Transaction& tx, const InChannel& in, store::TopicRow row);

// An empty draft removes the one there is. TOPIC_ID_INVALID.
Result<void> save_topic_draft(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId topic,
                              const Draft& draft);

// Drafts of all topics of all forums are gone.
void clear_topic_drafts(store::Transaction& tx, const Actor& actor);

// The forum as the actor may see it.
Result<InChannel> see_forum(store::Transaction& tx, const Actor& actor, PeerId channel);

}  // namespace botschaft::domain
