#pragma once
// For the files that read channel_messages: its columns, and the row that they make.
#include "store/messages.h"

namespace botschaft::store {

// Statements have ?1 channel, ?2 viewer. Of mentions: NULL not mentioned, 1 seen, 2 unread. Of
// voice and round video messages: whether the viewer has still to hear it.
#define BOTSCHAFT_CHANNEL_MESSAGE_COLUMNS                                                             \
  "id, author, flags, date, reply_to, text, entities, edit_date, extra, top, topic, "                 \
  "CASE WHEN flags & 8192 != 0 THEN (SELECT 1 + unread FROM channel_mentions n WHERE n.channel = ?1 " \
  "AND n.id = channel_messages.id AND n.user_id = ?2) END, sent_as, "                                 \
  "CASE WHEN (flags >> 24 & 31) IN (3, 7) THEN NOT EXISTS(SELECT 1 FROM channel_heard h WHERE "       \
  "h.channel = ?1 AND h.id = channel_messages.id AND h.user_id = ?2) END FROM channel_messages "
#define BOTSCHAFT_ABOVE_FLOOR                                                                 \
  "id > coalesce((SELECT floor FROM channel_members WHERE channel = -1000000000000 - ?1 AND " \
  "user_id = ?2), 0) "

MessageRow channel_row_of(const Query& q, UserId viewer, PeerId channel);

}  // namespace botschaft::store
