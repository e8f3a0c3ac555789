#include "domain/channels/box.h"

#include <array>

#include "domain/messages/extra.h"

namespace botschaft::domain {

MessageId post_in_channel(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId channel,
                          std::uint32_t flags, std::optional<MessageId> reply_to,
                          const store::MessageBody& body) {
  const auto id = boxes.append(box_of(channel), EventKind::message, channel, actor.now);
  store::insert_message(tx, {.peer = channel,
                             .id = id,
                             .flags = flags,
                             .date = actor.now,
                             .reply_to = reply_to,
                             .has_body = true,
                             .body = body,
                             .author = actor.user});
  return id;
}

MessageId say_in_channel(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId channel,
                         const Service& service, std::uint32_t flags) {
  return post_in_channel(tx, boxes, actor, channel, flags | store::kService, std::nullopt,
                         {.extra = encode_extra({.service = service})});
}

void tell_edited(BoxWriter& boxes, const Actor& actor, PeerId channel, MessageId id) {
  std::array<std::uint8_t, 4> date;
  store_le(date.data(), actor.now);
  boxes.append(box_of(channel), EventKind::message_edited, channel, id, date);
}

std::int32_t date_of_channel_event(const store::Event& event) {
  if (static_cast<EventKind>(event.kind) != EventKind::message_edited) {
    return static_cast<std::int32_t>(event.arg);
  }
  return event.data.size() == 4 ? load_le<std::int32_t>(event.data.data()) : 0;
}

}  // namespace botschaft::domain
