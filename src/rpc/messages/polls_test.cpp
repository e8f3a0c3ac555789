#include "domain/polls/polls.h"

#include "rpc/messages/chats_scene.h"
#include "rpc/views/poll.h"

namespace botschaft::rpc {
namespace {

using Options = std::vector<std::string>;
using Shape = void (*)(tl::poll&, tl::inputMediaPoll&);

class Polls : public ChatsScene {
 protected:
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");

  static tl::Box<tl::TextWithEntities> text(const std::string& words) {
    auto view = tl::make<tl::textWithEntities>();
    view->text = words;
    return view;
  }
  // "Tea or coffee?", answers "Tea" (a) and "Coffee" (b), as old clients send them; changed by `shape`.
  static tl::Box<tl::InputMedia> poll_media(Shape shape) {
    auto media = tl::make<tl::inputMediaPoll>();
    auto poll = tl::make<tl::poll>();
    poll->question = text("Tea or coffee?");
    for (const auto* name : {"Tea", "Coffee"}) {
      auto answer = tl::make<tl::pollAnswer>();
      answer->text = text(name);
      answer->option = name[0] == 'T' ? "a" : "b";
      poll->answers.push_back(std::move(answer));
    }
    if (shape != nullptr) shape(*poll, *media);
    media->poll = std::move(poll);
    return media;
  }

  MessageId send_poll(UserId from, PeerId to, Shape shape = nullptr) {
    auto answer = try_send(from, to, poll_media(shape), "poll");
    if (!answer) {
      ADD_FAILURE() << answer.error().text();
      return 0;
    }
    return sent_id(*answer);
  }
  Err refused(Shape shape) {
    const auto answer = try_send(anna_, PeerId::user(ben_), poll_media(shape), "poll");
    return answer ? Err{} : answer.error().err;
  }

  auto try_vote(UserId user, PeerId in, MessageId id, const Options& options) {
    tl::messages_sendVote request;
    request.peer = input(user, in);
    request.msg_id = id;
    for (const auto& option : options) request.options.push_back(option);
    return ask(user, request);
  }
  Err vote(UserId user, PeerId in, MessageId id, const Options& options) {
    const auto answer = try_vote(user, in, id, options);
    return answer ? Err{} : answer.error().err;
  }
  auto stop(UserId user, PeerId in, MessageId id) {
    tl::messages_editMessage request;
    request.peer = input(user, in);
    request.id = id;
    request.media = poll_media([](tl::poll& poll, tl::inputMediaPoll&) { poll.closed = true; });
    return ask(user, request);
  }

  // As "a1* b2!": votes, own choice, right answer. "a?" where the count is hidden, "-" without results.
  static std::string text_of(const tl::pollResults& results) {
    if (!results.results) return "-";
    std::string words;
    for (const auto& box : *results.results) {
      const auto* one = box.as<tl::pollAnswerVoters>();
      words += (words.empty() ? "" : " ") + one->option + (one->voters ? std::to_string(*one->voters) : "?");
      if (one->chosen) words += "*";
      if (one->correct) words += "!";
    }
    return words;
  }
  tl::Ptr<tl::updateMessagePoll> poll(UserId user, PeerId in, MessageId id) {
    tl::messages_getPollResults request;
    request.peer = input(user, in);
    request.msg_id = id;
    auto answer = ask(user, request);
    auto copy = tl::make<tl::updateMessagePoll>();
    if (answer) *copy = std::move(*answer->as<tl::updates>()->updates[0].as<tl::updateMessagePoll>());
    return copy;
  }
  // What the history says is what getPollResults says.
  std::string results(UserId user, PeerId in, MessageId id) {
    const auto update = poll(user, in, id);
    if (!update->results) return "no poll";
    const auto asked = text_of(*update->results.as<tl::pollResults>());
    for (const auto& box : messages(user, in)) {
      const auto* message = box.as<tl::message>();
      if (message == nullptr || message->id != id) continue;
      const auto* media = message->media.as<tl::messageMediaPoll>();
      EXPECT_EQ(text_of(*media->results.as<tl::pollResults>()), asked);
    }
    return asked;
  }
  bool closed(UserId user, PeerId in, MessageId id) {
    return poll(user, in, id)->poll.as<tl::poll>()->closed;
  }

  auto voters(UserId user, PeerId in, MessageId id, std::int32_t limit, const std::string& option = "",
              const std::string& offset = "") {
    tl::messages_getPollVotes request;
    request.peer = input(user, in);
    request.id = id;
    request.limit = limit;
    if (!option.empty()) request.option = option;
    if (!offset.empty()) request.offset = offset;
    return ask(user, request);
  }
};

TEST_F(Polls, VotesAreUnreadUntilTheirCreatorLooks) {
  const auto of_public = [](tl::poll& poll, tl::inputMediaPoll&) { poll.public_voters = true; };
  for (const auto chat : {PeerId::user(ben_), group(anna_, {ben_}), supergroup(anna_, {ben_})}) {
    const auto his_chat = chat.is_user() ? PeerId::user(anna_) : chat;
    const auto id = send_poll(anna_, chat, of_public);
    const auto his = find(ben_, his_chat, "poll");
    const auto unread = [&] {
      tl::messages_getUnreadPollVotes request;
      request.peer = input(anna_, chat);
      request.limit = 10;
      const auto page = ask(anna_, request);
      std::vector<MessageId> ids;
      const auto take = [&](const auto& found) {
        for (const auto& box : found.messages) ids.push_back(box.template as<tl::message>()->id);
      };
      if (const auto* all = page->template as<tl::messages_messages>()) take(*all);
      if (const auto* all = page->template as<tl::messages_channelMessages>()) take(*all);
      return ids;
    };
    const auto marked = [&](UserId user, PeerId in, MessageId which) {
      return poll(user, in, which)->results.as<tl::pollResults>()->has_unread_votes;
    };
    EXPECT_EQ(vote(anna_, chat, id, {"a"}), Err{});
    EXPECT_TRUE(unread().empty());
    EXPECT_EQ(vote(ben_, his_chat, his, {"b"}), Err{});
    EXPECT_EQ(unread(), std::vector{id});
    EXPECT_TRUE(marked(anna_, chat, id));
    EXPECT_FALSE(marked(ben_, his_chat, his));
    tl::messages_readPollVotes read;
    read.peer = input(anna_, chat);
    ASSERT_TRUE(ask(anna_, read));
    EXPECT_TRUE(unread().empty());
    EXPECT_FALSE(marked(anna_, chat, id));
  }
}

TEST_F(Polls, AreVotedOnWhereverTheyAre) {
  for (const auto chat : {group(anna_, {ben_, cleo_}), supergroup(anna_, {ben_, cleo_})}) {
    const auto mine = send_poll(anna_, chat);
    const auto his = find(ben_, chat, "poll"), hers = find(cleo_, chat, "poll");
    EXPECT_EQ(results(ben_, chat, his), "-");
    const auto answer = try_vote(ben_, chat, his, {"a"});
    const auto* told = answer->as<tl::updates>()->updates[0].as<tl::updateMessagePoll>();
    EXPECT_EQ(text_of(*told->results.as<tl::pollResults>()), "a1* b0");
    EXPECT_EQ(vote(cleo_, chat, hers, {"b"}), Err{});
    EXPECT_EQ(results(ben_, chat, his), "a1* b1");
    EXPECT_EQ(results(anna_, chat, mine), "-");  // she has not voted
    EXPECT_EQ(*poll(anna_, chat, mine)->results.as<tl::pollResults>()->total_voters, 2);
    EXPECT_TRUE(poll(anna_, chat, mine)->poll.as<tl::poll>()->creator);
    EXPECT_EQ(vote(ben_, chat, his, {"b"}), Err{});  // changes his mind
    EXPECT_EQ(results(cleo_, chat, hers), "a0 b2*");
    EXPECT_EQ(vote(cleo_, chat, hers, {}), Err{});
    EXPECT_EQ(results(cleo_, chat, hers), "-");
    EXPECT_EQ(results(ben_, chat, his), "a0 b1*");
    EXPECT_EQ(vote(ben_, chat, his, {"c"}), Err::OPTION_INVALID);
    EXPECT_EQ(vote(ben_, chat, his, {"a", "a"}), Err::OPTION_INVALID);
    EXPECT_EQ(vote(ben_, chat, his, {"a", "b"}), Err::OPTIONS_TOO_MUCH);
    EXPECT_EQ(vote(ben_, chat, 999, {"a"}), Err::MESSAGE_ID_INVALID);
  }
}

TEST_F(Polls, AreRefusedWithTheDocumentedErrors) {
  EXPECT_EQ(refused([](auto& poll, auto&) { poll.question = text(""); }), Err::POLL_QUESTION_INVALID);
  EXPECT_EQ(refused([](auto& poll, auto&) { poll.question = text(std::string(301, 'x')); }),
            Err::POLL_QUESTION_INVALID);
  EXPECT_EQ(refused([](auto& poll, auto&) { poll.answers.pop_back(); }), Err::POLL_ANSWERS_INVALID);
  const auto answer = [](auto& poll) -> tl::pollAnswer& {
    return *poll.answers[1].template as<tl::pollAnswer>();
  };
  static const auto kSecond = answer;
  EXPECT_EQ(refused([](auto& poll, auto&) { kSecond(poll).text = text(""); }), Err::POLL_ANSWER_INVALID);
  EXPECT_EQ(refused([](auto& poll, auto&) { kSecond(poll).option = "a"; }), Err::POLL_OPTION_DUPLICATE);
  EXPECT_EQ(refused([](auto& poll, auto&) { kSecond(poll).option = ""; }), Err::POLL_OPTION_INVALID);
  EXPECT_EQ(refused([](auto& poll, auto&) { kSecond(poll).option = std::string(101, 'x'); }),
            Err::POLL_OPTION_INVALID);
  EXPECT_EQ(refused([](auto& poll, auto&) { poll.quiz = true; }), Err::QUIZ_CORRECT_ANSWERS_EMPTY);
  EXPECT_EQ(refused([](auto& poll, auto& media) {
              poll.quiz = true;
              media.correct_answers = {0, 1};
            }),
            Err::QUIZ_CORRECT_ANSWERS_TOO_MUCH);
  EXPECT_EQ(refused([](auto& poll, auto& media) {
              poll.quiz = true;
              media.correct_answers = {2};
            }),
            Err::QUIZ_CORRECT_ANSWER_INVALID);
  EXPECT_EQ(refused([](auto& poll, auto&) { poll.close_period = 1; }), Err::MEDIA_INVALID);
  EXPECT_EQ(try_send(anna_, PeerId::user(ben_), tl::make<tl::inputMediaEmpty>(), "").error().err,
            Err::MEDIA_EMPTY);
  EXPECT_EQ(try_send(anna_, PeerId::user(ben_), tl::make<tl::inputMediaGame>(), "").error().err,
            Err::MEDIA_INVALID);

  const auto news = create(anna_, true);
  const auto in_public = try_send(anna_, PeerId::channel(news),
                                  poll_media([](auto& poll, auto&) { poll.public_voters = true; }), "");
  EXPECT_EQ(in_public.error().err, Err::BROADCAST_PUBLIC_VOTERS_FORBIDDEN);
}

TEST_F(Polls, OfAQuizKeepTheAnswerUntilOneHasVoted) {
  const auto chat = supergroup(anna_, {ben_, cleo_});
  const auto id = send_poll(anna_, chat, [](auto& poll, auto& media) {
    poll.quiz = true;
    media.correct_answers = {1};
    media.solution = "Beans are fruit.";
    media.solution_entities.emplace();
  });
  EXPECT_EQ(vote(ben_, chat, id, {"a"}), Err{});
  EXPECT_EQ(results(ben_, chat, id), "a1* b0!");
  EXPECT_EQ(*poll(ben_, chat, id)->results.as<tl::pollResults>()->solution, "Beans are fruit.");
  EXPECT_EQ(vote(ben_, chat, id, {"b"}), Err::REVOTE_NOT_ALLOWED);
  EXPECT_EQ(vote(ben_, chat, id, {}), Err::REVOTE_NOT_ALLOWED);
  EXPECT_FALSE(poll(cleo_, chat, id)->results.as<tl::pollResults>()->solution);

  // What all members are pushed at once does not tell it either.
  run([&](store::Transaction& tx) {
    Mentioned mentioned;
    const Viewer anybody{0, clock_.unix_seconds(), services_};
    const auto row = domain::poll_of(tx, {.user = anna_, .now = 1}, chat, id);
    const auto update = poll_update(anybody, tx, *row, mentioned);
    const auto* common = update.as<tl::updateMessagePoll>()->results.as<tl::pollResults>();
    EXPECT_TRUE(common->min);
    EXPECT_EQ(text_of(*common), "a1 b0");
    EXPECT_FALSE(common->solution);
  });

  tl::messages_forwardMessages forward;
  forward.from_peer = input(cleo_, chat);
  forward.to_peer = input(cleo_, PeerId::user(anna_));
  forward.id = {id};
  forward.random_id = {1};
  forward.drop_author = true;
  EXPECT_EQ(ask(cleo_, forward).error().err, Err::QUIZ_ANSWER_MISSING);
}

TEST_F(Polls, WithManyAnswersAndNamesListTheirVoters) {
  const auto chat = supergroup(anna_, {ben_, cleo_});
  const auto id = send_poll(anna_, chat, [](auto& poll, auto&) {
    poll.public_voters = true;
    poll.multiple_choice = true;
  });
  EXPECT_EQ(vote(ben_, chat, id, {"b", "a"}), Err{});
  advance(1);
  EXPECT_EQ(voters(cleo_, chat, id, 10).error().err, Err::POLL_VOTE_REQUIRED);
  EXPECT_EQ(vote(cleo_, chat, id, {"a"}), Err{});
  EXPECT_EQ(results(cleo_, chat, id), "a2* b1");
  const auto update = poll(cleo_, chat, id);
  const auto* seen = update->results.as<tl::pollResults>();
  EXPECT_EQ(seen->recent_voters->front().as<tl::peerUser>()->user_id, cleo_);

  const auto first = voters(cleo_, chat, id, 1);
  const auto* page = first->as<tl::messages_votesList>();
  EXPECT_EQ(page->count, 2);
  EXPECT_EQ(page->votes[0].as<tl::messagePeerVoteMultiple>()->peer.as<tl::peerUser>()->user_id, cleo_);
  const auto second = voters(cleo_, chat, id, 1, "", *page->next_offset);
  const auto* rest = second->as<tl::messages_votesList>();
  EXPECT_EQ(rest->votes[0].as<tl::messagePeerVoteMultiple>()->options.size(), 2u);
  EXPECT_FALSE(rest->next_offset);
  const auto of_b = voters(cleo_, chat, id, 10, "b");
  EXPECT_EQ(of_b->as<tl::messages_votesList>()->count, 1);
  EXPECT_EQ(of_b->as<tl::messages_votesList>()
                ->votes[0]
                .as<tl::messagePeerVoteInputOption>()
                ->peer.as<tl::peerUser>()
                ->user_id,
            ben_);
  EXPECT_EQ(voters(cleo_, chat, id, 10, "x").error().err, Err::OPTION_INVALID);

  const auto anonymous = send_poll(anna_, chat);
  EXPECT_EQ(vote(cleo_, chat, anonymous, {"a"}), Err{});
  EXPECT_EQ(voters(cleo_, chat, anonymous, 10).error().err, Err::MSG_ID_INVALID);
}

TEST_F(Polls, AreStoppedByWhoSentThem) {
  for (const auto chat : {group(anna_, {ben_}), supergroup(anna_, {ben_}), PeerId::user(ben_)}) {
    const auto mine = send_poll(anna_, chat);
    const auto seen = chat.is_user() ? PeerId::user(anna_) : chat;
    const auto his = find(ben_, seen, "poll");
    EXPECT_EQ(vote(ben_, seen, his, {"a"}), Err{});
    EXPECT_EQ(stop(ben_, seen, his).error().err, Err::MESSAGE_AUTHOR_REQUIRED);
    ASSERT_TRUE(stop(anna_, chat, mine));
    EXPECT_EQ(stop(anna_, chat, mine).error().err, Err::MESSAGE_NOT_MODIFIED);
    EXPECT_TRUE(closed(ben_, seen, his));
    EXPECT_EQ(results(anna_, chat, mine), "a1 b0");  // now everybody sees them
    EXPECT_EQ(vote(ben_, seen, his, {"b"}), Err::MESSAGE_POLL_CLOSED);
  }
}

TEST_F(Polls, CloseAtTheirDate) {
  const auto chat = supergroup(anna_, {ben_});
  const auto id = send_poll(anna_, chat, [](auto& poll, auto&) {
    poll.close_period = 60;
    poll.hide_results_until_close = true;
  });
  EXPECT_EQ(vote(ben_, chat, id, {"a"}), Err{});
  EXPECT_EQ(results(ben_, chat, id), "a?* b?");
  EXPECT_EQ(results(anna_, chat, id), "a1 b0");  // who asks may look
  EXPECT_FALSE(poll(ben_, chat, id)->results.as<tl::pollResults>()->total_voters);
  const auto before = pts(ben_);
  advance(61);
  EXPECT_TRUE(closed(ben_, chat, id));
  EXPECT_EQ(results(ben_, chat, id), "a1* b0");
  EXPECT_EQ(vote(ben_, chat, id, {"b"}), Err::MESSAGE_POLL_CLOSED);
  run([&](store::Transaction& tx) {
    const auto poll = domain::poll_of(tx, {.user = anna_, .now = 1}, chat, id);
    const std::array ids{poll->id};
    const auto channel_pts = store::top_pts(tx, chat.value);
    domain::close_due_polls(tx, ids, clock_.unix_seconds());
    EXPECT_EQ(store::top_pts(tx, chat.value), channel_pts + 1);
    domain::close_due_polls(tx, ids, clock_.unix_seconds());
    EXPECT_EQ(store::top_pts(tx, chat.value), channel_pts + 1);
    EXPECT_TRUE(store::find_poll(tx, poll->id)->is(store::kPollClosed));
  });
  EXPECT_EQ(pts(ben_), before);  // the channel's box tells him
}

TEST_F(Polls, StayOnePollWhenForwarded) {
  const auto chat = group(anna_, {ben_});
  const auto mine = send_poll(anna_, chat);
  tl::messages_forwardMessages forward;
  forward.from_peer = input(anna_, chat);
  forward.to_peer = input(anna_, PeerId::user(cleo_));
  forward.id = {mine};
  forward.random_id = {1};
  ASSERT_TRUE(ask(anna_, forward));
  const auto hers = find(cleo_, PeerId::user(anna_), "poll");
  const auto before = pts(ben_);
  EXPECT_EQ(vote(cleo_, PeerId::user(anna_), hers, {"a"}), Err{});
  EXPECT_EQ(pts(ben_), before + 1);  // everybody who has the poll is told
  EXPECT_EQ(vote(anna_, chat, mine, {"b"}), Err{});
  EXPECT_EQ(results(anna_, chat, mine), "a1 b1*");
  EXPECT_EQ(stop(cleo_, PeerId::user(anna_), hers).error().err, Err::MESSAGE_AUTHOR_REQUIRED);
}

TEST_F(Polls, NeedTheRightAndAMembership) {
  const auto chat = supergroup(anna_, {ben_});
  ASSERT_TRUE(ban(anna_, chat.bare(), ben_, domain::kBanSendPolls, INT32_MAX));
  EXPECT_EQ(try_send(ben_, chat, poll_media(nullptr), "").error().err, Err::USER_BANNED_IN_CHANNEL);
  EXPECT_TRUE(try_post(ben_, chat.bare(), "words are fine"));
  const auto small = group(anna_, {ben_});
  tl::messages_editChatDefaultBannedRights forbid;
  forbid.peer = input(anna_, small);
  forbid.banned_rights = banned_rights_view(domain::kBanSendPolls, INT32_MAX);
  ASSERT_TRUE(ask(anna_, forbid));
  EXPECT_EQ(try_send(ben_, small, poll_media(nullptr), "").error().err, Err::CHAT_SEND_POLL_FORBIDDEN);

  const auto news = create(anna_, true);
  ASSERT_TRUE(name(anna_, news, "the_daily_news"));
  const auto id =
      send_poll(anna_, PeerId::channel(news), [](auto& poll, auto&) { poll.subscribers_only = true; });
  EXPECT_EQ(vote(cleo_, PeerId::channel(news), id, {"a"}), Err::CHAT_WRITE_FORBIDDEN);
  ASSERT_TRUE(join(cleo_, news));
  EXPECT_EQ(vote(cleo_, PeerId::channel(news), id, {"a"}), Err::POLL_MEMBER_RESTRICTED);
  EXPECT_EQ(voters(cleo_, PeerId::channel(news), id, 10).error().err, Err::BROADCAST_FORBIDDEN);
}

// Who has left a group is not told how the vote goes on.
TEST_F(Polls, DoNotReachWhoHasLeft) {
  const auto chat = group(anna_, {ben_});
  const auto mine = send_poll(anna_, chat);
  const auto his = find(ben_, chat, "poll");
  EXPECT_EQ(vote(ben_, chat, his, {"a"}), Err{});
  tl::messages_deleteChatUser leave;
  leave.chat_id = chat.bare();
  leave.user_id = input_user(ben_, ben_);
  ASSERT_TRUE(ask(ben_, leave));
  const auto before = pts(ben_);
  EXPECT_EQ(vote(anna_, chat, mine, {"b"}), Err{});
  EXPECT_EQ(pts(ben_), before);
  for (const auto& box : messages(ben_, chat)) {
    const auto* message = box.as<tl::message>();
    if (message == nullptr || message->id != his) continue;
    const auto* media = message->media.as<tl::messageMediaPoll>();
    EXPECT_EQ(text_of(*media->results.as<tl::pollResults>()), "-");
  }
  EXPECT_EQ(vote(ben_, chat, his, {"b"}), Err::CHAT_WRITE_FORBIDDEN);
}

}  // namespace
}  // namespace botschaft::rpc
