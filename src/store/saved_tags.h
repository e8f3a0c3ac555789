#pragma once
// Tags of Saved Messages: what their owner has reacted with there (migrations/0013_saved_tags.sql).
#include <string>
#include <string_view>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct SavedTag {
  std::string reaction;
  std::string title;  // empty: none
  std::int32_t count = 0;
  friend bool operator==(const SavedTag&, const SavedTag&) = default;
};

// Those that are on a message, the most frequent first.
std::vector<SavedTag> saved_tags(Transaction&, UserId owner);

// Ids of what is tagged with this in the owner's Saved Messages, newest first.
std::vector<MessageId> tagged_messages(Transaction&, UserId owner, std::string_view reaction, int limit);
void set_saved_tag_title(Transaction&, UserId owner, std::string_view reaction, std::string_view title);

}  // namespace botschaft::store
