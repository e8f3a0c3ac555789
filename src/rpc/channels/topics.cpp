// Topics of forums. What was channels.* up to layer 227 became messages.* with 216; both are served alike.
#include "domain/channels/topics.h"

#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/views/threads.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kIdsMax = 100;

using Updates = tl::Box<tl::Updates>;
using Topics = tl::Box<tl::messages_ForumTopics>;
using Affected = tl::Box<tl::messages_AffectedHistory>;

// Either form of request names it.
template <class Request>
Result<PeerId> forum_of(const Context& context, store::Transaction& tx, const Request& r) {
  if constexpr (requires { r.channel; }) {
    TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
    return PeerId::channel(id);
  } else {
    TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
    if (!peer.is_channel()) return fail(Err::PEER_ID_INVALID);
    return peer;
  }
}

// Topics with their newest messages.
Topics topics_reply(const Context& context, store::Transaction& tx, PeerId peer,
                    std::span<const domain::TopicState> topics, std::int32_t total) {
  const auto viewer = viewer_of(context);
  auto reply = tl::make<tl::messages_forumTopics>();
  Mentioned mentioned;
  mentioned.add(peer);
  for (const auto& topic : topics) {
    reply->topics.push_back(topic_view(viewer, tx, topic, mentioned));
    const auto top = store::find_message(tx, context.self(), peer, topic.top);
    if (top) reply->messages.push_back(message_view(viewer, tx, *top, mentioned));
  }
  reply->count = total;
  reply->pts = store::top_pts(tx, peer.value);
  mentioned.fill(*reply, viewer, tx);
  return reply;
}

template <class Request>
Result<Updates> create(const Context& context, store::Transaction& tx, const Request& r) {
  TRY_ASSIGN(const auto forum, forum_of(context, tx, r));
  const auto before = boxes_before(context, tx, forum);
  TRY_ASSIGN(const auto sent, domain::create_topic(tx, actor_told_by_reply(context), forum,
                                                   {.title = r.title,
                                                    .icon_color = r.icon_color.value_or(0),
                                                    .icon_emoji = r.icon_emoji_id.value_or(0),
                                                    .random_id = r.random_id}));
  const std::optional<domain::Sent> all[] = {sent};
  return sent_reply(context, tx, before, all, std::span(&r.random_id, 1));
}

template <class Request>
Result<Updates> edit(const Context& context, store::Transaction& tx, const Request& r) {
  TRY_ASSIGN(const auto forum, forum_of(context, tx, r));
  const auto before = boxes_before(context, tx, forum);
  domain::TopicChange wish{.icon_emoji = r.icon_emoji_id, .closed = r.closed, .hidden = r.hidden};
  if (r.title) wish.title = std::string(*r.title);
  TRY(domain::edit_topic(tx, actor_told_by_reply(context), forum, r.topic_id, wish));
  return said_reply(context, tx, before);
}

template <class Request>
Result<Topics> list(const Context& context, store::Transaction& tx, const Request& r) {
  TRY_ASSIGN(const auto forum, forum_of(context, tx, r));
  domain::TopicPage page{.offset_date = r.offset_date, .offset_topic = r.offset_topic, .limit = r.limit};
  if (r.q) page.words = std::string(*r.q);
  TRY_ASSIGN(const auto found, domain::list_topics(tx, actor_told_by_push(context), forum, page));
  return topics_reply(context, tx, forum, found.topics, found.total);
}

template <class Request>
Result<Topics> find(const Context& context, store::Transaction& tx, const Request& r) {
  TRY_ASSIGN(const auto forum, forum_of(context, tx, r));
  if (r.topics.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(const auto in, domain::see_forum(tx, actor_told_by_push(context), forum));
  std::vector<domain::TopicState> found;
  std::vector<MessageId> gone;
  for (const auto id : r.topics) {
    auto row = store::find_topic(tx, forum, id);
    row ? found.push_back(domain::topic_state(tx, in, *std::move(row))) : gone.push_back(id);
  }
  auto reply = topics_reply(context, tx, forum, found, static_cast<std::int32_t>(r.topics.size()));
  for (const auto id : gone) {
    auto deleted = tl::make<tl::forumTopicDeleted>();
    deleted->id = id;
    reply.template as<tl::messages_forumTopics>()->topics.push_back(std::move(deleted));
  }
  return reply;
}

template <class Request>
Result<Updates> pin(const Context& context, store::Transaction& tx, const Request& r) {
  TRY_ASSIGN(const auto forum, forum_of(context, tx, r));
  const auto before = boxes_before(context, tx, forum);
  TRY(domain::pin_topic(tx, actor_told_by_reply(context), forum, r.topic_id, r.pinned));
  return updates_reply(context, tx, before);
}

template <class Request>
Result<Updates> reorder(const Context& context, store::Transaction& tx, const Request& r) {
  TRY_ASSIGN(const auto forum, forum_of(context, tx, r));
  const auto before = boxes_before(context, tx, forum);
  TRY(domain::reorder_topics(tx, actor_told_by_reply(context), forum, r.order, r.force));
  return updates_reply(context, tx, before);
}

template <class Request>
Result<Affected> erase(const Context& context, store::Transaction& tx, const Request& r) {
  TRY_ASSIGN(const auto forum, forum_of(context, tx, r));
  const auto before = store::top_pts(tx, forum.value);
  TRY_ASSIGN(const bool more, domain::delete_topic(tx, actor_told_by_push(context), forum, r.top_msg_id));
  return affected_history(before, more);
}

}  // namespace

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_toggleForum& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  TRY(domain::set_forum(tx, actor_told_by_reply(context), id, r.enabled, r.tabs));
  return updates_reply(context, tx, before);
}

Result<Updates> handle(Context& context, store::Transaction& tx,
                       const tl::channels_toggleViewForumAsMessages& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::view_forum_as_messages(tx, actor_told_by_reply(context), PeerId::channel(id), r.enabled));
  return updates_reply(context, tx, before);
}

Result<Updates> handle(Context& c, store::Transaction& tx, const tl::messages_createForumTopic& r) {
  return create(c, tx, r);
}
Result<Updates> handle(Context& c, store::Transaction& tx, const tl::channels_createForumTopic& r) {
  return create(c, tx, r);
}
Result<Updates> handle(Context& c, store::Transaction& tx, const tl::messages_editForumTopic& r) {
  return edit(c, tx, r);
}
Result<Updates> handle(Context& c, store::Transaction& tx, const tl::channels_editForumTopic& r) {
  return edit(c, tx, r);
}
Result<Topics> handle(Context& c, store::Transaction& tx, const tl::messages_getForumTopics& r) {
  return list(c, tx, r);
}
Result<Topics> handle(Context& c, store::Transaction& tx, const tl::channels_getForumTopics& r) {
  return list(c, tx, r);
}
Result<Topics> handle(Context& c, store::Transaction& tx, const tl::messages_getForumTopicsByID& r) {
  return find(c, tx, r);
}
Result<Topics> handle(Context& c, store::Transaction& tx, const tl::channels_getForumTopicsByID& r) {
  return find(c, tx, r);
}
Result<Updates> handle(Context& c, store::Transaction& tx, const tl::messages_updatePinnedForumTopic& r) {
  return pin(c, tx, r);
}
Result<Updates> handle(Context& c, store::Transaction& tx, const tl::channels_updatePinnedForumTopic& r) {
  return pin(c, tx, r);
}
Result<Updates> handle(Context& c, store::Transaction& tx, const tl::messages_reorderPinnedForumTopics& r) {
  return reorder(c, tx, r);
}
Result<Updates> handle(Context& c, store::Transaction& tx, const tl::channels_reorderPinnedForumTopics& r) {
  return reorder(c, tx, r);
}
Result<Affected> handle(Context& c, store::Transaction& tx, const tl::messages_deleteTopicHistory& r) {
  return erase(c, tx, r);
}
Result<Affected> handle(Context& c, store::Transaction& tx, const tl::channels_deleteTopicHistory& r) {
  return erase(c, tx, r);
}

}  // namespace botschaft::rpc
