#pragma once
// Rows of messages in people's boxes. Of a private message one of the two rows holds the body
// (migrations/0003_messages.sql), of a group's none: it is stored once for all (migrations/0004_groups.sql).
// Messages of channels are in nobody's box (store/channel_messages.h), but the functions here serve them too.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft::store {

// Of a copy. Stored numbers: never reuse one.
enum MessageFlag : std::uint32_t {
  kOut = 1,  // sent by the owner of the box
  kPinned = 2,
  kSilent = 4,
  kNoForwards = 8,
  kMentioned = 16,
  kMediaUnread = 32,
  kService = 64,  // `extra` says what happened
  kForwarded = 128,
  kNoWebPage = 256,
  kInvertMedia = 512,
  kHasLink = 1024,
  kPost = 2048,  // of a broadcast channel: the channel speaks, not a person
  // Of channels' messages:
  kHasMentions = 8192,      // store/mentions.h says whom it mentions
  kHasThread = 16384,       // there is a row in store/threads.h of it, or of the post's copy
  kDiscussionRoot = 32768,  // the copy of a post in the discussion group, under which it is commented on
  // Bits 18 to 20: what has to do with time.
  kFromScheduled = 1U << 18,  // was sent when its time had come
  kScheduled = 1U << 19,      // never stored: a message that waits to be sent, made to look like one
  // Bits 24 to 28: a MediaKind.
};

// What a message carries, as clients sort it into tabs. Part of its flags, so that an index finds it there
// (migrations/0017_message_files.sql). Stored numbers: never reuse one.
enum class MediaKind : std::uint32_t {
  none = 0,
  photo = 1,
  video = 2,
  round_video = 3,
  gif = 4,
  document = 5,
  music = 6,
  voice = 7,
  sticker = 8,
  geo = 9,
  contact = 10,
  poll = 11,
  chat_photo = 12,
  wallpaper = 13,  // of a service message; no tab
};
inline constexpr unsigned kMediaKindShift = 24;
inline constexpr std::uint32_t kMediaKindMask = 31U << kMediaKindShift;

constexpr MediaKind media_kind(std::uint32_t flags) {
  return static_cast<MediaKind>((flags & kMediaKindMask) >> kMediaKindShift);
}
constexpr std::uint32_t with_media_kind(std::uint32_t flags, MediaKind kind) {
  return (flags & ~kMediaKindMask) | static_cast<std::uint32_t>(kind) << kMediaKindShift;
}
// Whether there are files of it in store/message_files.h.
constexpr bool names_files(std::uint32_t flags) {
  const auto kind = media_kind(flags);
  return (kind >= MediaKind::photo && kind <= MediaKind::sticker) || kind == MediaKind::chat_photo ||
         kind == MediaKind::wallpaper;
}

// The topic of a supergroup's messages that are in no other.
inline constexpr MessageId kGeneralTopic = 1;

struct MessageBody {
  std::string text = {};
  Bytes entities = {};  // empty: none
  std::optional<std::int32_t> edit_date = {};
  Bytes extra = {};  // empty: none
};

struct MessageRow {
  UserId owner = 0;
  PeerId peer = {};
  MessageId id = 0;
  MessageId twin = 0;  // id in the box of `peer`; 0: none. In a group: the message's number there
  std::uint32_t flags = 0;
  std::int32_t date = 0;
  std::optional<MessageId> reply_to = {};
  MessageId top = 0;      // in a supergroup: the message its thread of answers began with; 0: it answers none
  MessageId topic = 0;    // in a supergroup: the topic, kGeneralTopic where none was made
  bool has_body = false;  // the body is in this row, not in the twin's
  MessageBody body = {};  // filled wherever it is
  UserId author = 0;      // filled by reading
  PeerId sent_as = {};    // of a channel: who speaks instead of the author

  bool out() const { return (flags & kOut) != 0; }
  // Whom readers see as the author, and nobody else: a broadcast channel speaks for itself, also in its
  // discussion group, where it is the author; a group speaks for an anonymous admin.
  PeerId sender() const {
    if (is(kPost)) return peer;
    return sent_as != PeerId{} ? sent_as : PeerId{author};
  }
  bool is(MessageFlag flag) const { return (flags & flag) != 0; }
};

// What both sides' rows need of one new message. For Saved Messages owner == peer and there is no twin.
void insert_message(Transaction&, const MessageRow& row);

std::optional<MessageRow> find_message(Transaction&, UserId owner, PeerId peer, MessageId id);

// Finds the chat of a message by its event; nothing if there is or was no such message.
std::optional<PeerId> find_message_peer(Transaction&, UserId owner, MessageId id);
std::optional<MessageRow> find_message(Transaction&, UserId owner, MessageId id);

void set_message_flags(Transaction&, const MessageRow& row, std::uint32_t flags);
void set_message_body(Transaction&, const MessageRow& row, const MessageBody& body);

// Removes one copy. If the other side keeps its copy, that one gets the body and has no twin any more. The
// body of a group's message goes with the last copy.
void delete_message(Transaction&, const MessageRow& row);

// A window of a chat's history. Ids are exclusive bounds; 0: no bound.
struct HistoryRange {
  MessageId below = 0;           // id < below
  MessageId above = 0;           // id > above
  std::int32_t before_date = 0;  // date < before_date
  std::int32_t after_date = 0;   // date > after_date
  MessageId thread = 0;          // only answers in this thread of a supergroup
  MessageId topic = 0;           // only messages in this topic of one
};
// A part of a supergroup: a topic, or a thread of answers. Zeros: all of the chat.
struct ChatPart {
  MessageId topic = 0;
  MessageId thread = 0;
};

std::vector<MessageRow> messages_newest_first(Transaction&, UserId owner, PeerId peer, const HistoryRange&,
                                              int limit);
std::vector<MessageRow> messages_oldest_first(Transaction&, UserId owner, PeerId peer, const HistoryRange&,
                                              int limit);
std::int64_t count_messages(Transaction&, UserId owner, PeerId peer, const HistoryRange&);
std::int32_t count_incoming(Transaction&, UserId owner, PeerId peer, MessageId above, MessageId up_to);

// The newest message that the other side wrote, with ids in (above, up_to]: its id in his box; 0: none.
MessageId newest_incoming_twin(Transaction&, UserId owner, PeerId peer, MessageId above, MessageId up_to);

// What decides whether one person may write to another; one statement, for it is asked for every message.
struct Correspondence {
  bool known = false;  // the other exists
  bool deleted = false;
  bool blocked = false;       // the other is blocked by the one who wants to write
  bool blocked_back = false;  // and the other way round
};
Correspondence find_correspondence(Transaction&, UserId from, UserId to);

std::optional<MessageId> find_send(Transaction&, UserId owner, std::int64_t random_id);
void insert_send(Transaction&, UserId owner, std::int64_t random_id, MessageId id);

void insert_pin(Transaction&, UserId owner, PeerId peer, MessageId id);
void delete_pin(Transaction&, UserId owner, PeerId peer, MessageId id);
std::vector<MessageId> pinned_messages(Transaction&, UserId owner, PeerId peer, MessageId below, int limit);

}  // namespace botschaft::store
