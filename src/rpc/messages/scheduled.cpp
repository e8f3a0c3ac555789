// Messages that are sent later.
#include "rpc/views/scheduled.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/list_hash.h"
#include "rpc/messages/schedule.h"
#include "rpc/views/entities.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kIdsMax = domain::kScheduledMax;

// Newest first, as a history; not one that has a pts.
tl::Box<tl::messages_Messages> list_reply(const Context& context, store::Transaction& tx,
                                          std::span<const store::ScheduledRow> rows) {
  Mentioned mentioned;
  auto reply = tl::make<tl::messages_messages>();
  for (const auto& row : rows)
    reply->messages.push_back(scheduled_view(viewer_of(context), tx, row, mentioned));
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

}  // namespace

Result<std::optional<domain::Editing>> editing_of(const Context& context, store::Transaction& tx,
                                                  const tl::messages_editMessage& r) {
  domain::Editing editing{.previews = context.services.link_previews};
  if (r.no_webpage) editing.flags |= store::kNoWebPage;
  if (r.invert_media) editing.flags |= store::kInvertMedia;
  if (!r.message && editing.flags == 0) return std::nullopt;
  if (r.message) {
    editing.text.emplace(*r.message);
    TRY_ASSIGN(editing.text->entities, entities_of(context, tx, r.entities));
  }
  return editing;
}

Result<tl::Box<tl::Updates>> edit_scheduled_reply(const Context& context, store::Transaction& tx, PeerId peer,
                                                  const tl::messages_editMessage& r,
                                                  const std::optional<domain::Editing>& editing) {
  const domain::Schedule when{.at = *r.schedule_date, .repeat_period = r.schedule_repeat_period.value_or(0)};
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::edit_scheduled(tx, actor_told_by_reply(context), peer, r.id, editing, when));
  return updates_reply(context, tx, before);
}

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getScheduledHistory& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto rows, domain::scheduled_messages(tx, actor_told_by_push(context), peer));
  std::vector<std::int64_t> numbers;
  for (const auto& row : rows) {
    numbers.push_back(row.id);
    numbers.push_back(row.body.edit_date.value_or(0));
    numbers.push_back(row.at);
  }
  if (not_modified(r.hash, list_hash(numbers))) {
    auto same = tl::make<tl::messages_messagesNotModified>();
    same->count = static_cast<std::int32_t>(rows.size());
    return same;
  }
  return list_reply(context, tx, rows);
}

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getScheduledMessages& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (r.id.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  TRY(domain::scheduled_messages(tx, actor_told_by_push(context), peer));
  std::vector<store::ScheduledRow> rows;
  for (const auto id : r.id) {
    if (auto row = domain::visible_scheduled(tx, context.self(), peer, id)) rows.push_back(*std::move(row));
  }
  return list_reply(context, tx, rows);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_sendScheduledMessages& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (r.id.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::send_scheduled(tx, actor_told_by_reply(context), peer, {r.id.begin(), r.id.end()}));
  return updates_reply(context, tx, before);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_deleteScheduledMessages& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (r.id.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::delete_scheduled(tx, actor_told_by_reply(context), peer, {r.id.begin(), r.id.end()}));
  return updates_reply(context, tx, before);
}

}  // namespace botschaft::rpc
