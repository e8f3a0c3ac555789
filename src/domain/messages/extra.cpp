#include "domain/messages/extra.h"

#include "domain/messages/blob.h"

namespace botschaft::domain {
namespace {

// Each part is its tag and a text with the part's own encoding, so that a reader can pass over what it does
// not know.
enum Tag : std::uint64_t {
  kForward = 1,
  kQuote = 2,
  kReplyFrom = 3,
  kAction = 4,
  kDetails = 5,
  kSignature = 6,
  kTopicChange = 20,
  kMedia = 30,
  kTtlPeriod = 40,
  kWebPage = 41,
  kAlbum = 70,
  kWallpaper = 105,
};

std::string encode_header(const ForwardHeader& h) {
  BlobWriter out;
  out.signed_number(h.from.value);
  out.text(h.from_name);
  out.number(static_cast<std::uint32_t>(h.date));
  out.signed_number(h.saved_from.value);
  out.number(static_cast<std::uint32_t>(h.saved_from_id));
  out.number(static_cast<std::uint32_t>(h.channel_post));
  out.text(h.post_author);
  return std::string(as_text(out.take()));
}

ForwardHeader decode_header(std::string_view blob) {
  BlobReader in(as_bytes(blob));
  ForwardHeader h;
  h.from = {in.signed_number()};
  h.from_name = in.text();
  h.date = in.int32();
  h.saved_from = {in.signed_number()};
  h.saved_from_id = in.int32();
  h.channel_post = in.int32();  // older rows end before it
  h.post_author = in.text();
  return h;
}

std::string encode_quote(const Quote& q) {
  BlobWriter out;
  out.text(q.text.text);
  out.text(as_text(encode_entities(q.text.entities)));
  out.number(static_cast<std::uint32_t>(q.offset));
  return std::string(as_text(out.take()));
}

Quote decode_quote(std::string_view blob) {
  BlobReader in(as_bytes(blob));
  Quote q;
  q.text.text = in.text();
  q.text.entities = decode_entities(as_bytes(in.text()));
  q.offset = in.int32();
  return q;
}

std::string encode_details(const Service& service) {
  BlobWriter out;
  out.text(service.title);
  out.signed_number(service.number);
  for (const auto user : service.users) out.signed_number(user);
  return std::string(as_text(out.take()));
}

void decode_details(std::string_view blob, Service& service) {
  BlobReader in(as_bytes(blob));
  service.title = in.text();
  service.number = in.signed_number();
  while (in.ok() && !in.at_end()) service.users.push_back(in.signed_number());
}

// 0: not changed; else the value and one.
std::string encode_topic(const TopicChange& change) {
  const auto optional = [](std::optional<bool> value) { return value ? 1U + (*value ? 1U : 0U) : 0U; };
  BlobWriter out;
  out.number(change.title ? 1 : 0);
  out.text(change.title.value_or(""));
  out.signed_number(change.icon_color);
  out.number(change.icon_emoji ? 1 : 0);
  out.signed_number(change.icon_emoji.value_or(0));
  out.number(optional(change.closed));
  out.number(optional(change.hidden));
  return std::string(as_text(out.take()));
}

TopicChange decode_topic(std::string_view blob) {
  BlobReader in(as_bytes(blob));
  const auto optional = [&] {
    const auto value = in.number();
    return value == 0 ? std::nullopt : std::optional(value == 2);
  };
  TopicChange change;
  const bool titled = in.number() != 0;
  const std::string title(in.text());
  if (titled) change.title = title;
  change.icon_color = static_cast<std::int32_t>(in.signed_number());
  const bool with_icon = in.number() != 0;
  const auto icon = in.signed_number();
  if (with_icon) change.icon_emoji = icon;
  change.closed = optional();
  change.hidden = optional();
  return change;
}

}  // namespace

Bytes encode_extra(const MessageExtra& extra) {
  BlobWriter out;
  const auto put = [&](Tag tag, std::string_view part) {
    out.number(tag);
    out.text(part);
  };
  if (extra.forward) put(kForward, encode_header(*extra.forward));
  if (extra.quote) put(kQuote, encode_quote(*extra.quote));
  if (extra.reply_from) put(kReplyFrom, encode_header(*extra.reply_from));
  const auto& service = extra.service;
  if (service.action != ServiceAction::none) put(kAction, std::string(1, static_cast<char>(service.action)));
  const bool detailed = !service.title.empty() || !service.users.empty() || service.number != 0;
  if (detailed) put(kDetails, encode_details(service));
  if (service.topic) put(kTopicChange, encode_topic(*service.topic));
  if (service.wallpaper) put(kWallpaper, encode_wallpaper(*service.wallpaper));
  if (!extra.post_author.empty()) put(kSignature, extra.post_author);
  if (has_media(extra.media)) put(kMedia, encode_media(extra.media));
  const auto put_number = [&](Tag tag, std::int64_t value) {
    if (value == 0) return;
    BlobWriter part;
    part.number(static_cast<std::uint64_t>(value));
    put(tag, as_text(part.take()));
  };
  put_number(kTtlPeriod, extra.ttl_period);
  put_number(kWebPage, extra.web_page);
  put_number(kAlbum, extra.album);
  return out.take();
}

MessageExtra decode_extra(ByteView blob) {
  MessageExtra extra;
  BlobReader in(blob);
  while (!in.at_end()) {
    const auto tag = in.number();
    const auto part = in.text();
    if (!in.ok()) break;
    switch (tag) {
      case kForward:
        extra.forward = decode_header(part);
        break;
      case kQuote:
        extra.quote = decode_quote(part);
        break;
      case kReplyFrom:
        extra.reply_from = decode_header(part);
        break;
      case kAction:
        extra.service.action = part.empty() ? ServiceAction::none : static_cast<ServiceAction>(part[0]);
        break;
      case kDetails:
        decode_details(part, extra.service);
        break;
      case kTopicChange:
        extra.service.topic = decode_topic(part);
        break;
      case kWallpaper:
        extra.service.wallpaper = decode_wallpaper(part);
        break;
      case kSignature:
        extra.post_author = part;
        break;
      case kMedia:
        extra.media = decode_media(part);
        break;
      case kTtlPeriod:
        extra.ttl_period = BlobReader(as_bytes(part)).int32();
        break;
      case kWebPage:
        extra.web_page = static_cast<std::int64_t>(BlobReader(as_bytes(part)).number());
        break;
      case kAlbum:
        extra.album = static_cast<std::int64_t>(BlobReader(as_bytes(part)).number());
        break;
      default:
        break;
    }
  }
  return extra;
}

}  // namespace botschaft::domain
