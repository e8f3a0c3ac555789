#include "rpc/views/poll.h"

#include "domain/polls/content.h"
#include "rpc/list_hash.h"
#include "rpc/views/entities.h"
#include "store/unread_votes.h"

namespace botschaft::rpc {
namespace {

constexpr int kRecentVoters = 3;

tl::Box<tl::TextWithEntities> text_view(const domain::FormattedText& text) {
  auto view = tl::make<tl::textWithEntities>();
  view->text = text.text;
  if (auto entities = entities_view(text.entities)) view->entities = *std::move(entities);
  return view;
}

// What of the results one viewer may see.
struct Sight {
  bool counts;
  bool correct;  // which answer of a quiz is right
};

Sight sight_of(const store::PollRow& poll, const Viewer& viewer, bool voted) {
  const bool closed = poll.closed(viewer.now);
  const bool hidden = poll.is(store::kPollHidden);
  return {.counts = closed || (hidden ? poll.creator == viewer.user : voted || viewer.user == 0),
          .correct = poll.is(store::kPollQuiz) && (closed || voted)};
}

}  // namespace

tl::Box<tl::Poll> poll_view(const Viewer& viewer, const store::PollRow& poll) {
  const auto content = domain::decode_poll(poll.body);
  auto view = tl::make<tl::poll>();
  view->id = poll.id;
  view->closed = poll.closed(viewer.now);
  view->public_voters = poll.is(store::kPollPublic);
  view->multiple_choice = poll.is(store::kPollMultiple);
  view->quiz = poll.is(store::kPollQuiz);
  view->revoting_disabled = poll.is(store::kPollFinalVotes);
  view->shuffle_answers = poll.is(store::kPollShuffled);
  view->hide_results_until_close = poll.is(store::kPollHidden);
  view->subscribers_only = poll.is(store::kPollMembersOnly);
  view->creator = poll.creator == viewer.user;
  view->question = text_view(content.question);
  for (const auto& answer : content.answers) {
    auto one = tl::make<tl::pollAnswer>();
    one->text = text_view(answer.text);
    one->option = answer.option;
    view->answers.push_back(std::move(one));
  }
  if (poll.close_period != 0) view->close_period = poll.close_period;
  if (poll.close_date != 0) view->close_date = poll.close_date;
  const std::int64_t parts[] = {poll.id, view->closed ? 1 : 0};
  view->hash = list_hash(parts);
  return view;
}

tl::Box<tl::PollResults> poll_results_view(const Viewer& viewer, store::Transaction& tx,
                                           const store::PollRow& poll, Mentioned& mentioned) {
  const auto content = domain::decode_poll(poll.body);
  const bool many = viewer.user == 0;
  const auto own = many ? std::nullopt : store::find_vote(tx, poll.id, viewer.user);
  const auto sight = sight_of(poll, viewer, own.has_value());
  auto view = tl::make<tl::pollResults>();
  view->min = many;
  view->has_unread_votes = poll.creator == viewer.user && store::has_unread_votes(tx, viewer.user, poll.id);
  if (sight.counts || !poll.is(store::kPollHidden)) view->total_voters = poll.voters;
  if (!sight.counts && !own) return view;

  const auto counts = store::vote_counts(tx, poll.id);
  view->results.emplace();
  for (std::size_t i = 0; i < content.answers.size(); ++i) {
    auto one = tl::make<tl::pollAnswerVoters>();
    one->option = content.answers[i].option;
    one->chosen = own && (own->choices >> i & 1U) != 0;
    one->correct = sight.correct && (content.correct >> i & 1U) != 0;
    if (sight.counts) one->voters = i < counts.size() ? counts[i] : 0;
    view->results->push_back(std::move(one));
  }
  if (poll.is(store::kPollPublic) && sight.counts && poll.voters > 0) {
    view->recent_voters.emplace();
    for (const auto& vote : store::list_votes(tx, poll.id, std::nullopt, {}, kRecentVoters)) {
      mentioned.add(PeerId::user(vote.user));
      view->recent_voters->push_back(peer_view(PeerId::user(vote.user)));
    }
  }
  if (sight.correct && !content.solution.text.empty()) {
    view->solution = content.solution.text;
    view->solution_entities = entities_view(content.solution.entities);
    if (!view->solution_entities) view->solution_entities.emplace();
  }
  return view;
}

tl::Box<tl::Update> poll_update(const Viewer& viewer, store::Transaction& tx, const store::PollRow& poll,
                                Mentioned& mentioned) {
  auto update = tl::make<tl::updateMessagePoll>();
  update->poll_id = poll.id;
  update->poll = poll_view(viewer, poll);
  update->results = poll_results_view(viewer, tx, poll, mentioned);
  return update;
}

}  // namespace botschaft::rpc
