#include "domain/messages/forward.h"

#include <algorithm>

#include "domain/accounts/privacy.h"
#include "domain/channels/counters.h"
#include "domain/channels/posts.h"
#include "domain/channels/send_as.h"
#include "domain/channels/threads.h"
#include "domain/messages/files.h"
#include "domain/messages/protection.h"
#include "domain/polls/polls.h"
#include "store/messages.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kForwardsMax = 100;

Posting forwarded(store::Transaction& tx, const Actor& actor, PeerId to, const Forwarding& f,
                  const store::MessageRow& row) {
  const auto original = decode_extra(row.body.extra);
  MessageExtra extra{.media = original.media, .web_page = original.web_page};
  if (original.album != 0) extra.album = original.album ^ f.album;
  if (!f.drop_author) {
    extra.forward = forward_header(tx, actor.user, row);
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

// A message that is to be forwarded.
struct Original {
  std::optional<store::MessageRow> row;  // none: it is not there, or stays where it is
  std::optional<Sent> sent;              // by an earlier call with the same random id
};

// Everything that forbids it, before the first is sent: for that makes the others wait where there is a slow
// mode.
Result<std::vector<Original>> check_originals(store::Transaction& tx, const Actor& actor, PeerId to,
                                              const Forwarding& f) {
  std::vector<Original> originals(f.ids.size());
  for (std::size_t i = 0; i < f.ids.size(); ++i) {
    auto& [row, sent] = originals[i];
    if (const auto known = store::find_send(tx, actor.user, f.random_ids[i])) {
      sent = Sent{*known, true};
      continue;
    }
    row = store::find_message(tx, actor.user, f.from, f.ids[i]);
    if (row && !forwardable(*row)) row.reset();
    if (!row) continue;
    TRY(check_can_forward_media(tx, actor, to, f, *row));
    TRY(check_may_leave_chat(tx, *row));
  }
  if (std::ranges::none_of(originals, [](const auto& one) { return one.row || one.sent; }))
    TRY(check_can_send(tx, actor, to));
  return originals;
}

}  // namespace

ForwardHeader forward_header(store::Transaction& tx, UserId forwarder, const store::MessageRow& row) {
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

Result<std::vector<std::optional<Sent>>> forward_messages(store::Transaction& tx, const Actor& actor,
                                                          PeerId to, const Forwarding& f) {
  if (f.ids.empty()) return fail(Err::MESSAGE_IDS_EMPTY);
  if (f.ids.size() != f.random_ids.size() || f.ids.size() > kForwardsMax) return fail(Err::RANDOM_ID_INVALID);
  TRY(check_random_ids(f.random_ids));
  TRY_ASSIGN(const auto originals, check_originals(tx, actor, to, f));
  if (f.send_as) TRY(check_send_as(tx, actor, to, *f.send_as));
  ThreadPlace place;
  if (to.is_channel()) {
    if (f.ids.size() > 1 && waits_between_posts(tx, actor, to))
      return fail(Err::SLOWMODE_MULTI_MSGS_DISABLED);
    TRY_ASSIGN(place, place_in_channel(tx, actor, to, f.top, f.top));
  }

  BoxWriter boxes(tx, actor);
  std::vector<std::optional<Sent>> out;
  for (std::size_t i = 0; i < originals.size(); ++i) {
    const auto& [row, sent] = originals[i];
    out.push_back(sent);
    if (!row) continue;
    auto posting = forwarded(tx, actor, to, f, *row);
    posting.place = place;
    TRY_ASSIGN(out.back(), send_or_schedule(tx, boxes, actor, posting, f.random_ids[i], f.schedule));
    count_forward(tx, *row);
  }
  if (std::ranges::none_of(out, [](const auto& sent) { return sent.has_value(); }))
    return fail(Err::MESSAGE_ID_INVALID);
  return out;
}

}  // namespace botschaft::domain
