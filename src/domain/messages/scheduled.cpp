#include "domain/messages/scheduled.h"

#include <algorithm>
#include <array>

#include "domain/accounts/person.h"
#include "domain/channels/rights.h"
#include "domain/channels/send_as.h"
#include "domain/channels/threads.h"
#include "domain/due.h"
#include "domain/messages/edit.h"
#include "domain/messages/files.h"
#include "domain/messages/web_pages.h"
#include "store/channels.h"
#include "store/message_files.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kDay = 24 * 60 * 60;
constexpr std::array kRepeatPeriods = {0,         kDay,      7 * kDay,   14 * kDay,
                                       30 * kDay, 91 * kDay, 182 * kDay, 365 * kDay};

bool shared_list(store::Transaction& tx, PeerId peer) {
  if (!peer.is_channel()) return false;
  const auto channel = store::find_channel(tx, peer.bare());
  return channel && channel->broadcast();
}

std::int64_t list_of(store::Transaction& tx, UserId viewer, PeerId peer) {
  return shared_list(tx, peer) ? peer.value : viewer;
}

bool may_post(store::Transaction& tx, PeerId channel, UserId user, std::int32_t now) {
  const auto in = look_at_channel(tx, channel.bare(), user, now);
  return in && check_deed(*in, Deed::write);
}

// Who sees the list.
std::vector<UserId> viewers_of(store::Transaction& tx, const store::ScheduledRow& row, std::int32_t now) {
  if (row.box == row.author) return {row.author};
  std::vector<UserId> viewers;
  for (const auto& admin : store::channel_admins(tx, row.peer.bare())) {
    if (may_post(tx, row.peer, admin.user, now)) viewers.push_back(admin.user);
  }
  return viewers;
}

void tell_changed(store::Transaction& tx, BoxWriter& boxes, const store::ScheduledRow& row,
                  std::int32_t now) {
  for (const auto viewer : viewers_of(tx, row, now))
    boxes.append(viewer, EventKind::scheduled_message, row.peer, row.id);
}

void tell_gone(store::Transaction& tx, BoxWriter& boxes, const store::ScheduledRow& row, MessageId sent,
               std::int32_t now) {
  std::array<std::uint8_t, 2 * sizeof(MessageId)> data{};
  store_le(data.data(), row.id);
  store_le(data.data() + sizeof(MessageId), sent);
  for (const auto viewer : viewers_of(tx, row, now))
    boxes.append(viewer, EventKind::scheduled_deleted, row.peer, 0, data);
}

void wait(store::Transaction& tx, const store::ScheduledRow& row) {
  if (row.at == store::kWhenOnline) {
    clear_due(tx, DueKind::scheduled_message, row.author, row.number);
  } else {
    set_due(tx, DueKind::scheduled_message, row.author, row.number, row.at);
  }
}

void hold(store::Transaction& tx, const store::ScheduledRow& row) {
  if (store::names_files(row.flags)) store::set_scheduled_files(tx, row.number, files_of(row.body));
}

void remove(store::Transaction& tx, const store::ScheduledRow& row) {
  store::delete_scheduled(tx, row);
  clear_due(tx, DueKind::scheduled_message, row.author, row.number);
}

Result<void> check_time(store::Transaction& tx, const Actor& actor, PeerId to, const Schedule& when) {
  if (std::ranges::find(kRepeatPeriods, when.repeat_period) == kRepeatPeriods.end())
    return fail(Err::SCHEDULE_DATE_INVALID);
  if (when.at == store::kWhenOnline) {
    if (!to.is_user() || to.value == actor.user) return fail(Err::SCHEDULE_DATE_INVALID);
    if (!may_see_status(tx, actor.user, to.value)) return fail(Err::SCHEDULE_STATUS_PRIVATE);
    return {};
  }
  if (when.at <= actor.now) return fail(Err::SCHEDULE_DATE_INVALID);
  if (when.at - actor.now > kScheduledAhead) return fail(Err::SCHEDULE_DATE_TOO_LATE);
  return {};
}

// The message as it may be sent now. The errors of sending.
Result<Posting> ready(store::Transaction& tx, const Actor& author, const store::ScheduledRow& row) {
  const auto user = store::find_user(tx, author.user);
  if (!user || user->deleted) return fail(Err::USER_DEACTIVATED);
  TRY(check_can_send(tx, author, row.peer, deed_of(store::media_kind(row.flags))));
  Posting posting{.to = row.peer, .flags = row.flags | store::kFromScheduled, .body = row.body};
  posting.body.edit_date.reset();
  if (row.send_as != PeerId{}) {
    TRY(check_send_as(tx, author, row.peer, row.send_as));
    posting.send_as = row.send_as;
  }
  if (row.reply_to && store::find_message(tx, row.author, row.peer, *row.reply_to))
    posting.reply_to = row.reply_to;
  if (row.peer.is_channel()) {
    TRY_ASSIGN(posting.place,
               place_in_channel(tx, author, row.peer, posting.reply_to.value_or(0), row.thread));
  }
  return posting;
}

// Posts it, takes it out of the list and, if it repeats, puts the next one there.
void send_now(store::Transaction& tx, BoxWriter& boxes, const Actor& author, const store::ScheduledRow& row,
              const Posting& posting) {
  const auto id = post(tx, boxes, author, posting);
  if (row.random_id) store::insert_send(tx, row.author, *row.random_id, id);
  await_page_of(tx, row.author, row.peer, id, row.body);
  remove(tx, row);
  tell_gone(tx, boxes, row, id, author.now);
  if (row.repeat_period == 0) return;
  auto next = row;
  next.random_id.reset();
  // What was missed while the server was down is not sent in a burst.
  next.at = std::max(row.at, author.now - row.repeat_period) + row.repeat_period;
  store::insert_scheduled(tx, next);
  hold(tx, next);
  wait(tx, next);
  tell_changed(tx, boxes, next, author.now);
}

Result<void> check_may_see(store::Transaction& tx, const Actor& actor, PeerId peer) {
  if (shared_list(tx, peer) && !may_post(tx, peer, actor.user, actor.now))
    return fail(Err::CHAT_ADMIN_REQUIRED);
  return {};
}

}  // namespace

Result<Sent> schedule(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& p,
                      std::int64_t random_id, const Schedule& when) {
  if (const auto known = store::find_scheduled_send(tx, actor.user, random_id))
    return Sent{.id = known->id, .repeated = true, .scheduled = true};
  TRY(check_time(tx, actor, p.to, when));
  store::ScheduledRow row{.box = list_of(tx, actor.user, p.to),
                          .peer = p.to,
                          .author = actor.user,
                          .random_id = random_id,
                          .at = when.at,
                          .repeat_period = when.repeat_period,
                          .flags = p.flags,
                          .reply_to = p.reply_to,
                          .thread = p.place.topic > store::kGeneralTopic ? p.place.topic : p.place.top,
                          .send_as = p.send_as.value_or(PeerId{}),
                          .body = p.body};
  if (store::count_scheduled(tx, row.box, row.peer) >= kScheduledMax) return fail(Err::SCHEDULE_TOO_MUCH);
  store::insert_scheduled(tx, row);
  hold(tx, row);
  wait(tx, row);
  tell_changed(tx, boxes, row, actor.now);
  return Sent{.id = row.id, .repeated = false, .scheduled = true};
}

Result<std::vector<store::ScheduledRow>> scheduled_messages(store::Transaction& tx, const Actor& actor,
                                                            PeerId peer) {
  TRY(check_may_see(tx, actor, peer));
  return store::list_scheduled(tx, list_of(tx, actor.user, peer), peer);
}

bool has_scheduled(store::Transaction& tx, UserId viewer, PeerId peer, std::int32_t now) {
  const auto list = list_of(tx, viewer, peer);
  if (list != viewer && !may_post(tx, peer, viewer, now)) return false;
  return store::count_scheduled(tx, list, peer) > 0;
}

std::optional<store::ScheduledRow> visible_scheduled(store::Transaction& tx, UserId viewer, PeerId peer,
                                                     MessageId id) {
  return store::find_scheduled(tx, list_of(tx, viewer, peer), peer, id);
}

store::MessageRow as_message(const store::ScheduledRow& row, UserId viewer) {
  store::MessageRow message{.owner = viewer,
                            .peer = row.peer,
                            .id = row.id,
                            .flags = row.flags | store::kFromScheduled | store::kScheduled,
                            .date = row.at,
                            .reply_to = row.reply_to,
                            .has_body = true,
                            .body = row.body,
                            .author = row.author};
  if (row.send_as != PeerId::user(row.author)) message.sent_as = row.send_as;
  if (row.author == viewer) message.flags |= store::kOut;
  if (row.box != row.author) message.flags |= store::kPost;
  return message;
}

Result<void> edit_scheduled(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                            const std::optional<Editing>& editing, const Schedule& when) {
  TRY(check_may_see(tx, actor, peer));
  auto row = visible_scheduled(tx, actor.user, peer, id);
  if (!row) return fail(Err::MESSAGE_ID_INVALID);
  TRY(check_time(tx, actor, peer, when));
  bool changed = row->at != when.at || row->repeat_period != when.repeat_period;
  row->at = when.at;
  row->repeat_period = when.repeat_period;
  const auto after =
      editing ? edited(tx, actor, row->flags, row->body, *editing) : fail(Err::MESSAGE_NOT_MODIFIED);
  if (after) {
    if ((row->flags & store::kForwarded) != 0) return fail(Err::MESSAGE_AUTHOR_REQUIRED);
    row->flags = after->flags;
    row->body = after->body;
    changed = true;
  } else if (after.error().err != Err::MESSAGE_NOT_MODIFIED) {
    return std::unexpected(after.error());
  }
  if (!changed) return fail(Err::MESSAGE_NOT_MODIFIED);
  store::update_scheduled(tx, *row);
  hold(tx, *row);
  wait(tx, *row);
  BoxWriter boxes(tx, actor);
  tell_changed(tx, boxes, *row, actor.now);
  return {};
}

Result<void> send_scheduled(store::Transaction& tx, const Actor& actor, PeerId peer,
                            const std::vector<MessageId>& ids) {
  TRY(check_may_see(tx, actor, peer));
  std::vector<store::ScheduledRow> rows;
  for (const auto id : ids) {
    auto row = visible_scheduled(tx, actor.user, peer, id);
    if (!row || std::ranges::find(rows, id, &store::ScheduledRow::id) != rows.end())
      return fail(Err::MESSAGE_ID_INVALID);
    rows.push_back(*std::move(row));
  }
  if (rows.empty()) return fail(Err::MESSAGE_ID_INVALID);
  for (const auto& row : rows) {
    const Actor author{.user = row.author, .now = actor.now, .session = actor.session};
    TRY_ASSIGN(const auto posting, ready(tx, author, row));
    BoxWriter boxes(tx, author);
    send_now(tx, boxes, author, row, posting);
  }
  return {};
}

Result<void> delete_scheduled(store::Transaction& tx, const Actor& actor, PeerId peer,
                              const std::vector<MessageId>& ids) {
  TRY(check_may_see(tx, actor, peer));
  BoxWriter boxes(tx, actor);
  for (const auto id : ids) {
    const auto row = visible_scheduled(tx, actor.user, peer, id);
    if (!row) continue;
    remove(tx, *row);
    tell_gone(tx, boxes, *row, 0, actor.now);
  }
  return {};
}

void send_due_messages(store::Transaction& tx, UserId author, std::span<const std::int64_t> numbers,
                       std::int32_t now) {
  const Actor actor{.user = author, .now = now};
  for (const auto number : numbers) {
    const auto row = store::find_scheduled(tx, number);
    if (!row) continue;
    BoxWriter boxes(tx, actor);
    const auto posting = ready(tx, actor, *row);
    if (posting) {
      send_now(tx, boxes, actor, *row, *posting);
    } else if (posting.error().err == Err::SLOWMODE_WAIT_X) {
      set_due(tx, DueKind::scheduled_message, author, number, now + posting.error().arg);
    } else {
      remove(tx, *row);
      tell_gone(tx, boxes, *row, 0, now);
    }
  }
}

void release_until_online(store::Transaction& tx, UserId user, std::int32_t now) {
  for (const auto& row : store::scheduled_until_online(tx, user))
    set_due(tx, DueKind::scheduled_message, row.author, row.number, now);
}

std::vector<ScheduledGone> scheduled_gone(ByteView data) {
  std::vector<ScheduledGone> gone;
  for (; data.size() >= 2 * sizeof(MessageId); data = data.subspan(2 * sizeof(MessageId)))
    gone.push_back(
        {.id = load_le<MessageId>(data.data()), .sent = load_le<MessageId>(data.data() + sizeof(MessageId))});
  return gone;
}

}  // namespace botschaft::domain
