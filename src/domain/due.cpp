#include "domain/due.h"

#include "domain/groups/members.h"
#include "domain/messages/scheduled.h"
#include "domain/messages/self_destruct.h"
#include "domain/messages/ttl.h"
#include "domain/messages/web_pages.h"
#include "domain/polls/polls.h"
#include "store/due.h"

namespace botschaft::domain {
namespace {

// So that no transaction is long, whatever is due.
std::size_t group_max(DueKind kind, std::int64_t owner) {
  const bool in_group = kind == DueKind::ending_message && PeerId{owner}.is_chat();
  const bool for_many = kind == DueKind::scheduled_message || kind == DueKind::poll_closing;
  return in_group || for_many ? 10 : 100;  // each may be in 200 boxes
}

}  // namespace

void set_due(store::Transaction& tx, DueKind kind, std::int64_t owner, std::int64_t id, std::int32_t at) {
  store::put_due(tx, {.at = at, .kind = static_cast<std::int32_t>(kind), .owner = owner, .id = id});
  tx.notify<DueNotice>(at);
}

void clear_due(store::Transaction& tx, DueKind kind, std::int64_t owner, std::int64_t id) {
  store::delete_due(tx, static_cast<std::int32_t>(kind), owner, id);
}

std::vector<DueGroup> due_groups(store::Transaction& tx, std::int32_t now, int limit) {
  std::vector<DueGroup> groups;
  for (const auto& row : store::due_rows(tx, now, limit)) {
    const auto kind = static_cast<DueKind>(row.kind);
    if (groups.empty() || groups.back().kind != kind || groups.back().owner != row.owner ||
        groups.back().ids.size() == group_max(kind, row.owner))
      groups.push_back({.kind = kind, .owner = row.owner, .ids = {}});
    groups.back().ids.push_back(row.id);
  }
  return groups;
}

void take_due(store::Transaction& tx, DueGroup& group, std::int32_t now) {
  std::erase_if(group.ids, [&](std::int64_t id) {
    return !store::take_due(tx, static_cast<std::int32_t>(group.kind), group.owner, id, now);
  });
}

void run_due(store::Transaction& tx, const DueGroup& group, std::int32_t now) {
  switch (group.kind) {
    case DueKind::scheduled_message:
      send_due_messages(tx, group.owner, group.ids, now);
      break;
    case DueKind::poll_closing:
      close_due_polls(tx, group.ids, now);
      break;
    case DueKind::ending_message:
      delete_ended(tx, group.owner, group.ids, now);
      break;
    case DueKind::ending_media:
      for (const auto id : group.ids) end_media(tx, group.owner, static_cast<MessageId>(id), now);
      break;
    case DueKind::web_page:
      for (const auto id : group.ids) give_up_page(tx, id, now);
      break;
    case DueKind::group_erasure:
      for (const auto id : group.ids) erase_deleted_group(tx, group.owner, id, now);
      break;
  }
}

}  // namespace botschaft::domain
