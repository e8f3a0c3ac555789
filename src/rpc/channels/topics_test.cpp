#include <algorithm>

#include "rpc/channels/threads_scene.h"

namespace botschaft::rpc {
namespace {

using Ids = std::vector<MessageId>;

constexpr MessageId kGeneral = store::kGeneralTopic;

class Forum : public ThreadScene {
 protected:
  Forum() {
    EXPECT_TRUE(show_history(anna_, id_));
    EXPECT_TRUE(invite(anna_, id_, {ben_}));
    EXPECT_TRUE(toggle(anna_, true));
  }
  Result<tl::Box<tl::Updates>> toggle(UserId who, bool on) {
    tl::channels_toggleForum request;
    request.channel = channel(who, id_);
    request.enabled = on;
    return ask(who, request);
  }
  Result<tl::Box<tl::Updates>> try_create(UserId who, const std::string& title, std::int64_t random_id = 0) {
    tl::messages_createForumTopic request;
    request.peer = channel_peer(who, id_);
    request.title = title;
    request.random_id = random_id != 0 ? random_id : ++random_topic_;
    return ask(who, request);
  }
  MessageId topic(const std::string& title) { return sent_id(*try_create(anna_, title)); }

  tl::messages_editForumTopic edit(UserId who, MessageId which) {
    tl::messages_editForumTopic request;
    request.peer = channel_peer(who, id_);
    request.topic_id = which;
    return request;
  }
  auto pin(UserId who, MessageId which, bool pinned = true) {
    tl::messages_updatePinnedForumTopic request;
    request.peer = channel_peer(who, id_);
    request.topic_id = which;
    request.pinned = pinned;
    return ask(who, request);
  }
  Result<tl::Box<tl::messages_ForumTopics>> try_list(UserId who, int limit = 100, MessageId after = 0) {
    tl::messages_getForumTopics request;
    request.peer = channel_peer(who, id_);
    request.limit = limit;
    request.offset_topic = after;
    return ask(who, request);
  }
  Ids list(UserId who, int limit = 100, MessageId after = 0) {
    Ids ids;
    const auto answer = try_list(who, limit, after);
    for (const auto& box : answer->as<tl::messages_forumTopics>()->topics)
      ids.push_back(box.as<tl::forumTopic>()->id);
    return ids;
  }
  tl::Ptr<tl::forumTopic> state(UserId who, MessageId which) {
    tl::messages_getForumTopicsByID request;
    request.peer = channel_peer(who, id_);
    request.topics.push_back(which);
    auto answer = ask(who, request);
    auto copy = tl::make<tl::forumTopic>();
    auto* view =
        answer->template as<tl::messages_forumTopics>()->topics.front().template as<tl::forumTopic>();
    if (view != nullptr) *copy = std::move(*view);
    return copy;
  }
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  const std::int64_t id_ = create(anna_, false);

 private:
  std::int64_t random_topic_ = 0x7000;
};

TEST_F(Forum, IsMadeByTheCreatorAndKeepsWhatWasSaidInGeneral) {
  EXPECT_EQ(toggle(ben_, false).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(toggle(anna_, true).error().err, Err::CHAT_NOT_MODIFIED);
  const auto said = post(ben_, id_, "hello");
  EXPECT_EQ(replies(ben_, id_, kGeneral).front(), said);
  EXPECT_EQ(list(ben_), (Ids{kGeneral}));
  EXPECT_EQ(state(anna_, kGeneral)->top_message, said);
  EXPECT_EQ(try_list(cleo_).error().err, Err::CHANNEL_PRIVATE);
  ASSERT_TRUE(toggle(anna_, false));
  EXPECT_EQ(try_list(ben_).error().err, Err::CHANNEL_FORUM_MISSING);
}

TEST_F(Forum, TopicsAreMadeOnceByWhoeverMay) {
  const auto first = try_create(anna_, " Plans ", 42);
  ASSERT_TRUE(first) << first.error().text();
  EXPECT_EQ(sent_id(*try_create(anna_, "Plans", 42)), sent_id(*first));
  EXPECT_EQ(try_create(anna_, "  ").error().err, Err::TITLE_INVALID);
  EXPECT_EQ(try_create(ben_, "Mine").error().err, Err::CHAT_ADMIN_REQUIRED);  // members may not at first
  tl::channels_getMessages request;
  const auto* said = first->as<tl::updates>()
                         ->updates.back()
                         .as<tl::updateNewChannelMessage>()
                         ->message.as<tl::messageService>();
  EXPECT_EQ(said->action.as<tl::messageActionTopicCreate>()->title, "Plans");
  const auto made = state(ben_, sent_id(*first));
  EXPECT_EQ(made->title, "Plans");
  EXPECT_FALSE(made->my);
  EXPECT_EQ(made->unread_count, 1);
}

TEST_F(Forum, MessagesAreInTheirTopicAlone) {
  const auto plans = topic("Plans");
  const auto general = post(anna_, id_, "in general");
  const auto one = answer(anna_, id_, plans, "one");
  const auto two = answer(ben_, id_, one, "two");
  const auto three = answer(ben_, id_, plans, "three", plans);
  EXPECT_EQ(replies(ben_, id_, plans), (Ids{three, two, one, plans}));
  EXPECT_EQ(replies(ben_, id_, kGeneral).front(), general);
  const auto seen = message(anna_, id_, two);
  const auto* header = seen->reply_to.as<tl::messageReplyHeader>();
  EXPECT_TRUE(header->forum_topic);
  EXPECT_EQ(header->reply_to_msg_id, one);
  EXPECT_EQ(header->reply_to_top_id, plans);
  const auto first = message(anna_, id_, one);
  EXPECT_EQ(first->reply_to.as<tl::messageReplyHeader>()->reply_to_msg_id, plans);
  EXPECT_TRUE(first->reply_to.as<tl::messageReplyHeader>()->forum_topic);
  EXPECT_FALSE(message(anna_, id_, general)->reply_to);
  EXPECT_EQ(try_answer(ben_, id_, 0, "nowhere", 5000).error().err, Err::TOPIC_DELETED);
}

TEST_F(Forum, UnreadCountsAreOfEachTopicAndTheirSumOfTheForum) {
  const auto plans = topic("Plans");
  ASSERT_TRUE(read(ben_, id_, plans));
  const auto one = answer(anna_, id_, plans, "one");
  const auto two = answer(anna_, id_, plans, "two");
  post(anna_, id_, "in general");
  answer(ben_, id_, plans, "own");
  EXPECT_EQ(state(ben_, plans)->unread_count, 2);
  EXPECT_EQ(state(ben_, kGeneral)->unread_count, 1);
  EXPECT_EQ(dialog(ben_, id_)->unread_count, 3);
  ASSERT_TRUE(read_thread(ben_, id_, plans, one));
  EXPECT_EQ(state(ben_, plans)->unread_count, 1);
  EXPECT_EQ(dialog(ben_, id_)->unread_count, 2);
  EXPECT_EQ(state(anna_, plans)->read_outbox_max_id, one);
  ASSERT_TRUE(read_thread(ben_, id_, plans, two));
  EXPECT_EQ(state(ben_, kGeneral)->unread_count, 1);
  ASSERT_TRUE(remove(anna_, id_, {two}));
  EXPECT_EQ(state(ben_, plans)->read_inbox_max_id, two);
}

TEST_F(Forum, ClosedTopicsTakeMessagesOfThoseWhoManageThemOnly) {
  const auto plans = topic("Plans");
  auto close = edit(anna_, plans);
  close.closed = true;
  close.title = "Old plans";
  ASSERT_TRUE(ask(anna_, close));
  EXPECT_EQ(ask(anna_, close).error().err, Err::TOPIC_NOT_MODIFIED);
  EXPECT_EQ(try_answer(ben_, id_, plans, "hello?").error().err, Err::TOPIC_CLOSED);
  EXPECT_TRUE(try_answer(anna_, id_, plans, "no"));
  EXPECT_TRUE(state(ben_, plans)->closed);
  EXPECT_EQ(state(ben_, plans)->title, "Old plans");
  auto open = edit(ben_, plans);
  open.closed = false;
  EXPECT_EQ(ask(ben_, open).error().err, Err::CHAT_ADMIN_REQUIRED);
  open.topic_id = 4000;
  EXPECT_EQ(ask(ben_, open).error().err, Err::TOPIC_ID_INVALID);
  auto hide = edit(anna_, kGeneral);
  hide.hidden = true;
  ASSERT_TRUE(ask(anna_, hide));
  EXPECT_TRUE(state(ben_, kGeneral)->hidden);
  EXPECT_EQ(try_post(ben_, id_, "anybody?").error().err, Err::TOPIC_CLOSED);
}

TEST_F(Forum, PinnedTopicsComeFirstInTheOrderGiven) {
  const auto a = topic("A");
  const auto b = topic("B");
  const auto c = topic("C");
  EXPECT_EQ(list(ben_), (Ids{c, b, a, kGeneral}));
  EXPECT_EQ(list(ben_, 2), (Ids{c, b}));
  ASSERT_TRUE(pin(anna_, a));
  ASSERT_TRUE(pin(anna_, b));
  EXPECT_EQ(pin(ben_, c).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(list(ben_), (Ids{b, a, c, kGeneral}));
  tl::messages_reorderPinnedForumTopics order;
  order.peer = channel_peer(anna_, id_);
  order.order.push_back(a);
  order.order.push_back(b);
  const auto told_of = ask(anna_, order);
  ASSERT_TRUE(told_of);
  EXPECT_TRUE(told_of->as<tl::updates>()->updates.front().is<tl::updatePinnedForumTopics>());
  EXPECT_EQ(list(ben_), (Ids{a, b, c, kGeneral}));
  ASSERT_TRUE(pin(anna_, a, false));
  EXPECT_EQ(list(ben_), (Ids{b, c, a, kGeneral}));
}

TEST_F(Forum, ATopicIsDeletedWithAllThatIsInIt) {
  const auto plans = topic("Plans");
  const auto one = answer(ben_, id_, plans, "one");
  EXPECT_EQ(remove(anna_, id_, {plans}).error().err, Err::MESSAGE_DELETE_FORBIDDEN);
  tl::messages_deleteTopicHistory request;
  request.peer = channel_peer(ben_, id_);
  request.top_msg_id = plans;
  EXPECT_EQ(ask(ben_, request).error().err, Err::CHAT_ADMIN_REQUIRED);
  request.peer = channel_peer(anna_, id_);
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(ask(anna_, request).error().err, Err::TOPIC_ID_INVALID);
  EXPECT_EQ(message(ben_, id_, one)->id, 0);
  EXPECT_EQ(list(ben_), (Ids{kGeneral}));
  tl::messages_getForumTopicsByID gone;
  gone.peer = channel_peer(ben_, id_);
  gone.topics.push_back(plans);
  const auto answer = ask(ben_, gone);
  EXPECT_TRUE(answer->as<tl::messages_forumTopics>()->topics.front().is<tl::forumTopicDeleted>());
}

// Before layer 216 the same methods were of channels.*; some clients keep to those names.
TEST_F(Forum, TheOlderNamesOfTheMethodsDoTheSame) {
  tl::channels_createForumTopic make;
  make.channel = channel(anna_, id_);
  make.title = "Plans";
  make.random_id = 1;
  const auto plans = sent_id(*ask(anna_, make));
  tl::channels_editForumTopic rename;
  rename.channel = channel(anna_, id_);
  rename.topic_id = plans;
  rename.title = "Old plans";
  ASSERT_TRUE(ask(anna_, rename));
  tl::channels_updatePinnedForumTopic pin;
  pin.channel = channel(anna_, id_);
  pin.topic_id = plans;
  pin.pinned = true;
  ASSERT_TRUE(ask(anna_, pin));
  tl::channels_getForumTopicsByID find;
  find.channel = channel(ben_, id_);
  find.topics.push_back(plans);
  const auto found = ask(ben_, find);
  const auto* topic = found->as<tl::messages_forumTopics>()->topics.front().as<tl::forumTopic>();
  EXPECT_EQ(topic->title, "Old plans");
  EXPECT_TRUE(topic->pinned);
  tl::channels_reorderPinnedForumTopics reorder;
  reorder.channel = channel(anna_, id_);
  reorder.force = true;
  ASSERT_TRUE(ask(anna_, reorder));
  EXPECT_FALSE(state(ben_, plans)->pinned);
  tl::channels_deleteTopicHistory erase;
  erase.channel = channel(anna_, id_);
  erase.top_msg_id = plans;
  ASSERT_TRUE(ask(anna_, erase));
  tl::channels_getForumTopics all;
  all.channel = channel(ben_, id_);
  all.limit = 10;
  EXPECT_EQ(ask(ben_, all)->as<tl::messages_forumTopics>()->topics.size(), 1u);
}

TEST_F(Forum, MentionsDraftsAndSettingsAreOfEachTopic) {
  username(ben_, "benjamin");
  const auto plans = topic("Plans");
  const auto said = answer(anna_, id_, plans, "@benjamin look");
  post(anna_, id_, "@benjamin here, too");
  EXPECT_EQ(unread_mentions(ben_, id_, plans), (Ids{said}));
  EXPECT_EQ(state(ben_, plans)->unread_mentions_count, 1);
  tl::messages_readMentions read;
  read.peer = channel_peer(ben_, id_);
  read.top_msg_id = plans;
  ASSERT_TRUE(ask(ben_, read));
  EXPECT_EQ(state(ben_, plans)->unread_mentions_count, 0);
  EXPECT_EQ(dialog(ben_, id_)->unread_mentions_count, 1);

  tl::messages_saveDraft draft;
  draft.peer = channel_peer(ben_, id_);
  draft.message = "half a sen";
  auto reply = tl::make<tl::inputReplyToMessage>();
  reply->reply_to_msg_id = plans;
  reply->top_msg_id = plans;
  draft.reply_to = std::move(reply);
  const auto before = pts(ben_);
  ASSERT_TRUE(ask(ben_, draft));
  EXPECT_EQ(state(ben_, plans)->draft.as<tl::draftMessage>()->message, "half a sen");
  EXPECT_FALSE(dialog(ben_, id_)->draft);
  EXPECT_EQ(told<tl::updateDraftMessage>(ben_, before).front()->top_msg_id, plans);

  tl::account_updateNotifySettings mute;
  auto which = tl::make<tl::inputNotifyForumTopic>();
  which->peer = channel_peer(ben_, id_);
  which->top_msg_id = plans;
  mute.peer = std::move(which);
  auto settings = tl::make<tl::inputPeerNotifySettings>();
  settings->mute_until = INT32_MAX;
  mute.settings = std::move(settings);
  ASSERT_TRUE(ask(ben_, mute));
  EXPECT_EQ(state(ben_, plans)->notify_settings.as<tl::peerNotifySettings>()->mute_until, INT32_MAX);
  EXPECT_FALSE(state(ben_, kGeneral)->notify_settings.as<tl::peerNotifySettings>()->mute_until);
  const auto muted = pts(ben_);
  ASSERT_TRUE(ask(ben_, tl::account_resetNotifySettings()));
  EXPECT_FALSE(state(ben_, plans)->notify_settings.as<tl::peerNotifySettings>()->mute_until);
  const auto reset = told<tl::updateNotifySettings>(ben_, muted);
  EXPECT_TRUE(std::ranges::any_of(reset, [&](const auto& update) {
    const auto* topic = update->peer.template as<tl::notifyForumTopic>();
    return topic != nullptr && topic->top_msg_id == plans;
  }));

  const auto drafts = ask(ben_, tl::messages_getAllDrafts());
  const auto& updates = drafts->as<tl::updates>()->updates;
  ASSERT_EQ(updates.size(), 1U);
  EXPECT_EQ(updates.front().as<tl::updateDraftMessage>()->top_msg_id, plans);
  const auto cleared = pts(ben_);
  ASSERT_TRUE(ask(ben_, tl::messages_clearAllDrafts()));
  EXPECT_FALSE(state(ben_, plans)->draft);
  EXPECT_EQ(told<tl::updateDraftMessage>(ben_, cleared).front()->top_msg_id, plans);
  EXPECT_TRUE(ask(ben_, tl::messages_getAllDrafts())->as<tl::updates>()->updates.empty());
}

TEST_F(Forum, UnreadReactionsAreOfEachTopic) {
  const auto plans = topic("Plans");
  const auto there = answer(ben_, id_, plans, "there"), here = post(ben_, id_, "here");
  tl::messages_sendReaction react;
  react.peer = channel_peer(anna_, id_);
  for (const auto id : {there, here}) {
    react.msg_id = id;
    auto heart = tl::make<tl::reactionEmoji>();
    heart->emoticon = "❤";
    react.reaction.emplace().push_back(std::move(heart));
    ASSERT_TRUE(ask(anna_, react));
  }
  EXPECT_EQ(state(ben_, plans)->unread_reactions_count, 1);
  EXPECT_EQ(state(ben_, kGeneral)->unread_reactions_count, 1);
  tl::messages_getUnreadReactions unread;
  unread.peer = channel_peer(ben_, id_);
  unread.top_msg_id = plans;
  unread.limit = 10;
  EXPECT_EQ(ids_of(ask(ben_, unread)), (Ids{there}));
  tl::messages_readReactions read;
  read.peer = channel_peer(ben_, id_);
  read.top_msg_id = plans;
  ASSERT_TRUE(ask(ben_, read));
  EXPECT_EQ(state(ben_, plans)->unread_reactions_count, 0);
  EXPECT_EQ(state(ben_, kGeneral)->unread_reactions_count, 1);
  EXPECT_EQ(dialog(ben_, id_)->unread_reactions_count, 1);
}

TEST_F(Forum, PagesNameTheTopicsOfTheirMessages) {
  const auto plans = topic("Plans");
  const auto said = answer(ben_, id_, plans, "there");
  post(ben_, id_, "here");
  const auto titles = [&](const tl::messages_channelMessages& page) {
    std::vector<std::string> found;
    for (const auto& box : page.topics) found.push_back(box.as<tl::forumTopic>()->title);
    return found;
  };
  tl::messages_getHistory history;
  history.peer = channel_peer(ben_, id_);
  history.limit = 2;
  const auto page = ask(ben_, history);
  EXPECT_EQ(titles(*page->as<tl::messages_channelMessages>()),
            (std::vector<std::string>{"General", "Plans"}));
  tl::channels_getMessages one;
  one.channel = channel(ben_, id_);
  auto input = tl::make<tl::inputMessageID>();
  input->id = said;
  one.id.push_back(std::move(input));
  const auto found = ask(ben_, one);
  EXPECT_EQ(titles(*found->as<tl::messages_channelMessages>()), (std::vector<std::string>{"Plans"}));
  ASSERT_TRUE(toggle(anna_, false));
  const auto plain = ask(ben_, history);
  EXPECT_TRUE(plain->as<tl::messages_channelMessages>()->topics.empty());
}

TEST_F(Forum, EverybodyDecidesWhetherToSeeTopics) {
  tl::channels_toggleViewForumAsMessages view;
  view.channel = channel(ben_, id_);
  view.enabled = true;
  const auto before = pts(ben_);
  ASSERT_TRUE(ask(ben_, view));
  EXPECT_TRUE(dialog(ben_, id_)->view_forum_as_messages);
  EXPECT_FALSE(dialog(anna_, id_)->view_forum_as_messages);
  tl::channels_getFullChannel full;
  full.channel = channel(ben_, id_);
  const auto answer = ask(ben_, full);
  const auto* shown = answer->as<tl::messages_chatFull>()->full_chat.as<tl::channelFull>();
  EXPECT_TRUE(shown->view_forum_as_messages);
  const auto updates = told<tl::updateChannelViewForumAsMessages>(ben_, before);
  ASSERT_EQ(updates.size(), 1U);
  EXPECT_TRUE(updates.front()->enabled);
  ASSERT_TRUE(ask(ben_, view));
  EXPECT_EQ(told<tl::updateChannelViewForumAsMessages>(ben_, before).size(), 1U);
  view.channel = channel(cleo_, id_);
  EXPECT_EQ(ask(cleo_, view).error().err, Err::CHANNEL_PRIVATE);
}

}  // namespace
}  // namespace botschaft::rpc
