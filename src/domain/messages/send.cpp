#include "domain/messages/send.h"

#include <algorithm>
#include <set>

#include "domain/accounts/privacy.h"
#include "domain/channels/counters.h"
#include "domain/channels/posts.h"
#include "domain/channels/send_as.h"
#include "domain/channels/threads.h"
#include "domain/groups/post.h"
#include "domain/messages/files.h"
#include "domain/messages/protection.h"
#include "domain/messages/scheduled.h"
#include "domain/messages/ttl.h"
#include "domain/messages/unicode.h"
#include "domain/messages/web_pages.h"
#include "domain/polls/polls.h"
#include "domain/protection.h"
#include "store/dialogs.h"
#include "store/events.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kForwardsMax = 100;
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

ForwardHeader header_of(store::Transaction& tx, UserId forwarder, const store::MessageRow& row);

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
    extra.reply_from = header_of(tx, owner, *original);
    if (original->is(store::kPost)) {
      extra.reply_from->saved_from = original->peer;
      extra.reply_from->saved_from_id = original->id;
    }
  }
  return {};
}

// The author's name goes along unless his privacy settings keep him from being linked.
ForwardHeader header_of(store::Transaction& tx, UserId forwarder, const store::MessageRow& row) {
  const auto extra = decode_extra(row.body.extra);
  if (const auto& old = extra.forward) {
    return {.from = old->from,
            .from_name = old->from_name,
            .date = old->date,
            .channel_post = old->channel_post,
            .post_author = old->post_author};
  }
  if (row.is(store::kPost)) {
    return {.from = row.peer, .date = row.date, .channel_post = row.id, .post_author = extra.post_author};
  }
  if (!row.sender().is_user()) {
    return {.from = row.sender(), .date = row.date, .post_author = extra.post_author};
  }
  const auto author = row.author;
  ForwardHeader header{.from = PeerId::user(author), .date = row.date};
  if (author == forwarder || privacy_allows(tx, author, PrivacyKey::forwards, forwarder)) return header;
  const auto user = store::find_user(tx, author);
  header.from = {};
  if (user)
    header.from_name = user->last_name.empty() ? user->first_name : user->first_name + " " + user->last_name;
  return header;
}

Posting forwarded(store::Transaction& tx, const Actor& actor, PeerId to, const Forwarding& f,
                  const store::MessageRow& row) {
  const auto original = decode_extra(row.body.extra);
  MessageExtra extra{.media = original.media, .web_page = original.web_page};
  if (original.album != 0) extra.album = original.album ^ f.album;
  if (!f.drop_author) {
    extra.forward = header_of(tx, actor.user, row);
    if (to.value == actor.user) {
      extra.forward->saved_from = row.peer;
      extra.forward->saved_from_id = row.id;
    }
  }
  Posting posting{.to = to, .flags = f.flags, .body = row.body, .send_as = f.send_as};
  constexpr std::uint32_t kKept =
      store::kNoWebPage | store::kInvertMedia | store::kHasLink | store::kMediaKindMask;
  posting.flags |= row.flags & kKept;
  if (extra.forward) posting.flags |= store::kForwarded;
  posting.body.edit_date.reset();
  posting.body.extra = encode_extra(extra);
  if (f.drop_captions && has_media(original.media)) {
    posting.flags &= ~std::uint32_t{store::kHasLink};
    posting.body.text.clear();
    posting.body.entities.clear();
  }
  return posting;
}

Result<void> check_can_forward_media(store::Transaction& tx, const Actor& actor, PeerId to,
                                     const Forwarding& f, const store::MessageRow& row) {
  const auto media = decode_extra(row.body.extra).media;
  if (const auto* poll = std::get_if<PollMedia>(&media))
    return check_can_forward_poll(tx, actor, to, poll->poll, f.drop_author);
  return check_can_send(tx, actor, to, deed_of(kind_of(media)));
}

// What deletes itself stays where it is.
bool forwardable(const store::MessageRow& row) {
  return !row.is(store::kService) && !destroys_itself(decode_extra(row.body.extra).media);
}

Result<void> check_random_ids(std::vector<std::int64_t> random_ids) {
  std::ranges::sort(random_ids);
  if (std::ranges::binary_search(random_ids, 0)) return fail(Err::RANDOM_ID_EMPTY);
  if (std::ranges::adjacent_find(random_ids) != random_ids.end()) return fail(Err::RANDOM_ID_DUPLICATE);
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
  std::set<std::int64_t> random_ids;
  for (const auto& message : messages) {
    if (message.random_id == 0) return fail(Err::RANDOM_ID_EMPTY);
    if (!random_ids.insert(message.random_id).second) return fail(Err::RANDOM_ID_DUPLICATE);
    const bool fits = messages.size() == 1 || go_together(kind_of(messages[0].media), kind_of(message.media));
    if (!fits) return fail(Err::MEDIA_INVALID);
  }
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

Result<std::vector<std::optional<Sent>>> forward_messages(store::Transaction& tx, const Actor& actor,
                                                          PeerId to, const Forwarding& f) {
  if (f.ids.empty()) return fail(Err::MESSAGE_IDS_EMPTY);
  if (f.ids.size() != f.random_ids.size() || f.ids.size() > kForwardsMax) return fail(Err::RANDOM_ID_INVALID);
  TRY(check_random_ids(f.random_ids));
  // Before the first is sent, for that makes the others wait where there is a slow mode.
  std::vector<std::optional<store::MessageRow>> rows;
  for (std::size_t i = 0; i < f.ids.size(); ++i) {
    rows.push_back(store::find_message(tx, actor.user, f.from, f.ids[i]));
    auto& row = rows.back();
    if (row && !forwardable(*row)) row.reset();
    if (!row || store::find_send(tx, actor.user, f.random_ids[i])) continue;
    TRY(check_can_forward_media(tx, actor, to, f, *row));
    TRY(check_may_leave_chat(tx, *row));
  }
  if (std::ranges::none_of(rows, [](const auto& row) { return row.has_value(); }))
    TRY(check_can_send(tx, actor, to));
  if (f.send_as) TRY(check_send_as(tx, actor, to, *f.send_as));
  ThreadPlace place;
  if (to.is_channel()) {
    if (f.ids.size() > 1 && waits_between_posts(tx, actor, to))
      return fail(Err::SLOWMODE_MULTI_MSGS_DISABLED);
    TRY_ASSIGN(place, place_in_channel(tx, actor, to, f.top, f.top));
  }

  BoxWriter boxes(tx, actor);
  std::vector<std::optional<Sent>> out;
  for (std::size_t i = 0; i < f.ids.size(); ++i) {
    const auto& row = rows[i];
    if (const auto known = store::find_send(tx, actor.user, f.random_ids[i])) {
      out.push_back(Sent{*known, true});
      continue;
    }
    if (!row) {
      out.push_back(std::nullopt);
      continue;
    }
    auto posting = forwarded(tx, actor, to, f, *row);
    posting.place = place;
    TRY_ASSIGN(const auto sent, send_or_schedule(tx, boxes, actor, posting, f.random_ids[i], f.schedule));
    count_forward(tx, *row);
    out.push_back(sent);
  }
  if (std::ranges::none_of(out, [](const auto& sent) { return sent.has_value(); })) {
    return fail(Err::MESSAGE_ID_INVALID);
  }
  return out;
}

}  // namespace botschaft::domain
