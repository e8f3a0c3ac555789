#pragma once
// Messages that are sent later (migrations/0010_time.sql).
#include <cstdint>
#include <optional>
#include <vector>

#include "store/messages.h"

namespace botschaft::store {

// "When the other is online", in place of a date.
inline constexpr std::int32_t kWhenOnline = 0x7ffffffe;

struct ScheduledRow {
  std::int64_t number = 0;  // of the row; given by insert_scheduled()
  std::int64_t box = 0;     // who sees it: its author, or a broadcast channel's PeerId
  PeerId peer = {};
  MessageId id = 0;  // in the box's list for the peer; given by insert_scheduled()
  UserId author = 0;
  std::optional<std::int64_t> random_id = {};
  std::int32_t at = 0;  // unix seconds, or kWhenOnline
  std::int32_t repeat_period = 0;
  std::uint32_t flags = 0;
  std::optional<MessageId> reply_to = {};
  MessageId thread = 0;  // the topic or thread it goes to
  PeerId send_as = {};   // as whom, where the author has said it; none: as whoever he is then
  MessageBody body = {};
};

void insert_scheduled(Transaction&, ScheduledRow& row);
void update_scheduled(Transaction&, const ScheduledRow& row);  // when, flags and body
void delete_scheduled(Transaction&, const ScheduledRow& row);

std::optional<ScheduledRow> find_scheduled(Transaction&, std::int64_t number);
std::optional<ScheduledRow> find_scheduled(Transaction&, std::int64_t box, PeerId peer, MessageId id);
std::optional<ScheduledRow> find_scheduled_send(Transaction&, UserId author, std::int64_t random_id);

// The list for one chat, what is sent last first.
std::vector<ScheduledRow> list_scheduled(Transaction&, std::int64_t box, PeerId peer);
std::int32_t count_scheduled(Transaction&, std::int64_t box, PeerId peer);

// What waits for this person to come online.
std::vector<ScheduledRow> scheduled_until_online(Transaction&, UserId user);

}  // namespace botschaft::store
