#pragma once
// Which supergroup a broadcast is discussed in. ChannelFlag kHasDiscussion of both says that there is a row.
#include <optional>

#include "store/transaction.h"

namespace botschaft::store {

std::optional<std::int64_t> find_discussion_group(Transaction&, std::int64_t broadcast);
std::optional<std::int64_t> find_discussed_broadcast(Transaction&, std::int64_t supergroup);
void insert_discussion(Transaction&, std::int64_t broadcast, std::int64_t supergroup);
void delete_discussion(Transaction&, std::int64_t broadcast);

}  // namespace botschaft::store
