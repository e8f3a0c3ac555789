#pragma once
// How often posts of broadcasts were seen and forwarded, and by whom they were seen.
#include <cstdint>
#include <map>
#include <span>

#include "base/ids.h"
#include "store/id_runs.h"
#include "store/transaction.h"

namespace botschaft::store {

struct PostCounters {
  std::int32_t views = 0;
  std::int32_t forwards = 0;
};
PostCounters find_post_counters(Transaction&, PeerId channel, MessageId id);
// Of the posts of a run, by id; those without a row are left out.
std::map<MessageId, PostCounters> post_counters_of_run(Transaction&, const IdRun& run);
void change_post_counters(Transaction&, PeerId channel, MessageId id, const PostCounters& by);

bool has_viewed(Transaction&, PeerId channel, MessageId id, UserId user);

// Adds people to those who have seen the post; returns how many had not. One row per 65,536 user ids.
std::int32_t add_viewers(Transaction&, PeerId channel, MessageId id, std::span<const UserId> users);

void delete_post_counters(Transaction&, PeerId channel, MessageId id);

}  // namespace botschaft::store
