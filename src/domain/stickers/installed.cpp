#include "domain/stickers/installed.h"

#include <algorithm>
#include <set>

namespace botschaft::domain {
namespace {

using store::InstalledSetRow;
using store::StickerKind;
using store::StickerSetId;

void tell_sets(store::Transaction& tx, const Actor& actor, StickerKind kind) {
  BoxWriter(tx, actor).append(actor.user, EventKind::sticker_sets, {}, static_cast<std::int64_t>(kind));
}

// Archives the last ones until there is room for the limit.
std::vector<StickerSetId> make_room(store::Transaction& tx, UserId owner, StickerKind kind) {
  std::vector<StickerSetId> archived;
  auto rows = store::installed_sets(tx, owner, kind, false);
  while (rows.size() > kInstalledSetsMax) {
    rows.back().archived = true;
    store::put_installed_set(tx, owner, rows.back());
    archived.push_back(rows.back().set);
    rows.pop_back();
  }
  return archived;
}

}  // namespace

Result<std::vector<StickerSetId>> install_sticker_set(store::Transaction& tx, const Actor& actor,
                                                      StickerSetId id, bool archived) {
  const auto set = store::find_sticker_set(tx, id);
  if (!set || set->is(store::kSetUnlisted)) return fail(Err::STICKERSET_INVALID);
  const auto had = store::find_installed_set(tx, actor.user, id);
  store::put_installed_set(tx, actor.user,
                           {.set = id,
                            .kind = set->kind,
                            .archived = archived,
                            .place = store::top_place(tx, actor.user, set->kind) + 1,
                            .date = had ? had->date : actor.now});
  auto made_room = make_room(tx, actor.user, set->kind);
  if (!had && !archived && made_room.empty()) {
    BoxWriter(tx, actor).append(actor.user, EventKind::sticker_set_installed, {}, id);
  } else {
    tell_sets(tx, actor, set->kind);
  }
  return made_room;
}

Result<bool> uninstall_sticker_set(store::Transaction& tx, const Actor& actor, StickerSetId id) {
  const auto set = store::find_sticker_set(tx, id);
  if (!set) return fail(Err::STICKERSET_INVALID);
  if (!store::find_installed_set(tx, actor.user, id)) return false;
  store::delete_installed_set(tx, actor.user, id);
  tell_sets(tx, actor, set->kind);
  return true;
}

void toggle_sticker_sets(store::Transaction& tx, const Actor& actor, std::span<const StickerSetId> sets,
                         SetToggle toggle) {
  std::set<StickerKind> touched;
  for (const auto id : sets) {
    auto row = store::find_installed_set(tx, actor.user, id);
    if (!row) continue;
    const bool archived = toggle == SetToggle::archive;
    if (toggle == SetToggle::uninstall) {
      store::delete_installed_set(tx, actor.user, id);
    } else if (row->archived == archived) {
      continue;
    } else {
      row->archived = archived;
      row->place = store::top_place(tx, actor.user, row->kind) + 1;
      store::put_installed_set(tx, actor.user, *row);
    }
    touched.insert(row->kind);
  }
  for (const auto kind : touched) {
    make_room(tx, actor.user, kind);
    tell_sets(tx, actor, kind);
  }
}

void reorder_sticker_sets(store::Transaction& tx, const Actor& actor, StickerKind kind,
                          std::span<const StickerSetId> order) {
  auto rows = store::installed_sets(tx, actor.user, kind, false);
  const auto had = rows;
  auto front = rows.begin();
  for (const auto id : order) {
    const auto found = std::find_if(front, rows.end(), [&](const auto& row) { return row.set == id; });
    if (found == rows.end()) continue;
    std::rotate(front, found, found + 1);
    ++front;
  }
  if (std::ranges::equal(rows, had, {}, &InstalledSetRow::set, &InstalledSetRow::set)) return;
  auto place = store::top_place(tx, actor.user, kind) + std::ssize(rows);
  for (auto& row : rows) {
    row.place = place--;
    store::put_installed_set(tx, actor.user, row);
  }
  BoxWriter(tx, actor).append(actor.user, EventKind::sticker_sets_order, {}, static_cast<std::int64_t>(kind));
}

}  // namespace botschaft::domain
