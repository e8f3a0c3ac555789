#include "rpc/channels/renderer.h"

#include <algorithm>

#include "domain/channels/box.h"
#include "domain/messages/extra.h"
#include "domain/restrictions/restriction.h"
#include "rpc/encoded.h"
#include "rpc/views/channel_events.h"
#include "rpc/views/poll.h"
#include "rpc/views/reactions.h"
#include "store/channels.h"
#include "store/events.h"
#include "store/mentions.h"
#include "store/restrictions.h"

namespace botschaft::rpc {
namespace {

using Rendered = updates::ChannelRenderer::Rendered;

constexpr std::int32_t kRecent = 60;  // seconds
constexpr UserId kAnyMember = 0;

// Who sees something in the range differently, and the oldest message that it shows.
void note_differences(store::Transaction& tx, PeerId channel, std::span<const store::Event> events,
                      Rendered& rendered) {
  for (const auto& event : events) {
    const auto kind = static_cast<domain::EventKind>(event.kind);
    const bool is_new = kind == domain::EventKind::message;
    if (!is_new && kind != domain::EventKind::message_edited) continue;
    const auto id = is_new ? event.pts : static_cast<MessageId>(event.arg);
    const auto row = store::find_message(tx, kAnyMember, channel, id);
    if (!row) continue;
    rendered.exceptions.push_back(row->author);
    if (row->is(store::kHasMentions)) {
      for (const auto user : store::mentioned_by(tx, channel, id)) rendered.exceptions.push_back(user);
    }
    if (rendered.lowest == 0 || id < rendered.lowest) rendered.lowest = id;
  }
}

// Whether members may have to be told different things, each by what is shown where he is. Then nobody is
// told them by this push, and everybody that there is something to fetch.
bool differs_by_viewer(store::Transaction& tx, PeerId channel, std::span<const store::Event> events) {
  const auto row = store::find_channel(tx, channel.bare());
  const bool whole = row && (row->flags & store::kChannelRestricted) != 0;
  return std::ranges::any_of(events, [&](const store::Event& event) {
    const auto kind = static_cast<domain::EventKind>(event.kind);
    if (kind == domain::kChannelRestrictedEvent) return true;
    const bool is_new = kind == domain::EventKind::message;
    if (!is_new && kind != domain::EventKind::message_edited) return false;
    if (whole) return true;
    const auto id = is_new ? event.pts : static_cast<MessageId>(event.arg);
    const auto message = store::find_message(tx, kAnyMember, channel, id);
    return message && store::is_restricted(*message);
  });
}

Result<updates::Renderer::ByLayer> something_to_fetch(const Viewer& viewer, PeerId channel, std::int32_t pts,
                                                      const std::vector<std::int32_t>& layers) {
  auto updates = tl::make<tl::updates>();
  auto update = tl::make<tl::updateChannelTooLong>();
  update->channel_id = channel.bare();
  update->pts = pts;
  updates->updates.push_back(std::move(update));
  updates->date = viewer.now;
  updates::Renderer::ByLayer by_layer;
  for (const auto layer : layers) {
    TRY_ASSIGN(auto bytes, encoded(*updates, layer));
    by_layer.emplace_back(layer, std::move(bytes));
  }
  return by_layer;
}

Result<updates::Renderer::ByLayer> events_by_layer(const Viewer& viewer, store::Transaction& tx,
                                                   PeerId channel, std::span<const store::Event> events,
                                                   const std::vector<std::int32_t>& layers) {
  Mentioned mentioned;
  auto updates = tl::make<tl::updates>();
  updates->updates = channel_updates(viewer, tx, channel, events, mentioned);
  updates->date = viewer.now;
  mentioned.fill(*updates, viewer, tx);
  updates::Renderer::ByLayer by_layer;
  for (const auto layer : layers) {
    TRY_ASSIGN(auto bytes, encoded(*updates, layer));
    by_layer.emplace_back(layer, std::move(bytes));
  }
  return by_layer;
}

tl::Box<tl::Update> aside_update(const Viewer& viewer, store::Transaction& tx, const store::MessageRow& row,
                                 domain::ChannelMessageNotice::What what, Mentioned& mentioned) {
  if (what == domain::ChannelMessageNotice::What::reactions)
    return reactions_update(viewer, tx, row, mentioned);
  const auto media = domain::decode_extra(row.body.extra).media;
  const auto* named = std::get_if<domain::PollMedia>(&media);
  const auto poll = named == nullptr ? std::nullopt : store::find_poll(tx, named->poll);
  return poll ? poll_update(viewer, tx, *poll, mentioned) : nullptr;
}

}  // namespace

void ChannelUpdateRenderer::render_channel(const Range& range, const std::vector<std::int32_t>& layers,
                                           std::function<void(Result<Rendered>)> rendered) {
  auto result = std::make_shared<Rendered>();
  const auto command = [this, range, layers, result](store::Transaction& tx) -> Result<void> {
    const Viewer viewer{kAnyMember, services_.clock.unix_seconds(), services_};
    const auto events = store::read_events(tx, range.channel.value, range.after, range.up_to - range.after);
    *result = {};
    if (differs_by_viewer(tx, range.channel, events)) {
      TRY_ASSIGN(result->by_layer, something_to_fetch(viewer, range.channel, range.up_to, layers));
      return {};
    }
    note_differences(tx, range.channel, events, *result);
    TRY_ASSIGN(result->by_layer, events_by_layer(viewer, tx, range.channel, events, layers));
    return {};
  };
  store_.read(command, [result, rendered = std::move(rendered)](Result<void> done) {
    rendered(done ? Result<Rendered>(std::move(*result)) : std::unexpected(done.error()));
  });
}

void ChannelUpdateRenderer::render_channel_for(UserId user, const Range& range,
                                               const std::vector<std::int32_t>& layers,
                                               updates::Renderer::Rendered rendered) {
  auto result = std::make_shared<updates::Renderer::ByLayer>();
  const auto command = [this, user, range, layers, result](store::Transaction& tx) -> Result<void> {
    const Viewer viewer{user, services_.clock.unix_seconds(), services_};
    const auto events = store::read_events(tx, range.channel.value, range.after, range.up_to - range.after);
    TRY_ASSIGN(*result, events_by_layer(viewer, tx, range.channel, events, layers));
    return {};
  };
  store_.read(command, [result, rendered = std::move(rendered)](Result<void> done) {
    using ByLayer = updates::Renderer::ByLayer;
    rendered(done ? Result<ByLayer>(std::move(*result)) : std::unexpected(done.error()));
  });
}

void ChannelUpdateRenderer::render_aside(const Aside& aside, const std::vector<std::int32_t>& layers,
                                         updates::Renderer::Rendered rendered) {
  auto result = std::make_shared<updates::Renderer::ByLayer>();
  const auto command = [this, aside, layers, result](store::Transaction& tx) -> Result<void> {
    const Viewer viewer{kAnyMember, services_.clock.unix_seconds(), services_};
    result->clear();
    const auto row = store::find_message(tx, kAnyMember, aside.channel, aside.id);
    if (!row) return {};  // deleted meanwhile
    Mentioned mentioned;
    auto updates = tl::make<tl::updates>();
    auto update = aside_update(viewer, tx, *row, aside.what, mentioned);
    if (!update) return {};
    updates->updates.push_back(std::move(update));
    updates->date = viewer.now;
    mentioned.fill(*updates, viewer, tx);
    for (const auto layer : layers) {
      TRY_ASSIGN(auto bytes, encoded(*updates, layer));
      result->emplace_back(layer, std::move(bytes));
    }
    return {};
  };
  store_.read(command, [result, rendered = std::move(rendered)](Result<void> done) {
    rendered(done ? Result<updates::Renderer::ByLayer>(std::move(*result)) : std::unexpected(done.error()));
  });
}

void ChannelUpdateRenderer::memberships(UserId user,
                                        std::function<void(Result<std::vector<Membership>>)> found) {
  auto result = std::make_shared<std::vector<Membership>>();
  const auto now = services_.clock.unix_seconds();
  const auto command = [user, now, result](store::Transaction& tx) -> Result<void> {
    result->clear();
    for (const auto& row : store::channels_of(tx, user)) {
      const auto channel = PeerId::channel(row.channel);
      const auto last = store::find_event(tx, channel.value, store::top_pts(tx, channel.value));
      result->push_back({.channel = channel,
                         .joined_pts = row.joined_pts,
                         .floor = row.floor,
                         .recent = last && domain::date_of_channel_event(*last) >= now - kRecent});
    }
    return {};
  };
  store_.read(command, [result, found = std::move(found)](Result<void> done) {
    found(done ? Result<std::vector<Membership>>(std::move(*result)) : std::unexpected(done.error()));
  });
}

updates::SharedBytes ChannelUpdateRenderer::channel_too_long(PeerId channel, std::int32_t pts,
                                                             std::int32_t layer) {
  auto update = tl::make<tl::updateChannelTooLong>();
  update->channel_id = channel.bare();
  if (pts != 0) update->pts = pts;
  return short_update(std::move(update), services_.clock.unix_seconds(), layer);
}

updates::SharedBytes ChannelUpdateRenderer::channel_typing(const domain::ChannelTypingNotice& notice,
                                                           std::int32_t layer) {
  auto update = tl::make<tl::updateChannelUserTyping>();
  update->channel_id = notice.channel.bare();
  if (notice.top != 0) update->top_msg_id = notice.top;
  update->from_id = peer_view(PeerId::user(notice.from));
  update->action = action_of(notice.action);
  return short_update(std::move(update), services_.clock.unix_seconds(), layer);
}

updates::SharedBytes ChannelUpdateRenderer::channel_read(const domain::ChannelReadNotice& notice,
                                                         std::int32_t layer) {
  auto update = tl::make<tl::updateReadChannelOutbox>();
  update->channel_id = notice.channel.bare();
  update->max_id = notice.max_id;
  return short_update(std::move(update), services_.clock.unix_seconds(), layer);
}

updates::SharedBytes ChannelUpdateRenderer::thread_read(const domain::ThreadReadNotice& notice,
                                                        std::int32_t layer) {
  auto update = tl::make<tl::updateReadChannelDiscussionOutbox>();
  update->channel_id = notice.channel.bare();
  update->top_msg_id = notice.top;
  update->read_max_id = notice.max_id;
  return short_update(std::move(update), services_.clock.unix_seconds(), layer);
}

updates::SharedBytes ChannelUpdateRenderer::post_counters(const domain::PostCountersNotice& notice,
                                                          std::int32_t layer) {
  auto updates = tl::make<tl::updates>();
  updates->date = services_.clock.unix_seconds();
  for (const auto& post : notice.posts) {
    if (post.views) {
      auto seen = tl::make<tl::updateChannelMessageViews>();
      seen->channel_id = notice.channel.bare();
      seen->id = post.id;
      seen->views = *post.views;
      updates->updates.push_back(std::move(seen));
    }
    if (post.forwards) {
      auto forwarded = tl::make<tl::updateChannelMessageForwards>();
      forwarded->channel_id = notice.channel.bare();
      forwarded->id = post.id;
      forwarded->forwards = *post.forwards;
      updates->updates.push_back(std::move(forwarded));
    }
  }
  auto bytes = encoded(*updates, layer);
  return bytes ? *std::move(bytes) : nullptr;
}

}  // namespace botschaft::rpc
