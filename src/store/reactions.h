#pragma once
// What people put under messages with one tap, and what is kept of it beside the messages
// (migrations/0009_reactions.sql).
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "store/messages.h"
#include "store/transaction.h"

namespace botschaft::store {

// A message, whoever's copy one has in hand: the row that holds its body. Private chats: box and id of that
// row, so it changes when its owner deletes his copy and the other side's lives on. Basic groups: the group
// and the message's number. Channels: the channel and the id.
struct MessageKey {
  std::int64_t box = 0;
  MessageId id = 0;
  friend auto operator<=>(const MessageKey&, const MessageKey&) = default;
};
MessageKey key_of(const MessageRow& row);

// Stored numbers: never reuse one.
enum ReactionFlag : std::uint32_t {
  kReactionBig = 1,
  kReactionUnread = 2,  // the author of the message has not looked at it
};

struct ReactionRow {
  UserId user = 0;
  std::int32_t position = 0;  // among those of the same person
  std::string reaction = {};
  std::int32_t date = 0;
  std::uint32_t flags = 0;
  bool is(ReactionFlag flag) const { return (flags & flag) != 0; }
};

// One person's, in his order; set_reactions() replaces them and keeps the counts in step. `position` is set
// by the order of `rows`.
std::vector<ReactionRow> reactions_of(Transaction&, MessageKey key, UserId user);
void set_reactions(Transaction&, MessageKey key, UserId user, std::span<const ReactionRow> rows);

struct ReactionCount {
  std::string reaction;
  std::int32_t count = 0;
};
std::vector<ReactionCount> reaction_counts(Transaction&, MessageKey key);  // the most frequent first

// What is under the messages of a run, by id; those with nothing under them are left out.
struct UnderMessage {
  std::vector<ReactionCount> counts = {};  // the most frequent first
  std::vector<ReactionRow> own = {};       // of the viewer, in his order
};
struct IdRun;
std::map<MessageId, UnderMessage> reactions_of_run(Transaction&, const IdRun& run, UserId viewer);

// Everybody's, the latest first: those of one kind, or of all. A page goes on behind the last of the one
// before.
struct ReactionPlace {
  std::int32_t date = INT32_MAX;
  UserId user = INT64_MAX;
  std::int32_t position = INT32_MAX;
};
std::vector<ReactionRow> list_reactions(Transaction&, MessageKey key, std::optional<std::string_view> kind,
                                        const ReactionPlace& before, int limit);

// For messages that go, change their key, or are split between readers.
void delete_reactions(Transaction&, MessageKey key);
void move_reactions(Transaction&, MessageKey from, MessageKey to);
void copy_reactions(Transaction&, MessageKey from, MessageKey to);

bool has_unread_reactions(Transaction&, MessageKey key);
void mark_reactions_read(Transaction&, MessageKey key);

void insert_unread_reaction(Transaction&, UserId owner, PeerId peer, MessageId id);
bool delete_unread_reaction(Transaction&, UserId owner, PeerId peer, MessageId id);
// Newest first. What is hidden from the owner of a channel's membership counts as not there.
std::vector<MessageId> unread_reactions(Transaction&, UserId owner, PeerId peer, int limit,
                                        const ChatPart& part = {});
std::int32_t count_unread_reactions(Transaction&, UserId owner, PeerId peer, const ChatPart& part = {});

struct AllowedReactions {
  enum class Kind : std::int32_t { none = 0, some = 1, all = 2 };  // stored numbers
  Kind kind = Kind::all;
  std::vector<std::string> some = {};
  std::int32_t unique_max = 0;  // 0: the general limit
  friend bool operator==(const AllowedReactions&, const AllowedReactions&) = default;
};
AllowedReactions allowed_reactions(Transaction&, PeerId chat);
void set_allowed_reactions(Transaction&, PeerId chat, const AllowedReactions& allowed);

// The latest first.
std::vector<std::string> recent_reactions(Transaction&, UserId owner, int limit);
void insert_recent_reaction(Transaction&, UserId owner, std::string_view reaction);
void delete_recent_reactions(Transaction&, UserId owner);

}  // namespace botschaft::store
