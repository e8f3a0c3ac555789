#pragma once
// Messages of channels: one row each, whoever is in the channel. Rules see them through store/messages.h,
// whose functions come here for a channel; the owner they name is then the one who looks: `out` is set for
// him alone, and what is up to his floor is not there.
#include "store/messages.h"

namespace botschaft::store {

std::optional<MessageRow> find_channel_message(Transaction&, UserId viewer, PeerId channel, MessageId id);
void insert_channel_message(Transaction&, const MessageRow& row);  // row.peer: the channel
void set_channel_message_flags(Transaction&, const MessageRow& row, std::uint32_t flags);
void set_channel_message_body(Transaction&, const MessageRow& row, const MessageBody& body);
void delete_channel_message(Transaction&, const MessageRow& row);

std::vector<MessageRow> channel_messages_newest_first(Transaction&, UserId viewer, PeerId channel,
                                                      const HistoryRange&, int limit);
std::vector<MessageRow> channel_messages_oldest_first(Transaction&, UserId viewer, PeerId channel,
                                                      const HistoryRange&, int limit);
std::int64_t count_channel_messages(Transaction&, UserId viewer, PeerId channel, const HistoryRange&);

// Messages of others with ids above, the viewer's floor counted in.
std::int32_t count_channel_incoming(Transaction&, UserId viewer, PeerId channel, MessageId above);

// Ids of what one member wrote in his own name, or what was written in a channel's, newest first.
std::vector<MessageId> channel_messages_by(Transaction&, PeerId channel, PeerId sender, int limit);

// Who wrote the messages in (above, up_to], each once.
std::vector<UserId> channel_authors(Transaction&, PeerId channel, MessageId above, MessageId up_to,
                                    int limit);

}  // namespace botschaft::store
