#pragma once
// New messages of private chats and basic groups.
#include <optional>
#include <vector>

#include "base/error.h"
#include "domain/access.h"
#include "domain/box_writer.h"
#include "domain/messages/extra.h"
#include "domain/polls/content.h"
#include "store/messages.h"

namespace botschaft::domain {

// The message a new one answers. A message that is not there any more is not an error: the answer is sent
// without it.
struct ReplyTo {
  MessageId id = 0;                 // in the sender's box, or in `chat`
  MessageId top = 0;                // the thread or topic that it is to be in, if that is not clear from `id`
  PeerId chat = {};                 // given if it is a channel
  std::optional<Quote> quote = {};  // must occur in the message: QUOTE_TEXT_INVALID
};

// When to send it, if not now.
struct Schedule {
  std::int32_t at = 0;             // unix seconds, or store::kWhenOnline
  std::int32_t repeat_period = 0;  // seconds: a day, 7, 14, 30, 91, 182 or 365 of them; 0: once
};

struct Outgoing {
  FormattedText text;  // as the client sent it
  std::int64_t random_id = 0;
  std::uint32_t flags = 0;  // kSilent, kNoForwards, kNoWebPage, kInvertMedia of store::MessageFlag
  std::optional<ReplyTo> reply_to = {};
  bool clear_draft = false;
  Media media = {};
  std::optional<NewPoll> poll = {};  // is made, and is the media then
  std::optional<Schedule> schedule = {};
  std::optional<PeerId> send_as = {};  // SEND_AS_PEER_INVALID
  bool previews = false;               // of links, unless kNoWebPage
  std::int64_t album = 0;              // MessageExtra::album; set by send_album()
};

struct Sent {
  MessageId id = 0;        // in the sender's box
  bool repeated = false;   // random_id was known: nothing was done
  bool scheduled = false;  // the id is one of the list of scheduled messages
};

// RANDOM_ID_EMPTY, TTL_MEDIA_INVALID, what check_can_send(), normalize() and schedule() say.
Result<Sent> send_message(store::Transaction& tx, const Actor& actor, PeerId to, const Outgoing& message);

inline constexpr std::size_t kAlbumMax = 10;

// Messages that are shown as one, under the number `album`: all are sent, or none. `messages` are not empty,
// and each carries something. MULTI_MEDIA_TOO_LONG, MEDIA_INVALID (they do not go together),
// RANDOM_ID_DUPLICATE, and what send_message() says.
Result<std::vector<std::optional<Sent>>> send_album(store::Transaction& tx, const Actor& actor, PeerId to,
                                                    const std::vector<Outgoing>& messages,
                                                    std::int64_t album);

// Of messages that one call sends: RANDOM_ID_EMPTY, RANDOM_ID_DUPLICATE.
Result<void> check_random_ids(std::vector<std::int64_t> random_ids);

// Whether the actor may send something of that kind (deed_of() in files.h) to `to` now: what
// check_can_write() says, and VOICE_MESSAGES_FORBIDDEN.
Result<void> check_can_send(store::Transaction& tx, const Actor& actor, PeerId to, Deed deed = Deed::write);

// Whether `from` may write to `to` at all. USER_IS_BLOCKED, YOU_BLOCKED_USER, INPUT_USER_DEACTIVATED; in
// groups what check_deed() says.
Result<void> check_can_write(store::Transaction& tx, UserId from, PeerId to, Deed deed = Deed::write);

// Where in a supergroup a message belongs. Zeros: it answers nobody, and is in General.
struct ThreadPlace {
  MessageId top = 0;
  MessageId topic = 0;  // kItsOwnTopic: the message begins one
};
inline constexpr MessageId kItsOwnTopic = -1;

// Puts a message into the boxes of all who are in the chat; `flags` and `body` are final. Returns its id in
// the sender's box.
struct Posting {
  PeerId to;
  ThreadPlace place = {};
  std::uint32_t flags = 0;
  std::optional<MessageId> reply_to = {};  // in the sender's box
  store::MessageBody body = {};
  bool both_sides = true;              // false: only in the sender's box
  std::optional<PeerId> send_as = {};  // in a channel, checked; none: what the sender has settled on there
};
MessageId post(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& posting);

// Posts it now, and remembers the random_id; or puts it among the scheduled messages. What schedule() says.
Result<Sent> send_or_schedule(store::Transaction& tx, BoxWriter& boxes, const Actor& actor,
                              const Posting& posting, std::int64_t random_id,
                              const std::optional<Schedule>& when);

}  // namespace botschaft::domain
