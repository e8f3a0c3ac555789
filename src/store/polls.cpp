#include "store/polls.h"

namespace botschaft::store {
namespace {

void count(Transaction& tx, PollId poll, std::uint32_t choices, std::int32_t by) {
  static constexpr Sql kCount{
      "INSERT INTO poll_counts(poll, answer, voters) VALUES(?1, ?2, ?3) "
      "ON CONFLICT(poll, answer) DO UPDATE SET voters = voters + excluded.voters"};
  for (int answer = 0; answer < kPollAnswersMax; ++answer) {
    if ((choices >> answer & 1U) != 0) tx.run(kCount, poll, answer, by);
  }
}

PollVote vote_of(const Query& q) {
  return {.user = q.int64(0), .date = q.int32(1), .choices = static_cast<std::uint32_t>(q.int64(2))};
}

}  // namespace

PollId insert_poll(Transaction& tx, const PollRow& p) {
  static constexpr Sql kLast{"SELECT coalesce(max(id), 0) FROM polls"};
  static constexpr Sql kInsert{
      "INSERT INTO polls(id, creator, created_at, flags, close_period, close_date, body, voters) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)"};
  PollId id = 1;
  if (auto last = tx.run(kLast); last.next()) id = last.int64(0) + 1;
  tx.run(kInsert, id, p.creator, p.created_at, p.flags, p.close_period, p.close_date, p.body);
  return id;
}

std::optional<PollRow> find_poll(Transaction& tx, PollId id) {
  static constexpr Sql kFind{
      "SELECT id, creator, created_at, flags, close_period, close_date, body, voters FROM polls WHERE id = "
      "?1"};
  auto q = tx.run(kFind, id);
  if (!q.next()) return std::nullopt;
  return PollRow{.id = q.int64(0),
                 .creator = q.int64(1),
                 .created_at = q.int32(2),
                 .flags = static_cast<std::uint32_t>(q.int64(3)),
                 .close_period = q.int32(4),
                 .close_date = q.int32(5),
                 .body = to_bytes(q.blob(6)),
                 .voters = q.int32(7)};
}

void close_poll(Transaction& tx, PollId id) {
  static constexpr Sql kClose{"UPDATE polls SET flags = flags | 1 WHERE id = ?1"};
  tx.run(kClose, id);
}

std::optional<PollVote> find_vote(Transaction& tx, PollId poll, UserId user) {
  static constexpr Sql kFind{
      "SELECT user_id, date, choices FROM poll_votes WHERE poll = ?1 AND user_id = ?2"};
  auto q = tx.run(kFind, poll, user);
  if (!q.next()) return std::nullopt;
  return vote_of(q);
}

void set_vote(Transaction& tx, PollId poll, const PollVote& vote) {
  static constexpr Sql kDelete{"DELETE FROM poll_votes WHERE poll = ?1 AND user_id = ?2"};
  static constexpr Sql kInsert{"INSERT INTO poll_votes(poll, user_id, date, choices) VALUES(?1, ?2, ?3, ?4)"};
  static constexpr Sql kVoters{"UPDATE polls SET voters = voters + ?2 WHERE id = ?1"};
  const auto had = find_vote(tx, poll, vote.user);
  if (had) {
    tx.run(kDelete, poll, vote.user);
    count(tx, poll, had->choices, -1);
  }
  if (vote.choices != 0) {
    tx.run(kInsert, poll, vote.user, vote.date, vote.choices);
    count(tx, poll, vote.choices, 1);
  }
  const int change = (vote.choices != 0 ? 1 : 0) - (had ? 1 : 0);
  if (change != 0) tx.run(kVoters, poll, change);
}

std::vector<std::int32_t> vote_counts(Transaction& tx, PollId poll) {
  static constexpr Sql kSelect{"SELECT answer, voters FROM poll_counts WHERE poll = ?1"};
  std::vector<std::int32_t> counts;
  auto q = tx.run(kSelect, poll);
  while (q.next()) {
    const auto answer = static_cast<std::size_t>(q.int64(0));
    if (counts.size() <= answer) counts.resize(answer + 1);
    counts[answer] = q.int32(1);
  }
  return counts;
}

std::vector<PollVote> list_votes(Transaction& tx, PollId poll, std::optional<int> answer,
                                 const VotePlace& before, int limit) {
  static constexpr Sql kSelect{
      "SELECT user_id, date, choices FROM poll_votes WHERE poll = ?1 AND (date, user_id) < (?2, ?3) AND "
      "choices & ?4 != 0 ORDER BY date DESC, user_id DESC LIMIT ?5"};
  const std::uint32_t wanted = answer ? 1U << *answer : ~std::uint32_t{0};
  std::vector<PollVote> votes;
  auto q = tx.run(kSelect, poll, before.date, before.user, wanted, limit);
  while (q.next()) votes.push_back(vote_of(q));
  return votes;
}

void insert_poll_place(Transaction& tx, PollId poll, const PollPlace& place) {
  static constexpr Sql kInsert{
      "INSERT INTO poll_places(poll, place, id) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"};
  tx.run(kInsert, poll, place.place, place.id);
}

std::vector<PollPlace> poll_places(Transaction& tx, PollId poll, int limit) {
  static constexpr Sql kSelect{"SELECT place, id FROM poll_places WHERE poll = ?1 LIMIT ?2"};
  std::vector<PollPlace> places;
  auto q = tx.run(kSelect, poll, limit);
  while (q.next()) places.push_back({.place = {q.int64(0)}, .id = q.int32(1)});
  return places;
}

}  // namespace botschaft::store
