#pragma once
// Messages that delete themselves: a chat can give what is said there from now on a time to live. When it is
// over they are deleted for everybody.
#include <cstdint>
#include <span>

#include "domain/box_writer.h"
#include "store/messages.h"

namespace botschaft::domain {

// Telegram's clients offer days, its servers take what is in between.
inline constexpr std::int32_t kTtlMax = 366 * 24 * 60 * 60;

// Seconds; 0: for ever.
std::int32_t history_ttl(store::Transaction& tx, UserId viewer, PeerId peer);

// TTL_PERIOD_INVALID, CHAT_NOT_MODIFIED; where the chat does not let the actor change it CHAT_ADMIN_REQUIRED,
// and what check_can_write() says.
Result<void> set_history_ttl(store::Transaction& tx, const Actor& actor, PeerId peer, std::int32_t period);

// The same for a chat that the actor has just made.
Result<void> begin_with_ttl(store::Transaction& tx, const Actor& actor, PeerId peer, std::int32_t period);

// What the actor wants for private chats in which he has not written yet. TTL_PERIOD_INVALID.
Result<void> set_default_history_ttl(store::Transaction& tx, const Actor& actor, std::int32_t period);
std::int32_t default_history_ttl(store::Transaction& tx, UserId user);

// Before the actor writes to somebody: if it is for the first time, his wish becomes the chat's.
void apply_default_ttl(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId to);

// Gives a new message the life that its chat says, noted in its body. Returns the seconds; 0: no end.
std::int32_t limit_life(store::Transaction& tx, UserId viewer, PeerId chat, store::MessageBody& body);

// Where a message's end is noted: of a private chat for each copy (owner: the box), of a group for its number
// there, of a channel for its id (owner: the PeerId).
void set_end(store::Transaction& tx, std::int64_t owner, std::int32_t id, std::int32_t at);

// For run_due(): deletes what has come to its end.
void delete_ended(store::Transaction& tx, std::int64_t owner, std::span<const std::int64_t> ids,
                  std::int32_t now);

}  // namespace botschaft::domain
