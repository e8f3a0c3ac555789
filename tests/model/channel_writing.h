#pragma once
// What people write in the channels of the model, now or later, change and take back. Each command is asked
// of the server and done in the model, which says beforehand whether it will be allowed.
#include "model/channel_model.h"

namespace botschaft::model {

class ChannelWriting : public ChannelModel {
 protected:
  using ChannelModel::ChannelModel;

  // --- writing ---
  static bool may_write(const Channel& channel, UserId user) {
    return channel.broadcast() ? user == channel.creator : channel.inside.contains(user);
  }
  static bool may_write_in(const Channel& channel, UserId user, MessageId topic) {
    if (!may_write(channel, user)) return false;
    const auto found = channel.topics.find(topic);
    if (found == channel.topics.end() || !found->second.closed) return true;
    return user == channel.creator || user == found->second.creator;
  }

  void write(Channel& channel) {
    Said said{.author = anybody(), .text = next_text()};
    auto request = text_to(said.author, said.author, "");
    request.peer = channel_peer(said.author, channel.id);
    if (!channel.broadcast()) {
      request.reply_to = place(channel, said);
      if (pick(4) == 0) name_somebody(said);
    }
    request.message = said.text;
    const auto answer = ask_in_trouble(said.author, request, true);
    const bool comments = channel.guest(said.author) && channel.is_post(said.top);
    EXPECT_EQ(answer.has_value(), comments || may_write_in(channel, said.author, said.topic))
        << said.author << " in " << channel.id << (answer ? "" : answer.error().text());
    if (!answer) return;
    const auto author = said.author;
    add(channel, sent_id(*answer), std::move(said));
    replied(author, *answer);
  }

  std::string next_text() { return "text " + std::to_string(++texts_); }

  // What it answers, if anything, and where it goes by that.
  tl::Box<tl::InputReplyTo> place(Channel& channel, Said& said) {
    auto reply = tl::make<tl::inputReplyToMessage>();
    const auto original = pick(3) == 0 ? any_message(channel, said.author) : std::nullopt;
    if (original) {
      const auto& answered = channel.alive.at(*original);
      reply->reply_to_msg_id = said.reply_to = *original;
      said.topic = answered.topic;
      if (said.topic == 0) said.top = answered.top != 0 ? answered.top : *original;
      return reply;
    }
    if (channel.topics.empty() || pick(3) == 0) return nullptr;
    said.topic = any_topic(channel);
    reply->reply_to_msg_id = said.topic;
    reply->top_msg_id = said.topic;
    return reply;
  }
  MessageId any_topic(const Channel& channel) {
    return std::next(channel.topics.begin(), pick(channel.topics.size()))->first;
  }

  void name_somebody(Said& said) {
    const auto whom = pick(people_.size());
    said.named = people_[whom];
    said.text += " @" + username(whom);
  }

  void add(Channel& channel, MessageId id, Said said) {
    auto& there = channel.alive[id] = std::move(said);
    for (const auto user : mentioned_by(channel, there)) there.mentions[user] = true;
    show(channel, id);
    if (!channel.broadcast() || channel.partner == nullptr) return;
    run([&](store::Transaction& tx) {
      const auto thread = store::find_thread_of_post(tx, PeerId::channel(channel.id), id);
      ASSERT_TRUE(thread);
      there.copy = thread->top;
    });
    channel.partner->alive[there.copy] = {.text = there.text, .pinned = true};
    show(*channel.partner, there.copy);
  }

  // Of those who are in it: whom the text names, and who wrote what it answers, also as a guest.
  static std::set<UserId> mentioned_by(const Channel& channel, const Said& said) {
    std::set<UserId> found;
    if (channel.broadcast()) return found;
    if (said.named && channel.inside.contains(*said.named)) found.insert(*said.named);
    if (const auto original = channel.alive.find(said.reply_to); original != channel.alive.end()) {
      const auto author = original->second.author;
      if (channel.inside.contains(author) || (channel.guest(author) && channel.is_post(said.top)))
        found.insert(author);
    }
    found.erase(said.author);
    return found;
  }

  // What anybody wrote; with a reader, what he sees.
  std::optional<MessageId> any_message(Channel& channel, UserId reader = 0) {
    std::vector<MessageId> found;
    for (const auto& [id, said] : channel.alive) {
      if (!said.service && (reader == 0 || channel.sees(reader, id))) found.push_back(id);
    }
    if (found.empty()) return std::nullopt;
    return found[pick(found.size())];
  }

  void edit(Channel& channel) {
    const auto id = any_message(channel);
    if (!id) return;
    auto& said = channel.alive.at(*id);
    if (said.author == 0 || said.poll) return;
    tl::messages_editMessage request;
    request.peer = channel_peer(said.author, channel.id);
    request.id = *id;
    request.message = "edited " + std::to_string(++texts_);
    const auto answer = ask_in_trouble(said.author, request);
    const bool writes = may_write(channel, said.author) || channel.guest(said.author);
    EXPECT_EQ(answer.has_value(), writes && channel.sees(said.author, *id));
    if (!answer) return;
    said.text = *request.message;
    if (said.named) said.mentions.erase(*std::exchange(said.named, {}));
    for (const auto user : mentioned_by(channel, said)) said.mentions.try_emplace(user, true);
    show_again(channel, *id);
    if (said.copy != 0 && channel.partner->alive.contains(said.copy)) {
      channel.partner->alive.at(said.copy).text = said.text;
      show_again(*channel.partner, said.copy);
    }
    replied(said.author, *answer);
  }

  void erase(Channel& channel) {
    const auto id = any_message(channel);
    if (!id) return;
    EXPECT_TRUE(remove(channel.creator, channel.id, {*id}));
    if (!channel.sees(channel.creator, *id)) return;  // he has cleared it for himself
    if (channel.alive.at(*id).copy != 0) channel.partner->alive.erase(channel.alive.at(*id).copy);
    channel.alive.erase(*id);
    affected(channel.creator, channel);
  }

  // The answer tells only how far the channel has come.
  void affected(UserId user, const Channel& channel) {
    auto& device = first_device(user);
    if (device.online && device.channels.contains(channel.id)) fetch(device, channel.id);
  }

  void pin(Channel& channel) {
    const auto id = any_message(channel);
    if (!id) return;
    tl::messages_updatePinnedMessage request;
    request.peer = channel_peer(channel.creator, channel.id);
    request.id = *id;
    request.unpin = channel.alive.at(*id).pinned;
    request.silent = pick(2) == 0;
    const auto answer = ask_in_trouble(channel.creator, request);
    EXPECT_EQ(answer.has_value(), channel.sees(channel.creator, *id));
    if (!answer) return;
    channel.alive.at(*id).pinned = !request.unpin;
    learn_services(channel);
    replied(channel.creator, *answer);
  }

  // --- later ---
  struct Later {
    Channel* channel = nullptr;
    UserId user = 0;
    std::int32_t at = 0;
    std::string text = {};
  };
  void schedule(Channel& channel) {
    Later later{.channel = &channel, .user = anybody(), .text = next_text()};
    later.at = clock_.unix_seconds() + 20 + static_cast<std::int32_t>(pick(400));
    auto request = text_to(later.user, later.user, later.text);
    request.peer = channel_peer(later.user, channel.id);
    request.schedule_date = later.at;
    const auto answer = ask_in_trouble(later.user, request, true);
    EXPECT_EQ(answer.has_value(), may_write_in(channel, later.user, 0));
    if (!answer) return;
    waiting_.push_back(later);
    replied(later.user, *answer);
  }

  // What is due is said, if it still may be.
  void let_time_pass(std::int32_t seconds) {
    pass(seconds);
    std::ranges::sort(waiting_, {}, &Later::at);
    while (!waiting_.empty() && waiting_.front().at <= clock_.unix_seconds()) {
      const auto later = waiting_.front();
      waiting_.erase(waiting_.begin());
      const auto id = find_text(*later.channel, later.text);
      EXPECT_EQ(id != 0, may_write_in(*later.channel, later.user, 0)) << later.text;
      if (id != 0) add(*later.channel, id, {.author = later.user, .text = later.text});
    }
  }
  MessageId find_text(const Channel& channel, const std::string& text) {
    MessageId found = 0;
    run([&](store::Transaction& tx) {
      const auto peer = PeerId::channel(channel.id);
      for (const auto& row : store::messages_newest_first(tx, peer.value, peer, {}, 100)) {
        if (row.body.text == text) found = row.id;
      }
    });
    return found;
  }

  std::vector<Later> waiting_;
};

}  // namespace botschaft::model
