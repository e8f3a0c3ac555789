#include "domain/channels/box.h"

#include <array>

#include "domain/channels/send_as.h"
#include "domain/channels/threads.h"
#include "domain/messages/extra.h"
#include "domain/messages/files.h"
#include "domain/messages/ttl.h"

namespace botschaft::domain {
namespace {

// Posts of broadcasts are in no topic.
MessageId topic_of(const ThreadPlace& place, MessageId id, std::uint32_t flags) {
  if ((flags & store::kPost) != 0) return 0;
  return place.topic == kItsOwnTopic ? id : place.topic != 0 ? place.topic : store::kGeneralTopic;
}

}  // namespace

MessageId post_in_channel(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId channel,
                          std::uint32_t flags, std::optional<MessageId> reply_to,
                          const store::MessageBody& final_body, const ThreadPlace& place, PeerId sent_as) {
  auto body = final_body;
  const auto life = limit_life(tx, actor.user, channel, body);
  const auto id = boxes.append(box_of(channel), EventKind::message, channel, actor.now);
  store::insert_message(tx, {.peer = channel,
                             .id = id,
                             .flags = flags,
                             .date = actor.now,
                             .reply_to = reply_to,
                             .top = place.top,
                             .topic = topic_of(place, id, flags),
                             .has_body = true,
                             .body = body,
                             .author = actor.user,
                             .sent_as = sent_as});
  hold_files(tx, {channel.value, id}, flags, body);
  if (place.top != 0) count_answer(tx, channel, place.top);
  if (life != 0) set_end(tx, box_of(channel), id, actor.now + life);
  return id;
}

MessageId say_in_channel(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId channel,
                         const Service& service, std::uint32_t flags, const ThreadPlace& place) {
  return post_in_channel(tx, boxes, actor, channel, flags | service_flags(service), std::nullopt,
                         {.extra = encode_extra({.service = service})}, place,
                         shown_doer(tx, actor, channel));
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
