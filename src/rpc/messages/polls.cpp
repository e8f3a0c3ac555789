// Voting: messages.sendVote, getPollResults, getPollVotes, getUnreadPollVotes, readPollVotes.
#include "domain/polls/polls.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/messages/reactions.h"
#include "domain/polls/unread_votes.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/poll.h"
#include "store/channels.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr int kVotesMax = 50;
constexpr int kUnreadMax = 1000;

// Where a page of voters goes on, as text: "date,user".
store::VotePlace place_of(const std::optional<std::string>& offset) {
  store::VotePlace place;
  if (!offset) return place;
  const char* const end = offset->data() + offset->size();
  const auto comma = std::from_chars(offset->data(), end, place.date).ptr;
  if (comma != end) std::from_chars(comma + 1, end, place.user);
  return place;
}

// Which answers a vote was for; where one asked for an answer's voters, that goes without saying.
tl::Box<tl::MessagePeerVote> vote_view(const domain::PollContent& content, const store::PollVote& vote,
                                       bool one_answer, bool multiple) {
  const auto peer = PeerId::user(vote.user);
  if (one_answer) {
    auto view = tl::make<tl::messagePeerVoteInputOption>();
    view->peer = peer_view(peer);
    view->date = vote.date;
    return view;
  }
  tl::Vec<std::string> options;
  for (std::size_t i = 0; i < content.answers.size(); ++i) {
    if ((vote.choices >> i & 1U) != 0) options.push_back(content.answers[i].option);
  }
  if (multiple) {
    auto view = tl::make<tl::messagePeerVoteMultiple>();
    view->peer = peer_view(peer);
    view->options = std::move(options);
    view->date = vote.date;
    return view;
  }
  auto view = tl::make<tl::messagePeerVote>();
  view->peer = peer_view(peer);
  view->option = options.empty() ? "" : options.front();
  view->date = vote.date;
  return view;
}

// Nobody is told who has voted in a channel, nor in an anonymous poll, and in others only who has voted
// himself.
Result<void> check_can_list(const Context& context, store::Transaction& tx, PeerId peer,
                            const store::PollRow& poll) {
  if (peer.is_channel() && store::find_channel(tx, peer.bare())->broadcast())
    return fail(Err::BROADCAST_FORBIDDEN);
  if (!poll.is(store::kPollPublic)) return fail(Err::MSG_ID_INVALID);
  const bool closed = poll.closed(context.now);
  if (!closed && (poll.is(store::kPollHidden) || !store::find_vote(tx, poll.id, context.self())))
    return fail(Err::POLL_VOTE_REQUIRED);
  return {};
}

}  // namespace

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_sendVote& r) {
  TRY_ASSIGN(const auto peer, access_messages(context, tx, r.peer, std::span(&r.msg_id, 1)));
  if (r.options.size() > store::kPollAnswersMax) return fail(Err::OPTIONS_TOO_MUCH);
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::vote(tx, actor_told_by_reply(context), peer, r.msg_id, r.options));
  return updates_reply(context, tx, before);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_getPollResults& r) {
  TRY_ASSIGN(const auto peer, access_messages(context, tx, r.peer, std::span(&r.msg_id, 1)));
  TRY_ASSIGN(const auto poll, domain::poll_of(tx, actor_told_by_reply(context), peer, r.msg_id));
  if (peer.is_chat()) TRY(domain::require_member(tx, peer.bare(), context.self()));
  Mentioned mentioned;
  auto reply = tl::make<tl::updates>();
  reply->date = context.now;
  reply->updates.push_back(poll_update(viewer_of(context), tx, poll, mentioned));
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::messages_VotesList>> handle(Context& context, store::Transaction& tx,
                                               const tl::messages_getPollVotes& r) {
  TRY_ASSIGN(const auto peer, access_messages(context, tx, r.peer, std::span(&r.id, 1)));
  const auto poll = domain::poll_of(tx, actor_told_by_reply(context), peer, r.id);
  if (!poll) return fail(Err::MSG_ID_INVALID);
  TRY(check_can_list(context, tx, peer, *poll));
  if (peer.is_chat()) TRY(domain::require_member(tx, peer.bare(), context.self()));
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  const auto content = domain::decode_poll(poll->body);
  std::optional<int> answer;
  if (r.option) {
    const auto found = std::ranges::find(content.answers, *r.option, &domain::PollAnswer::option);
    if (found == content.answers.end()) return fail(Err::OPTION_INVALID);
    answer = static_cast<int>(found - content.answers.begin());
  }
  const int limit = r.limit == 0 ? kVotesMax : std::min(r.limit, kVotesMax);
  auto votes = store::list_votes(tx, poll->id, answer, place_of(r.offset), limit + 1);
  const auto counts = store::vote_counts(tx, poll->id);
  auto reply = tl::make<tl::messages_votesList>();
  reply->count = poll->voters;
  if (answer)
    reply->count = std::cmp_less(*answer, counts.size()) ? counts[static_cast<std::size_t>(*answer)] : 0;
  if (std::cmp_greater(votes.size(), limit)) {
    votes.pop_back();
    reply->next_offset = fmt::format("{},{}", votes.back().date, votes.back().user);
  }
  Mentioned mentioned;
  for (const auto& vote : votes) {
    mentioned.add(PeerId::user(vote.user));
    reply->votes.push_back(vote_view(content, vote, answer.has_value(), poll->is(store::kPollMultiple)));
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getUnreadPollVotes& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto page, page_of_request(r));
  const auto part = domain::part_of(tx, peer, r.top_msg_id.value_or(0));
  const auto ids = store::unread_votes(tx, context.self(), peer, kUnreadMax, part);
  std::vector<store::MessageRow> rows;
  for (const auto id : domain::page_of(ids, page)) {
    if (auto row = store::find_message(tx, context.self(), peer, id)) rows.push_back(*std::move(row));
  }
  return messages_reply(context, tx, rows, std::ssize(ids), peer);
}

Result<tl::Box<tl::messages_AffectedHistory>> handle(Context& context, store::Transaction& tx,
                                                     const tl::messages_readPollVotes& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto part = domain::part_of(tx, peer, r.top_msg_id.value_or(0));
  const auto before = store::top_pts(tx, peer.is_channel() ? peer.value : context.self());
  const bool more = domain::read_all_votes(tx, actor_told_by_push(context), peer, part);
  return affected_history(before, more);
}

}  // namespace botschaft::rpc
