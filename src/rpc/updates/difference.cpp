// updates.getState and updates.getDifference.
#include <algorithm>

#include "domain/channels/box.h"
#include "rpc/handler.h"
#include "rpc/updates/state.h"
#include "rpc/views/events.h"
#include "store/channels.h"
#include "store/dialogs.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kDateSlack = 60;  // seconds between an event and its push to a slow client
constexpr std::int32_t kSliceEvents = 300;
constexpr std::int32_t kSliceEventsMax = 1000;  // of what pts_limit may ask for

// Channels have a pts of their own: for each in which something may have happened since the client was here,
// it is told to ask there. `date` is the client's; events of that second may have been pushed or not.
tl::Vec<tl::Box<tl::Update>> channels_grown(const Context& context, store::Transaction& tx, std::int32_t date,
                                            Mentioned& mentioned) {
  tl::Vec<tl::Box<tl::Update>> updates;
  for (const auto& row : store::channels_of(tx, context.self())) {
    const auto channel = PeerId::channel(row.channel);
    const auto last = store::find_event(tx, channel.value, store::top_pts(tx, channel.value));
    if (!last || domain::date_of_channel_event(*last) < date - kDateSlack) continue;
    auto update = tl::make<tl::updateChannelTooLong>();
    update->channel_id = row.channel;
    update->pts = last->pts;
    mentioned.add(channel);
    updates.push_back(std::move(update));
  }
  return updates;
}

}  // namespace

tl::Ptr<tl::updates_state> state_view(const Context& context, store::Transaction& tx, std::int32_t pts) {
  auto state = tl::make<tl::updates_state>();
  state->pts = pts;
  state->date = context.now;
  state->unread_count =
      static_cast<std::int32_t>(std::min<std::int64_t>(store::unread_total(tx, context.self()), INT32_MAX));
  return state;
}

Result<tl::Box<tl::updates_State>> handle(Context& context, store::Transaction& tx,
                                          const tl::updates_getState&) {
  context.told_pts = store::top_pts(tx, context.self());
  return state_view(context, tx, context.told_pts);
}

// A client that is far behind gets slice after slice. differenceTooLong is only for those that asked for it
// with pts_total_limit: Telegram Desktop never recovers from it.
Result<tl::Box<tl::updates_Difference>> handle(Context& context, store::Transaction& tx,
                                               const tl::updates_getDifference& r) {
  const auto top = store::top_pts(tx, context.self());
  if (r.pts <= 0) return fail(Err::PERSISTENT_TIMESTAMP_EMPTY);
  if (r.pts > top) return fail(Err::PERSISTENT_TIMESTAMP_INVALID);
  Mentioned mentioned;
  auto grown = channels_grown(context, tx, r.date, mentioned);
  if (r.pts == top && grown.empty()) {
    auto empty = tl::make<tl::updates_differenceEmpty>();
    empty->date = context.now;
    context.told_pts = top;
    return empty;
  }
  if (r.pts_total_limit && *r.pts_total_limit > 0 && top - r.pts > *r.pts_total_limit) {
    auto too_long = tl::make<tl::updates_differenceTooLong>();
    too_long->pts = top;
    return too_long;
  }
  const auto limit = std::clamp(r.pts_limit.value_or(kSliceEvents), 1, kSliceEventsMax);
  const auto events = store::read_events(tx, context.self(), r.pts, limit);
  const auto viewer = viewer_of(context);
  auto told = event_difference(viewer, tx, events, mentioned);
  const auto fill = [&](auto& answer) {
    answer.new_messages = std::move(told.new_messages);
    answer.other_updates = std::move(told.other_updates);
    answer.other_updates.append(std::move(grown));
    mentioned.fill(answer, viewer, tx);
  };
  if (events.empty() || events.back().pts == top) {
    auto difference = tl::make<tl::updates_difference>();
    fill(*difference);
    difference->state = state_view(context, tx, top);
    context.told_pts = top;
    return difference;
  }
  auto slice = tl::make<tl::updates_differenceSlice>();
  fill(*slice);
  slice->intermediate_state = state_view(context, tx, events.back().pts);
  return slice;
}

}  // namespace botschaft::rpc
