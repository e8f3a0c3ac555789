#pragma once
// Messages that are sent later (core.telegram.org/api/scheduled-messages). One that waits is nobody's message
// yet: it is in a list of its author's for the chat, or, of a broadcast channel, in one that all share who
// may post there. Whether it may be sent is asked again when its time has come.
#include <optional>
#include <span>
#include <vector>

#include "domain/messages/editing.h"
#include "domain/messages/send.h"
#include "store/scheduled_messages.h"

namespace botschaft::domain {

inline constexpr int kScheduledMax = 100;  // in one list
// Clients offer a year; TDLib lets 367 days pass.
inline constexpr std::int32_t kScheduledAhead = 367 * 24 * 60 * 60;
// What is closer is sent at once.
inline constexpr std::int32_t kScheduledAtLeast = 10;

// Puts a message that is ready to be posted into the list. SCHEDULE_DATE_INVALID, SCHEDULE_DATE_TOO_LATE,
// SCHEDULE_STATUS_PRIVATE, SCHEDULE_TOO_MUCH.
Result<Sent> schedule(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& posting,
                      std::int64_t random_id, const Schedule& when);

// The list as the actor may see it; nothing where he may not post in a broadcast: CHAT_ADMIN_REQUIRED.
Result<std::vector<store::ScheduledRow>> scheduled_messages(store::Transaction& tx, const Actor& actor,
                                                            PeerId peer);

// Whether there is anything in it that this person may see.
bool has_scheduled(store::Transaction& tx, UserId viewer, PeerId peer, std::int32_t now);

// Nothing if there is no such message (any more) for this person.
std::optional<store::ScheduledRow> visible_scheduled(store::Transaction& tx, UserId viewer, PeerId peer,
                                                     MessageId id);

// The row as a message of the viewer's, dated when it will be sent.
store::MessageRow as_message(const store::ScheduledRow& row, UserId viewer);

// Changes when it is sent and, with `editing`, what; or one of both. MESSAGE_ID_INVALID,
// MESSAGE_AUTHOR_REQUIRED, MESSAGE_NOT_MODIFIED, and what schedule() and edited() say.
Result<void> edit_scheduled(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                            const std::optional<Editing>& editing, const Schedule& when);

// Sends at once what waits. MESSAGE_ID_INVALID, and the errors of sending.
Result<void> send_scheduled(store::Transaction& tx, const Actor& actor, PeerId peer,
                            const std::vector<MessageId>& ids);

// Unknown ids are passed over. CHAT_ADMIN_REQUIRED.
Result<void> delete_scheduled(store::Transaction& tx, const Actor& actor, PeerId peer,
                              const std::vector<MessageId>& ids);

// For run_due(): sends what is due of one author's, by the numbers of the rows. What may not be sent any more
// is dropped, and its author told that it is not in the list any more.
void send_due_messages(store::Transaction& tx, UserId author, std::span<const std::int64_t> numbers,
                       std::int32_t now);

// Somebody has come online: what waited for him is due.
void release_until_online(store::Transaction& tx, UserId user, std::int32_t now);

// What the data of EventKind::scheduled_deleted says: which are gone from the list, and as which messages
// those of them were sent that were.
struct ScheduledGone {
  MessageId id = 0;
  MessageId sent = 0;  // 0: it was deleted
};
std::vector<ScheduledGone> scheduled_gone(ByteView data);

}  // namespace botschaft::domain
