#include "domain/messages/send.h"

#include <algorithm>
#include <utility>

#include "domain/accounts/privacy.h"
#include "domain/channels/posts.h"
#include "domain/channels/send_as.h"
#include "domain/channels/threads.h"
#include "domain/groups/post.h"
#include "domain/messages/files.h"
#include "domain/messages/forward.h"
#include "domain/messages/protection.h"
#include "domain/messages/scheduled.h"
#include "domain/messages/ttl.h"
#include "domain/messages/unicode.h"
#include "domain/messages/web_pages.h"
#include "domain/polls/polls.h"
#include "domain/protection.h"
#include "store/dialogs.h"
#include "store/events.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kQuoteUnitsMax = 1024;

store::MessageBody body_of(const FormattedText& text, const MessageExtra& extra) {
  return {.text = text.text,
          .entities = encode_entities(text.entities),
          .edit_date = std::nullopt,
          .extra = encode_extra(extra)};
}

// Styles alone: a quote neither links nor mentions anybody.
bool quotable(EntityType type) {
  switch (type) {
    case EntityType::bold:
    case EntityType::italic:
    case EntityType::underline:
    case EntityType::strike:
    case EntityType::spoiler:
    case EntityType::custom_emoji:
      return true;
    default:
      return false;
  }
}

// A quote is believed only if it is really part of the message; where it stands may have moved by an edit.
Result<Quote> check_quote(const store::MessageRow& original, const Quote& quote) {
  TRY_ASSIGN(auto text, normalize(quote.text, kQuoteUnitsMax));
  const auto at = original.body.text.find(text.text);
  if (at == std::string::npos) return fail(Err::QUOTE_TEXT_INVALID);
  const auto length = utf16_length(text.text);
  const auto claimed = utf16_substring(original.body.text, quote.offset, length);
  std::erase_if(text.entities, [](const Entity& e) { return !quotable(e.type); });
  if (claimed == text.text) return Quote{std::move(text), quote.offset};
  const auto offset = utf16_length(std::string_view(original.body.text).substr(0, at));
  return Quote{std::move(text), offset};
}

// Fills in what the answer to a message needs.
Result<void> attach_reply(store::Transaction& tx, UserId owner, PeerId to, const ReplyTo& reply,
                          Posting& posting, MessageExtra& extra) {
  const auto original = reply.chat.is_channel() ? store::find_message(tx, owner, reply.chat, reply.id)
                                                : store::find_message(tx, owner, reply.id);
  if (!original || original->is(store::kService)) return {};
  if (original->peer != to) TRY(check_may_leave_chat(tx, *original));
  if (reply.quote) {
    TRY_ASSIGN(extra.quote, check_quote(*original, *reply.quote));
  }
  if (original->peer == to) {
    posting.reply_to = original->id;
  } else {
    extra.reply_from = forward_header(tx, owner, *original);
    if (original->is(store::kPost)) {
      extra.reply_from->saved_from = original->peer;
      extra.reply_from->saved_from_id = original->id;
    }
  }
  return {};
}

MessageId put_in_boxes(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& p) {
  if (p.to.is_channel()) return submit_post(tx, boxes, actor, p);
  if (p.to.is_chat())
    return p.both_sides ? post_to_group(tx, boxes, actor, p) : note_in_group(tx, boxes, actor, p);
  const auto self = PeerId::user(actor.user);
  const bool twins = p.both_sides && p.to != self;
  const auto unread = twins ? unread_flag(p.flags, p.body) : 0;
  auto body = p.body;
  const auto life = p.both_sides ? limit_life(tx, actor.user, p.to, body) : 0;
  store::MessageRow mine{.owner = actor.user,
                         .peer = p.to,
                         .id = boxes.append(actor.user, EventKind::message, p.to),
                         .twin = twins ? boxes.append(p.to.value, EventKind::message, self) : 0,
                         .flags = p.flags | store::kOut | unread,
                         .date = actor.now,
                         .reply_to = p.reply_to,
                         .has_body = true,
                         .body = std::move(body)};
  store::insert_message(tx, mine);
  hold_files(tx, {mine.owner, mine.id}, mine.flags, mine.body);
  if (life != 0) set_end(tx, mine.owner, mine.id, actor.now + life);
  store::raise_dialog(tx, actor.user, p.to, mine.id, actor.now, false);
  if (!twins) return mine.id;

  store::MessageRow theirs{.owner = p.to.value,
                           .peer = self,
                           .id = mine.twin,
                           .twin = mine.id,
                           .flags = p.flags | unread,
                           .date = actor.now};
  if (p.reply_to) {
    const auto original = store::find_message(tx, actor.user, p.to, *p.reply_to);
    if (original && original->twin != 0) theirs.reply_to = original->twin;
  }
  store::insert_message(tx, theirs);
  if (life != 0) set_end(tx, theirs.owner, theirs.id, actor.now + life);
  store::raise_dialog(tx, theirs.owner, theirs.peer, theirs.id, actor.now, true);
  return mine.id;
}

}  // namespace

Result<void> check_random_ids(std::vector<std::int64_t> random_ids) {
  std::ranges::sort(random_ids);
  if (std::ranges::binary_search(random_ids, 0)) return fail(Err::RANDOM_ID_EMPTY);
  if (std::ranges::adjacent_find(random_ids) != random_ids.end()) return fail(Err::RANDOM_ID_DUPLICATE);
  return {};
}

Result<void> check_can_send(store::Transaction& tx, const Actor& actor, PeerId to, Deed deed) {
  if (to.is_channel()) return check_can_post(tx, actor, to, deed);
  TRY(check_can_write(tx, actor.user, to, deed));
  const bool spoken = deed == Deed::send_voice || deed == Deed::send_round_video;
  if (spoken && to.is_user() && !privacy_allows(tx, to.value, PrivacyKey::voice_messages, actor.user))
    return fail(Err::VOICE_MESSAGES_FORBIDDEN);
  return {};
}

Result<void> check_can_write(store::Transaction& tx, UserId from, PeerId to, Deed deed) {
  if (to.is_chat()) {
    TRY_ASSIGN(const auto membership, require_member(tx, to.bare(), from));
    return check_deed(membership, deed);
  }
  if (!to.is_user()) return fail(Err::PEER_ID_INVALID);
  if (to.value == from) return {};
  const auto state = store::find_correspondence(tx, from, to.value);
  if (!state.known) return fail(Err::PEER_ID_INVALID);
  if (state.deleted) return fail(Err::INPUT_USER_DEACTIVATED);
  if (state.blocked) return fail(Err::YOU_BLOCKED_USER);
  if (state.blocked_back) return fail(Err::USER_IS_BLOCKED);
  return {};
}

MessageId post(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& p) {
  const auto id = put_in_boxes(tx, boxes, actor, p);
  const auto media = decode_extra(p.body.extra).media;
  if (const auto* poll = std::get_if<PollMedia>(&media)) note_poll_place(tx, actor, p.to, id, poll->poll);
  return id;
}

Result<Sent> send_or_schedule(store::Transaction& tx, BoxWriter& boxes, const Actor& actor,
                              const Posting& posting, std::int64_t random_id,
                              const std::optional<Schedule>& when) {
  if (when) return schedule(tx, boxes, actor, posting, random_id, *when);
  apply_default_ttl(tx, boxes, actor, posting.to);
  const auto id = post(tx, boxes, actor, posting);
  store::insert_send(tx, actor.user, random_id, id);
  await_page_of(tx, actor.user, posting.to, id, posting.body);
  return Sent{.id = id};
}

namespace {

// Everything that forbids it, before anything is done.
Result<void> check_outgoing(store::Transaction& tx, const Actor& actor, PeerId to, const Outgoing& message) {
  TRY(message.poll ? check_can_send_poll(tx, actor, to, message.poll->flags)
                   : check_can_send(tx, actor, to, deed_of(kind_of(message.media))));
  const bool for_one = to.is_user() && to.value != actor.user && !message.schedule;
  if (destroys_itself(message.media) && !for_one) return fail(Err::TTL_MEDIA_INVALID);
  return {};
}

// What may be sent.
Result<Sent> send_checked(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId to,
                          const Outgoing& message) {
  if (message.send_as) TRY(check_send_as(tx, actor, to, *message.send_as));
  const bool bare = !message.poll && !has_media(message.media);
  TRY_ASSIGN(const auto text, bare ? normalize(message.text) : normalize_caption(message.text));

  Posting posting{.to = to, .flags = message.flags, .send_as = message.send_as};
  MessageExtra extra{.media = message.media, .album = message.album};
  if (message.poll) extra.media = PollMedia{create_poll(tx, actor, *message.poll)};
  posting.flags = store::with_media_kind(posting.flags, kind_of(extra.media));
  if (to.is_channel()) {
    const auto reply = message.reply_to.value_or(ReplyTo{});
    TRY_ASSIGN(posting.place, place_in_channel(tx, actor, to, reply.chat == to ? reply.id : 0, reply.top));
  }
  if (message.reply_to) TRY(attach_reply(tx, actor.user, to, *message.reply_to, posting, extra));
  if (has_link(text.entities)) posting.flags |= store::kHasLink;
  if (message.previews) extra.web_page = linked_page(tx, text, message.flags, actor.now);
  posting.body = body_of(text, extra);
  TRY_ASSIGN(const auto sent,
             send_or_schedule(tx, boxes, actor, posting, message.random_id, message.schedule));
  if (message.clear_draft && store::delete_draft(tx, actor.user, to))
    boxes.append(actor.user, EventKind::draft, to);
  return sent;
}

}  // namespace

Result<Sent> send_message(store::Transaction& tx, const Actor& actor, PeerId to, const Outgoing& message) {
  if (message.random_id == 0) return fail(Err::RANDOM_ID_EMPTY);
  if (const auto known = store::find_send(tx, actor.user, message.random_id)) return Sent{*known, true};
  TRY(check_outgoing(tx, actor, to, message));
  BoxWriter boxes(tx, actor);
  return send_checked(tx, boxes, actor, to, message);
}

Result<std::vector<std::optional<Sent>>> send_album(store::Transaction& tx, const Actor& actor, PeerId to,
                                                    const std::vector<Outgoing>& messages,
                                                    std::int64_t album) {
  if (messages.size() > kAlbumMax) return fail(Err::MULTI_MEDIA_TOO_LONG);
  std::vector<std::int64_t> random_ids;
  for (const auto& message : messages) {
    random_ids.push_back(message.random_id);
    const bool fits = messages.size() == 1 || go_together(kind_of(messages[0].media), kind_of(message.media));
    if (!fits) return fail(Err::MEDIA_INVALID);
  }
  TRY(check_random_ids(std::move(random_ids)));
  std::vector<std::optional<Sent>> out;
  for (const auto& message : messages) {
    if (const auto known = store::find_send(tx, actor.user, message.random_id)) {
      out.push_back(Sent{*known, true});
      continue;
    }
    TRY(check_outgoing(tx, actor, to, message));
    out.push_back(std::nullopt);
  }
  BoxWriter boxes(tx, actor);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (out[i]) continue;
    auto message = messages[i];
    if (messages.size() > 1) message.album = album;
    TRY_ASSIGN(out[i], send_checked(tx, boxes, actor, to, message));
  }
  return out;
}

}  // namespace botschaft::domain
