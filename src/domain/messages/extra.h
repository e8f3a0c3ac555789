#pragma once
// What a few messages have beside their text; kept in MessageBody::extra.
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/ids.h"
#include "domain/messages/entities.h"
#include "domain/messages/media.h"
#include "domain/messages/service.h"

namespace botschaft::domain {

// Where a forwarded message comes from. Without `from` the author does not want to be named, `from_name` is
// all.
struct ForwardHeader {
  PeerId from = {};
  std::string from_name = {};
  std::int32_t date = 0;
  // In Saved Messages: the chat it was forwarded from, and its id in the owner's box. In
  // MessageExtra::reply_from: the channel and its post that is answered.
  PeerId saved_from = {};
  MessageId saved_from_id = 0;
  MessageId channel_post = 0;    // of a broadcast: the post's id there
  std::string post_author = {};  // and its signature
  friend bool operator==(const ForwardHeader&, const ForwardHeader&) = default;
};

// The quoted part of the message that is replied to.
struct Quote {
  FormattedText text;
  std::int32_t offset = 0;  // in the original, UTF-16 code units
  friend bool operator==(const Quote&, const Quote&) = default;
};

struct MessageExtra {
  std::optional<ForwardHeader> forward = {};
  std::optional<Quote> quote = {};
  std::optional<ForwardHeader> reply_from =
      {};                        // the message replied to is in another chat: who wrote it, and when
  Service service = {};          // of service messages
  std::string post_author = {};  // signature of a channel's post
  Media media = {};
  std::int32_t ttl_period = 0;  // seconds from its date on, then it is deleted; 0: never
  std::int64_t web_page = 0;    // the page it links to (store/web_pages.h)
  std::int64_t album = 0;       // the same for messages that are shown as one; 0: none (grouped_id)

  friend bool operator==(const MessageExtra&, const MessageExtra&) = default;
};

// Empty for a message with nothing extra.
Bytes encode_extra(const MessageExtra& extra);
MessageExtra decode_extra(ByteView blob);

}  // namespace botschaft::domain
