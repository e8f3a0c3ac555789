// What is unread in supergroups, broadcasts and forums, after any sequence of posts, edits, reads, deletions,
// bans, joining, leaving, clearing and expiry, against a model that keeps every mark per message and person
// and counts by hand.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "rpc/messages/time_scene.h"
#include "store/topics.h"

namespace botschaft::rpc {
namespace {

struct Line {
  UserId author = 0;
  MessageId topic = 0;
  bool service = false;
  std::set<UserId> named = {};            // in its text
  MessageId answers = 0;                  // which message it answers
  std::map<UserId, bool> mentions = {};   // unread?
  std::map<UserId, bool> reactions = {};  // by whom; has the author not looked yet?
};

struct Member {
  bool inside = false;
  MessageId floor = 0;
  MessageId read = 0;
  std::map<MessageId, MessageId> topics_read = {};

  MessageId read_of(MessageId topic) const {
    const auto found = topics_read.find(topic);
    return std::max({read, floor, found == topics_read.end() ? 0 : found->second});
  }
};

struct Chat {
  std::int64_t id = 0;
  bool broadcast = false;
  bool forum = false;
  bool hidden = false;  // what was said before somebody came
  std::map<MessageId, Line> lines = {};
  std::map<UserId, Member> members = {};
  MessageId top = 0;  // the last id given
};

class Counters : public TimeScene, public ::testing::WithParamInterface<unsigned> {
 protected:
  Counters() {
    for (const auto* name : {"anna", "benno", "cleoo", "doraa"}) {
      people_.push_back(person(name));
      run([&](store::Transaction& tx) { store::set_username(tx, PeerId::user(people_.back()), name); });
      names_[people_.back()] = name;
    }
    open(false, false);
    open(false, true);
    open(true, false);
  }

  void open(bool broadcast, bool forum) {
    Chat chat{
        .id = create(creator(), broadcast), .broadcast = broadcast, .forum = forum, .hidden = !broadcast};
    if (forum) {
      tl::channels_toggleForum toggle;
      toggle.channel = channel(creator(), chat.id);
      toggle.enabled = true;
      EXPECT_TRUE(ask(creator(), toggle));
    }
    for (const auto user : people_) chat.members[user];
    chat.members[creator()] = {.inside = true, .read = store::kEmptyBoxPts};
    observe(chat);
    for (const auto user : people_) {
      if (user != creator()) come(chat, user);
    }
    chats_.push_back(std::move(chat));
  }

  UserId creator() const { return people_.front(); }
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(chance_); }
  UserId anyone() { return people_[below(people_.size())]; }
  MessageId any_line(const Chat& chat) {
    if (chat.lines.empty()) return 1;
    return std::next(chat.lines.begin(), static_cast<std::ptrdiff_t>(below(chat.lines.size())))->first;
  }

  // Which messages there are is taken from the table; what they mean to whom is the model's.
  void observe(Chat& chat) {
    static constexpr store::Sql kAll{
        "SELECT id, author, topic, flags & 64 FROM channel_messages WHERE channel = ?1"};
    run([&](store::Transaction& tx) {
      std::map<MessageId, Line> now;
      auto q = tx.run(kAll, PeerId::channel(chat.id));
      while (q.next()) {
        const auto known = chat.lines.find(q.int32(0));
        now[q.int32(0)] = known != chat.lines.end()
                              ? known->second
                              : Line{.author = q.int64(1), .topic = q.int32(2), .service = q.boolean(3)};
      }
      chat.lines = std::move(now);
      chat.top = store::top_pts(tx, PeerId::channel(chat.id).value);
    });
  }

  // --- commands; each changes the model as far as it was obeyed ---
  void come(Chat& chat, UserId user) {
    observe(chat);
    auto& member = chat.members[user];
    const auto before = chat.top;
    if (member.inside || !invite(creator(), chat.id, {user})) return;
    member.inside = true;
    member.read = before;
    if (chat.hidden) member.floor = before;
  }
  void go(Chat& chat, UserId user) {
    if (user != creator() && leave(user, chat.id)) chat.members[user].inside = false;
  }
  void put_out(Chat& chat, UserId user) {
    if (ban(creator(), chat.id, user, domain::kBanViewMessages)) chat.members[user].inside = false;
  }

  void mention(Chat& chat, MessageId id, const std::set<UserId>& named_before) {
    auto& line = chat.lines.at(id);
    if (chat.broadcast) return;
    auto now = line.named;
    if (const auto answered = chat.lines.find(line.answers); answered != chat.lines.end())
      now.insert(answered->second.author);
    std::erase_if(
        now, [&](UserId user) { return user == 0 || user == line.author || !chat.members[user].inside; });
    std::erase_if(line.mentions, [&](const auto& mentioned) {
      return named_before.contains(mentioned.first) && !now.contains(mentioned.first);
    });
    for (const auto user : now) line.mentions.try_emplace(user, true);
  }

  void say(Chat& chat, UserId user) {
    tl::messages_sendMessage request;
    request.peer = channel_peer(user, chat.id);
    request.message = "text";
    request.random_id = ++random_text_;
    const auto named = below(3) == 0 ? anyone() : 0;
    if (named != 0) request.message += " @" + names_.at(named);
    MessageId answered = 0;
    if (below(3) == 0) {
      answered = any_line(chat);
      auto reply = tl::make<tl::inputReplyToMessage>();
      reply->reply_to_msg_id = answered;
      request.reply_to = std::move(reply);
    }
    const bool seen = answered > chat.members[user].floor && chat.lines.contains(answered) &&
                      !chat.lines.at(answered).service;
    const auto answer = ask(user, request);
    if (!answer) return;
    observe(chat);
    const auto id = sent_id(*answer);
    auto& line = chat.lines.at(id);
    if (named != 0) line.named.insert(named);
    if (seen) line.answers = answered;
    mention(chat, id, {});
  }

  void rewrite(Chat& chat, UserId user, MessageId id) {
    tl::messages_editMessage request;
    request.peer = channel_peer(user, chat.id);
    request.id = id;
    const auto named = anyone();
    request.message = "other text " + std::to_string(++random_text_) + " @" + names_.at(named);
    if (!ask(user, request)) return;
    const auto before = std::exchange(chat.lines.at(id).named, {named});
    mention(chat, id, before);
  }

  void make_topic(Chat& chat, UserId user) {
    tl::messages_createForumTopic request;
    request.peer = channel_peer(user, chat.id);
    request.title = "topic";
    request.random_id = ++random_text_;
    (void)ask(user, request);
  }
  void drop_topic(Chat& chat) {
    tl::messages_deleteTopicHistory request;
    request.peer = channel_peer(creator(), chat.id);
    request.top_msg_id = any_topic(chat);
    (void)ask(creator(), request);
  }
  MessageId any_topic(const Chat& chat) {
    const auto line = chat.lines.find(any_line(chat));
    return line == chat.lines.end() ? store::kGeneralTopic : line->second.topic;
  }

  void read_whole(Chat& chat, UserId user, MessageId up_to) {
    auto& member = chat.members[user];
    if (read(user, chat.id, up_to) && member.inside)
      member.read = std::max(member.read, std::min(up_to, chat.top));
  }
  void read_topic(Chat& chat, UserId user, MessageId up_to) {
    auto& member = chat.members[user];
    tl::messages_readDiscussion request;
    request.peer = channel_peer(user, chat.id);
    request.msg_id = any_topic(chat);
    request.read_max_id = up_to;
    if (chat.forum && ask(user, request) && up_to > member.read_of(request.msg_id))
      member.topics_read[request.msg_id] = std::min(up_to, chat.top);
  }
  void look_at_mentions(Chat& chat, UserId user) {
    auto& member = chat.members[user];
    tl::messages_readMentions request;
    request.peer = channel_peer(user, chat.id);
    if (!ask(user, request) || !member.inside) return;
    for (auto& [id, line] : chat.lines) {
      if (id > member.floor && line.mentions.contains(user)) line.mentions[user] = false;
    }
  }
  void look_at_one(Chat& chat, UserId user, MessageId id) {
    tl::channels_readMessageContents request;
    request.channel = channel(user, chat.id);
    request.id = {id};
    if (!ask(user, request) || !chat.lines.contains(id)) return;
    auto& line = chat.lines.at(id);
    if (line.mentions.contains(user)) line.mentions[user] = false;
    if (line.author == user && id > chat.members[user].floor) {
      for (auto& [by, unread] : line.reactions) unread = false;
    }
  }
  void look_at_reactions(Chat& chat, UserId user) {
    tl::messages_readReactions request;
    request.peer = channel_peer(user, chat.id);
    if (!ask(user, request)) return;
    for (auto& [id, line] : chat.lines) {
      if (line.author != user || id <= chat.members[user].floor) continue;
      for (auto& [by, unread] : line.reactions) unread = false;
    }
  }
  void react(Chat& chat, UserId user, MessageId id) {
    tl::messages_sendReaction request;
    request.peer = channel_peer(user, chat.id);
    request.msg_id = id;
    const bool takes_back = below(3) == 0;
    request.reaction.emplace();
    if (!takes_back) {
      auto reaction = tl::make<tl::reactionEmoji>();
      reaction->emoticon = below(2) == 0 ? "\U0001F44D" : "\U0001F525";
      request.reaction->push_back(std::move(reaction));
    }
    if (!ask(user, request)) return;
    auto& line = chat.lines.at(id);
    line.reactions.erase(user);
    const auto& author = chat.members[line.author];
    const bool learns = user != line.author && !chat.broadcast && author.inside && author.floor < id;
    if (!takes_back) line.reactions[user] = learns;
  }
  void clear(Chat& chat, UserId user, MessageId up_to) {
    tl::channels_deleteHistory request;
    request.channel = channel(user, chat.id);
    request.max_id = up_to;
    auto& member = chat.members[user];
    if (!ask(user, request) || !member.inside || up_to <= member.floor) return;
    member.floor = up_to;
    member.read = std::max(member.read, up_to);
  }
  void erase_all_of(Chat& chat, UserId user) {
    tl::channels_deleteParticipantHistory request;
    request.channel = channel(creator(), chat.id);
    request.participant = peer(creator(), user);
    (void)ask(creator(), request);
  }
  void hide_history(Chat& chat) {
    tl::channels_togglePreHistoryHidden request;
    request.channel = channel(creator(), chat.id);
    request.enabled = !chat.hidden;
    if (ask(creator(), request)) chat.hidden = !chat.hidden;
  }
  void live_for(Chat& chat, std::int32_t seconds) {
    tl::messages_setHistoryTTL request;
    request.peer = channel_peer(creator(), chat.id);
    request.period = seconds;
    (void)ask(creator(), request);
  }

  void random_command() {
    auto& chat = chats_[below(chats_.size())];
    observe(chat);
    const auto user = anyone();
    const auto id = any_line(chat);
    switch (below(24)) {
      case 0:
        return come(chat, user);
      case 1:
        return below(2) == 0 ? go(chat, user) : put_out(chat, user);
      case 2:
        return void(remove(below(2) == 0 ? creator() : user, chat.id, {id}));
      case 3:
        return below(3) == 0 ? erase_all_of(chat, user)
                             : rewrite(chat, chat.lines.contains(id) ? chat.lines[id].author : user, id);
      case 4:
        return below(3) == 0 ? clear(chat, user, id) : look_at_one(chat, user, id);
      case 5:
        return hide_history(chat);
      case 6:
        if (below(2) == 0) return live_for(chat, below(2) == 0 ? 86'400 : 0);
        return pass(static_cast<std::int32_t>(below(100'000)));
      case 7:
        return chat.forum ? (below(4) == 0 ? drop_topic(chat) : make_topic(chat, user))
                          : read_whole(chat, user, id);
      case 8:
      case 9:
        return read_whole(chat, user, id);
      case 10:
      case 11:
        return read_topic(chat, user, id);
      case 12:
        return look_at_mentions(chat, user);
      case 13:
        return look_at_reactions(chat, user);
      case 14:
      case 15:
      case 16:
      case 17:
        return react(chat, user, id);
      default:
        return say(chat, user);
    }
  }

  // --- what the model says ---
  static std::int32_t unread(const Chat& chat, UserId user, MessageId topic = 0) {
    const auto& member = chat.members.at(user);
    return static_cast<std::int32_t>(std::ranges::count_if(chat.lines, [&](const auto& entry) {
      const auto& [id, line] = entry;
      if (line.author == user || (topic != 0 && line.topic != topic)) return false;
      return id > (chat.forum ? member.read_of(line.topic) : std::max(member.read, member.floor));
    }));
  }
  static std::int32_t mentions(const Chat& chat, UserId user, MessageId topic = 0) {
    return static_cast<std::int32_t>(std::ranges::count_if(chat.lines, [&](const auto& entry) {
      const auto& [id, line] = entry;
      const auto mark = line.mentions.find(user);
      return id > chat.members.at(user).floor && mark != line.mentions.end() && mark->second &&
             (topic == 0 || line.topic == topic);
    }));
  }
  static std::int32_t reactions(const Chat& chat, UserId user, MessageId topic = 0) {
    return static_cast<std::int32_t>(std::ranges::count_if(chat.lines, [&](const auto& entry) {
      const auto& [id, line] = entry;
      return line.author == user && id > chat.members.at(user).floor && (topic == 0 || line.topic == topic) &&
             std::ranges::any_of(line.reactions, [](const auto& by) { return by.second; });
    }));
  }

  void check(Chat& chat, UserId user) {
    const auto& member = chat.members.at(user);
    if (!member.inside) return;
    const auto told = dialog(user, chat.id);
    EXPECT_EQ(told->unread_count, unread(chat, user));
    EXPECT_EQ(told->unread_mentions_count, mentions(chat, user));
    EXPECT_EQ(told->unread_reactions_count, reactions(chat, user));
    EXPECT_EQ(told->read_inbox_max_id, std::max(member.read, member.floor));
    const auto newest = chat.lines.empty() ? 0 : chat.lines.rbegin()->first;
    EXPECT_EQ(told->top_message, newest > member.floor ? newest : 0);
    if (!chat.forum) return;
    tl::messages_getForumTopics request;
    request.peer = channel_peer(user, chat.id);
    request.limit = 100;
    const auto topics = ask(user, request);
    ASSERT_TRUE(topics);
    for (const auto& box : topics->as<tl::messages_forumTopics>()->topics) {
      const auto* topic = box.as<tl::forumTopic>();
      SCOPED_TRACE("topic " + std::to_string(topic->id));
      EXPECT_EQ(topic->unread_count, unread(chat, user, topic->id));
      EXPECT_EQ(topic->unread_mentions_count, mentions(chat, user, topic->id));
      EXPECT_EQ(topic->unread_reactions_count, reactions(chat, user, topic->id));
    }
  }

  // The list has all of one's chats, whether there is a message in them or not, and the state has the sum.
  void check_all() {
    for (auto& chat : chats_) observe(chat);
    for (const auto user : people_) {
      std::set<std::int64_t> inside;
      std::int32_t sum = 0;
      for (auto& chat : chats_) {
        SCOPED_TRACE("channel " + std::to_string(chat.id) + " user " + std::to_string(user));
        check(chat, user);
        if (!chat.members.at(user).inside) continue;
        inside.insert(chat.id);
        sum += unread(chat, user);
      }
      tl::messages_getDialogs request;
      request.offset_peer = tl::make<tl::inputPeerEmpty>();
      request.limit = 100;
      const auto list = ask(user, request);
      std::set<std::int64_t> listed;
      for (const auto& box : list->as<tl::messages_dialogs>()->dialogs)
        listed.insert(box.as<tl::dialog>()->peer.as<tl::peerChannel>()->channel_id);
      EXPECT_EQ(listed, inside);
      const auto state = ask(user, tl::updates_getState{});
      EXPECT_EQ(state->as<tl::updates_state>()->unread_count, sum);
    }
  }

  std::mt19937 chance_{GetParam()};
  std::vector<UserId> people_;
  std::map<UserId, std::string> names_;
  std::vector<Chat> chats_;
};

TEST_P(Counters, AreWhatTheModelCounts) {
  for (int i = 0; i < 250; ++i) {
    random_command();
    if (i % 5 == 4) check_all();
    if (HasFailure()) FAIL() << "after " << i << " commands";
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Counters, ::testing::Range(1u, 21u));

}  // namespace
}  // namespace botschaft::rpc
