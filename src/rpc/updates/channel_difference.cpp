// updates.getChannelDifference.
#include <algorithm>

#include "domain/channels/comments.h"
#include "domain/dialogs/dialogs.h"
#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/views/channel_events.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kSliceMin = 10;
constexpr std::int32_t kSliceMax = 100;
constexpr std::int32_t kTooLong =
    1000;  // events behind; then the newest messages, and the rest when it is scrolled to
constexpr std::int32_t kTimeout = 30;  // seconds after which a channel that one is not in is asked for again

using Answer = tl::Box<tl::updates_ChannelDifference>;

// The filter is there for clients that want some ranges alone; they get everything, which is correct, if not
// little.
Result<void> check_filter(const tl::Box<tl::ChannelMessagesFilter>& box) {
  const auto* filter = box.as<tl::channelMessagesFilter>();
  if (filter == nullptr) return {};
  for (const auto& range_box : filter->ranges) {
    const auto* range = range_box.as<tl::messageRange>();
    if (range->min_id < 0 || range->max_id < range->min_id) return fail(Err::RANGES_INVALID);
  }
  return {};
}

Answer too_long(const Context& context, store::Transaction& tx, const domain::InChannel& in,
                std::int32_t limit) {
  auto answer = tl::make<tl::updates_channelDifferenceTooLong>();
  answer->final_ = true;
  answer->timeout = kTimeout;
  Mentioned mentioned;
  auto dialog = domain::dialog_of(tx, context.self(), in.peer());
  auto rows = store::messages_newest_first(tx, context.self(), in.peer(), {}, limit);
  std::erase_if(rows, [&](const auto& row) { return !may_see(tx, in, row); });
  if (dialog.top == 0 && !rows.empty()) dialog.top = rows.front().id;
  answer->dialog = dialog_view(viewer_of(context), tx, dialog, mentioned);
  answer->messages = message_views(viewer_of(context), tx, rows, mentioned);
  mentioned.fill(*answer, viewer_of(context), tx);
  return answer;
}

// Of messages a guest is told what happens to comments, and which are gone.
bool concerns_guest(store::Transaction& tx, const domain::InChannel& in, const store::Event& event) {
  using enum domain::EventKind;
  const auto kind = static_cast<domain::EventKind>(event.kind);
  if (kind == messages_pinned || kind == messages_unpinned) return false;
  if (kind != message && kind != message_edited) return true;
  const auto id = kind == message ? event.pts : static_cast<MessageId>(event.arg);
  const auto row = store::find_message(tx, in.self.user, in.peer(), id);
  return !row || is_comment(tx, in, *row);
}

}  // namespace

Result<Answer> handle(Context& context, store::Transaction& tx, const tl::updates_getChannelDifference& r) {
  TRY_ASSIGN(const auto in, visited_channel(context, tx, r.channel));
  const auto box = in.peer().value;
  const auto top = store::top_pts(tx, box);
  TRY(check_filter(r.filter));
  if (r.pts <= 0) return fail(Err::PERSISTENT_TIMESTAMP_EMPTY);
  if (r.pts > top) return fail(Err::PERSISTENT_TIMESTAMP_INVALID);
  if (r.pts == top) {
    auto empty = tl::make<tl::updates_channelDifferenceEmpty>();
    empty->final_ = true;
    empty->pts = top;
    empty->timeout = kTimeout;
    return empty;
  }
  const auto limit = std::clamp(r.limit, kSliceMin, kSliceMax);
  if (top - r.pts > kTooLong) return too_long(context, tx, in, limit);

  const auto viewer = viewer_of(context);
  auto events = store::read_events(tx, box, r.pts, limit);
  const auto reached = events.empty() ? top : events.back().pts;
  if (!check_can_read(in)) {
    std::erase_if(events, [&](const auto& event) { return !concerns_guest(tx, in, event); });
  }
  auto answer = tl::make<tl::updates_channelDifference>();
  Mentioned mentioned;
  auto told = channel_difference(viewer, tx, in.peer(), events, mentioned);
  answer->new_messages = std::move(told.new_messages);
  answer->other_updates = std::move(told.other_updates);
  answer->pts = reached;
  answer->final_ = answer->pts == top;
  answer->timeout = kTimeout;
  const auto read = in.channel.read_outbox(context.self());
  if (answer->final_ && read != 0 && !in.broadcast()) {
    auto update = tl::make<tl::updateReadChannelOutbox>();
    update->channel_id = in.channel.id;
    update->max_id = read;
    answer->other_updates.push_back(std::move(update));
  }
  mentioned.fill(*answer, viewer, tx);
  return answer;
}

}  // namespace botschaft::rpc
