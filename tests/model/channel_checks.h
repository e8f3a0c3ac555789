#pragma once
// What must be true of the channels of the model: what somebody asks for on the way, and what every device
// has in the end, with all that is counted as unread.
#include "model/channel_commands.h"

namespace botschaft::model {

class ChannelChecks : public ChannelCommands {
 protected:
  using ChannelCommands::ChannelCommands;

  // --- on the way: anybody asks for anything ---
  void peek(Channel& channel) {
    const auto user = anybody();
    tl::messages_getHistory request;
    request.peer = channel_peer(user, channel.id);
    request.limit = 1;
    const auto answer = ask(user, request);
    ASSERT_EQ(answer.has_value(), channel.visits(user)) << user << " at " << channel.id;
    if (pick(2) == 0) return peek_at_answers(channel, user);
    if (pick(2) == 0) return search(channel, user);
    if (answer) EXPECT_EQ(shown(user, whole_history(user, channel.id)), seen(channel, user));
  }

  std::set<MessageId> shown(UserId user, const tl::Vec<tl::Box<tl::Message>>& messages) {
    std::set<MessageId> ids;
    for (const auto& message : messages) {
      check(user, message);
      ids.insert(id_of(message));
    }
    return ids;
  }
  static std::set<MessageId> seen(const Channel& channel, UserId user) {
    std::set<MessageId> ids;
    for (const auto& [id, said] : channel.alive) {
      if (channel.sees(user, id)) ids.insert(id);
    }
    return ids;
  }

  // Answers to a message, what is in a topic, or comments on a post.
  void peek_at_answers(Channel& channel, UserId user) {
    auto top = any_message(channel);
    if (!channel.topics.empty() && pick(2) == 0) top = any_topic(channel);
    if (!top) return;
    const auto copy = channel.alive.at(*top).copy;
    auto* where = channel.broadcast() ? channel.partner : &channel;
    bool may = channel.sees(user, *top) || (channel.topics.contains(*top) && channel.inside.contains(user));
    if (channel.broadcast())
      may = may && where != nullptr && where->alive.contains(copy) && where->visits(user);
    tl::messages_getReplies request;
    request.peer = channel_peer(user, channel.id);
    request.msg_id = *top;
    request.limit = 100;
    const auto answer = ask(user, request);
    ASSERT_EQ(answer.has_value(), may) << user << " at " << *top << " of " << channel.id;
    if (!answer) return;
    std::set<MessageId> expected;
    for (const auto& [id, said] : where->alive) {
      if (where->sees(user, id) && in_thread(channel, *top, copy, said)) expected.insert(id);
    }
    EXPECT_EQ(shown(user, answer->as<tl::messages_channelMessages>()->messages), expected);
  }
  static bool in_thread(const Channel& channel, MessageId top, MessageId copy, const Said& said) {
    if (channel.broadcast()) return said.top == copy;
    const auto& root = channel.alive.at(top);
    if (root.topic != 0) return said.topic == root.topic;
    return said.topic == 0 && said.top == (root.top != 0 ? root.top : top);
  }

  void search(Channel& channel, UserId user) {
    tl::messages_search request;
    request.peer = channel_peer(user, channel.id);
    request.q = "text";
    request.filter = tl::make<tl::inputMessagesFilterEmpty>();
    request.limit = 100;
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), channel.visits(user));
    if (!answer) return;
    std::set<MessageId> expected;  // a guest finds nothing but under a post
    for (const auto& [id, said] : channel.alive) {
      if (channel.inside.contains(user) && channel.sees(user, id) && said.text.starts_with("text"))
        expected.insert(id);
    }
    EXPECT_EQ(shown(user, answer->as<tl::messages_channelMessages>()->messages), expected);
  }

  // --- in the end ---
  static Post post_of(const Said& said, UserId user) {
    return {.text = said.text,
            .out = said.author == user,
            .service = said.service,
            .pinned = said.pinned,
            .mention = said.mentions.contains(user) && said.mentions.at(user),
            .reaction = said.author == user && !said.unread_reactions.empty(),
            .top = said.top,
            .topic = said.topic};
  }

  void expect_as_in_model(const Replica& device) {
    for (const auto& channel : channels_) {
      SCOPED_TRACE(testing::Message() << "user " << device.user << " session " << device.key.session
                                      << " channel " << channel.id);
      const auto chat = device.channels.find(channel.id);
      ASSERT_EQ(chat != device.channels.end(), channel.inside.contains(device.user));
      if (chat == device.channels.end()) continue;
      std::map<MessageId, Post> expected;
      for (const auto& [id, said] : channel.alive) {
        if (channel.sees(device.user, id)) expected[id] = post_of(said, device.user);
      }
      ASSERT_EQ(chat->second.posts, expected);
      ASSERT_EQ(unread_at(channel, chat->second), unread_in(channel, device.user));
    }
  }

  // Ids of unread messages: as the device has it, and as it is.
  static std::set<MessageId> unread_at(const Channel& channel, const Replica::ChannelChat& chat) {
    std::set<MessageId> ids;
    for (const auto& [id, post] : chat.posts) {
      const auto topic = chat.read_topics.find(post.topic == 0 ? store::kGeneralTopic : post.topic);
      const bool counted = channel.forum() && topic != chat.read_topics.end();
      if (!post.out && id > std::max(chat.read, counted ? topic->second : 0)) ids.insert(id);
    }
    return ids;
  }
  static std::set<MessageId> unread_in(const Channel& channel, UserId user) {
    std::set<MessageId> ids;
    for (const auto& [id, said] : channel.alive) {
      if (channel.sees(user, id) && said.author != user && id > channel.read_up_to(user, said.topic))
        ids.insert(id);
    }
    return ids;
  }

  // What the server counts for somebody: of each chat, and of each topic.
  void expect_counters(UserId user) {
    for (const auto& channel : channels_) {
      if (!channel.inside.contains(user)) continue;
      SCOPED_TRACE(testing::Message() << "user " << user << " channel " << channel.id);
      const auto state = dialog(user, channel.id);
      const auto unread = unread_in(channel, user);
      EXPECT_EQ(state->unread_count, static_cast<std::int32_t>(unread.size()));
      const auto counted = [&](std::optional<MessageId> topic, auto&& predicate) {
        return static_cast<std::int32_t>(std::ranges::count_if(channel.alive, [&](const auto& one) {
          const bool here = channel.sees(user, one.first) && (!topic || one.second.topic == *topic);
          return here && predicate(one.first, post_of(one.second, user));
        }));
      };
      const auto mention = [](MessageId, const Post& post) { return post.mention; };
      const auto reaction = [](MessageId, const Post& post) { return post.reaction; };
      EXPECT_EQ(state->unread_mentions_count, counted({}, mention));
      EXPECT_EQ(state->unread_reactions_count, counted({}, reaction));
      if (!channel.forum()) continue;
      const auto list = topics_of(user, channel.id);
      const auto& topics = list->as<tl::messages_forumTopics>()->topics;
      EXPECT_EQ(topics.size(), channel.topics.size() + 1);
      for (const auto& box : topics) {
        const auto& topic = *box.as<tl::forumTopic>();
        const auto id = topic.id == store::kGeneralTopic ? 0 : topic.id;
        SCOPED_TRACE(testing::Message() << "topic " << id);
        EXPECT_EQ(topic.unread_count,
                  counted(id, [&](MessageId one, const Post&) { return unread.contains(one); }));
        EXPECT_EQ(topic.unread_mentions_count, counted(id, mention));
        EXPECT_EQ(topic.unread_reactions_count, counted(id, reaction));
        EXPECT_EQ(topic.closed, id != 0 && channel.topics.at(id).closed);
      }
    }
  }

  // What is beside the messages: answers, reactions and votes.
  void expect_what_is_beside(UserId user) {
    for (const auto& channel : channels_) {
      if (!channel.inside.contains(user)) continue;
      for (const auto& box : whole_history(user, channel.id)) {
        const auto* message = box.as<tl::message>();
        if (message == nullptr) continue;
        SCOPED_TRACE(testing::Message() << user << " sees " << message->id << " of " << channel.id);
        const auto& said = channel.alive.at(message->id);
        expect_reactions(*message, said, user);
        if (said.poll) expect_votes(*message, said, user);
        const auto* replies = message->replies.as<tl::messageReplies>();
        EXPECT_EQ(replies == nullptr ? 0 : replies->replies, count_answers(channel, message->id, said));
      }
    }
  }

  static std::int32_t count_answers(const Channel& channel, MessageId id, const Said& said) {
    const auto* where = channel.broadcast() ? channel.partner : &channel;
    const auto top = channel.broadcast() ? said.copy : id;
    if (where == nullptr || !where->alive.contains(top)) return 0;
    return static_cast<std::int32_t>(
        std::ranges::count_if(where->alive, [&](const auto& one) { return one.second.top == top; }));
  }

  static void expect_reactions(const tl::message& message, const Said& said, UserId user) {
    std::map<std::string, std::int32_t> expected, found;
    for (const auto& [who, emoji] : said.reactions) ++expected[emoji];
    std::string own;
    if (const auto* reactions = message.reactions.as<tl::messageReactions>()) {
      for (const auto& one : reactions->results) {
        const auto& count = *one.as<tl::reactionCount>();
        const std::string emoji(count.reaction.as<tl::reactionEmoji>()->emoticon);
        found[emoji] = count.count;
        if (count.chosen_order) own = emoji;
      }
    }
    EXPECT_EQ(found, expected);
    EXPECT_EQ(own, said.reactions.contains(user) ? said.reactions.at(user) : "");
  }

  static void expect_votes(const tl::message& message, const Said& said, UserId user) {
    const auto& media = *message.media.as<tl::messageMediaPoll>();
    const auto& results = *media.results.as<tl::pollResults>();
    EXPECT_EQ(media.poll.as<tl::poll>()->closed, said.closed);
    EXPECT_EQ(results.total_voters.value_or(0), static_cast<std::int32_t>(said.votes.size()));
    if (!results.results) return;  // to who has not voted yet the counts are not told
    for (const auto& box : *results.results) {
      const auto& one = *box.as<tl::pollAnswerVoters>();
      const int option = one.option == "a" ? 0 : 1;
      const auto votes = std::ranges::count_if(said.votes, [&](const auto& v) { return v.second == option; });
      EXPECT_EQ(one.voters, static_cast<std::int32_t>(votes));
      EXPECT_EQ(one.chosen, said.votes.contains(user) && said.votes.at(user) == option);
    }
  }
};

}  // namespace botschaft::model
