#include "domain/channels/topics.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/channels/members.h"
#include "domain/channels/posts.h"
#include "domain/messages/search_text.h"
#include "domain/messages/unicode.h"
#include "store/events.h"
#include "store/mentions.h"
#include "store/reactions.h"
#include "store/unread_votes.h"

namespace botschaft::domain {
namespace {

constexpr int kPageMax = 100;

// The colours that clients have pictures for (core.telegram.org/constructor/forumTopic).
constexpr std::int32_t kIconColors[] = {0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F};

Result<std::string> clean_title(std::string_view title) {
  const auto text = decode_utf8(title);
  if (!text) return fail(Err::TITLE_INVALID);
  std::string clean;
  for (std::size_t i = 0; i < std::min<std::size_t>(text->size(), kTopicTitleMax); ++i) {
    if (clean.empty() && is_space(text->characters[i])) continue;
    append_utf8(clean, text->characters[i] < 0x20 ? U' ' : text->characters[i]);
  }
  while (clean.ends_with(' ')) clean.pop_back();
  if (clean.empty()) return fail(Err::TITLE_INVALID);
  return clean;
}

// The topic and the forum, if the actor decides about it.
struct Managed {
  InChannel in;
  store::TopicRow topic;
};
Result<Managed> manage(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id) {
  TRY_ASSIGN(auto in, see_forum(tx, actor, channel));
  auto topic = store::find_topic(tx, channel, id);
  if (!topic) return fail(Err::TOPIC_ID_INVALID);
  if (!may_manage_topic(in, *topic)) return fail(Err::CHAT_ADMIN_REQUIRED);
  return Managed{std::move(in), *std::move(topic)};
}

// Leaves of the change what is really one, and makes it.
void apply(TopicChange& change, store::TopicRow& topic) {
  const auto flag = [&](std::optional<bool>& wish, store::TopicFlag bit) {
    if (wish && *wish == topic.is(bit)) wish.reset();
    if (wish) topic.flags ^= bit;
  };
  if (change.title == topic.title) change.title.reset();
  if (change.icon_emoji == topic.icon_emoji) change.icon_emoji.reset();
  topic.title = change.title.value_or(topic.title);
  topic.icon_emoji = change.icon_emoji.value_or(topic.icon_emoji);
  // Who hides General closes it, too, and who shows it opens it.
  if (change.hidden && !change.closed) change.closed = change.hidden;
  flag(change.closed, store::kTopicClosed);
  flag(change.hidden, store::kTopicHidden);
}

void put_order(store::Transaction& tx, std::vector<store::TopicRow>& topmost_first) {
  auto pin = static_cast<std::int32_t>(topmost_first.size());
  for (auto& topic : topmost_first) {
    topic.pin = pin--;
    store::put_topic(tx, topic);
  }
}

auto place(const TopicState& state) {
  return std::tuple(state.top_date, state.row.id);
}

}  // namespace

bool may_manage_topic(const InChannel& in, const store::TopicRow& topic) {
  const bool own = in.self.inside && topic.creator == in.self.user && topic.id != store::kGeneralTopic;
  return own || check_deed(in, Deed::manage_topics).has_value();
}

Result<InChannel> see_forum(store::Transaction& tx, const Actor& actor, PeerId channel) {
  TRY_ASSIGN(auto in, see_channel(tx, actor, channel.bare()));
  if (!in.channel.forum()) return fail(Err::CHANNEL_FORUM_MISSING);
  return in;
}

Result<void> set_forum(store::Transaction& tx, const Actor& actor, std::int64_t id, bool on, bool tabs) {
  TRY_ASSIGN(auto in, see_channel(tx, actor, id));
  if (in.broadcast()) return fail(Err::CHANNEL_INVALID);
  TRY(check_deed(in, Deed::own));
  if (on && in.channel.is(store::kHasDiscussion)) return fail(Err::CHAT_DISCUSSION_UNALLOWED);
  const auto before = in.channel.flags;
  in.channel.flags &= ~std::uint32_t{store::kForum | store::kForumTabs};
  if (on) in.channel.flags |= tabs ? store::kForum | store::kForumTabs : std::uint32_t{store::kForum};
  if (in.channel.flags == before) return fail(Err::CHAT_NOT_MODIFIED);
  if (on != ((before & store::kForum) != 0))
    log_admin(tx, actor, id, {.action = AdminAction::toggle_forum, .number = {on ? 0 : 1, on ? 1 : 0}});
  store::update_channel(tx, in.channel);
  if (on && !store::find_topic(tx, in.peer(), store::kGeneralTopic)) {
    store::put_topic(tx, {.channel = in.peer(),
                          .id = store::kGeneralTopic,
                          .title = "General",
                          .icon_color = kIconColors[0],
                          .creator = in.channel.creator,
                          .date = in.channel.created_at});
  }
  BoxWriter(tx, actor).append(box_of(in.peer()), EventKind::channel, in.peer(), actor.now);
  return {};
}

Result<void> view_forum_as_messages(store::Transaction& tx, const Actor& actor, PeerId channel, bool on) {
  TRY(see_forum(tx, actor, channel));
  auto dialog = store::find_dialog(tx, actor.user, channel);
  if (!dialog) return fail(Err::CHANNEL_INVALID);
  if (dialog->is(store::kViewAsMessages) == on) return {};
  dialog->flags ^= store::kViewAsMessages;
  store::put_dialog(tx, *dialog);
  BoxWriter(tx, actor).append(actor.user, EventKind::forum_view, channel);
  return {};
}

Result<Sent> create_topic(store::Transaction& tx, const Actor& actor, PeerId channel, const NewTopic& wish) {
  if (wish.random_id == 0) return fail(Err::RANDOM_ID_EMPTY);
  if (const auto known = store::find_send(tx, actor.user, wish.random_id)) return Sent{*known, true};
  TRY_ASSIGN(const auto in, see_forum(tx, actor, channel));
  TRY(check_deed(in, Deed::create_topic));
  TRY_ASSIGN(const auto title, clean_title(wish.title));
  if (store::count_topics(tx, channel) >= kTopicsMax) return fail(Err::LIMIT_INVALID);
  const bool known_color = std::ranges::find(kIconColors, wish.icon_color) != std::end(kIconColors);
  TopicChange made{.icon_color = known_color ? wish.icon_color : kIconColors[0]};
  if (wish.icon_emoji != 0) made.icon_emoji = wish.icon_emoji;
  BoxWriter boxes(tx, actor);
  const Service said{.action = ServiceAction::topic_create, .title = title, .topic = made};
  const auto id = say_in_channel(tx, boxes, actor, channel, said, 0, {.topic = kItsOwnTopic});
  const store::TopicRow topic{.channel = channel,
                              .id = id,
                              .title = title,
                              .icon_color = made.icon_color,
                              .icon_emoji = wish.icon_emoji,
                              .creator = actor.user,
                              .date = actor.now};
  store::put_topic(tx, topic);
  log_admin(tx, actor, channel.bare(), {.action = AdminAction::create_topic, .topic = {{}, topic}});
  store::insert_send(tx, actor.user, wish.random_id, id);
  return Sent{id, false};
}

Result<void> edit_topic(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id,
                        TopicChange change) {
  TRY_ASSIGN(auto managed, manage(tx, actor, channel, id));
  const bool general = id == store::kGeneralTopic;
  if (change.title) {
    TRY_ASSIGN(change.title, clean_title(*change.title));
  }
  if (general ? change.icon_emoji.has_value() : change.hidden.has_value()) return fail(Err::TOPIC_ID_INVALID);
  const auto before = managed.topic;
  apply(change, managed.topic);
  if (change == TopicChange{}) return fail(Err::TOPIC_NOT_MODIFIED);
  store::put_topic(tx, managed.topic);
  log_admin(tx, actor, channel.bare(), {.action = AdminAction::edit_topic, .topic = {before, managed.topic}});
  BoxWriter boxes(tx, actor);
  const Service said{.action = ServiceAction::topic_edit, .topic = change};
  say_in_channel(tx, boxes, actor, channel, said, 0, {.topic = id});
  return {};
}

std::vector<store::TopicRow> pinned_topics(store::Transaction& tx, PeerId channel) {
  auto topics = store::all_topics(tx, channel);
  std::erase_if(topics, [](const auto& topic) { return topic.pin == 0; });
  std::ranges::sort(topics, std::greater(), &store::TopicRow::pin);
  return topics;
}

Result<void> pin_topic(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id,
                       bool pinned) {
  TRY_ASSIGN(auto managed, manage(tx, actor, channel, id));
  TRY(check_deed(managed.in, Deed::manage_topics));
  auto& topic = managed.topic;
  if ((topic.pin != 0) == pinned) return {};
  const auto others = pinned_topics(tx, channel);
  if (pinned && others.size() >= kTopicsPinnedMax) return fail(Err::PINNED_DIALOGS_TOO_MUCH);
  const auto before = topic;
  topic.pin = !pinned ? 0 : others.empty() ? 1 : others.front().pin + 1;
  store::put_topic(tx, topic);
  log_admin(tx, actor, channel.bare(), {.action = AdminAction::pin_topic, .topic = {before, topic}});
  std::array<std::uint8_t, 4> which;
  store_le(which.data(), id);
  BoxWriter(tx, actor).append(box_of(channel), EventKind::topic_pinned, channel, actor.now, which);
  return {};
}

Result<void> reorder_topics(store::Transaction& tx, const Actor& actor, PeerId channel,
                            std::span<const MessageId> order, bool force) {
  TRY_ASSIGN(const auto in, see_forum(tx, actor, channel));
  TRY(check_deed(in, Deed::manage_topics));
  const auto before = pinned_topics(tx, channel);
  std::vector<store::TopicRow> after;
  for (const auto id : order) {
    if (std::ranges::find(after, id, &store::TopicRow::id) != after.end()) continue;
    auto topic = store::find_topic(tx, channel, id);
    if (!topic) return fail(Err::TOPIC_ID_INVALID);
    after.push_back(*std::move(topic));
    if (after.size() > kTopicsPinnedMax) return fail(Err::PINNED_DIALOGS_TOO_MUCH);
  }
  for (auto topic : before) {
    if (std::ranges::find(after, topic.id, &store::TopicRow::id) != after.end()) continue;
    if (!force) {
      after.push_back(topic);
      continue;
    }
    topic.pin = 0;
    store::put_topic(tx, topic);
  }
  if (after.size() > kTopicsPinnedMax) return fail(Err::PINNED_DIALOGS_TOO_MUCH);
  if (std::ranges::equal(before, after, {}, &store::TopicRow::id, &store::TopicRow::id)) return {};
  put_order(tx, after);
  BoxWriter(tx, actor).append(box_of(channel), EventKind::topics_reordered, channel, actor.now);
  return {};
}

Result<bool> delete_topic(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id) {
  TRY_ASSIGN(const auto in, see_forum(tx, actor, channel));
  const auto topic = store::find_topic(tx, channel, id);
  if (!topic || id == store::kGeneralTopic) return fail(Err::TOPIC_ID_INVALID);
  TRY(check_deed(in, Deed::delete_others));
  if (erase_posts_of_topic(tx, actor, channel, id)) return true;
  store::delete_topic(tx, channel, id);
  log_admin(tx, actor, channel.bare(), {.action = AdminAction::delete_topic, .topic = {*topic, {}}});
  return false;
}

TopicState topic_state(store::Transaction& tx, const InChannel& in, store::TopicRow row) {
  const Thread thread{{.channel = row.channel, .top = row.id, .topic = true}, in};
  TopicState state{.row = std::move(row)};
  const auto user = in.self.user;
  const auto newest = store::messages_newest_first(tx, user, thread.key.channel, thread.key.range(), 1);
  state.top = newest.empty() ? 0 : newest.front().id;
  state.top_date = newest.empty() ? state.row.date : newest.front().date;
  state.read_inbox = read_in_thread(tx, thread);
  state.read_outbox = in.channel.read_outbox(user);
  if (const auto known = store::find_thread(tx, thread.key.channel, thread.key.top)) {
    state.read_outbox = std::max(state.read_outbox, known->read_outbox(user));
  }
  if (!in.self.inside) return state;
  state.unread = store::count_thread_incoming(tx, thread.key, user, state.read_inbox);
  state.unread_mentions = store::count_channel_mentions(tx, user, thread.key.channel, thread.key.top);
  const store::ChatPart part{.topic = thread.key.top};
  state.unread_reactions = store::count_unread_reactions(tx, user, thread.key.channel, part);
  state.unread_poll_votes = store::count_unread_votes(tx, user, thread.key.channel, part);
  return state;
}

Result<TopicList> list_topics(store::Transaction& tx, const Actor& actor, PeerId channel,
                              const TopicPage& page) {
  if (page.limit < 0) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(const auto in, see_forum(tx, actor, channel));
  const auto words = index_text(page.words);
  std::vector<TopicState> found;
  for (auto& row : store::all_topics(tx, channel)) {
    if (!words.empty() && index_text(row.title).find(words) == std::string::npos) continue;
    found.push_back(topic_state(tx, in, std::move(row)));
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) {
    return std::tuple(a.row.pin, place(a)) > std::tuple(b.row.pin, place(b));
  });
  TopicList list{.topics = {}, .total = static_cast<std::int32_t>(found.size())};
  if (page.offset_date != 0 || page.offset_topic != 0) {
    const auto offset = std::tuple(page.offset_date == 0 ? INT32_MAX : page.offset_date,
                                   page.offset_topic == 0 ? INT32_MAX : page.offset_topic);
    std::erase_if(found, [&](const TopicState& s) { return s.row.pin != 0 || place(s) >= offset; });
  }
  found.resize(std::min(found.size(), static_cast<std::size_t>(std::min(page.limit, kPageMax))));
  list.topics = std::move(found);
  return list;
}

Result<void> save_topic_draft(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId topic,
                              const Draft& draft) {
  TRY(see_forum(tx, actor, channel));
  if (!store::find_topic(tx, channel, topic)) return fail(Err::TOPIC_ID_INVALID);
  BoxWriter boxes(tx, actor);
  if (draft.empty()) {
    if (store::delete_topic_draft(tx, actor.user, channel, topic))
      boxes.append(actor.user, EventKind::topic_draft, channel, topic);
    return {};
  }
  TRY_ASSIGN(const auto text, normalize_or_empty(draft.text));
  store::put_topic_draft(tx,
                         {.owner = actor.user,
                          .peer = channel,
                          .date = actor.now,
                          .text = text.text,
                          .entities = encode_entities(text.entities),
                          .flags = draft.flags,
                          .reply_to = draft.reply_to},
                         topic);
  boxes.append(actor.user, EventKind::topic_draft, channel, topic);
  return {};
}

void clear_topic_drafts(store::Transaction& tx, const Actor& actor) {
  BoxWriter boxes(tx, actor);
  for (const auto& [topic, draft] : store::all_topic_drafts(tx, actor.user)) {
    store::delete_topic_draft(tx, actor.user, draft.peer, topic);
    boxes.append(actor.user, EventKind::topic_draft, draft.peer, topic);
  }
}

}  // namespace botschaft::domain
