#pragma once
// Polls in chats: making, voting, stopping; and who learns of it.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/box_writer.h"
#include "domain/messages/media.h"
#include "domain/polls/content.h"

namespace botschaft::domain {

// Whether the actor may send this poll there; beside the errors of sending CHAT_SEND_POLL_FORBIDDEN and
// BROADCAST_PUBLIC_VOTERS_FORBIDDEN.
Result<void> check_can_send_poll(store::Transaction& tx, const Actor& actor, PeerId to, std::uint32_t flags);

// The same for one that exists. QUIZ_ANSWER_MISSING: without its author's name a quiz is forwarded only by
// who has answered it.
Result<void> check_can_forward_poll(store::Transaction& tx, const Actor& actor, PeerId to, store::PollId id,
                                    bool drop_author);

store::PollId create_poll(store::Transaction& tx, const Actor& actor, const NewPoll& poll);

// Notes that a message with it was put there; `id` is in the actor's box, or the channel's.
void note_poll_place(store::Transaction& tx, const Actor& actor, PeerId to, MessageId id, store::PollId poll);

// The poll of a message. MESSAGE_ID_INVALID.
Result<store::PollRow> poll_of(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id);

// Replaces the actor's vote; without options takes it back. MESSAGE_ID_INVALID, MESSAGE_POLL_CLOSED,
// OPTION_INVALID, OPTIONS_TOO_MUCH, REVOTE_NOT_ALLOWED, CHANNEL_PRIVATE, CHAT_WRITE_FORBIDDEN,
// POLL_MEMBER_RESTRICTED, ANONYMOUS_REACTIONS_DISABLED.
Result<void> vote(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                  const std::vector<std::string>& options);

// By who sent it. MESSAGE_ID_INVALID, MEDIA_PREV_INVALID (no poll), MESSAGE_AUTHOR_REQUIRED,
// MESSAGE_NOT_MODIFIED (is closed).
Result<void> stop_poll(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id);

// Their date has come (DueKind::poll_closing). Whoever reads such a poll earlier finds it closed, too
// (PollRow::closed).
void close_due_polls(store::Transaction& tx, std::span<const std::int64_t> ids, std::int32_t now);

}  // namespace botschaft::domain
