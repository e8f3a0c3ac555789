#pragma once
// How often posts of broadcasts were seen and forwarded.
#include <cstdint>
#include <optional>
#include <span>

#include "store/messages.h"
#include "store/post_counters.h"

namespace botschaft::domain {

// The post that a message is or is a copy of: whoever sees the copy has seen the post.
struct CountedPost {
  PeerId channel = {};
  MessageId id = 0;
  friend auto operator<=>(const CountedPost&, const CountedPost&) = default;
};
std::optional<CountedPost> counted_post(const store::MessageRow& row);

// The message was forwarded. It counts for the post it comes from.
void count_forward(store::Transaction& tx, const store::MessageRow& row);

// As everybody sees them. Whoever wrote a post has seen it: that is the first view, and is written nowhere.
store::PostCounters as_shown(store::PostCounters stored);
store::PostCounters shown_counters(store::Transaction& tx, const CountedPost& post);

// Whether a look at the post would count: not the author's, and not a second one.
bool would_count(store::Transaction& tx, const CountedPost& post, UserId viewer);

// These people have seen the post; those who had before count no second time. Returns how often it was seen,
// or nothing if that is not more than before.
std::optional<std::int32_t> count_views(store::Transaction& tx, const CountedPost& post,
                                        std::span<const UserId> viewers);

}  // namespace botschaft::domain
