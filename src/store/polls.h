#pragma once
// Polls, votes, and where polls were sent to (migrations/0012_polls.sql).
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft::store {

using PollId = std::int64_t;

// Stored numbers: never reuse one.
enum PollFlag : std::uint32_t {
  kPollClosed = 1,
  kPollPublic = 2,  // who voted for what is shown
  kPollMultiple = 4,
  kPollQuiz = 8,
  kPollFinalVotes = 16,  // a vote cannot be changed
  kPollShuffled = 32,    // each viewer sees the answers in an order of his own
  kPollHidden = 64,      // no results until it is closed
  kPollMembersOnly = 128,
};

struct PollRow {
  PollId id = 0;
  UserId creator = 0;
  std::int32_t created_at = 0;
  std::uint32_t flags = 0;
  std::int32_t close_period = 0;
  std::int32_t close_date = 0;
  Bytes body = {};
  std::int32_t voters = 0;

  bool is(PollFlag flag) const { return (flags & flag) != 0; }
  // Nobody can vote any more, whether or not the row says so yet.
  bool closed(std::int32_t now) const { return is(kPollClosed) || (close_date != 0 && close_date <= now); }
};

PollId insert_poll(Transaction&, const PollRow& row);  // `row.id` is ignored: returns the new one
std::optional<PollRow> find_poll(Transaction&, PollId id);
void close_poll(Transaction&, PollId id);

inline constexpr int kPollAnswersMax = 12;

struct PollVote {
  UserId user = 0;
  std::int32_t date = 0;
  std::uint32_t choices = 0;  // bit n: the answer n
};
std::optional<PollVote> find_vote(Transaction&, PollId poll, UserId user);
// Replaces the person's vote, without choices takes it back; keeps the counts in step.
void set_vote(Transaction&, PollId poll, const PollVote& vote);

// How many chose each answer; those nobody chose may be missing at the end.
std::vector<std::int32_t> vote_counts(Transaction&, PollId poll);

// The latest first: of one answer, or of all. A page goes on behind the last vote of the one before.
struct VotePlace {
  std::int32_t date = INT32_MAX;
  UserId user = INT64_MAX;
};
std::vector<PollVote> list_votes(Transaction&, PollId poll, std::optional<int> answer,
                                 const VotePlace& before, int limit);

struct PollPlace {
  PeerId place;
  MessageId id = 0;  // in channels
};
void insert_poll_place(Transaction&, PollId poll, const PollPlace& place);
std::vector<PollPlace> poll_places(Transaction&, PollId poll, int limit);

}  // namespace botschaft::store
