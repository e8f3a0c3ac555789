#include "store/mentions.h"
#include "rpc/channels/renderer.h"
#include "rpc/channels/threads_scene.h"
#include "tl/codec.h"

namespace botschaft::rpc {
namespace {

using Ids = std::vector<MessageId>;

class ChannelMentions : public ThreadScene {
 protected:
  ChannelMentions() {
    username(ben_, "benjamin");
    username(dora_, "dorothea");
    EXPECT_TRUE(show_history(anna_, id_));
    EXPECT_TRUE(invite(anna_, id_, {ben_, cleo_}));
  }
  auto edit(UserId who, MessageId which, const std::string& text) {
    tl::messages_editMessage request;
    request.peer = channel_peer(who, id_);
    request.id = which;
    request.message = text;
    return ask(who, request);
  }
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo"), dora_ = person("Dora");
  const std::int64_t id_ = create(anna_, false);
};

TEST_F(ChannelMentions, ReachWhomTheyNameAndNobodyElse) {
  const auto said = post(anna_, id_, "hello @benjamin and @dorothea");
  EXPECT_TRUE(message(ben_, id_, said)->mentioned);
  EXPECT_TRUE(message(ben_, id_, said)->media_unread);
  EXPECT_FALSE(message(cleo_, id_, said)->mentioned);
  EXPECT_FALSE(message(anna_, id_, said)->mentioned);
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{said}));
  EXPECT_EQ(dialog(ben_, id_)->unread_mentions_count, 1);
  EXPECT_EQ(dialog(cleo_, id_)->unread_mentions_count, 0);
  run([&](store::Transaction& tx) {  // Dora is not in the group: nothing is kept for her
    EXPECT_EQ(store::mentioned_by(tx, PeerId::channel(id_), said), (std::vector<UserId>{ben_}));
  });
  ASSERT_TRUE(invite(anna_, id_, {dora_}));
  EXPECT_EQ(unread_mentions(dora_, id_), (Ids{}));
}

TEST_F(ChannelMentions, AnAnswerMentionsWhoseMessageItIs) {
  const auto said = post(ben_, id_, "what time is it?");
  const auto answered = answer(cleo_, id_, said, "late");
  const auto own = answer(ben_, id_, said, "never mind");
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{answered}));
  EXPECT_FALSE(message(ben_, id_, own)->mentioned);
}

TEST_F(ChannelMentions, AnAnswerMentionsWhoIsAnonymousAndTellsNobody) {
  ASSERT_TRUE(promote(anna_, id_, ben_, domain::kAdminDeleteMessages | domain::kAdminAnonymous));
  const auto said = post(ben_, id_, "order!");
  const auto answered = answer(cleo_, id_, said, "why?");
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{answered}));
  EXPECT_EQ(dialog(ben_, id_)->unread_mentions_count, 1);
  EXPECT_FALSE(message(cleo_, id_, answered)->mentioned);
  EXPECT_FALSE(message(anna_, id_, answered)->mentioned);
}

TEST_F(ChannelMentions, AnAnswerStillMentionsWhenWhatItAnswersIsGone) {
  const auto said = post(ben_, id_, "what time is it?");
  const auto answered = answer(cleo_, id_, said, "late");
  ASSERT_TRUE(remove(ben_, id_, {said}));
  ASSERT_TRUE(edit(cleo_, answered, "very late"));
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{answered}));
  const auto again = answer(cleo_, id_, post(ben_, id_, "and now?"), "later");
  ASSERT_TRUE(edit(cleo_, again, "much later"));
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{again, answered}));
}

TEST_F(ChannelMentions, AreSeenOneByOneOrAllAtOnce) {
  const auto one = post(anna_, id_, "@benjamin one");
  const auto two = post(anna_, id_, "@benjamin two");
  const auto three = post(anna_, id_, "@benjamin three");
  const auto before = pts(ben_);
  tl::channels_readMessageContents see;
  see.channel = channel(ben_, id_);
  see.id.push_back(two);
  see.id.push_back(two + 1000);
  ASSERT_TRUE(ask(ben_, see));
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{three, one}));
  EXPECT_TRUE(message(ben_, id_, two)->mentioned);
  EXPECT_FALSE(message(ben_, id_, two)->media_unread);
  const auto told_of = told<tl::updateChannelReadMessagesContents>(ben_, before);
  ASSERT_EQ(told_of.size(), 1u);
  EXPECT_EQ(told_of.front()->messages.size(), 1u);

  tl::messages_readMentions all;
  all.peer = channel_peer(ben_, id_);
  const auto read = ask(ben_, all);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->as<tl::messages_affectedHistory>()->offset, 0);
  EXPECT_EQ(dialog(ben_, id_)->unread_mentions_count, 0);
  see.channel = channel(dora_, id_);
  EXPECT_EQ(ask(dora_, see).error().err, Err::CHANNEL_PRIVATE);
}

TEST_F(ChannelMentions, FollowEditsAndGoWithTheMessage) {
  const auto said = post(anna_, id_, "hello");
  ASSERT_TRUE(edit(anna_, said, "hello @benjamin"));
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{said}));
  ASSERT_TRUE(edit(anna_, said, "hello you"));
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{}));
  EXPECT_FALSE(message(ben_, id_, said)->mentioned);
  ASSERT_TRUE(edit(anna_, said, "hello again @benjamin"));
  ASSERT_TRUE(remove(anna_, id_, {said}));
  EXPECT_EQ(dialog(ben_, id_)->unread_mentions_count, 0);
}

TEST_F(ChannelMentions, AreNothingToWhoLeftAndNothingBelowTheFloor) {
  const auto said = post(anna_, id_, "@benjamin come");
  tl::channels_deleteHistory clear;
  clear.channel = channel(ben_, id_);
  clear.max_id = said;
  ASSERT_TRUE(ask(ben_, clear));
  EXPECT_EQ(dialog(ben_, id_)->unread_mentions_count, 0);
  EXPECT_EQ(unread_mentions(ben_, id_), (Ids{}));
  ASSERT_TRUE(leave(ben_, id_));
  const auto later = post(anna_, id_, "@benjamin where are you");
  run([&](store::Transaction& tx) {
    EXPECT_TRUE(store::mentioned_by(tx, PeerId::channel(id_), later).empty());
  });
}

TEST_F(ChannelMentions, TheCommonRenderingIsNotForWhomItMentions) {
  const auto before = pts(PeerId::channel(id_).value);
  const auto said = post(anna_, id_, "@benjamin look");
  ChannelUpdateRenderer renderer(*store_, services_);
  std::vector<UserId> exceptions;
  renderer.render_channel({PeerId::channel(id_), before, said}, {227}, [&](auto rendered) {
    ASSERT_TRUE(rendered);
    exceptions = rendered->exceptions;
  });
  store_->read_sync([](store::Transaction&) -> Result<void> { return {}; });
  EXPECT_EQ(exceptions, (std::vector<UserId>{anna_, ben_}));
  const auto seen_by = [&](UserId user) {
    tl::Box<tl::Updates> seen;
    renderer.render_channel_for(user, {PeerId::channel(id_), before, said}, {227}, [&](auto rendered) {
      ASSERT_TRUE(rendered && rendered->size() == 1);
      tl::Reader in(*rendered->front().second);
      auto updates = tl::decode_box<tl::Updates>(in);
      ASSERT_TRUE(updates);
      seen = *std::move(updates);
    });
    store_->read_sync([](store::Transaction&) -> Result<void> { return {}; });
    return seen;
  };
  const auto annas = seen_by(anna_), bens = seen_by(ben_);
  const auto message_in = [](const tl::Box<tl::Updates>& box) {
    const auto& updates = *box.as<tl::updates>();
    EXPECT_FALSE(updates.chats.front().as<tl::channel>()->min)
        << "it may be the first that a device hears of it";
    return updates.updates.front().as<tl::updateNewChannelMessage>()->message.as<tl::message>();
  };
  EXPECT_TRUE(message_in(annas)->out);
  EXPECT_FALSE(message_in(bens)->out);
  EXPECT_TRUE(message_in(bens)->mentioned);
}

TEST_F(ChannelMentions, CanBeSearchedFor) {
  const auto said = post(anna_, id_, "@benjamin look");
  post(anna_, id_, "nothing");
  tl::messages_search request;
  request.peer = channel_peer(ben_, id_);
  request.filter = tl::make<tl::inputMessagesFilterMyMentions>();
  request.limit = 10;
  EXPECT_EQ(ids_of(ask_store(ben_, request)), (Ids{said}));
  request.peer = channel_peer(cleo_, id_);
  EXPECT_EQ(ids_of(ask_store(cleo_, request)), (Ids{}));
}

// In a basic group every copy has flags of its own, which an edit changes where the mention does.
TEST_F(ChannelMentions, OfBasicGroupsFollowEditsToo) {
  tl::messages_createChat make;
  make.title = "Group";
  make.users.push_back(input_user(anna_, ben_));
  make.users.push_back(input_user(anna_, cleo_));
  const auto made = ask(anna_, make);
  ASSERT_TRUE(made);
  const auto* updates = made->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
  const auto group = PeerId::chat(updates->chats.front().as<tl::chat>()->id);
  const auto unread = [&](UserId user) {
    tl::messages_getUnreadMentions request;
    request.peer = peer(user, group);
    request.limit = 10;
    const auto answer = ask(user, request);
    const auto* all = answer->as<tl::messages_messages>();
    return all == nullptr ? 0u : all->messages.size();
  };
  tl::messages_editMessage edit;
  edit.peer = peer(anna_, group);
  edit.id = send(anna_, group, "hello");
  edit.message = "hello @benjamin";
  ASSERT_TRUE(ask(anna_, edit));
  EXPECT_EQ(unread(ben_), 1u);
  EXPECT_EQ(unread(cleo_), 0u);
  edit.message = "hello all";
  ASSERT_TRUE(ask(anna_, edit));
  EXPECT_EQ(unread(ben_), 0u);
}

}  // namespace
}  // namespace botschaft::rpc
