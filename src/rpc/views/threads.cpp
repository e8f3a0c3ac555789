#include "rpc/views/threads.h"

#include <set>

#include "rpc/views/message.h"
#include "rpc/views/notify_settings.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kRepliersShown = 3;
constexpr int kRepliersLookBack = 30;  // the newest comments, among which recent repliers are looked for

void fill_repliers(tl::messageReplies& view, store::Transaction& tx, const store::ThreadKey& key,
                   Mentioned& mentioned) {
  auto authors = store::thread_authors(tx, key, 0, INT32_MAX, kRepliersLookBack);
  if (authors.size() > kRepliersShown) authors.resize(kRepliersShown);
  if (authors.empty()) return;
  tl::Vec<tl::Box<tl::Peer>> peers;
  for (const auto author : authors) {
    mentioned.add(PeerId{author});
    peers.push_back(peer_view(PeerId{author}));
  }
  view.recent_repliers = std::move(peers);
}

// What the viewer has read is left out where there are many viewers.
tl::Box<tl::MessageReplies> thread_view(store::Transaction& tx, PageFacts& facts,
                                        const store::ThreadSight& thread, bool comments,
                                        Mentioned& mentioned) {
  const auto& row = thread.row;
  auto view = tl::make<tl::messageReplies>();
  view->replies = row.replies;
  view->replies_pts = facts.top_pts(row.channel);
  if (thread.newest != 0) view->max_id = thread.newest;
  if (comments) {
    view->comments = true;
    view->channel_id = row.channel.bare();
    mentioned.add(row.channel);
    fill_repliers(*view, tx, {.channel = row.channel, .top = row.top}, mentioned);
  }
  const auto& in = facts.in(row.channel);
  if (!in) return view;
  if (const auto read = domain::read_in_thread(*in, thread.read); read != 0) view->read_max_id = read;
  return view;
}

}  // namespace

bool has_place(const store::MessageRow& row) {
  return row.top != 0 || (row.topic > store::kGeneralTopic && row.topic != row.id);
}

// In a topic everything answers the message that began it, and says so.
void fill_place(tl::messageReplyHeader& header, const store::MessageRow& row) {
  const bool in_topic = row.topic > store::kGeneralTopic;
  const auto top = in_topic ? row.topic : row.top;
  if (top == 0 || top == row.id) return;
  header.forum_topic = in_topic;
  if (!header.reply_to_msg_id) {
    header.reply_to_msg_id = top;
  } else if (*header.reply_to_msg_id != top) {
    header.reply_to_top_id = top;
  }
}

tl::Box<tl::MessageReplies> replies_view(store::Transaction& tx, PageFacts& facts,
                                         const store::MessageRow& row, Mentioned& mentioned) {
  if (!row.peer.is_channel() || row.topic > store::kGeneralTopic) return nullptr;
  const bool post = row.is(store::kPost);
  if (const auto* thread = facts.thread(row)) return thread_view(tx, facts, *thread, post, mentioned);
  if (post) return nullptr;
  auto none = tl::make<tl::messageReplies>();
  none->replies_pts = row.id;
  return none;
}

void fill_counters(tl::message& view, store::Transaction& tx, PageFacts& facts, const store::MessageRow& row,
                   Mentioned& mentioned) {
  view.replies = replies_view(tx, facts, row, mentioned);
  const auto post = domain::counted_post(row);
  if (!post) return;
  const auto counters = facts.counters(*post);
  view.views = counters.views;
  view.forwards = counters.forwards;
}

tl::Box<tl::ForumTopic> topic_view(const Viewer& viewer, store::Transaction& tx,
                                   const domain::TopicState& topic, Mentioned& mentioned) {
  const auto& row = topic.row;
  const auto creator = PeerId::user(row.creator);
  mentioned.add(row.channel);
  mentioned.add(creator);
  auto view = tl::make<tl::forumTopic>();
  view->my = row.creator == viewer.user;
  view->closed = row.is(store::kTopicClosed);
  view->hidden = row.is(store::kTopicHidden);
  view->pinned = row.pin != 0;
  view->id = row.id;
  view->date = row.date;
  view->peer = peer_view(row.channel);
  view->title = row.title;
  view->icon_color = row.icon_color;
  if (row.icon_emoji != 0) view->icon_emoji_id = row.icon_emoji;
  view->top_message = topic.top;
  view->read_inbox_max_id = topic.read_inbox;
  view->read_outbox_max_id = topic.read_outbox;
  view->unread_count = topic.unread;
  view->unread_mentions_count = topic.unread_mentions;
  view->unread_reactions_count = topic.unread_reactions;
  view->unread_poll_votes_count = topic.unread_poll_votes;
  view->from_id = peer_view(creator);
  view->notify_settings = notify_settings_view(
      store::find_notify_settings(tx, viewer.user, store::NotifyKey::topic(row.channel, row.id)));
  const auto draft = store::find_topic_draft(tx, viewer.user, row.channel, row.id);
  if (draft) view->draft = draft_view(draft);
  return view;
}

tl::Vec<tl::Box<tl::ForumTopic>> topics_of(const Viewer& viewer, store::Transaction& tx, PeerId channel,
                                           std::span<const store::MessageRow> rows, Mentioned& mentioned) {
  tl::Vec<tl::Box<tl::ForumTopic>> views;
  const auto in = domain::look_at_channel(tx, channel.bare(), viewer.user, viewer.now);
  if (!in || !in->channel.forum()) return views;
  std::set<MessageId> topics;
  for (const auto& row : rows) topics.insert(row.topic);
  for (const auto id : topics) {
    const auto topic = store::find_topic(tx, channel, id);
    if (topic) views.push_back(topic_view(viewer, tx, domain::topic_state(tx, *in, *topic), mentioned));
  }
  return views;
}

}  // namespace botschaft::rpc
