#include "domain/messages/edit.h"

#include <algorithm>

#include "domain/messages/extra.h"
#include "domain/messages/send.h"
#include "store/dialogs.h"
#include "store/messages.h"

namespace botschaft::domain {
namespace {

constexpr int kPinsAtOnce = 500;

// Flips the flag in one box. Returns false if it was that way before.
bool set_pinned(store::Transaction& tx, BoxWriter& boxes, const store::MessageRow& row, bool pinned) {
  if (row.is(store::kPinned) == pinned) return false;
  store::set_message_flags(tx, row, row.flags ^ store::kPinned);
  pinned ? store::insert_pin(tx, row.owner, row.peer, row.id)
         : store::delete_pin(tx, row.owner, row.peer, row.id);
  const std::array ids{row.id};
  boxes.append_ids(row.owner, pinned ? EventKind::messages_pinned : EventKind::messages_unpinned, row.peer,
                   ids);
  return true;
}

}  // namespace

Result<void> edit_message(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                          const FormattedText& input) {
  const auto row = store::find_message(tx, actor.user, peer, id);
  if (!row || row->is(store::kService)) return fail(Err::MESSAGE_ID_INVALID);
  if (!row->out() || row->is(store::kForwarded)) return fail(Err::MESSAGE_AUTHOR_REQUIRED);
  if (peer.value != actor.user && actor.now - row->date > kEditSeconds)
    return fail(Err::MESSAGE_EDIT_TIME_EXPIRED);
  TRY_ASSIGN(const auto text, normalize(input));
  const auto entities = encode_entities(text.entities);
  if (text.text == row->body.text && entities == row->body.entities) return fail(Err::MESSAGE_NOT_MODIFIED);

  auto body = row->body;
  body.text = text.text;
  body.entities = entities;
  body.edit_date = actor.now;
  store::set_message_body(tx, *row, body);
  const bool link = std::ranges::any_of(text.entities, [](const Entity& e) {
    return e.type == EntityType::url || e.type == EntityType::text_url || e.type == EntityType::email;
  });
  const auto relinked = [&](const store::MessageRow& copy) {
    const auto flags = link ? copy.flags | store::kHasLink : copy.flags & ~std::uint32_t{store::kHasLink};
    if (flags != copy.flags) store::set_message_flags(tx, copy, flags);
  };
  BoxWriter boxes(tx, actor);
  relinked(*row);
  boxes.append(actor.user, EventKind::message_edited, peer, id);
  if (row->twin == 0) return {};
  const auto self = PeerId::user(actor.user);
  if (const auto theirs = store::find_message(tx, peer.value, self, row->twin)) relinked(*theirs);
  boxes.append(peer.value, EventKind::message_edited, self, row->twin);
  return {};
}

Result<void> pin_message(store::Transaction& tx, const Actor& actor, PeerId peer, const Pinning& p) {
  const auto row = store::find_message(tx, actor.user, peer, p.id);
  if (!row || row->is(store::kService)) return fail(Err::MESSAGE_ID_INVALID);
  BoxWriter boxes(tx, actor);
  const bool changed = set_pinned(tx, boxes, *row, !p.unpin);
  if (p.one_side || peer.value == actor.user) return {};
  if (row->twin != 0) {
    const auto theirs = store::find_message(tx, peer.value, PeerId::user(actor.user), row->twin);
    if (theirs) set_pinned(tx, boxes, *theirs, !p.unpin);
  }
  if (p.unpin || !changed || !check_can_write(tx, actor.user, peer)) return {};
  Posting said{.to = peer, .flags = store::kService, .reply_to = p.id};
  if (p.silent) said.flags |= store::kSilent;
  said.body.extra = encode_extra({.service = {.action = ServiceAction::pin_message}});
  post(tx, boxes, actor, said);
  return {};
}

void unpin_all_messages(store::Transaction& tx, const Actor& actor, PeerId peer) {
  BoxWriter boxes(tx, actor);
  std::vector<MessageId> mine, theirs;
  for (const auto id : store::pinned_messages(tx, actor.user, peer, 0, kPinsAtOnce)) {
    const auto unpin = [&](const store::MessageRow& row, std::vector<MessageId>& ids) {
      store::set_message_flags(tx, row, row.flags & ~std::uint32_t{store::kPinned});
      store::delete_pin(tx, row.owner, row.peer, row.id);
      ids.push_back(row.id);
    };
    const auto row = store::find_message(tx, actor.user, peer, id);
    if (!row) continue;
    unpin(*row, mine);
    if (row->twin == 0) continue;
    const auto twin = store::find_message(tx, peer.value, PeerId::user(actor.user), row->twin);
    if (twin && twin->is(store::kPinned)) unpin(*twin, theirs);
  }
  boxes.append_ids(actor.user, EventKind::messages_unpinned, peer, mine);
  if (!theirs.empty())
    boxes.append_ids(peer.value, EventKind::messages_unpinned, PeerId::user(actor.user), theirs);
}

}  // namespace botschaft::domain
