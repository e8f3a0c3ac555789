#pragma once
// Copies of messages, with the name of who wrote them or without.
#include <optional>
#include <vector>

#include "domain/messages/send.h"

namespace botschaft::domain {

// Copies of messages of `from` to `to`, in the given order.
struct Forwarding {
  PeerId from;
  std::vector<MessageId> ids;            // in the sender's box
  std::vector<std::int64_t> random_ids;  // one for each
  std::uint32_t flags = 0;
  bool drop_author = false;
  bool drop_captions = false;  // of media: what is said under it
  std::int64_t album = 0;      // a fresh number: albums among them stay together, under numbers made of it
  MessageId top = 0;           // the topic or thread they go to; 0: none
  std::optional<Schedule> schedule = {};
  std::optional<PeerId> send_as = {};
};

// One result for each id; without value where there is no such message (any more). MESSAGE_IDS_EMPTY,
// RANDOM_ID_INVALID, MESSAGE_ID_INVALID (not one is there), CHAT_FORWARDS_RESTRICTED, and the errors of
// sending.
Result<std::vector<std::optional<Sent>>> forward_messages(store::Transaction& tx, const Actor& actor,
                                                          PeerId to, const Forwarding& forwarding);

// Where a message comes from, as whoever gets a copy by `forwarder` is told: the author's name goes along
// unless his privacy settings keep him from being linked.
ForwardHeader forward_header(store::Transaction& tx, UserId forwarder, const store::MessageRow& row);

}  // namespace botschaft::domain
