#include "domain/channels/threads.h"

#include <algorithm>
#include <array>

#include "domain/channels/box.h"
#include "domain/channels/comments.h"
#include "domain/channels/topics.h"
#include "store/discussions.h"
#include "store/events.h"
#include "store/topics.h"

namespace botschaft::domain {
namespace {

constexpr int kReadersLookBack = 200;  // messages whose authors are told at once that they were read

Result<InChannel> look(store::Transaction& tx, const Actor& actor, PeerId channel) {
  auto in = look_at_channel(tx, channel.bare(), actor.user, actor.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  TRY(check_can_read_comments(*in));
  return *std::move(in);
}

// An answer goes where what it answers is; the client's word counts where it answers nothing.
Result<ThreadPlace> place_in_forum(store::Transaction& tx, const InChannel& in,
                                   const std::optional<store::MessageRow>& original, MessageId reply_to,
                                   MessageId top) {
  auto topic = store::find_topic(tx, in.peer(), reply_to);
  if (!topic && original) topic = store::find_topic(tx, in.peer(), original->topic);
  if (!topic && !original && top != 0) {
    topic = store::find_topic(tx, in.peer(), top);
    if (!topic) return fail(Err::TOPIC_DELETED);
  }
  if (!topic) topic = store::find_topic(tx, in.peer(), store::kGeneralTopic);
  if (!topic) return fail(Err::TOPIC_DELETED);
  if (topic->is(store::kTopicClosed) && !may_manage_topic(in, *topic)) return fail(Err::TOPIC_CLOSED);
  if (topic->id != store::kGeneralTopic || !original) return ThreadPlace{.topic = topic->id};
  return ThreadPlace{.top = original->top != 0 ? original->top : original->id, .topic = topic->id};
}

// Two numbers tell every author up to where somebody else has read, as in ChannelRow.
void move_read_marks(store::ThreadRow& row, UserId reader, MessageId up_to) {
  if (row.read_by != reader) row.read_second = std::max(row.read_second, std::min(up_to, row.read_top));
  if (up_to <= row.read_top) return;
  row.read_top = up_to;
  row.read_by = reader;
}

Result<ThreadPlace> place_in_supergroup(store::Transaction& tx, const InChannel& in, MessageId reply_to,
                                        MessageId top) {
  const auto find = [&](MessageId id) { return store::find_message(tx, in.self.user, in.peer(), id); };
  auto original = reply_to != 0 ? find(reply_to) : std::nullopt;
  if (original && original->is(store::kService)) original.reset();
  if (in.channel.forum()) return place_in_forum(tx, in, original, reply_to, top);
  if (!original && top != 0) original = find(top);
  if (!original || original->is(store::kService)) return ThreadPlace{};
  return ThreadPlace{.top = original->top != 0 ? original->top : original->id};
}

}  // namespace

Result<ThreadPlace> place_in_channel(store::Transaction& tx, const Actor& actor, PeerId channel,
                                     MessageId reply_to, MessageId top) {
  const auto in = look_at_channel(tx, channel.bare(), actor.user, actor.now);
  if (!in || in->broadcast()) return ThreadPlace{};
  TRY_ASSIGN(const auto place, place_in_supergroup(tx, *in, reply_to, top));
  TRY(check_place(tx, *in, place));
  return place;
}

void count_answer(store::Transaction& tx, PeerId channel, MessageId top) {
  const auto known = store::find_thread(tx, channel, top);
  known ? store::change_replies(tx, channel, top, 1)
        : store::put_thread(tx, {.channel = channel, .top = top, .replies = 1});
  if (known && known->replies > 0) return;
  // The first one, though somebody may have opened the thread and read it before.
  const auto root = store::find_message(tx, box_of(channel), channel, top);
  if (root) store::set_message_flags(tx, *root, root->flags | store::kHasThread);
}

std::optional<store::MessageRow> leave_thread(store::Transaction& tx, const store::MessageRow& gone) {
  if (gone.top != 0) store::change_replies(tx, gone.peer, gone.top, -1);
  if (!gone.is(store::kHasThread)) return std::nullopt;
  if (!gone.is(store::kPost)) {
    store::delete_thread(tx, gone.peer, gone.id);
    return std::nullopt;
  }
  const auto thread = store::find_thread_of_post(tx, gone.peer, gone.id);
  if (!thread) return std::nullopt;
  return store::find_message(tx, box_of(thread->channel), thread->channel, thread->top);
}

Result<Thread> find_thread_at(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id) {
  if (!peer.is_channel()) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(auto in, look(tx, actor, peer));
  const auto row = store::find_message(tx, actor.user, peer, id);
  if (in.broadcast()) {
    const auto thread = row ? store::find_thread_of_post(tx, peer, id) : std::nullopt;
    const auto group = store::find_discussion_group(tx, peer.bare());
    if (!thread || !group || thread->channel != PeerId::channel(*group)) return fail(Err::MSG_ID_INVALID);
    TRY_ASSIGN(auto there, look(tx, actor, thread->channel));
    return Thread{{.channel = thread->channel, .top = thread->top}, std::move(there)};
  }
  if (in.channel.forum()) {
    TRY(check_can_read(in));
    const auto topic = store::find_topic(tx, peer, id) ? id : row && row->topic != 1 ? row->topic : 0;
    if (topic != 0) return Thread{{.channel = peer, .top = topic, .topic = true}, std::move(in)};
  }
  if (!row) return fail(Err::MSG_ID_INVALID);
  if (!may_see(tx, in, *row)) return fail(Err::MSG_ID_INVALID);
  return Thread{{.channel = peer, .top = row->top != 0 ? row->top : id}, std::move(in)};
}

MessageId read_in_thread(const InChannel& in, MessageId in_thread) {
  const auto whole = in.self.inside ? std::max(in.self.read_inbox, in.self.floor) : in.self.floor;
  return std::max(whole, in_thread);
}

MessageId read_in_thread(store::Transaction& tx, const Thread& thread) {
  return read_in_thread(thread.in, store::thread_read_inbox(tx, thread.key, thread.in.self.user));
}

Result<void> read_thread(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                         MessageId max_id) {
  if (max_id < 0) return fail(Err::MSG_ID_INVALID);
  TRY_ASSIGN(const auto thread, find_thread_at(tx, actor, peer, id));
  const auto& key = thread.key;
  const auto up_to = std::min(max_id, store::top_pts(tx, box_of(key.channel)));
  const auto before = read_in_thread(tx, thread);
  if (up_to <= before) return {};
  store::set_thread_read_inbox(tx, key, actor.user, up_to);
  std::array<std::uint8_t, 4> top;
  store_le(top.data(), key.top);
  BoxWriter(tx, actor).append(actor.user, EventKind::thread_read, key.channel, up_to, top);

  auto row = store::find_thread(tx, key.channel, key.top)
                 .value_or(store::ThreadRow{.channel = key.channel, .top = key.top});
  const auto known = row;
  move_read_marks(row, actor.user, up_to);
  if (row.read_top == known.read_top && row.read_second == known.read_second) return {};
  store::put_thread(tx, row);
  auto authors = store::thread_authors(tx, key, known.read_second, up_to, kReadersLookBack);
  std::erase(authors, actor.user);
  if (!authors.empty()) tx.notify<ThreadReadNotice>(key.channel, key.top, up_to, std::move(authors));
  return {};
}

}  // namespace botschaft::domain
