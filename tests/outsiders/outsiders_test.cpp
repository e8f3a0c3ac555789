// Every served method is called by every kind of person who has no business in somebody else's conversations:
// with arguments that name them, under access hashes that are right for the caller. No call may fail inside,
// no reply may contain what the caller may not see, no state may change that is not his, and no error may be
// one that the method is not known for. Methods served later are called without anybody adding them here.
#include <map>
#include <set>

#include "domain/accounts/policy.h"
#include "rpc/auth/sign_in_scene.h"
#include "rpc/channels/channels_scene.h"
#include "rpc/dispatch.h"
#include "rpc/method_table.h"
#include "rpc/upload/files_scene.h"
#include "store/auth_keys.h"
#include "store/groups.h"
#include "tests/outsiders/documented_errors.h"
#include "tests/outsiders/requests.h"
#include "tl/mtproto.h"
#include "updates/presence.h"

namespace botschaft::rpc {
namespace {

// The words everybody searches for; each secret goes on differently.
constexpr std::string_view kBait = "geheimnis";
constexpr std::string_view kBefore = "geheimnisvorher";     // said in the supergroup before anybody else came
constexpr std::string_view kPosted = "geheimnisgepostet";   // in both channels, while all were in
constexpr std::string_view kMeant = "geheimnisgemeint";     // in the basic group, while all were in
constexpr std::string_view kAfter = "geheimnisnachher";     // said when those who left were gone
constexpr std::string_view kPrivate = "geheimnisprivat";    // between Anna and Ben
constexpr std::string_view kWhispered = "geheimnisintern";  // in a private group where a channel is discussed
constexpr std::string_view kCommented = "geheimniskommentar";  // there, under a post
constexpr std::string_view kTitle = "Geheimnistitel";          // of all chats
constexpr std::string_view kAbout = "geheimnisabout";          // of them, too
constexpr std::string_view kPhone = "4915559990001";           // Anna's, which she shows to nobody

enum class Kind { group, broadcast, basic, discussion };

// What is Anna's own and her chats', as text: a change is seen by comparing.
std::string state_of(store::Transaction& tx, UserId anna, bool members) {
  static constexpr store::Sql kSelects[] = {
      {"SELECT group_concat(id || title || about || flags || banned_rights || slow_mode) FROM channels "
       "WHERE creator = ?1"},
      {"SELECT group_concat(m.channel || m.id || m.text || (m.flags & 2)) FROM channel_messages m "
       "JOIN channels c ON c.creator = ?1 AND m.channel = -1000000000000 - c.id WHERE m.flags & 64 = 0"},
      {"SELECT group_concat(id || title || about || banned_rights) FROM chats WHERE creator = ?1"},
      {"SELECT group_concat(peer || id || coalesce(text, '')) FROM messages "
       "WHERE owner = ?1 AND flags & 1 = 1"},
      {"SELECT first_name || last_name || about || coalesce(phone, '') FROM users WHERE id = ?1"},
      {"SELECT group_concat(peer || text) FROM drafts WHERE owner = ?1"},
      {"SELECT group_concat(peer || id) FROM pins WHERE owner = ?1"},
  };
  static constexpr store::Sql kMembers[] = {
      {"SELECT group_concat(m.channel || m.user_id || m.inside || m.admin_rights || m.banned_rights) "
       "FROM channel_members m JOIN channels c ON c.id = m.channel AND c.creator = ?1"},
      {"SELECT group_concat(m.chat || m.user_id || m.role) FROM chat_members m "
       "JOIN chats c ON c.id = m.chat AND c.creator = ?1"},
  };
  std::string state;
  const auto add = [&](const store::Sql& sql) {
    auto q = tx.run(sql, anna);
    state += q.next() ? std::string(q.text(0)) + "\n" : "\n";
  };
  for (const auto& sql : kSelects) add(sql);
  if (members) {
    for (const auto& sql : kMembers) add(sql);
  }
  return state;
}

struct Outsider {
  std::string name;
  UserId user = 0;
  std::set<std::string_view> knows;  // secrets that are his, too
  bool inside = false;
};

class Outsiders : public ChannelScene {
 protected:
  Outsiders() {
    storage_.serve(services_, clock_);
    services_.presence = &presence_;
    services_.code_delivery = &letterbox_;
    services_.account_policy = &policy_;
    services_.bind_temp_key = [](store::Transaction&, const TempKeyBinding&) -> Result<void> {
      return fail(Err::ENCRYPTED_MESSAGE_INVALID);
    };
    make_people();
    make_chats();
    make_discussion();
  }

  void make_people() {
    anna_ = person("Anna");
    run([&](store::Transaction& tx) { store::update_user_phone(tx, anna_, kPhone); });
    tl::account_setPrivacy hide;
    hide.key = tl::make<tl::inputPrivacyKeyPhoneNumber>();
    hide.rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
    EXPECT_TRUE(ask(anna_, hide));
    ben_ = person("Ben");
    for (const auto* name :
         {"stranger", "correspondent", "blocked", "left", "banned", "restricted", "member", "deleted"}) {
      outsiders_.push_back({.name = name, .user = person(name)});
    }
  }
  Outsider& outsider(std::string_view name) { return *std::ranges::find(outsiders_, name, &Outsider::name); }
  UserId user(std::string_view name) { return outsider(name).user; }

  void make_chats() {
    for (const auto kind : {Kind::group, Kind::broadcast}) {
      const auto id = channels_[kind] = create(anna_, kind == Kind::broadcast, std::string(kTitle));
      tl::messages_editChatAbout about;
      about.peer = channel_peer(anna_, id);
      about.about = kAbout;
      (void)ask(anna_, about);
      const auto first = std::string(kind == Kind::group ? kBefore : kPosted);
      said_[kind].push_back(post(anna_, id, first + " #" + first + " https://example.org"));
      tl::channels_togglePreHistoryHidden hide;
      hide.channel = channel(anna_, id);
      hide.enabled = true;
      (void)ask(anna_, hide);
      EXPECT_TRUE(invite(
          anna_, id, {user("left"), user("banned"), user("restricted"), user("member"), user("deleted")}));
      said_[kind].push_back(post(anna_, id, std::string(kPosted)));
    }
    tl::messages_createChat request;
    request.title = kTitle;
    for (const auto* name : {"left", "banned", "restricted", "member", "deleted"}) {
      request.users.push_back(input_user(anna_, user(name)));
    }
    auto made = ask(anna_, request);
    ASSERT_TRUE(made) << made.error().text();
    basic_ = made->as<tl::messages_invitedUsers>()->updates.as<tl::updates>()->chats[0].as<tl::chat>()->id;
    said_[Kind::basic].push_back(send(anna_, PeerId::chat(basic_), std::string(kMeant)));
    put_out();
    for (const auto kind : {Kind::group, Kind::broadcast}) {
      said_[kind].push_back(post(anna_, channels_[kind], std::string(kAfter)));
    }
    said_[Kind::basic].push_back(send(anna_, PeerId::chat(basic_), std::string(kAfter)));
    private_.push_back(send(anna_, ben_, std::string(kPrivate)));
    (void)send(anna_, user("correspondent"), "hello");
    tl::contacts_block block;
    block.id = peer(anna_, user("blocked"));
    EXPECT_TRUE(ask(anna_, block));
    run([&](store::Transaction& tx) { store::erase_user(tx, user("deleted")); });
  }

  // A broadcast that "guest" reads, and the private group where it is discussed.
  void make_discussion() {
    const auto news = create(anna_, true, std::string(kTitle));
    talk_ = create(anna_, false, std::string(kTitle));
    tl::channels_togglePreHistoryHidden show;
    show.channel = channel(anna_, talk_);
    EXPECT_TRUE(ask(anna_, show));
    const auto secret = post(anna_, talk_, std::string(kWhispered));
    tl::channels_setDiscussionGroup link;
    link.broadcast = channel(anna_, news);
    link.group = channel(anna_, talk_);
    EXPECT_TRUE(ask(anna_, link));
    tl::channels_toggleJoinRequest ask_first;  // or he would come in and see all of it
    ask_first.channel = channel(anna_, talk_);
    ask_first.enabled = true;
    EXPECT_TRUE(ask(anna_, ask_first));
    outsiders_.push_back({.name = "guest", .user = person("guest"), .knows = {kTitle, kCommented}});
    EXPECT_TRUE(invite(anna_, news, {user("guest")}));
    tl::messages_getDiscussionMessage root;
    root.peer = channel_peer(anna_, news);
    root.msg_id = post(anna_, news, "news");
    const auto found = ask(anna_, root);
    const auto copy = found->as<tl::messages_discussionMessage>()->messages.front().as<tl::message>()->id;
    tl::messages_sendMessage comment;
    comment.peer = channel_peer(anna_, talk_);
    comment.message = std::string(kCommented) + " #" + std::string(kCommented);
    comment.random_id = 4711;
    auto reply = tl::make<tl::inputReplyToMessage>();
    reply->reply_to_msg_id = copy;
    comment.reply_to = std::move(reply);
    const auto sent = ask(anna_, comment);
    EXPECT_TRUE(sent);
    said_[Kind::discussion] = {secret, post(anna_, talk_, std::string(kWhispered)), copy, sent_id(*sent)};
  }

  // Those who were in are out, or may not do anything any more.
  void put_out() {
    for (const auto kind : {Kind::group, Kind::broadcast}) {
      const auto id = channels_[kind];
      EXPECT_TRUE(leave(user("left"), id));
      EXPECT_TRUE(leave(user("deleted"), id));
      EXPECT_TRUE(ban(anna_, id, user("banned"), domain::kBanViewMessages));
      (void)ban(anna_, id, user("restricted"), ~std::uint32_t{domain::kBanViewMessages} & 0x7ffffffe);
    }
    for (const auto* name : {"left", "banned", "deleted"}) {
      tl::messages_deleteChatUser remove;
      remove.chat_id = basic_;
      remove.user_id = input_user(anna_, user(name));
      EXPECT_TRUE(ask(anna_, remove));
      outsider(name).knows = {kTitle, kMeant};  // of the basic group he keeps what he had
    }
    for (const auto* name : {"restricted", "member"}) {
      outsider(name).inside = true;
      outsider(name).knows = {kTitle, kAbout, kPosted, kMeant, kAfter};
    }
  }

  // Requests of `who` name this chat and the people in it.
  // `guessed`: the access hashes of channels are somebody else's.
  outsiders::Target target(UserId who, PeerId chat, const std::vector<MessageId>& messages,
                           bool guessed = false) {
    static const auto union_of = [](std::uint16_t index) { return tl::kShapes[index].union_; };
    outsiders::Target target{.chat = chat.bare(), .user = anna_, .words = std::string(kBait)};
    target.messages.assign(messages.begin(), messages.end());
    target.box = [this, who, chat, guessed](std::uint16_t union_) -> tl::AnyBox {
      const bool channel_like = chat.is_channel();
      if (union_ == union_of(tl::inputPeerUser::kIndex)) {
        return channel_like ? channel_peer(guessed ? anna_ : who, chat.bare()) : peer(who, chat);
      }
      if (union_ == union_of(tl::inputChannel::kIndex)) {
        return channel(guessed ? anna_ : who, channel_like ? chat.bare() : channels_[Kind::group]);
      }
      if (union_ == union_of(tl::inputUser::kIndex))
        return input_user(who, chat.is_user() ? chat.value : anna_);
      return {};
    };
    return target;
  }

  // Calls the method as the person; returns the reply, or the error's text in `error`.
  Bytes call(const Method& method, UserId who, const tl::Object& request, bool keep, std::string& error,
             const std::function<void(store::Transaction&)>& after) {
    const auto caller = caller_of(who);
    Context context{caller, services_, clock_.unix_seconds()};
    tl::Writer reply(tl::Layer(caller.layer));
    Result<void> result;
    if (method.run_inline != nullptr) result = method.run_inline(context, request, reply);
    if (method.run_blocking != nullptr) result = method.run_blocking(context, *store_, request, reply);
    if (method.run_in_transaction != nullptr) {
      const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
        result = method.run_in_transaction(context, tx, request, reply);
        after(tx);
        return keep && result ? Result<void>() : fail(Err::MSG_WAIT_FAILED);  // undone, whatever it did
      });
      EXPECT_FALSE(!done && done.error().err != Err::MSG_WAIT_FAILED)
          << method.name << " " << done.error().text();
    } else {
      run(after);
    }
    error = result ? "" : result.error().text();
    if (!result) {
      if (result.error().code() == 500) note("fails: " + error, method);
      return {};
    }
    return reply.take();
  }

  void note_what_is_revealed(const Method& method, const Outsider& who, const Bytes& reply, bool guessed) {
    const auto text = as_text(reply);
    for (const auto secret :
         {kBefore, kPosted, kMeant, kAfter, kPrivate, kWhispered, kCommented, kTitle, kAbout, kPhone}) {
      // Who was shown the access hash was shown the title with it: over a forwarded message, say.
      if (secret == kTitle && !guessed) continue;
      if (who.knows.contains(secret) || text.find(secret) == text.npos) continue;
      note("tells " + who.name + " \"" + std::string(secret) + "\"", method);
    }
  }

  // What is wrong, each once.
  void note(const std::string& what, const Method& method) {
    wrong_.insert(std::string(method.name) + " " + what);
  }

  FileStorage storage_;
  domain::AccountPolicy policy_{.code_key = {5}};
  Letterbox letterbox_;
  updates::Presence presence_{clock_, [](UserId, const updates::Status&) {}};
  UserId anna_ = 0, ben_ = 0;
  std::vector<Outsider> outsiders_;
  std::map<Kind, std::int64_t> channels_;
  std::int64_t basic_ = 0, talk_ = 0;
  std::map<Kind, std::vector<MessageId>> said_;
  std::vector<MessageId> private_;
  std::set<std::string> wrong_;
};

// A plain member may write in groups and, in a basic group, rename it; both sides of a private chat may empty
// it.
bool may_change(const Outsider& who, PeerId place) {
  if (who.name == "guest") return true;  // comments
  if (who.name == "correspondent") return place.is_user();
  return who.inside && (who.name == "member" || !place.is_channel());
}

// What ends the caller's own account would end the test for him.
bool ends_the_caller(std::string_view method) {
  return method == "account.deleteAccount";
}

TEST_F(Outsiders, LearnNothingAndChangeNothing) {
  const outsiders::DocumentedErrors documented;
  ASSERT_GT(documented.size(), 1000u);
  outsiders::Requests requests(1);
  int calls = 0, answered = 0;
  for (const auto& who : outsiders_) {
    std::vector<std::pair<PeerId, std::vector<MessageId>>> places{
        {PeerId::channel(channels_[Kind::group]), said_[Kind::group]},
        {PeerId::channel(channels_[Kind::broadcast]), said_[Kind::broadcast]},
        {PeerId::chat(basic_), said_[Kind::basic]},
        {PeerId::user(anna_), private_},
        {PeerId::user(ben_), private_}};
    if (who.name == "guest") places = {{PeerId::channel(talk_), said_[Kind::discussion]}};
    for (const auto& [place, messages] : places) {
      const auto named = target(who.user, place, messages), guessed = target(who.user, place, messages, true);
      std::string before, after;
      run([&](store::Transaction& tx) { before = state_of(tx, anna_, !who.inside); });
      for (const auto& method : served_methods()) {
        if (ends_the_caller(method.name)) continue;
        for (int fullness = 0; fullness < 4; ++fullness) {
          const auto request = requests.request(method.index, fullness == 3 ? guessed : named, fullness);
          std::string error;
          const auto reply = call(method, who.user, *request.get(), false, error,
                                  [&](store::Transaction& tx) { after = state_of(tx, anna_, !who.inside); });
          ++calls;
          answered += error.empty() ? 1 : 0;
          note_what_is_revealed(method, who, reply, fullness == 3);
          const bool may_write = may_change(who, place);
          if (!may_write && before != after) note("lets " + who.name + " change something", method);
          if (!error.empty() && !documented.allows(method.name, error)) {
            note("may not answer " + error, method);
          }
        }
      }
    }
  }
  for (const auto& entry : wrong_) ADD_FAILURE() << entry;
  RecordProperty("calls", calls);
  RecordProperty("answered", answered);
  EXPECT_GT(answered, calls / 5) << "requests that are refused for their form alone test nothing";
}

// Before a sign-in there is an answer to those alone that need none.
TEST_F(Outsiders, WhoIsNotSignedInIsToldSo) {
  constexpr AuthKeyId kKey = 4711;
  run([&](store::Transaction& tx) { store::insert_auth_key(tx, {.id = kKey, .sealed = {1}, .dc = 2}); });
  WorkerPool workers(1, 100);
  ByteBudget budget(1 << 20, 1 << 20, 10);
  RateLimiter rates(clock_, {});
  KeyStates keys(*store_);
  Dispatcher dispatcher({services_, *store_, workers, workers, rates, keys, budget, budget,
                         [](const SessionKey&, UserId, std::int32_t) {},
                         [](const SessionKey&, UserId, std::int32_t) {}});
  outsiders::Requests requests(2);
  const auto place = target(0, PeerId::channel(channels_[Kind::group]), said_[Kind::group]);
  std::int64_t msg_id = 0;
  for (const auto& method : served_methods()) {
    if (method.auth != Auth::user) continue;
    const auto body = tl::to_bytes(*requests.request(method.index, place, 0).get()).value();
    tl::invokeWithLayer layer;
    layer.layer = 227;
    layer.query = body;
    Bytes answer;
    dispatcher.dispatch({{kKey, 1}, msg_id += 4, tl::to_bytes(layer).value(), "127.0.0.1"},
                        [&](Bytes bytes) { answer = std::move(bytes); });
    tl::Reader reader(answer);
    const auto result = tl::decode_any(reader);
    const auto* error = result ? result->as<tl::mt_rpc_error>() : nullptr;
    ASSERT_NE(error, nullptr) << method.name;
    EXPECT_EQ(error->error_message, "AUTH_KEY_UNREGISTERED") << method.name;
  }
}

}  // namespace
}  // namespace botschaft::rpc
