#include "rpc/views/page_facts.h"

#include "domain/ranks.h"
#include "store/discussions.h"
#include "store/events.h"

namespace botschaft::rpc {

PageFacts::PageFacts(const Viewer& viewer, store::Transaction& tx, std::span<const store::MessageRow> rows)
    : viewer_(viewer), tx_(tx) {
  read_reactions(rows);
  read_threads(rows);
  read_counters(rows);
}

void PageFacts::read_reactions(std::span<const store::MessageRow> rows) {
  std::vector<store::MessageKey> keys;
  for (const auto& row : rows) {
    if ((row.flags & (store::kService | store::kScheduled)) == 0) keys.push_back(store::key_of(row));
  }
  for (const auto& run : store::id_runs(std::move(keys))) {
    for (auto& [id, under] : store::reactions_of_run(tx_, run, viewer_.user)) {
      reactions_.emplace(store::MessageKey{run.box, id}, std::move(under));
    }
  }
}

void PageFacts::read_threads(std::span<const store::MessageRow> rows) {
  std::vector<store::MessageKey> answered, commented;
  for (const auto& row : rows) {
    if (!row.peer.is_channel() || !row.is(store::kHasThread)) continue;
    (row.is(store::kPost) ? commented : answered).push_back(store::key_of(row));
  }
  for (const auto& run : store::id_runs(std::move(answered))) {
    for (auto& sight : store::threads_of_run(tx_, run, viewer_.user)) {
      threads_.emplace(store::MessageKey{run.box, sight.row.top}, std::move(sight));
    }
  }
  for (const auto& run : store::id_runs(std::move(commented))) {
    for (auto& sight : store::comments_of_run(tx_, run, viewer_.user)) {
      threads_.emplace(store::MessageKey{run.box, sight.row.post}, std::move(sight));
    }
  }
}

void PageFacts::read_counters(std::span<const store::MessageRow> rows) {
  std::vector<store::MessageKey> keys;
  for (const auto& row : rows) {
    if (const auto post = domain::counted_post(row)) keys.push_back({post->channel.value, post->id});
  }
  for (const auto& run : store::id_runs(std::move(keys))) {
    for (const auto& [id, counters] : store::post_counters_of_run(tx_, run)) {
      counters_.emplace(store::MessageKey{run.box, id}, counters);
    }
  }
}

const store::UnderMessage& PageFacts::reactions(const store::MessageRow& row) const {
  static const store::UnderMessage kNothing;
  const auto found = reactions_.find(store::key_of(row));
  return found == reactions_.end() ? kNothing : found->second;
}

const store::ThreadSight* PageFacts::thread(const store::MessageRow& row) {
  const auto found = threads_.find(store::key_of(row));
  if (found == threads_.end()) return nullptr;
  // A broadcast that has another discussion group now, or none, shows nothing of the one before.
  if (row.is(store::kPost) && discussion_of(row.peer) != found->second.row.channel) return nullptr;
  return &found->second;
}

store::PostCounters PageFacts::counters(const domain::CountedPost& post) const {
  const auto found = counters_.find({post.channel.value, post.id});
  return domain::as_shown(found == counters_.end() ? store::PostCounters{} : found->second);
}

const std::string& PageFacts::rank(PeerId chat, UserId user) {
  const auto [at, is_new] = ranks_.try_emplace({chat, user});
  if (is_new) at->second = domain::rank_of(tx_, chat, user);
  return at->second;
}

const std::optional<domain::InChannel>& PageFacts::in(PeerId channel) {
  const auto [at, is_new] = in_.try_emplace(channel);
  if (is_new && viewer_.user != 0) {
    at->second = domain::look_at_channel(tx_, channel.bare(), viewer_.user, viewer_.now);
  }
  return at->second;
}

std::int32_t PageFacts::top_pts(PeerId channel) {
  const auto [at, is_new] = top_pts_.try_emplace(channel);
  if (is_new) at->second = store::top_pts(tx_, channel.value);
  return at->second;
}

std::optional<PeerId> PageFacts::discussion_of(PeerId broadcast) {
  const auto [at, is_new] = discussions_.try_emplace(broadcast);
  if (is_new) {
    if (const auto group = store::find_discussion_group(tx_, broadcast.bare()))
      at->second = PeerId::channel(*group);
  }
  return at->second;
}

}  // namespace botschaft::rpc
