#include "domain/channels/counters.h"

#include <vector>

#include "domain/channels/box.h"
#include "domain/messages/extra.h"
#include "domain/notices.h"

namespace botschaft::domain {
namespace {

std::optional<store::MessageRow> find_post(store::Transaction& tx, const CountedPost& post) {
  return store::find_message(tx, box_of(post.channel), post.channel, post.id);
}

}  // namespace

std::optional<CountedPost> counted_post(const store::MessageRow& row) {
  if (row.is(store::kPost)) return CountedPost{row.peer, row.id};
  if (!row.is(store::kForwarded)) return std::nullopt;
  const auto forward = decode_extra(row.body.extra).forward;
  if (!forward || forward->channel_post == 0 || !forward->from.is_channel()) return std::nullopt;
  return CountedPost{forward->from, forward->channel_post};
}

void count_forward(store::Transaction& tx, const store::MessageRow& row) {
  const auto post = counted_post(row);
  if (!post || !find_post(tx, *post)) return;
  store::change_post_counters(tx, post->channel, post->id, {.views = 0, .forwards = 1});
  tx.notify<PostForwardedNotice>(post->channel, post->id);
}

store::PostCounters as_shown(store::PostCounters stored) {
  ++stored.views;
  return stored;
}

store::PostCounters shown_counters(store::Transaction& tx, const CountedPost& post) {
  return as_shown(store::find_post_counters(tx, post.channel, post.id));
}

bool would_count(store::Transaction& tx, const CountedPost& post, UserId viewer) {
  const auto row = find_post(tx, post);
  return row && row->author != viewer && !store::has_viewed(tx, post.channel, post.id, viewer);
}

std::optional<std::int32_t> count_views(store::Transaction& tx, const CountedPost& post,
                                        std::span<const UserId> viewers) {
  const auto row = find_post(tx, post);
  if (!row) return std::nullopt;
  std::vector<UserId> others(viewers.begin(), viewers.end());
  std::erase(others, row->author);
  const auto added = store::add_viewers(tx, post.channel, post.id, others);
  if (added == 0) return std::nullopt;
  store::change_post_counters(tx, post.channel, post.id, {.views = added, .forwards = 0});
  return shown_counters(tx, post).views;
}

}  // namespace botschaft::domain
