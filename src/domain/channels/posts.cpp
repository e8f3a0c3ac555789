#include "domain/channels/posts.h"

#include <algorithm>
#include <array>

#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/channels/comments.h"
#include "domain/channels/discussion.h"
#include "domain/channels/mentions.h"
#include "domain/channels/send_as.h"
#include "domain/channels/threads.h"
#include "domain/messages/files.h"
#include "domain/messages/mentions.h"
#include "domain/messages/read.h"
#include "domain/messages/web_pages.h"
#include "store/channel_messages.h"
#include "store/events.h"
#include "store/post_counters.h"
#include "store/restrictions.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kDeletionsMax = 1000;
constexpr int kDeletedAtOnce = 500;
constexpr int kPinsAtOnce = 500;
constexpr int kReadersLookBack = 200;  // messages whose authors are told at once that they were read

Result<InChannel> look(store::Transaction& tx, const Actor& actor, PeerId channel) {
  auto in = look_at_channel(tx, channel.bare(), actor.user, actor.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  TRY(check_can_read(*in));
  return *std::move(in);
}

// Guests write, too, and change what they have written.
Result<InChannel> look_as_writer(store::Transaction& tx, const Actor& actor, PeerId channel) {
  auto in = look_at_channel(tx, channel.bare(), actor.user, actor.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  TRY(check_can_read_comments(*in));
  return *std::move(in);
}

void remove(store::Transaction& tx, const Actor& actor, PeerId channel,
            const std::vector<store::MessageRow>& rows) {
  std::vector<MessageId> ids;
  for (const auto& row : rows) {
    store::delete_message(tx, row);
    ids.push_back(row.id);
    if (row.is(store::kPost)) store::delete_post_counters(tx, channel, row.id);
    auto beside = actor;
    beside.session = {};  // the reply tells of this channel alone
    if (const auto copy = leave_thread(tx, row)) remove(tx, beside, copy->peer, {*copy});
  }
  std::ranges::sort(ids);
  BoxWriter(tx, actor).append_ids(box_of(channel), EventKind::messages_deleted, channel, ids, actor.now);
}

void log_deleted(store::Transaction& tx, const Actor& actor, const store::MessageRow& row) {
  log_admin(tx, actor, row.peer.bare(),
            {.action = AdminAction::delete_message, .message = {row, std::nullopt}});
}

// For slow mode; who comments as a guest has no row yet.
void note_posting(store::Transaction& tx, const Actor& actor, std::int64_t channel) {
  if (store::find_channel_member(tx, channel, actor.user)) {
    return store::set_channel_posted_at(tx, channel, actor.user, actor.now);
  }
  store::put_channel_member(tx, {.channel = channel, .user = actor.user, .posted_at = actor.now});
}

bool begins_topic(const store::MessageRow& row) {
  return row.is(store::kService) && row.topic == row.id;
}

std::string full_name(const store::UserRow& user) {
  return user.last_name.empty() ? user.first_name : user.first_name + " " + user.last_name;
}

// Anonymous admins are told apart by their rank, if at all.
void sign_with_rank(store::Transaction& tx, std::int64_t channel, UserId user, store::MessageBody& body) {
  const auto member = store::find_channel_member(tx, channel, user);
  if (!member || member->rank.empty()) return;
  auto extra = decode_extra(body.extra);
  extra.post_author = member->rank;
  body.extra = encode_extra(extra);
}

// In a broadcast whoever may post edits his own posts, in a group everybody his own messages.
Result<void> check_may_edit(const InChannel& in, const Actor& actor, const store::MessageRow& row) {
  if (row.is(store::kService)) return fail(Err::MESSAGE_ID_INVALID);
  if (row.is(store::kForwarded)) return fail(Err::MESSAGE_AUTHOR_REQUIRED);
  if (store::is_restricted(row)) return fail(Err::MESSAGE_EDIT_TIME_EXPIRED);
  if (in.broadcast() && check_deed(in, Deed::edit_others)) return {};
  if (!row.out()) return fail(Err::MESSAGE_AUTHOR_REQUIRED);
  TRY(check_deed(in, deed_of(store::media_kind(row.flags))));
  if (!in_time_to_edit(row, actor.now)) return fail(Err::MESSAGE_EDIT_TIME_EXPIRED);
  return {};
}

}  // namespace

Result<void> check_can_post(store::Transaction& tx, const Actor& actor, PeerId channel, Deed deed) {
  TRY_ASSIGN(const auto in, look_as_writer(tx, actor, channel));
  TRY(check_deed(in, deed));
  if (in.channel.slow_mode == 0 || in.admin()) return {};
  const auto wait = in.self.posted_at + in.channel.slow_mode - actor.now;
  if (in.self.posted_at != 0 && wait > 0) return fail(Err::SLOWMODE_WAIT_X, wait);
  return {};
}

bool waits_between_posts(store::Transaction& tx, const Actor& actor, PeerId channel) {
  const auto in = look_at_channel(tx, channel.bare(), actor.user, actor.now);
  return in && in->channel.slow_mode != 0 && !in->admin();
}

MessageId submit_post(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& p) {
  const auto channel = store::find_channel(tx, p.to.bare());
  auto flags = p.flags;
  auto body = p.body;
  if (channel->broadcast()) {
    flags |= store::kPost;
    if (channel->is(store::kSignatures)) {
      auto extra = decode_extra(body.extra);
      if (const auto user = store::find_user(tx, actor.user)) extra.post_author = full_name(*user);
      body.extra = encode_extra(extra);
    }
  }
  if (channel->slow_mode != 0) note_posting(tx, actor, channel->id);
  const auto sent_as = shown_sender(tx, actor, p.to, p.send_as);
  if (sent_as == p.to) sign_with_rank(tx, channel->id, actor.user, body);
  const auto id = post_in_channel(tx, boxes, actor, p.to, flags, p.reply_to, body, p.place, sent_as);
  if (channel->broadcast()) {
    if (channel->is(store::kHasDiscussion)) open_comments(tx, actor, p.to, id);
  } else if (p.reply_to || !body.entities.empty()) {
    mention_people(tx, *store::find_message(tx, box_of(p.to), p.to, id), actor.now);
  }
  return id;
}

Result<void> edit_post(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId id,
                       const Editing& editing) {
  TRY_ASSIGN(const auto in, look_as_writer(tx, actor, channel));
  const auto row = store::find_message(tx, actor.user, channel, id);
  if (!row || !may_see(tx, in, *row)) return fail(Err::MESSAGE_ID_INVALID);
  TRY(check_may_edit(in, actor, *row));
  TRY_ASSIGN(const auto change, edited(tx, actor, row->flags, row->body, editing));
  auto after = *row;
  after.body = change.body;
  after.flags = change.flags;
  store::set_message_body(tx, *row, after.body);
  if (after.flags != row->flags) store::set_message_flags(tx, *row, after.flags);
  hold_files(tx, store::key_of(*row), after.flags, after.body);
  // Not of those who write in another name: the entry would say who it was.
  if (row->sent_as == PeerId{}) {
    log_admin(tx, actor, channel.bare(), {.action = AdminAction::edit_message, .message = {*row, after}});
  }
  await_page_of(tx, actor.user, channel, id, after.body);
  if (!in.broadcast()) {
    const auto edited = *store::find_message(tx, box_of(channel), channel, id);
    mention_people(tx, edited, actor.now, named_in(tx, row->body));
  }
  if (in.broadcast() && row->is(store::kHasThread)) edit_comments_root(tx, actor, after);
  BoxWriter boxes(tx, actor);
  tell_edited(boxes, actor, channel, id);
  return {};
}

Result<void> delete_posts(store::Transaction& tx, const Actor& actor, PeerId channel,
                          const std::vector<MessageId>& ids) {
  if (ids.size() > kDeletionsMax) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(const auto in, look_as_writer(tx, actor, channel));
  const bool writes = in.self.inside || check_deed(in, Deed::write);
  const bool others = check_deed(in, Deed::delete_others).has_value();
  std::vector<store::MessageRow> rows;
  for (const auto id : ids) {
    const auto row = store::find_message(tx, actor.user, channel, id);
    if (!row || std::ranges::find(rows, id, &store::MessageRow::id) != rows.end()) continue;
    if (begins_topic(*row)) return fail(Err::MESSAGE_DELETE_FORBIDDEN);  // deleteTopicHistory
    const bool own = row->out() && writes && may_see(tx, in, *row) && !row->is(store::kService);
    if (!own && !others) return fail(Err::MESSAGE_DELETE_FORBIDDEN);
    if (!own || in.broadcast()) log_deleted(tx, actor, *row);
    rows.push_back(*row);
  }
  remove(tx, actor, channel, rows);
  return {};
}

void delete_ended_posts(store::Transaction& tx, PeerId channel, const std::vector<MessageId>& ids,
                        std::int32_t now) {
  std::vector<store::MessageRow> rows;
  for (const auto id : ids) {
    if (auto row = store::find_message(tx, box_of(channel), channel, id)) rows.push_back(*std::move(row));
  }
  if (!rows.empty()) remove(tx, {.user = 0, .now = now, .session = {}}, channel, rows);
}

Result<bool> delete_posts_by(store::Transaction& tx, const Actor& actor, PeerId channel, PeerId sender) {
  TRY_ASSIGN(const auto in, look(tx, actor, channel));
  if (in.broadcast()) return fail(Err::CHANNEL_INVALID);
  TRY(check_deed(in, Deed::delete_others));
  if (sender == channel) return fail(Err::PARTICIPANT_ID_INVALID);
  std::vector<store::MessageRow> rows;
  const auto ids = store::channel_messages_by(tx, channel, sender, kDeletedAtOnce);
  for (const auto id : ids) {
    if (auto row = store::find_message(tx, box_of(channel), channel, id)) rows.push_back(*std::move(row));
  }
  for (const auto& row : rows) log_deleted(tx, actor, row);
  remove(tx, actor, channel, rows);
  return std::cmp_equal(ids.size(), kDeletedAtOnce);
}

bool erase_posts_of_topic(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId topic) {
  const store::HistoryRange range{.topic = topic};
  const auto rows = store::messages_newest_first(tx, box_of(channel), channel, range, kDeletedAtOnce);
  remove(tx, actor, channel, rows);
  return std::cmp_equal(rows.size(), kDeletedAtOnce);
}

Result<void> clear_channel(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId max_id,
                           bool for_everyone) {
  if (max_id < 0) return fail(Err::MAX_ID_INVALID);
  TRY_ASSIGN(auto in, look(tx, actor, channel));
  const auto top = store::top_pts(tx, box_of(channel));
  const auto up_to = max_id == 0 ? top : std::min(max_id, top);
  if (for_everyone) {
    TRY(check_deed(in, Deed::erase));
    const store::HistoryRange range{.below = up_to + 1};
    const auto rows = store::messages_newest_first(tx, box_of(channel), channel, range, kDeletionsMax + 1);
    if (rows.size() > kDeletionsMax) return fail(Err::CHANNEL_TOO_BIG);
    remove(tx, actor, channel, rows);
    return {};
  }
  if (!in.self.inside) return fail(Err::CHANNEL_PARICIPANT_MISSING);
  if (up_to <= in.self.floor) return {};
  in.self.floor = up_to;
  in.self.read_inbox = std::max(in.self.read_inbox, up_to);
  store::put_channel_member(tx, in.self);
  BoxWriter(tx, actor).append(actor.user, EventKind::channel_floor, channel, up_to);
  tx.notify<MembershipNotice>(channel, actor.user, true, in.self.joined_pts, up_to);
  return {};
}

Result<void> pin_post(store::Transaction& tx, const Actor& actor, PeerId channel, const Pinning& p) {
  TRY_ASSIGN(const auto in, look(tx, actor, channel));
  TRY(check_deed(in, Deed::pin));
  const auto row = store::find_message(tx, actor.user, channel, p.id);
  if (!row || row->is(store::kService)) return fail(Err::MESSAGE_ID_INVALID);
  if (row->is(store::kPinned) != p.unpin) return fail(Err::CHAT_NOT_MODIFIED);
  store::set_message_flags(tx, *row, row->flags ^ store::kPinned);
  log_admin(tx, actor, channel.bare(),
            {.action = p.unpin ? AdminAction::unpin_message : AdminAction::pin_message,
             .message = {std::nullopt, *row}});
  p.unpin ? store::delete_pin(tx, box_of(channel), channel, row->id)
          : store::insert_pin(tx, box_of(channel), channel, row->id);
  BoxWriter boxes(tx, actor);
  const std::array ids{row->id};
  boxes.append_ids(box_of(channel), p.unpin ? EventKind::messages_unpinned : EventKind::messages_pinned,
                   channel, ids, actor.now);
  if (p.unpin || p.silent) return {};
  post_in_channel(tx, boxes, actor, channel, store::kService | (in.broadcast() ? store::kPost : 0U), p.id,
                  {.extra = encode_extra({.service = {.action = ServiceAction::pin_message}})},
                  {.topic = row->topic}, shown_doer(tx, actor, channel));
  return {};
}

Result<void> unpin_posts(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId top) {
  TRY_ASSIGN(const auto in, look(tx, actor, channel));
  TRY(check_deed(in, Deed::pin));
  std::vector<MessageId> ids;
  for (const auto id : store::pinned_messages(tx, box_of(channel), channel, 0, kPinsAtOnce)) {
    const auto row = store::find_message(tx, box_of(channel), channel, id);
    if (!row || (top != 0 && row->top != top && row->topic != top)) continue;
    store::set_message_flags(tx, *row, row->flags & ~std::uint32_t{store::kPinned});
    store::delete_pin(tx, box_of(channel), channel, id);
    ids.push_back(id);
  }
  BoxWriter(tx, actor).append_ids(box_of(channel), EventKind::messages_unpinned, channel, ids, actor.now);
  return {};
}

Result<void> read_channel(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId max_id) {
  if (max_id < 0) return fail(Err::MSG_ID_INVALID);
  TRY_ASSIGN(auto in, look(tx, actor, channel));
  if (!in.self.inside) return {};
  const auto top = store::top_pts(tx, box_of(channel));
  const auto up_to = max_id == 0 ? top : std::min(max_id, top);
  if (up_to <= in.self.read_inbox) return {};
  store::set_channel_read_inbox(tx, channel.bare(), actor.user, up_to);
  BoxWriter(tx, actor).append(actor.user, EventKind::channel_read, channel, up_to);
  if (!in.broadcast() && in.channel.members <= kReadMarksMembersMax)
    store::insert_group_read(tx, channel, actor.user, up_to, actor.now, actor.now - kReadDateSeconds);

  // Two numbers tell every author up to where somebody else has read (ChannelRow::read_outbox).
  auto& row = in.channel;
  const auto before = row.read_second;
  if (up_to <= before || (row.read_by == actor.user && up_to <= row.read_top)) return {};
  if (row.read_by != actor.user) row.read_second = std::min(up_to, row.read_top);
  if (up_to > row.read_top) {
    row.read_top = up_to;
    row.read_by = actor.user;
  }
  store::set_channel_read(tx, row);
  if (in.broadcast()) return {};
  auto authors = store::channel_authors(tx, channel, before, up_to, kReadersLookBack);
  std::erase(authors, actor.user);
  if (!authors.empty()) tx.notify<ChannelReadNotice>(channel, up_to, std::move(authors));
  return {};
}

}  // namespace botschaft::domain
