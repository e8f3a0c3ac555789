#pragma once
// The full-text index of an owner's messages: documents of two columns, found newest first.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft::store {

// Where an owner's documents are, and up to which event of his log they are complete.
struct SearchSlot {
  std::int64_t slot = 0;
  std::int32_t pts = 0;
};
std::optional<SearchSlot> find_search_slot(Transaction&, UserId owner);
SearchSlot create_search_slot(Transaction&, UserId owner, std::int32_t pts);
void set_search_pts(Transaction&, UserId owner, std::int32_t pts);

void put_document(Transaction&, std::int64_t slot, MessageId id, std::string_view marks,
                  std::string_view text);
void delete_document(Transaction&, std::int64_t slot, MessageId id);

// Ids of messages that match, newest first. `match` is an expression of SQLite's FTS5 over the columns
// `marks` and `text`.
std::vector<MessageId> find_documents(Transaction&, std::int64_t slot, std::string_view match,
                                      MessageId above, MessageId below, int limit);

// Messages that match in the index of any owner who has a username, newest document first.
struct PublicDocument {
  PeerId owner;
  MessageId id = 0;
};
std::vector<PublicDocument> find_public_documents(Transaction&, std::string_view match, int limit);

std::vector<PeerId> channels_behind(Transaction&);  // that exist, with or without an index

// Channels with a username whose index does not know everything in their log.
std::vector<PeerId> public_channels_behind(Transaction&, int limit);

}  // namespace botschaft::store
