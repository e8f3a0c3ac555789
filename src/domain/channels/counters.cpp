#include "domain/channels/counters.h"

#include "domain/channels/box.h"
#include "domain/messages/extra.h"
#include "domain/notices.h"

namespace botschaft::domain {
namespace {

bool exists(store::Transaction& tx, const CountedPost& post) {
  return store::find_message(tx, box_of(post.channel), post.channel, post.id).has_value();
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
  if (!post || !exists(tx, *post)) return;
  store::change_post_counters(tx, post->channel, post->id, {.views = 0, .forwards = 1});
  tx.notify<PostForwardedNotice>(post->channel, post->id);
}

std::optional<std::int32_t> count_views(store::Transaction& tx, const CountedPost& post,
                                        std::span<const UserId> viewers) {
  if (!exists(tx, post)) return std::nullopt;
  const auto added = store::add_viewers(tx, post.channel, post.id, viewers);
  if (added == 0) return std::nullopt;
  store::change_post_counters(tx, post.channel, post.id, {.views = added, .forwards = 0});
  return store::find_post_counters(tx, post.channel, post.id).views;
}

}  // namespace botschaft::domain
