// Deleting: messages one by one, and the history of a chat.
#include <algorithm>
#include <map>

#include "domain/groups/access.h"
#include "domain/messages/copies.h"
#include "domain/messages/edit.h"
#include "domain/messages/extra.h"
#include "domain/messages/send.h"
#include "store/dialogs.h"
#include "store/messages.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kDeletionsMax = 1000;
constexpr int kClearedAtOnce = 500;
constexpr int kRevokedCopiesAtOnce = 10'000;

// Deletes copies of messages and, when all are gone, puts every touched chat right and tells its owner.
class Removal {
 public:
  explicit Removal(store::Transaction& tx) : tx_(tx) {}

  void remove(const store::MessageRow& row) {
    store::delete_message(tx_, row);
    auto& chat = chats_[{row.owner, row.peer}];
    chat.ids.push_back(row.id);
    if (!row.out()) chat.incoming.push_back(row.id);
  }

  void remove_for_all(const store::MessageRow& row) {
    if (row.peer.is_chat()) {
      for (const auto& copy : all_copies(tx_, row)) remove(copy);
      return;
    }
    auto mine = row;
    if (row.twin != 0) {
      if (const auto theirs = store::find_message(tx_, row.peer.value, PeerId::user(row.owner), row.twin)) {
        remove(*theirs);
        mine = store::find_message(tx_, row.owner, row.peer, row.id).value_or(row);
      }
    }
    remove(mine);
  }

  void finish(BoxWriter& boxes) {
    for (auto& [key, chat] : chats_) {
      settle(key.first, key.second, chat);
      std::ranges::sort(chat.ids);
      boxes.append_ids(key.first, EventKind::messages_deleted, key.second, chat.ids);
    }
  }

 private:
  struct Chat {
    std::vector<MessageId> ids;
    std::vector<MessageId> incoming;
  };

  void settle(UserId owner, PeerId peer, const Chat& chat) {
    auto dialog = store::find_dialog(tx_, owner, peer);
    if (!dialog) return;
    dialog->count -= static_cast<std::int32_t>(chat.ids.size());
    dialog->unread -= static_cast<std::int32_t>(
        std::ranges::count_if(chat.incoming, [&](MessageId id) { return id > dialog->read_inbox; }));
    if (std::ranges::find(chat.ids, dialog->top) != chat.ids.end()) {
      const auto newest = store::messages_newest_first(tx_, owner, peer, {}, 1);
      dialog->top = newest.empty() ? 0 : newest.front().id;
      dialog->top_date = newest.empty() ? dialog->top_date : newest.front().date;
    }
    store::put_dialog(tx_, *dialog);
  }

  store::Transaction& tx_;
  std::map<std::pair<UserId, PeerId>, Chat> chats_;
};

// The chat itself goes: out of the list, its draft and its place among the pinned with it.
void drop_dialog(store::Transaction& tx, BoxWriter& boxes, UserId owner, PeerId peer) {
  const auto dialog = store::find_dialog(tx, owner, peer);
  if (!dialog || dialog->top != 0) return;
  store::delete_dialog(tx, owner, peer);
  if (dialog->pin != 0) boxes.append(owner, EventKind::dialog_pinned, peer);
  if (dialog->is(store::kUnreadMark)) boxes.append(owner, EventKind::dialog_unread_mark, peer);
  if (store::delete_draft(tx, owner, peer)) boxes.append(owner, EventKind::draft, peer);
}

Result<void> check_can_revoke(store::Transaction& tx, const Actor& actor, const store::MessageRow& row) {
  if (!row.peer.is_chat()) return {};
  TRY_ASSIGN(const auto membership, find_membership(tx, row.peer.bare(), actor.user));
  if (!membership.may(Deed::delete_others) && !(membership.inside() && row.out()))
    return fail(Err::MESSAGE_DELETE_FORBIDDEN);
  return {};
}

// How many messages one command deletes at most: of a group's each has many copies.
Result<int> clearable_at_once(store::Transaction& tx, const Actor& actor, PeerId peer, bool revoke) {
  if (!revoke || !peer.is_chat()) return kClearedAtOnce;
  TRY_ASSIGN(const auto membership, find_membership(tx, peer.bare(), actor.user));
  TRY(check_deed(membership, Deed::erase));
  return std::max(1, kRevokedCopiesAtOnce / membership.chat.members);
}

}  // namespace

Result<void> delete_messages(store::Transaction& tx, const Actor& actor, const std::vector<MessageId>& ids,
                             bool revoke) {
  if (ids.empty()) return fail(Err::MESSAGE_IDS_EMPTY);
  if (ids.size() > kDeletionsMax) return fail(Err::LIMIT_INVALID);
  Removal removal(tx);
  for (const auto id : ids) {
    const auto row = store::find_message(tx, actor.user, id);
    if (!row) continue;
    if (revoke) TRY(check_can_revoke(tx, actor, *row));
    revoke ? removal.remove_for_all(*row) : removal.remove(*row);
  }
  BoxWriter boxes(tx, actor);
  removal.finish(boxes);
  return {};
}

void revoke_group_messages(store::Transaction& tx, const Actor& actor, PeerId chat,
                           const std::vector<MessageId>& ids) {
  Removal removal(tx);
  for (const auto id : ids) {
    if (const auto row = store::find_message(tx, actor.user, chat, id)) removal.remove_for_all(*row);
  }
  BoxWriter boxes(tx, actor);
  removal.finish(boxes);
}

void delete_ended_in_box(store::Transaction& tx, UserId owner, const std::vector<MessageId>& ids,
                         std::int32_t now) {
  Removal removal(tx);
  for (const auto id : ids) {
    if (const auto row = store::find_message(tx, owner, id)) removal.remove(*row);
  }
  const Actor clock{.now = now};
  BoxWriter boxes(tx, clock);
  removal.finish(boxes);
}

void delete_ended_in_group(store::Transaction& tx, PeerId chat, const std::vector<std::int32_t>& numbers,
                           std::int32_t now) {
  Removal removal(tx);
  for (const auto number : numbers) {
    for (const auto& copy : store::group_copies(tx, chat, number)) {
      if (const auto row = store::find_message(tx, copy.owner, chat, copy.id)) removal.remove(*row);
    }
  }
  const Actor clock{.now = now};
  BoxWriter boxes(tx, clock);
  removal.finish(boxes);
}

Result<bool> clear_history(store::Transaction& tx, const Actor& actor, PeerId peer, const Clearing& c) {
  store::HistoryRange range;
  if (c.max_id < 0) return fail(Err::MAX_ID_INVALID);
  if (c.max_id != 0 && c.max_id != INT32_MAX) range.below = c.max_id + 1;
  if (c.min_date > 0) range.after_date = c.min_date - 1;
  if (c.max_date > 0 && c.max_date != INT32_MAX) range.before_date = c.max_date + 1;
  const auto last = store::messages_newest_first(tx, actor.user, peer, {}, 1);
  TRY_ASSIGN(const int limit, clearable_at_once(tx, actor, peer, c.revoke));
  const auto rows = store::messages_newest_first(tx, actor.user, peer, range, limit);
  const bool more = std::cmp_equal(rows.size(), limit);

  BoxWriter boxes(tx, actor);
  Removal removal(tx);
  const bool only_notice =
      c.keep_dialog && rows.size() == 1 &&
      decode_extra(rows.front().body.extra).service.action == ServiceAction::history_clear;
  if (!only_notice) {
    for (const auto& row : rows) c.revoke ? removal.remove_for_all(row) : removal.remove(row);
  }
  removal.finish(boxes);
  if (more || only_notice) return more;

  if (!c.keep_dialog) {
    drop_dialog(tx, boxes, actor.user, peer);
    if (c.revoke && peer.is_user()) drop_dialog(tx, boxes, peer.value, PeerId::user(actor.user));
    return false;
  }
  const auto dialog = store::find_dialog(tx, actor.user, peer);
  if (!dialog || dialog->top != 0 || last.empty()) return false;
  // An empty chat stays in the list, at the place of its last message, by a notice that clients do not show.
  Posting notice{.to = peer, .flags = store::kService | store::kSilent, .both_sides = false};
  notice.body.extra = encode_extra({.service = {.action = ServiceAction::history_clear}});
  Actor then = actor;
  then.now = last.front().date;
  post(tx, boxes, then, notice);
  return false;
}

}  // namespace botschaft::domain
