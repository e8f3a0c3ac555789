#pragma once
// What people do in the channels of the model besides writing: they come and go, make topics, read, react and
// vote.
#include "model/channel_writing.h"
#include "rpc/views/reactions.h"

namespace botschaft::model {

class ChannelCommands : public ChannelWriting {
 protected:
  using ChannelWriting::ChannelWriting;

  // --- coming and going ---
  void enter(Channel& channel) {
    const auto user = anybody();
    if (channel.inside.contains(user)) return;
    const auto top = top_of(channel);
    const auto answer = invite(channel.creator, channel.id, {user});
    ASSERT_TRUE(answer) << answer.error().text();
    channel.banned.erase(user);
    channel.inside.insert(user);
    channel.read[user] = top;
    channel.hides_history() ? channel.visible[user].clear() : show_history(channel, user);
    if (channel.partner != nullptr && channel.partner->guest(user)) show_history(*channel.partner, user);
    learn_services(channel);
    replied(channel.creator, answer->as<tl::messages_invitedUsers>()->updates);
  }

  void put_out(Channel& channel) {
    const auto user = anybody();
    if (user == channel.creator) return;
    if (pick(2) == 0) {
      const auto answer = leave(user, channel.id);
      EXPECT_EQ(answer.has_value(), channel.inside.contains(user));
      learn_services(channel);
      channel.inside.erase(user);
      show_history(channel, user);  // what he has as a guest
      if (answer) replied(user, *answer);
      return;
    }
    const auto answer = ban(channel.creator, channel.id, user, domain::kBanViewMessages);
    ASSERT_TRUE(answer) << answer.error().text();
    learn_services(channel);
    channel.inside.erase(user);
    channel.banned.insert(user);
    replied(channel.creator, *answer);
  }

  void clear(Channel& channel) {
    const auto user = anybody();
    if (!channel.inside.contains(user)) return;
    channel.visible[user].clear();
    if (!channel.alive.empty()) channel.cleared[user] = channel.alive.rbegin()->first;
    channel.read[user] = top_of(channel);
    tl::channels_deleteHistory request;
    request.channel = this->channel(user, channel.id);
    const auto answer = ask(user, request);
    ASSERT_TRUE(answer);
    replied(user, *answer);
  }

  // Apart from those of texts.
  std::int64_t fresh_random_id() { return 0x1'0000'0000 + ++random_ids_; }

  // --- topics ---
  void make_topic(Channel& forum) {
    const auto user = anybody();
    tl::messages_createForumTopic request;
    request.peer = channel_peer(user, forum.id);
    request.title = "Topic " + std::to_string(++texts_);
    request.random_id = fresh_random_id();
    const auto answer = ask_in_trouble(user, request, true);
    EXPECT_EQ(answer.has_value(), forum.inside.contains(user));
    if (!answer) return;
    forum.topics[sent_id(*answer)] = {.creator = user};
    learn_services(forum);
    replied(user, *answer);
  }

  void close_topic(Channel& forum) {
    if (forum.topics.empty()) return;
    const auto id = any_topic(forum);
    auto& topic = forum.topics.at(id);
    const auto user = pick(2) == 0 ? topic.creator : forum.creator;
    tl::messages_editForumTopic request;
    request.peer = channel_peer(user, forum.id);
    request.topic_id = id;
    request.closed = !topic.closed;
    const auto answer = ask_in_trouble(user, request);
    EXPECT_EQ(answer.has_value(), forum.inside.contains(user));
    if (!answer) return;
    topic.closed = !topic.closed;
    learn_services(forum);
    replied(user, *answer);
  }

  void delete_topic(Channel& forum) {
    if (forum.topics.empty()) return;
    const auto id = any_topic(forum);
    tl::messages_deleteTopicHistory request;
    request.peer = channel_peer(forum.creator, forum.id);
    request.top_msg_id = id;
    ASSERT_TRUE(ask_in_trouble(forum.creator, request));
    std::erase_if(forum.alive, [&](const auto& one) { return one.second.topic == id; });
    forum.topics.erase(id);
    affected(forum.creator, forum);
  }

  // --- reading ---
  void read_all(Channel& channel) {
    const auto user = anybody();
    const auto id = any_message(channel, user);
    if (!id || !channel.inside.contains(user)) return;
    ASSERT_TRUE(read(user, channel.id, *id));
    channel.read[user] = std::max(channel.read[user], *id);
    replied(user);
  }

  // A topic, an answered message, or a post with its comments.
  void read_thread(Channel& channel) {
    const auto user = anybody();
    const auto id = any_message(channel, user);
    if (!id) return;
    tl::messages_readDiscussion request;
    request.peer = channel_peer(user, channel.id);
    request.read_max_id = *id;
    auto* where = &channel;
    MessageId top = store::kGeneralTopic;
    if (channel.forum()) {
      if (!channel.topics.empty() && pick(3) != 0) top = any_topic(channel);
      request.msg_id = top;
    } else if (channel.broadcast()) {
      where = channel.partner;
      top = channel.alive.at(*id).copy;
      request.msg_id = *id;
      const bool there = where != nullptr && where->alive.contains(top) && where->visits(user);
      if (there) request.read_max_id = where->alive.rbegin()->first;
      EXPECT_EQ(ask(user, request).has_value(), there);
      if (!there) return;
    } else {
      const auto& said = channel.alive.at(*id);
      request.msg_id = *id;
      top = said.top != 0 ? said.top : *id;
    }
    if (!channel.broadcast()) ASSERT_TRUE(ask_in_trouble(user, request, true));
    auto& mark = where->read_topics[{user, top}];
    mark = std::max(mark, request.read_max_id);
    replied(user);
  }

  void read_mentions(Channel& channel) {
    const auto user = anybody();
    if (!channel.inside.contains(user) || channel.broadcast()) return;
    tl::messages_readMentions request;
    request.peer = channel_peer(user, channel.id);
    ASSERT_TRUE(ask_in_trouble(user, request, true));
    for (auto& [id, said] : channel.alive) {
      if (said.mentions.contains(user) && channel.sees(user, id)) said.mentions.at(user) = false;
    }
    replied(user);
  }

  // --- reactions and polls ---
  void react(Channel& channel) {
    static constexpr const char* kEmoji[] = {"👍", "🔥", "🎉"};
    const auto user = anybody();
    const auto id = any_message(channel);
    if (!id) return;
    auto& said = channel.alive.at(*id);
    const std::string wanted = pick(4) == 0 ? "" : kEmoji[pick(std::size(kEmoji))];
    tl::messages_sendReaction request;
    request.peer = channel_peer(user, channel.id);
    request.msg_id = *id;
    request.reaction.emplace();
    if (!wanted.empty()) request.reaction->push_back(rpc::reaction_view(wanted));
    const auto had = said.reactions.contains(user) ? said.reactions.at(user) : std::string();
    const auto answer = ask_in_trouble(user, request);
    EXPECT_EQ(answer.has_value(), channel.sees(user, *id) && wanted != had)
        << user << " to " << *id << " of " << channel.id;
    if (!answer) return;
    said.unread_reactions.erase(user);
    said.reactions.erase(user);
    if (!wanted.empty()) said.reactions[user] = wanted;
    const bool told = user != said.author && !channel.broadcast() && channel.inside.contains(said.author) &&
                      channel.sees(said.author, *id);
    if (!wanted.empty() && told) said.unread_reactions.insert(user);
    replied(user, *answer);
  }

  void read_reactions(Channel& channel) {
    const auto user = anybody();
    if (!channel.inside.contains(user)) return;
    tl::messages_readReactions request;
    request.peer = channel_peer(user, channel.id);
    ASSERT_TRUE(ask_in_trouble(user, request, true));
    for (auto& [id, said] : channel.alive) {
      if (said.author == user && channel.sees(user, id)) said.unread_reactions.clear();
    }
    replied(user);
  }

  static tl::Box<tl::InputMedia> poll_media(bool closed) {
    const auto text = [](const char* words) {
      auto plain = tl::make<tl::textWithEntities>();
      plain->text = words;
      return plain;
    };
    auto poll = tl::make<tl::poll>();
    poll->question = text("Tea or coffee?");
    poll->closed = closed;
    for (const char* option : {"a", "b"}) {
      auto answer = tl::make<tl::pollAnswer>();
      answer->text = text(option);
      answer->option = option;
      poll->answers.push_back(std::move(answer));
    }
    auto media = tl::make<tl::inputMediaPoll>();
    media->poll = std::move(poll);
    return media;
  }

  void ask_poll(Channel& channel) {
    Said said{.author = anybody(), .poll = true};
    tl::messages_sendMedia request;
    request.peer = channel_peer(said.author, channel.id);
    request.media = poll_media(false);
    request.random_id = fresh_random_id();
    const auto author = said.author;
    const auto answer = ask_in_trouble(author, request, true);
    EXPECT_EQ(answer.has_value(), may_write_in(channel, author, 0));
    if (!answer) return;
    add(channel, sent_id(*answer), std::move(said));
    replied(author, *answer);
  }

  std::optional<MessageId> any_poll(const Channel& channel) {
    std::vector<MessageId> found;
    for (const auto& [id, said] : channel.alive) {
      if (said.poll) found.push_back(id);
    }
    if (found.empty()) return std::nullopt;
    return found[pick(found.size())];
  }

  void vote(Channel& channel) {
    const auto id = any_poll(channel);
    if (!id) return;
    const auto user = anybody();
    auto& said = channel.alive.at(*id);
    tl::messages_sendVote request;
    request.peer = channel_peer(user, channel.id);
    request.msg_id = *id;
    const int choice = static_cast<int>(pick(3));  // 2: none
    if (choice < 2) request.options.push_back(choice == 0 ? "a" : "b");
    const auto answer = ask_in_trouble(user, request, true);
    EXPECT_EQ(answer.has_value(), channel.inside.contains(user) && channel.sees(user, *id) && !said.closed);
    if (!answer) return;
    said.votes.erase(user);
    if (choice < 2) said.votes[user] = choice;
    replied(user, *answer);
  }

  void stop_poll(Channel& channel) {
    const auto id = any_poll(channel);
    if (!id) return;
    auto& said = channel.alive.at(*id);
    tl::messages_editMessage request;
    request.peer = channel_peer(said.author, channel.id);
    request.id = *id;
    request.media = poll_media(true);
    const auto answer = ask_in_trouble(said.author, request);
    EXPECT_EQ(answer.has_value(),
              channel.inside.contains(said.author) && channel.sees(said.author, *id) && !said.closed);
    if (!answer) return;
    said.closed = true;
    replied(said.author, *answer);
  }

 private:
  std::int64_t random_ids_ = 0;
};

}  // namespace botschaft::model
