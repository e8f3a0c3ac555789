#include "domain/messages/edit.h"

#include <algorithm>
#include <map>

#include "domain/channels/posts.h"
#include "domain/groups/access.h"
#include "domain/groups/post.h"
#include "domain/messages/copies.h"
#include "domain/messages/extra.h"
#include "domain/messages/files.h"
#include "domain/messages/mentions.h"
#include "domain/messages/send.h"
#include "domain/messages/web_pages.h"
#include "store/dialogs.h"
#include "store/messages.h"
#include "store/restrictions.h"

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

Result<void> check_can_pin(store::Transaction& tx, const Actor& actor, PeerId chat) {
  TRY_ASSIGN(const auto membership, require_member(tx, chat.bare(), actor.user));
  return check_deed(membership, Deed::pin);
}

}  // namespace

Result<void> edit_message(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                          const Editing& editing) {
  if (peer.is_channel()) return edit_post(tx, actor, peer, id, editing);
  const auto row = store::find_message(tx, actor.user, peer, id);
  if (!row || row->is(store::kService)) return fail(Err::MESSAGE_ID_INVALID);
  if (!row->out() || row->is(store::kForwarded)) return fail(Err::MESSAGE_AUTHOR_REQUIRED);
  if (peer.is_chat()) TRY(require_member(tx, peer.bare(), actor.user));
  if ((peer.value != actor.user || store::is_restricted(*row)) && !in_time_to_edit(*row, actor.now))
    return fail(Err::MESSAGE_EDIT_TIME_EXPIRED);
  TRY_ASSIGN(const auto after, edited(tx, actor, row->flags, row->body, editing));
  const auto& body = after.body;
  peer.is_chat() ? set_group_body(tx, *row, body) : store::set_message_body(tx, *row, body);
  hold_files(tx, store::key_of(*row), after.flags, body);
  const auto named_before = peer.is_chat() ? named_in(tx, row->body) : std::set<UserId>{};
  const auto named = peer.is_chat() ? mentioned_in_group(tx, *row, body) : std::set<UserId>{};
  BoxWriter boxes(tx, actor);
  for (const auto& copy : all_copies(tx, *row)) {
    auto flags = with_edited_flags(copy.flags, after);
    // Whom it answers stays mentioned, even if what it answers is gone.
    const bool answered = copy.is(store::kMentioned) && !named_before.contains(copy.owner);
    if (peer.is_chat()) flags = remention(tx, copy, flags, answered || named.contains(copy.owner));
    if (flags != copy.flags) store::set_message_flags(tx, copy, flags);
    boxes.append(copy.owner, EventKind::message_edited, copy.peer, copy.id);
  }
  await_page_of(tx, actor.user, peer, id, body);
  return {};
}

Result<void> pin_message(store::Transaction& tx, const Actor& actor, PeerId peer, const Pinning& p) {
  if (peer.is_channel()) return pin_post(tx, actor, peer, p);
  if (peer.is_chat()) TRY(check_can_pin(tx, actor, peer));
  const auto row = store::find_message(tx, actor.user, peer, p.id);
  if (!row || row->is(store::kService)) return fail(Err::MESSAGE_ID_INVALID);
  const bool for_all = peer.is_chat() || (!p.one_side && peer.value != actor.user);
  BoxWriter boxes(tx, actor);
  bool changed = false;
  for (const auto& copy : for_all ? all_copies(tx, *row) : std::vector{*row}) {
    const bool flipped = set_pinned(tx, boxes, copy, !p.unpin);
    if (copy.owner == actor.user) changed = flipped;
  }
  if (!for_all || p.unpin || !changed) return {};
  if (peer.is_user() && !check_can_write(tx, actor.user, peer)) return {};
  Posting said{.to = peer, .flags = store::kService, .reply_to = p.id};
  if (p.silent) said.flags |= store::kSilent;
  said.body.extra = encode_extra({.service = {.action = ServiceAction::pin_message}});
  post(tx, boxes, actor, said);
  return {};
}

Result<void> unpin_all_messages(store::Transaction& tx, const Actor& actor, PeerId peer) {
  if (peer.is_chat()) TRY(check_can_pin(tx, actor, peer));
  std::map<std::pair<UserId, PeerId>, std::vector<MessageId>> unpinned;
  for (const auto id : store::pinned_messages(tx, actor.user, peer, 0, kPinsAtOnce)) {
    const auto row = store::find_message(tx, actor.user, peer, id);
    if (!row) continue;
    for (const auto& copy : all_copies(tx, *row)) {
      if (!copy.is(store::kPinned)) continue;
      store::set_message_flags(tx, copy, copy.flags & ~std::uint32_t{store::kPinned});
      store::delete_pin(tx, copy.owner, copy.peer, copy.id);
      unpinned[{copy.owner, copy.peer}].push_back(copy.id);
    }
  }
  BoxWriter boxes(tx, actor);
  for (const auto& [box, ids] : unpinned) {
    boxes.append_ids(box.first, EventKind::messages_unpinned, box.second, ids);
  }
  return {};
}

}  // namespace botschaft::domain
