#include "rpc/views/reactions.h"
#include "rpc/messages/chats_scene.h"

namespace botschaft::rpc {
namespace {

using Emoji = std::vector<std::string>;

class Reactions : public ChatsScene {
 protected:
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");

  auto react(UserId user, PeerId in, MessageId id, const Emoji& emoji, bool big = false,
             bool recent = false) {
    tl::messages_sendReaction request;
    request.peer = input(user, in);
    request.msg_id = id;
    request.big = big;
    request.add_to_recent = recent;
    if (!emoji.empty()) request.reaction.emplace();
    for (const auto& e : emoji) request.reaction->push_back(reaction_view(e));
    return ask(user, request);
  }
  Err refused(UserId user, PeerId in, MessageId id, const Emoji& emoji) {
    const auto answer = react(user, in, id, emoji);
    return answer ? Err{} : answer.error().err;
  }

  // As "👍2*": how often, and whether it is the viewer's own.
  static std::string text_of(const tl::messageReactions& reactions) {
    std::string text;
    for (const auto& box : reactions.results) {
      const auto* result = box.as<tl::reactionCount>();
      text += text.empty() ? "" : " ";
      text += result->reaction.as<tl::reactionEmoji>()->emoticon + std::to_string(result->count);
      if (result->chosen_order) text += "*";
    }
    return text;
  }
  tl::Ptr<tl::messageReactions> reactions(UserId user, PeerId in, MessageId id) {
    tl::messages_getMessagesReactions request;
    request.peer = input(user, in);
    request.id = {id};
    auto answer = ask(user, request);
    auto copy = tl::make<tl::messageReactions>();
    if (!answer || answer->template as<tl::updates>()->updates.empty()) return copy;
    auto* update = answer->template as<tl::updates>()->updates[0].template as<tl::updateMessageReactions>();
    *copy = std::move(*update->reactions.template as<tl::messageReactions>());
    return copy;
  }
  // What the history says is what getMessagesReactions says.
  std::string under(UserId user, PeerId in, MessageId id) {
    const auto asked = text_of(*reactions(user, in, id));
    for (const auto& box : messages(user, in)) {
      const auto* message = box.as<tl::message>();
      if (message == nullptr || message->id != id) continue;
      EXPECT_EQ(message->reactions ? text_of(*message->reactions.as<tl::messageReactions>()) : "", asked);
    }
    return asked;
  }

  std::int32_t unread(UserId user, PeerId in) {
    tl::messages_getPeerDialogs request;
    auto named = tl::make<tl::inputDialogPeer>();
    named->peer = input(user, in);
    request.peers.push_back(std::move(named));
    const auto answer = ask(user, request);
    return answer->as<tl::messages_peerDialogs>()->dialogs[0].as<tl::dialog>()->unread_reactions_count;
  }
  auto read_all(UserId user, PeerId in) {
    tl::messages_readReactions request;
    request.peer = input(user, in);
    return ask(user, request);
  }
  std::vector<MessageId> unread_ids(UserId user, PeerId in) {
    tl::messages_getUnreadReactions request;
    request.peer = input(user, in);
    request.limit = 100;
    const auto answer = ask(user, request);
    std::vector<MessageId> ids;
    const auto take = [&](const auto& list) {
      for (const auto& box : list.messages) ids.push_back(box.template as<tl::message>()->id);
    };
    if (const auto* posts = answer->as<tl::messages_channelMessages>()) take(*posts);
    if (const auto* all = answer->as<tl::messages_messages>()) take(*all);
    return ids;
  }

  auto allow(UserId by, PeerId in, const Emoji& some, std::int32_t limit = 0) {
    tl::messages_setChatAvailableReactions request;
    request.peer = input(by, in);
    auto list = tl::make<tl::chatReactionsSome>();
    for (const auto& e : some) list->reactions.push_back(reaction_view(e));
    request.available_reactions = std::move(list);
    if (limit != 0) request.reactions_limit = limit;
    return ask(by, request);
  }

  auto reactors(UserId user, PeerId in, MessageId id, std::int32_t limit, const std::string& offset = "",
                const std::string& kind = "") {
    tl::messages_getMessageReactionsList request;
    request.peer = input(user, in);
    request.id = id;
    request.limit = limit;
    if (!offset.empty()) request.offset = offset;
    if (!kind.empty()) request.reaction = reaction_view(kind);
    return ask(user, request);
  }
};

TEST_F(Reactions, BothSidesOfAPrivateChatSeeThem) {
  const auto mine = send(anna_, ben_, "hello");
  const auto his = find(ben_, PeerId::user(anna_), "hello");
  const auto answer = react(ben_, PeerId::user(anna_), his, {"👍"}, true);
  ASSERT_TRUE(answer) << answer.error().text();
  const auto* update = answer->as<tl::updates>()->updates[0].as<tl::updateMessageReactions>();
  ASSERT_NE(update, nullptr);
  EXPECT_EQ(text_of(*update->reactions.as<tl::messageReactions>()), "👍1*");
  EXPECT_EQ(under(anna_, PeerId::user(ben_), mine), "👍1");
  const auto seen = reactions(anna_, PeerId::user(ben_), mine);
  const auto* reactor = seen->recent_reactions->front().as<tl::messagePeerReaction>();
  EXPECT_TRUE(reactor->unread);
  EXPECT_TRUE(reactor->big);
  EXPECT_FALSE(reactor->my);
  EXPECT_EQ(reactor->peer_id.as<tl::peerUser>()->user_id, ben_);

  ASSERT_TRUE(react(anna_, PeerId::user(ben_), mine, {"👍", "🔥"}));
  EXPECT_EQ(under(ben_, PeerId::user(anna_), his), "👍2* 🔥1");
  ASSERT_TRUE(react(ben_, PeerId::user(anna_), his, {}));
  EXPECT_EQ(under(anna_, PeerId::user(ben_), mine), "👍1* 🔥1*");
  EXPECT_EQ(refused(ben_, PeerId::user(anna_), his, {}), Err::MESSAGE_NOT_MODIFIED);
  EXPECT_EQ(refused(cleo_, PeerId::user(anna_), his, {"👍"}), Err::MESSAGE_ID_INVALID);
}

TEST_F(Reactions, AreRefusedWithTheDocumentedErrors) {
  const auto id = send(anna_, ben_, "hello");
  const auto chat = PeerId::user(ben_);
  EXPECT_EQ(refused(anna_, chat, id, {"🧿"}), Err::REACTION_INVALID);
  EXPECT_EQ(refused(anna_, chat, id, {""}), Err::REACTION_EMPTY);
  EXPECT_EQ(refused(anna_, chat, id, {"👍", "👍"}), Err::REACTION_INVALID);
  EXPECT_EQ(refused(anna_, chat, id, {"👍", "👎", "🔥", "❤"}), Err::REACTIONS_TOO_MANY);
  EXPECT_EQ(refused(anna_, chat, 999, {"👍"}), Err::MESSAGE_ID_INVALID);
  tl::messages_sendReaction paid;
  paid.peer = input(anna_, chat);
  paid.msg_id = id;
  paid.reaction.emplace().push_back(tl::make<tl::reactionPaid>());
  EXPECT_EQ(ask(anna_, paid).error().err, Err::REACTION_INVALID);
  ASSERT_TRUE(react(anna_, chat, id, {"❤\uFE0F"}));
  EXPECT_EQ(refused(anna_, chat, id, {"❤"}), Err::MESSAGE_NOT_MODIFIED);  // keyboards add a selector

  tl::contacts_block block;
  block.id = peer(ben_, anna_);
  ASSERT_TRUE(ask(ben_, block));
  EXPECT_EQ(refused(anna_, chat, id, {"👍"}), Err::USER_IS_BLOCKED);
  EXPECT_TRUE(react(anna_, chat, id, {}));
}

TEST_F(Reactions, StayWithTheCopyThatIsLeft) {
  const auto mine = send(anna_, ben_, "hello");
  const auto his = find(ben_, PeerId::user(anna_), "hello");
  ASSERT_TRUE(react(ben_, PeerId::user(anna_), his, {"👍"}));
  EXPECT_EQ(unread(anna_, PeerId::user(ben_)), 1);
  tl::messages_deleteMessages request;
  request.id = {mine};
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(unread(anna_, PeerId::user(ben_)), 0);
  EXPECT_EQ(under(ben_, PeerId::user(anna_), his), "👍1*");
  ASSERT_TRUE(react(ben_, PeerId::user(anna_), his, {"🔥"}));
  EXPECT_EQ(under(ben_, PeerId::user(anna_), his), "🔥1*");
  request.id = {his};
  ASSERT_TRUE(ask(ben_, request));
  run([&](store::Transaction& tx) {
    static constexpr store::Sql kCount{
        "SELECT (SELECT count(*) FROM reactions) + (SELECT count(*) FROM reaction_counts)"};
    auto q = tx.run(kCount);
    EXPECT_TRUE(q.next());
    EXPECT_EQ(q.int64(0), 0);
  });
}

TEST_F(Reactions, AreUnreadUntilTheAuthorLooks) {
  for (const auto chat : {group(anna_, {ben_, cleo_}), supergroup(anna_, {ben_, cleo_})}) {
    const auto mine = chat.is_chat() ? send(anna_, chat, "look") : post(anna_, chat.bare(), "look");
    const auto his = find(ben_, chat, "look"), hers = find(cleo_, chat, "look");
    ASSERT_TRUE(react(ben_, chat, his, {"👍"}));
    ASSERT_TRUE(react(cleo_, chat, hers, {"👍"}));
    EXPECT_EQ(unread(anna_, chat), 1);
    EXPECT_EQ(unread(ben_, chat), 0);
    EXPECT_EQ(unread_ids(anna_, chat), std::vector<MessageId>{mine});
    ASSERT_TRUE(react(ben_, chat, his, {}));
    EXPECT_EQ(unread(anna_, chat), 1);
    ASSERT_TRUE(react(cleo_, chat, hers, {}));
    EXPECT_EQ(unread(anna_, chat), 0);  // what was taken back need not be read

    ASSERT_TRUE(react(ben_, chat, his, {"🔥"}));
    take_box_notices();
    const auto read = read_all(anna_, chat);
    EXPECT_EQ(read->as<tl::messages_affectedHistory>()->offset, 0);
    EXPECT_EQ(take_box_notices().front().owner, anna_);  // her other devices are told
    EXPECT_EQ(unread(anna_, chat), 0);
    const auto seen = reactions(anna_, chat, mine);
    EXPECT_FALSE(seen->recent_reactions->front().as<tl::messagePeerReaction>()->unread);

    ASSERT_TRUE(react(cleo_, chat, hers, {"🔥"}));
    if (chat.is_chat()) {
      tl::messages_readMessageContents contents;
      contents.id = {mine};
      EXPECT_EQ(ask(anna_, contents)->as<tl::messages_affectedMessages>()->pts_count, 1);
    } else {
      tl::channels_readMessageContents contents;
      contents.channel = channel(anna_, chat.bare());
      contents.id = {mine};
      EXPECT_TRUE(ask(anna_, contents));
    }
    EXPECT_EQ(unread(anna_, chat), 0);
  }
}

TEST_F(Reactions, AreListedByPages) {
  const auto chat = supergroup(anna_, {ben_, cleo_});
  const auto id = post(anna_, chat.bare(), "list");
  ASSERT_TRUE(react(anna_, chat, id, {"👍"}));
  advance(1);
  ASSERT_TRUE(react(ben_, chat, id, {"🔥", "👍"}));
  advance(1);
  ASSERT_TRUE(react(cleo_, chat, id, {"👍"}));
  EXPECT_EQ(under(ben_, chat, id), "👍3* 🔥1*");
  std::vector<std::pair<UserId, std::string>> seen;
  std::string offset;
  do {
    const auto answer = reactors(anna_, chat, id, 1, offset);
    const auto* page = answer->as<tl::messages_messageReactionsList>();
    EXPECT_EQ(page->count, 4);
    ASSERT_EQ(page->reactions.size(), 1u);
    const auto* one = page->reactions[0].as<tl::messagePeerReaction>();
    seen.emplace_back(one->peer_id.as<tl::peerUser>()->user_id,
                      one->reaction.as<tl::reactionEmoji>()->emoticon);
    offset = page->next_offset.value_or("");
  } while (!offset.empty() && seen.size() < 10);
  EXPECT_EQ(seen, (std::vector<std::pair<UserId, std::string>>{
                      {cleo_, "👍"}, {ben_, "👍"}, {ben_, "🔥"}, {anna_, "👍"}}));

  auto thumbs = reactors(anna_, chat, id, 2, "", "👍");
  EXPECT_EQ(thumbs->as<tl::messages_messageReactionsList>()->count, 3);
  const auto next = *thumbs->as<tl::messages_messageReactionsList>()->next_offset;
  const auto rest = reactors(anna_, chat, id, 2, next, "👍");
  EXPECT_EQ(rest->as<tl::messages_messageReactionsList>()->reactions.size(), 1u);
  EXPECT_EQ(reactors(anna_, chat, 999, 2).error().err, Err::MSG_ID_INVALID);
  EXPECT_EQ(reactors(person("Dan"), chat, id, 2).error().err, Err::CHANNEL_PRIVATE);
}

TEST_F(Reactions, OfBroadcastsAreCountsWithoutNames) {
  const auto channel_id = create(anna_, true);
  const auto chat = PeerId::channel(channel_id);
  ASSERT_TRUE(invite(anna_, channel_id, {ben_}));
  const auto id = post(anna_, channel_id, "news");
  ASSERT_TRUE(react(ben_, chat, id, {"👍"}));
  EXPECT_EQ(under(anna_, chat, id), "👍1");
  const auto seen = reactions(anna_, chat, id);
  EXPECT_FALSE(seen->can_see_list);
  EXPECT_FALSE(seen->recent_reactions);
  EXPECT_EQ(unread(anna_, chat), 0);
  EXPECT_EQ(reactors(anna_, chat, id, 10).error().err, Err::BROADCAST_FORBIDDEN);
  EXPECT_EQ(refused(cleo_, chat, id, {"👍"}), Err::CHANNEL_PRIVATE);
}

// What is pushed to all members at once names nobody's own, and is without access hashes.
TEST_F(Reactions, TheCommonRenderingIsMin) {
  const auto chat = supergroup(anna_, {ben_});
  const auto id = post(anna_, chat.bare(), "look");
  ASSERT_TRUE(react(ben_, chat, id, {"👍"}));
  run([&](store::Transaction& tx) {
    Mentioned mentioned;
    const Viewer anybody{0, clock_.unix_seconds(), services_};
    const auto row = store::find_message(tx, 0, chat, id);
    const PageFacts facts(anybody, tx, {&*row, 1});
    const auto view = reactions_view(anybody, tx, facts, *row, mentioned);
    EXPECT_TRUE(view->min);
    EXPECT_EQ(text_of(*view), "👍1");
    EXPECT_FALSE(view->recent_reactions->front().as<tl::messagePeerReaction>()->unread);
    EXPECT_TRUE(mentioned.users(anybody, tx)[0].as<tl::user>()->min);
  });
}

TEST_F(Reactions, OfAChatAreChosenByItsAdmins) {
  for (const auto chat : {group(anna_, {ben_}), supergroup(anna_, {ben_})}) {
    const auto mine = chat.is_chat() ? send(anna_, chat, "look") : post(anna_, chat.bare(), "look");
    const auto his = find(ben_, chat, "look");
    ASSERT_TRUE(react(anna_, chat, mine, {"🔥"}));
    EXPECT_EQ(allow(ben_, chat, {"👍"}).error().err, Err::CHAT_ADMIN_REQUIRED);
    ASSERT_TRUE(allow(anna_, chat, {"👍", "👎"}, 2));
    EXPECT_EQ(allow(anna_, chat, {"👍", "👎"}, 2).error().err, Err::CHAT_NOT_MODIFIED);
    EXPECT_EQ(allow(anna_, chat, {"🧿"}).error().err, Err::REACTION_INVALID);
    EXPECT_EQ(allow(anna_, chat, {"👍"}, 99).error().err, Err::LIMIT_INVALID);
    EXPECT_EQ(refused(ben_, chat, his, {"🔥"}), Err::REACTION_INVALID);
    ASSERT_TRUE(react(ben_, chat, his, {"👍"}));
    EXPECT_EQ(refused(anna_, chat, mine, {"🔥", "👎"}), Err::REACTIONS_TOO_MANY);
    EXPECT_TRUE(react(anna_, chat, mine, {"👎"}));

    tl::Box<tl::ChatReactions> told;
    if (chat.is_chat()) {
      tl::messages_getFullChat full;
      full.chat_id = chat.bare();
      auto answer = ask(ben_, full);
      auto* view = answer->as<tl::messages_chatFull>()->full_chat.as<tl::chatFull>();
      told = std::move(view->available_reactions);
      EXPECT_EQ(view->reactions_limit, 2);
    } else {
      tl::channels_getFullChannel full;
      full.channel = channel(ben_, chat.bare());
      auto answer = ask(ben_, full);
      told = std::move(
          answer->as<tl::messages_chatFull>()->full_chat.as<tl::channelFull>()->available_reactions);
    }
    EXPECT_EQ(told.as<tl::chatReactionsSome>()->reactions.size(), 2u);

    tl::messages_setChatAvailableReactions none;
    none.peer = input(anna_, chat);
    none.available_reactions = tl::make<tl::chatReactionsNone>();
    ASSERT_TRUE(ask(anna_, none));
    EXPECT_EQ(refused(ben_, chat, his, {"👎"}), Err::REACTION_INVALID);
  }
  EXPECT_EQ(allow(anna_, PeerId::user(ben_), {"👍"}).error().err, Err::PEER_ID_INVALID);
}

TEST_F(Reactions, NeedTheRight) {
  const auto chat = supergroup(anna_, {ben_, cleo_});
  const auto id = post(anna_, chat.bare(), "look");
  ASSERT_TRUE(ban(anna_, chat.bare(), ben_, domain::kBanSendReactions, INT32_MAX));
  EXPECT_EQ(refused(ben_, chat, id, {"👍"}), Err::USER_BANNED_IN_CHANNEL);
  EXPECT_TRUE(react(cleo_, chat, id, {"👍"}));

  const auto small = group(anna_, {ben_});
  const auto mine = send(anna_, small, "look");
  tl::messages_editChatDefaultBannedRights forbid;
  forbid.peer = input(anna_, small);
  forbid.banned_rights = banned_rights_view(domain::kBanSendReactions, INT32_MAX);
  ASSERT_TRUE(ask(anna_, forbid));
  EXPECT_EQ(refused(ben_, small, find(ben_, small, "look"), {"👍"}), Err::CHAT_WRITE_FORBIDDEN);
  EXPECT_TRUE(react(anna_, small, mine, {"👍"}));
}

// Who has left a group keeps what he had, as it was.
TEST_F(Reactions, DoNotReachWhoHasLeft) {
  const auto chat = group(anna_, {ben_, cleo_});
  const auto mine = send(anna_, chat, "look");
  const auto his = find(ben_, chat, "look");
  ASSERT_TRUE(react(cleo_, chat, find(cleo_, chat, "look"), {"👍"}));
  tl::messages_deleteChatUser leave;
  leave.chat_id = chat.bare();
  leave.user_id = input_user(ben_, ben_);
  ASSERT_TRUE(ask(ben_, leave));
  const auto before = pts(ben_);
  ASSERT_TRUE(react(anna_, chat, mine, {"👍"}));
  EXPECT_EQ(pts(ben_), before);
  EXPECT_EQ(under(anna_, chat, mine), "👍2*");
  EXPECT_EQ(under(ben_, chat, his), "👍1");
  EXPECT_EQ(refused(ben_, chat, his, {"👍"}), Err::CHAT_WRITE_FORBIDDEN);
}

TEST_F(Reactions, AreToldByTheDifference) {
  const auto mine = send(anna_, ben_, "hello");
  const auto his = find(ben_, PeerId::user(anna_), "hello");
  const auto before = pts(anna_);
  ASSERT_TRUE(react(ben_, PeerId::user(anna_), his, {"👍"}));
  ASSERT_TRUE(react(ben_, PeerId::user(anna_), his, {"🔥"}));
  tl::updates_getDifference request;
  request.pts = before;
  const auto answer = ask(anna_, request);
  const auto& updates = answer->as<tl::updates_difference>()->other_updates;
  ASSERT_EQ(updates.size(), 1u);  // told once, as it is now
  const auto* update = updates[0].as<tl::updateMessageReactions>();
  EXPECT_EQ(update->msg_id, mine);
  EXPECT_EQ(text_of(*update->reactions.as<tl::messageReactions>()), "🔥1");
}

TEST_F(Reactions, InSavedMessagesAreTags) {
  const auto saved = PeerId::user(anna_);
  const auto one = send(anna_, anna_, "one"), two = send(anna_, anna_, "two");
  const auto to_ben = send(anna_, ben_, "not saved");
  ASSERT_TRUE(react(anna_, saved, one, {"🔥"}));
  ASSERT_TRUE(react(anna_, saved, two, {"🔥", "👍"}));
  ASSERT_TRUE(react(anna_, PeerId::user(ben_), to_ben, {"👍"}));
  const auto seen = reactions(anna_, saved, one);
  EXPECT_TRUE(seen->reactions_as_tags);
  EXPECT_FALSE(seen->can_see_list);

  tl::messages_updateSavedReactionTag name_it;
  name_it.reaction = reaction_view("🔥");
  name_it.title = "hot";
  const auto before = pts(anna_);
  ASSERT_TRUE(ask(anna_, name_it));
  run([&](store::Transaction& tx) {
    const auto updates = updates_since({anna_, clock_.unix_seconds(), services_}, tx, before, before + 1);
    EXPECT_TRUE(updates->updates[0].is<tl::updateSavedReactionTags>());
  });
  tl::messages_getSavedReactionTags request;
  const auto answer = ask(anna_, request);
  const auto* tags = answer->as<tl::messages_savedReactionTags>();
  ASSERT_EQ(tags->tags.size(), 2u);
  EXPECT_EQ(tags->tags[0].as<tl::savedReactionTag>()->title, "hot");
  EXPECT_EQ(tags->tags[0].as<tl::savedReactionTag>()->count, 2);
  EXPECT_EQ(tags->tags[1].as<tl::savedReactionTag>()->count, 1);
  request.hash = tags->hash;
  EXPECT_TRUE(ask(anna_, request)->is<tl::messages_savedReactionTagsNotModified>());
  const auto tagged = [&](const char* emoji, const std::string& words = "") {
    tl::messages_search search;
    search.peer = tl::make<tl::inputPeerSelf>();
    search.q = words;
    search.filter = tl::make<tl::inputMessagesFilterEmpty>();
    search.limit = 10;
    search.saved_reaction.emplace().push_back(reaction_view(emoji));
    const auto page = ask(anna_, search);
    std::vector<MessageId> ids;
    for (const auto& box : page->as<tl::messages_messages>()->messages)
      ids.push_back(box.as<tl::message>()->id);
    return ids;
  };
  EXPECT_EQ(tagged("🔥"), (std::vector{two, one}));
  EXPECT_EQ(tagged("👍"), std::vector{two});
  EXPECT_EQ(tagged("🔥", "one"), std::vector{one});
  EXPECT_TRUE(tagged("🎉").empty());
  name_it.title = "much too long a name";
  EXPECT_EQ(ask(anna_, name_it).error().err, Err::REACTION_INVALID);
}

TEST_F(Reactions, ThatSomebodyUsesAreRemembered) {
  const auto id = send(anna_, ben_, "hello");
  const auto listed = [&](auto request) {
    request.limit = 3;
    auto answer = ask(anna_, request);
    Emoji emoji;
    for (const auto& box : answer->template as<tl::messages_reactions>()->reactions)
      emoji.push_back(box.template as<tl::reactionEmoji>()->emoticon);
    request.hash = answer->template as<tl::messages_reactions>()->hash;
    const auto again = ask(anna_, request);
    EXPECT_EQ(again->template is<tl::messages_reactionsNotModified>(), !emoji.empty());
    return emoji;
  };
  EXPECT_EQ(listed(tl::messages_getRecentReactions()), Emoji{});
  ASSERT_TRUE(react(anna_, PeerId::user(ben_), id, {"🔥"}, false, true));
  ASSERT_TRUE(react(anna_, PeerId::user(ben_), id, {"🐳"}, false, true));
  ASSERT_TRUE(react(anna_, PeerId::user(ben_), id, {"👎"}));
  EXPECT_EQ(listed(tl::messages_getRecentReactions()), (Emoji{"🐳", "🔥"}));
  EXPECT_EQ(listed(tl::messages_getTopReactions()), (Emoji{"🐳", "🔥", "👍"}));
  ASSERT_TRUE(ask(anna_, tl::messages_clearRecentReactions()));
  EXPECT_EQ(listed(tl::messages_getRecentReactions()), Emoji{});

  tl::messages_setDefaultReaction favourite;
  favourite.reaction = reaction_view("🐳");
  ASSERT_TRUE(ask(anna_, favourite));
  const auto config = ask(anna_, tl::help_getConfig());
  EXPECT_EQ(config->as<tl::config>()->reactions_default.as<tl::reactionEmoji>()->emoticon, "🐳");
  favourite.reaction = reaction_view("🧿");
  EXPECT_EQ(ask(anna_, favourite).error().err, Err::REACTION_INVALID);
}

}  // namespace
}  // namespace botschaft::rpc
