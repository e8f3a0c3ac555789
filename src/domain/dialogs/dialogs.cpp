#include "domain/dialogs/dialogs.h"

#include <algorithm>
#include <tuple>

namespace botschaft::domain {
namespace {

constexpr int kPageMax = 500;

// The place of a chat in the list; the greater, the further up.
auto place(const store::DialogRow& d) {
  return std::tuple(d.top_date, d.top, d.peer.value);
}

// How many of the list are not behind the offset. Where the chat that the page before ended with still is as
// it was, the next goes on behind it, also among the pinned; else those pinned were told before, and dates
// decide.
std::ptrdiff_t after_offset(const std::vector<store::DialogRow>& rows, const DialogPage& page) {
  if (page.offset_date == 0 && page.offset_id == 0 && page.offset_peer == PeerId{}) return 0;
  const auto last = std::ranges::find(rows, page.offset_peer, &store::DialogRow::peer);
  if (last != rows.end() && last->top == page.offset_id) return last - rows.begin() + 1;
  const auto offset = std::tuple(page.offset_date == 0 ? INT32_MAX : page.offset_date,
                                 page.offset_id == 0 ? INT32_MAX : page.offset_id,
                                 page.offset_peer == PeerId{} ? INT64_MAX : page.offset_peer.value);
  const auto behind =
      std::ranges::find_if(rows, [&](const store::DialogRow& d) { return d.pin == 0 && place(d) < offset; });
  return behind - rows.begin();
}

std::size_t pinned_max(std::int32_t folder) {
  return folder == kArchive ? kPinnedArchiveMax : kPinnedMax;
}

bool same_draft(const store::DraftRow& a, const store::DraftRow& b) {
  return std::tie(a.text, a.entities, a.flags, a.reply_to) ==
         std::tie(b.text, b.entities, b.flags, b.reply_to);
}

}  // namespace

DialogList list_dialogs(store::Transaction& tx, UserId owner, const DialogPage& page) {
  auto rows = store::dialog_places(tx, owner);
  std::erase_if(rows, [&](const store::DialogRow& d) {
    if (!d.listed() || (page.folder && d.folder != *page.folder)) return true;
    return page.exclude_pinned && d.pin != 0;
  });
  std::ranges::sort(rows, [](const auto& a, const auto& b) {
    return std::tuple(a.pin, place(a)) > std::tuple(b.pin, place(b));
  });
  DialogList list{.rows = {}, .total = static_cast<std::int32_t>(rows.size())};
  rows.erase(rows.begin(), rows.begin() + after_offset(rows, page));
  rows.resize(std::min(rows.size(), static_cast<std::size_t>(std::clamp(page.limit, 0, kPageMax))));
  store::fill_in(tx, rows);
  list.rows = std::move(rows);
  return list;
}

store::DialogRow dialog_of(store::Transaction& tx, UserId owner, PeerId peer) {
  return store::find_dialog(tx, owner, peer).value_or(store::DialogRow{.owner = owner, .peer = peer});
}

Result<void> pin_dialog(store::Transaction& tx, const Actor& actor, PeerId peer, bool pinned) {
  auto dialog = dialog_of(tx, actor.user, peer);
  if ((dialog.pin != 0) == pinned) return {};
  if (pinned && !dialog.listed()) return fail(Err::PEER_HISTORY_EMPTY);
  dialog.pin = 0;
  if (pinned) {
    const auto others = store::pinned_dialogs(tx, actor.user, dialog.folder);
    if (others.size() >= pinned_max(dialog.folder)) return fail(Err::PINNED_DIALOGS_TOO_MUCH);
    dialog.pin = others.empty() ? 1 : others.front().pin + 1;
  }
  store::put_dialog(tx, dialog);
  BoxWriter(tx, actor).append(actor.user, EventKind::dialog_pinned, peer);
  return {};
}

Result<void> reorder_pinned(store::Transaction& tx, const Actor& actor, std::int32_t folder,
                            const std::vector<PeerId>& order, bool force) {
  if (folder != kMainFolder && folder != kArchive) return fail(Err::FOLDER_ID_INVALID);
  if (order.size() > pinned_max(folder)) return fail(Err::PINNED_DIALOGS_TOO_MUCH);
  const auto before = store::pinned_dialogs(tx, actor.user, folder);
  std::vector<store::DialogRow> after;
  for (const auto peer : order) {
    const auto dialog = store::find_dialog(tx, actor.user, peer);
    const bool twice = std::ranges::find(after, peer, &store::DialogRow::peer) != after.end();
    if (dialog && dialog->listed() && dialog->folder == folder && !twice) after.push_back(*dialog);
  }
  for (const auto& dialog : before) {
    if (std::ranges::find(after, dialog.peer, &store::DialogRow::peer) != after.end()) continue;
    if (!force) {
      after.push_back(dialog);
      continue;
    }
    auto unpinned = dialog;
    unpinned.pin = 0;
    store::put_dialog(tx, unpinned);
  }
  if (after.size() > pinned_max(folder)) return fail(Err::PINNED_DIALOGS_TOO_MUCH);
  if (std::ranges::equal(before, after, {}, &store::DialogRow::peer, &store::DialogRow::peer)) return {};
  auto pin = static_cast<std::int32_t>(after.size());
  for (auto& dialog : after) {
    dialog.pin = pin--;
    store::put_dialog(tx, dialog);
  }
  BoxWriter(tx, actor).append(actor.user, EventKind::dialogs_reordered, {}, folder);
  return {};
}

Result<void> mark_unread(store::Transaction& tx, const Actor& actor, PeerId peer, bool unread) {
  auto dialog = dialog_of(tx, actor.user, peer);
  if (dialog.is(store::kUnreadMark) == unread || !dialog.listed()) return {};
  dialog.flags ^= store::kUnreadMark;
  store::put_dialog(tx, dialog);
  BoxWriter(tx, actor).append(actor.user, EventKind::dialog_unread_mark, peer);
  return {};
}

std::vector<PeerId> unread_marks(store::Transaction& tx, UserId owner) {
  std::vector<PeerId> peers;
  for (const auto& dialog : store::dialog_places(tx, owner)) {
    if (dialog.is(store::kUnreadMark)) peers.push_back(dialog.peer);
  }
  return peers;
}

Result<void> move_to_folder(store::Transaction& tx, const Actor& actor, PeerId peer, std::int32_t folder) {
  if (folder != kMainFolder && folder != kArchive) return fail(Err::FOLDER_ID_INVALID);
  auto dialog = dialog_of(tx, actor.user, peer);
  if (dialog.folder == folder || !dialog.listed()) return {};
  dialog.folder = folder;
  const bool was_pinned = dialog.pin != 0;
  dialog.pin = 0;
  store::put_dialog(tx, dialog);
  BoxWriter boxes(tx, actor);
  if (was_pinned) boxes.append(actor.user, EventKind::dialog_pinned, peer);
  boxes.append(actor.user, EventKind::dialog_folder, peer);
  return {};
}

void hide_bar(store::Transaction& tx, const Actor& actor, PeerId peer) {
  auto dialog = dialog_of(tx, actor.user, peer);
  if (dialog.is(store::kBarHidden)) return;
  dialog.flags |= store::kBarHidden;
  store::put_dialog(tx, dialog);
  BoxWriter(tx, actor).append(actor.user, EventKind::peer_settings, peer);
}

Result<void> save_draft(store::Transaction& tx, const Actor& actor, PeerId peer, const Draft& draft) {
  if (draft.empty()) {
    if (store::delete_draft(tx, actor.user, peer))
      BoxWriter(tx, actor).append(actor.user, EventKind::draft, peer);
    return {};
  }
  TRY_ASSIGN(const auto text, normalize_or_empty(draft.text));
  const store::DraftRow row{.owner = actor.user,
                            .peer = peer,
                            .date = actor.now,
                            .text = text.text,
                            .entities = encode_entities(text.entities),
                            .flags = draft.flags,
                            .reply_to = draft.reply_to};
  const auto old = store::find_draft(tx, actor.user, peer);
  if (old && same_draft(*old, row)) return {};
  store::put_draft(tx, row);
  BoxWriter(tx, actor).append(actor.user, EventKind::draft, peer);
  return {};
}

void clear_drafts(store::Transaction& tx, const Actor& actor) {
  BoxWriter boxes(tx, actor);
  for (const auto& draft : store::all_drafts(tx, actor.user)) {
    store::delete_draft(tx, actor.user, draft.peer);
    boxes.append(actor.user, EventKind::draft, draft.peer);
  }
}

}  // namespace botschaft::domain
