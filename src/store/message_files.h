#pragma once
// Which files messages refer to, which keeps those from being collected; and the messages of a chat by what
// they carry (migrations/0017_message_files.sql).
#include <span>
#include <vector>

#include "store/files.h"
#include "store/reactions.h"

namespace botschaft::store {

// Replaces what was there; none: nothing is left.
void set_message_files(Transaction&, MessageKey key, std::span<const FileId> files);

// For messages that go, change their key, or are split between readers.
void delete_message_files(Transaction&, MessageKey key);
void move_message_files(Transaction&, MessageKey from, MessageKey to);
void copy_message_files(Transaction&, MessageKey from, MessageKey to);

// The same for messages that wait to be sent, by the number of their row, and for what an admin did; both go
// with their row.
void set_scheduled_files(Transaction&, std::int64_t number, std::span<const FileId> files);
void insert_admin_log_file(Transaction&, std::int64_t channel, std::int64_t entry, FileId file);

// Voice and round video messages, which are told apart by whether one has heard them.
constexpr bool is_heard(std::uint32_t flags) {
  const auto kind = media_kind(flags);
  return kind == MediaKind::voice || kind == MediaKind::round_video;
}
// In a channel: a row for each who has. False: he had before.
bool insert_heard(Transaction&, PeerId channel, MessageId id, UserId user);
void delete_heard(Transaction&, PeerId channel, MessageId id);

// Messages of a chat that carry something of these kinds. Of a channel's, `owner` is not asked.
struct MediaRange {
  std::span<const MediaKind> kinds;
  MessageId below = 0;  // exclusive bounds; 0: none
  MessageId above = 0;
  MessageId thread = 0;  // only of this thread or topic of a supergroup
  MessageId topic = 0;
};
std::vector<MessageId> find_media(Transaction&, UserId owner, PeerId peer, const MediaRange&, int limit);
std::int64_t count_media(Transaction&, UserId owner, PeerId peer, const MediaRange&);

// In all private chats and basic groups of an owner, newest first.
struct OwnMedia {
  PeerId peer;
  MessageId id = 0;
};
std::vector<OwnMedia> find_own_media(Transaction&, UserId owner, std::span<const MediaKind> kinds, int limit);

}  // namespace botschaft::store
