#pragma once
// Supergroups and broadcast channels in the model, as the server has them and as devices learn of them: what
// was said where, who may see it, who has read how far, whom it mentions, who reacted.
#include "model/model_scene.h"
#include "store/channels.h"
#include "store/discussions.h"
#include "store/messages.h"
#include "store/threads.h"

namespace botschaft::model {

// A message of a channel. Of the copy of a post in the discussion group the author is 0: nobody.
struct Said {
  UserId author = 0;
  std::string text = {};
  std::optional<UserId> named = {};  // by the text
  bool service = false;
  bool pinned = false;
  bool poll = false;
  bool closed = false;
  MessageId reply_to = 0;
  MessageId top = 0;
  MessageId topic = 0;                           // 0: General, or no forum
  MessageId copy = 0;                            // of a post: the one in the discussion group
  std::map<UserId, bool> mentions = {};          // true: not looked at
  std::map<UserId, std::string> reactions = {};  // one each
  std::set<UserId> unread_reactions = {};        // of whom the author has not seen it
  std::map<UserId, int> votes = {};
};

struct Topic {
  UserId creator = 0;
  bool closed = false;
};

struct Channel {
  enum class Kind : std::uint8_t { hidden_history, broadcast, discussion, forum };
  Kind kind = {};
  UserId creator = 0;
  std::int64_t id = 0;
  Channel* partner = nullptr;  // of a broadcast its discussion group, and the other way round
  std::set<UserId> inside = {};
  std::set<UserId> banned = {};
  std::map<MessageId, Said> alive = {};
  std::map<MessageId, Topic> topics = {};  // but for General
  std::map<UserId, std::set<MessageId>> visible = {};
  std::map<UserId, MessageId> cleared = {};  // by oneself: stays, whoever comes back
  std::map<UserId, MessageId> read = {};
  std::map<std::pair<UserId, MessageId>, MessageId> read_topics = {};  // and threads
  std::map<UserId, std::set<std::pair<MessageId, std::string>>> allowed =
      {};  // whatever he may ever have been shown

  bool broadcast() const { return kind == Kind::broadcast; }
  bool forum() const { return kind == Kind::forum; }
  bool hides_history() const { return kind == Kind::hidden_history || kind == Kind::forum; }
  // Who reads a broadcast has its comments without being in the group where they are.
  bool guest(UserId user) const {
    return kind == Kind::discussion && partner->inside.contains(user) && !inside.contains(user) &&
           !banned.contains(user);
  }
  bool visits(UserId user) const { return inside.contains(user) || guest(user); }
  // Whether what has this message above it, or is it, is a post or a comment.
  bool is_post(MessageId root) const {
    const auto found = alive.find(root);
    return kind == Kind::discussion && found != alive.end() && found->second.author == 0;
  }
  bool sees(UserId user, MessageId message) const {
    const auto found = alive.find(message);
    if (found == alive.end() || !visits(user)) return false;
    const auto root = found->second.top != 0 ? found->second.top : message;
    if (guest(user) && !is_post(root)) return false;
    if (!hides_history()) return !cleared.contains(user) || message > cleared.at(user);
    return visible.contains(user) && visible.at(user).contains(message);
  }
  MessageId read_up_to(UserId user, MessageId topic) const {
    const auto whole = read.contains(user) ? read.at(user) : 0;
    const auto found = read_topics.find({user, topic == 0 ? store::kGeneralTopic : topic});
    return forum() && found != read_topics.end() ? std::max(whole, found->second) : whole;
  }
};

class ChannelModel : public ModelScene {
 protected:
  explicit ChannelModel(unsigned seed) : ModelScene(seed) {
    using enum Channel::Kind;
    for (const auto kind : {hidden_history, broadcast, forum, broadcast, discussion}) {
      auto& channel = channels_.emplace_back(kind, people_[channels_.size()]);
      if (kind == discussion) channel.creator = channels_.at(3).creator;
      channel.id = create(channel.creator, channel.broadcast());
      channel.inside.insert(channel.creator);
    }
    link(channels_.at(3), channels_.at(4));
    make_forum(channels_.at(2));
    for (auto& channel : channels_) learn_services(channel);
  }

  void link(Channel& posts, Channel& comments) {
    tl::channels_togglePreHistoryHidden shown;
    shown.channel = channel(posts.creator, comments.id);
    ASSERT_TRUE(ask(posts.creator, shown));
    tl::channels_setDiscussionGroup request;
    request.broadcast = channel(posts.creator, posts.id);
    request.group = channel(posts.creator, comments.id);
    ASSERT_TRUE(ask(posts.creator, request));
    posts.partner = &comments;
    comments.partner = &posts;
  }

  void make_forum(const Channel& forum) {
    tl::channels_toggleForum request;
    request.channel = channel(forum.creator, forum.id);
    request.enabled = true;
    ASSERT_TRUE(ask(forum.creator, request));
    tl::messages_editChatDefaultBannedRights all;  // everybody makes topics
    all.peer = channel_peer(forum.creator, forum.id);
    all.banned_rights = rpc::banned_rights_view(0, 0);
    ASSERT_TRUE(ask(forum.creator, all));
  }

  // --- devices ---
  void first_look(Replica& device) override {
    for (auto& channel : channels_) refresh(device, channel.id);
  }

  void apply_beside(Replica& device, const tl::Box<tl::Update>& box) override {
    if (const auto* u = box.as<tl::updateChannel>()) refresh(device, u->channel_id);
    if (const auto* u = box.as<tl::updateChannelTooLong>()) {
      const auto chat = device.channels.find(u->channel_id);
      if (chat != device.channels.end() && (!u->pts || *u->pts > chat->second.pts))
        fetch(device, u->channel_id);
    }
    if (const auto* u = box.as<tl::updateNewChannelMessage>()) {
      numbered(device, check(device.user, u->message), u->pts, [&](auto& chat) { keep(chat, u->message); });
    }
    if (const auto* u = box.as<tl::updateEditChannelMessage>()) {
      numbered(device, check(device.user, u->message), u->pts, [&](auto& chat) { keep(chat, u->message); });
    }
    if (const auto* u = box.as<tl::updateDeleteChannelMessages>()) {
      numbered(device, u->channel_id, u->pts, [&](auto& chat) {
        for (const auto gone : u->messages) chat.posts.erase(gone);
      });
    }
    if (const auto* u = box.as<tl::updatePinnedChannelMessages>())
      numbered(device, u->channel_id, u->pts, [&](auto& chat) { pin(chat, *u); });
    apply_marks(device, box);
  }

  // What a device is told of its owner's own doing elsewhere.
  void apply_marks(Replica& device, const tl::Box<tl::Update>& box) {
    if (const auto* u = box.as<tl::updateChannelAvailableMessages>()) {
      if (auto* chat = chat_of(device, u->channel_id)) {
        chat->floor = u->available_min_id;
        chat->read = std::max(chat->read, chat->floor);
        chat->posts.erase(chat->posts.begin(), chat->posts.upper_bound(chat->floor));
      }
    }
    if (const auto* u = box.as<tl::updateReadChannelInbox>()) {
      if (auto* chat = chat_of(device, u->channel_id)) chat->read = std::max(chat->read, u->max_id);
    }
    if (const auto* u = box.as<tl::updateReadChannelDiscussionInbox>()) {
      if (auto* chat = chat_of(device, u->channel_id)) {
        auto& read = chat->read_topics[u->top_msg_id];
        read = std::max(read, u->read_max_id);
      }
    }
    if (const auto* u = box.as<tl::updateChannelReadMessagesContents>()) {
      auto* chat = chat_of(device, u->channel_id);
      for (const auto id : u->messages) {
        if (chat != nullptr && chat->posts.contains(id)) chat->posts.at(id).mention = false;
      }
    }
    if (const auto* u = box.as<tl::updateMessageReactions>()) {
      const auto* where = u->peer.as<tl::peerChannel>();
      auto* chat = where == nullptr ? nullptr : chat_of(device, where->channel_id);
      if (chat != nullptr && chat->posts.contains(u->msg_id))
        note_unread_reactions(chat->posts.at(u->msg_id), u->reactions);
    }
  }

  static Replica::ChannelChat* chat_of(Replica& device, std::int64_t id) {
    const auto found = device.channels.find(id);
    return found == device.channels.end() ? nullptr : &found->second;
  }

  template <class F>
  void numbered(Replica& device, std::int64_t id, std::int32_t update_pts, F&& change) {
    auto* chat = chat_of(device, id);
    if (chat == nullptr || update_pts <= chat->pts) return;
    if (update_pts != chat->pts + 1) return fetch(device, id);
    change(*chat);
    chat->pts = update_pts;
  }

  static void keep(Replica::ChannelChat& chat, const tl::Box<tl::Message>& box) {
    if (id_of(box) <= chat.floor) return;
    const auto* message = box.as<tl::message>();
    chat.posts[id_of(box)] = message != nullptr ? post_of(*message) : post_of(*box.as<tl::messageService>());
  }

  static void pin(Replica::ChannelChat& chat, const tl::updatePinnedChannelMessages& update) {
    for (const auto id : update.messages) {
      if (chat.posts.contains(id)) chat.posts.at(id).pinned = update.pinned;
    }
  }

  static MessageId id_of(const tl::Box<tl::Message>& box) {
    const auto* message = box.as<tl::message>();
    return message != nullptr ? message->id : box.as<tl::messageService>()->id;
  }

  void refresh(Replica& device, std::int64_t id) {
    tl::channels_getChannels request;
    request.id.push_back(channel(device.user, id));
    const auto answer = ask(device.user, request);
    const auto* view = answer->as<tl::messages_chats>()->chats.front().as<tl::channel>();
    if (view == nullptr || view->left) {
      device.channels.erase(id);
      return;
    }
    // Somebody who left and is back may have another floor: everything anew, as clients do for a channel they
    // join.
    auto& chat = device.channels[id];
    const auto state = dialog(device.user, id);
    chat = {.pts = state->pts.value_or(0), .read = state->read_inbox_max_id};
    if (view->forum) read_topics(device.user, id, chat);
    for (const auto& message : whole_history(device.user, id)) keep(chat, message);
  }

  void read_topics(UserId user, std::int64_t id, Replica::ChannelChat& chat) {
    const auto list = topics_of(user, id);
    for (const auto& box : list->as<tl::messages_forumTopics>()->topics) {
      const auto* topic = box.as<tl::forumTopic>();
      chat.read_topics[topic->id] = topic->read_inbox_max_id;
    }
  }
  Result<tl::Box<tl::messages_ForumTopics>> topics_of(UserId user, std::int64_t id) {
    tl::messages_getForumTopics request;
    request.peer = channel_peer(user, id);
    request.limit = 100;
    return ask(user, request);
  }

  // Everything that somebody is shown, who may be.
  tl::Vec<tl::Box<tl::Message>> whole_history(UserId user, std::int64_t id) {
    tl::Vec<tl::Box<tl::Message>> all;
    tl::messages_getHistory page;
    page.peer = channel_peer(user, id);
    page.limit = 100;
    for (bool more = true; more;) {
      auto answer = ask(user, page);
      if (!answer) {
        ADD_FAILURE() << answer.error().text();
        return all;
      }
      auto& messages = answer->template as<tl::messages_channelMessages>()->messages;
      more = messages.size() == 100;
      for (auto& message : messages) {
        check(user, message);
        page.offset_id = id_of(message);
        all.push_back(std::move(message));
      }
    }
    return all;
  }

  void fetch(Replica& device, std::int64_t id) {
    auto& chat = device.channels.at(id);
    for (bool more = true; more;) {
      const auto answer = difference(device.user, id, chat.pts, 10);
      if (!answer) {
        EXPECT_EQ(answer.error().err, Err::CHANNEL_PRIVATE);
        device.channels.erase(id);
        return;
      }
      const auto* slice = answer->as<tl::updates_channelDifference>();
      if (slice == nullptr) return;
      for (const auto& message : slice->new_messages) {
        check(device.user, message);
        keep(chat, message);
      }
      for (const auto& update : slice->other_updates) {
        if (const auto* u = update.as<tl::updateEditChannelMessage>()) {
          check(device.user, u->message);
          keep(chat, u->message);
        }
        if (const auto* u = update.as<tl::updateDeleteChannelMessages>()) {
          for (const auto gone : u->messages) chat.posts.erase(gone);
        }
        if (const auto* u = update.as<tl::updatePinnedChannelMessages>()) pin(chat, *u);
      }
      chat.pts = slice->pts;
      more = !slice->final_;
    }
  }

  // Nobody is shown what he may not see. Returns the channel.
  std::int64_t check(UserId user, const tl::Box<tl::Message>& box) {
    const auto* message = box.as<tl::message>();
    const auto& peer = message != nullptr ? message->peer_id : box.as<tl::messageService>()->peer_id;
    const auto id = peer.as<tl::peerChannel>()->channel_id;
    const auto text = message != nullptr ? message->message : std::string();
    const auto& channel = *std::ranges::find(channels_, id, &Channel::id);
    const auto allowed = channel.allowed.find(user);
    EXPECT_TRUE(allowed != channel.allowed.end() && allowed->second.contains({id_of(box), text}))
        << "user " << user << " was shown " << id_of(box) << " \"" << text << "\" of " << id;
    return id;
  }

  // --- the model ---
  // A message as it is now is seen by all who take part.
  void show(Channel& channel, MessageId id) {
    for (const auto user : channel.inside) show(channel, user, id);
    if (channel.kind != Channel::Kind::discussion) return;
    for (const auto user : channel.partner->inside) {
      if (channel.guest(user) && channel.sees(user, id)) show(channel, user, id);
    }
  }
  void show(Channel& channel, UserId user, MessageId id) {
    channel.visible[user].insert(id);
    channel.allowed[user].insert({id, channel.alive.at(id).text});
  }
  void show_again(Channel& channel, MessageId id) {  // changed: to those who had it
    for (auto& [user, visible] : channel.visible) {
      if (channel.sees(user, id)) channel.allowed[user].insert({id, channel.alive.at(id).text});
    }
  }

  void show_history(Channel& channel, UserId user) {
    for (const auto& [id, said] : channel.alive) {
      if (channel.sees(user, id)) show(channel, user, id);
    }
  }

  // Which service messages there are the model believes; whose they are and who counts them it knows.
  void learn_services(Channel& channel) {
    run([&](store::Transaction& tx) {
      const auto peer = PeerId::channel(channel.id);
      const store::HistoryRange fresh{.above = channel.alive.empty() ? 0 : channel.alive.rbegin()->first};
      for (const auto& row : store::messages_oldest_first(tx, peer.value, peer, fresh, 1000)) {
        if (!row.is(store::kService)) continue;
        channel.alive[row.id] = {
            .author = row.author, .service = true, .topic = row.topic > store::kGeneralTopic ? row.topic : 0};
        show(channel, row.id);
      }
    });
  }

  std::int32_t top_of(const Channel& channel) { return pts(PeerId::channel(channel.id).value); }

  std::deque<Channel> channels_;
};

}  // namespace botschaft::model
