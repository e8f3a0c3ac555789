#include "rpc/messages/reply.h"

#include "domain/channels/rights.h"
#include "rpc/views/channel_events.h"
#include "rpc/views/scheduled.h"
#include "rpc/views/threads.h"
#include "store/events.h"
#include "store/scheduled_messages.h"

namespace botschaft::rpc {

tl::Ptr<tl::updates> updates_reply(const Context& context, store::Transaction& tx, std::int32_t before) {
  return updates_since(viewer_of(context), tx, before, store::top_pts(tx, context.self()));
}

BoxesBefore boxes_before(const Context& context, store::Transaction& tx, PeerId peer) {
  BoxesBefore before{.own = store::top_pts(tx, context.self())};
  if (!peer.is_channel()) return before;
  before.channel = peer;
  before.in_channel = store::top_pts(tx, peer.value);
  return before;
}

tl::Ptr<tl::updates> updates_reply(const Context& context, store::Transaction& tx,
                                   const BoxesBefore& before) {
  const auto viewer = viewer_of(context);
  Mentioned mentioned;
  auto reply = tl::make<tl::updates>();
  reply->date = context.now;
  const auto own = store::read_events(tx, context.self(), before.own, INT32_MAX);
  reply->updates = event_updates(viewer, tx, own, mentioned);
  const auto in = before.channel == PeerId{}
                      ? std::nullopt
                      : domain::look_at_channel(tx, before.channel.bare(), context.self(), context.now);
  if (in && check_can_read_comments(*in)) {  // who is told what he did himself
    const auto events = store::read_events(tx, before.channel.value, before.in_channel, INT32_MAX);
    reply->updates.append(channel_updates(viewer, tx, before.channel, events, mentioned));
  }
  mentioned.fill(*reply, viewer, tx);
  return reply;
}

namespace {

const tl::messageService* said_in(const tl::Box<tl::Update>& update) {
  if (const auto* fresh = update.as<tl::updateNewMessage>()) return fresh->message.as<tl::messageService>();
  const auto* fresh = update.as<tl::updateNewChannelMessage>();
  return fresh == nullptr ? nullptr : fresh->message.as<tl::messageService>();
}

}  // namespace

tl::Ptr<tl::updates> said_reply(const Context& context, store::Transaction& tx, const BoxesBefore& before) {
  auto reply = updates_reply(context, tx, before);
  tl::Vec<tl::Box<tl::Update>> all;
  for (const auto& update : reply->updates) {
    const auto* said = said_in(update);
    if (said == nullptr || !said->out) continue;
    auto known = tl::make<tl::updateMessageID>();
    known->id = said->id;
    known->random_id = context.services.random.next<std::int64_t>();
    all.push_back(std::move(known));
  }
  all.append(std::move(reply->updates));
  reply->updates = std::move(all);
  return reply;
}

tl::Ptr<tl::updates> said_reply(const Context& context, store::Transaction& tx, std::int32_t before) {
  return said_reply(context, tx, BoxesBefore{.own = before});
}

tl::Box<tl::messages_AffectedMessages> affected_messages(const Context& context, store::Transaction& tx,
                                                         std::int32_t before) {
  auto reply = tl::make<tl::messages_affectedMessages>();
  reply->pts = store::top_pts(tx, context.self());
  reply->pts_count = reply->pts - before;
  return reply;
}

tl::Box<tl::messages_AffectedHistory> affected_history(std::int32_t pts, bool more) {
  auto reply = tl::make<tl::messages_affectedHistory>();
  reply->pts = pts;
  reply->offset = more ? 1 : 0;
  return reply;
}

tl::Ptr<tl::updates> sent_reply(const Context& context, store::Transaction& tx, const BoxesBefore& before,
                                std::span<const std::optional<domain::Sent>> sent,
                                std::span<const std::int64_t> random_ids) {
  auto reply = updates_reply(context, tx, before);
  tl::Vec<tl::Box<tl::Update>> all;
  Mentioned mentioned;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    if (!sent[i]) continue;
    auto known = tl::make<tl::updateMessageID>();
    known->id = sent[i]->id;
    known->random_id = random_ids[i];
    all.push_back(std::move(known));
    if (!sent[i]->repeated) continue;
    if (sent[i]->scheduled) {
      const auto waiting = store::find_scheduled_send(tx, context.self(), random_ids[i]);
      const store::Event event{.peer = waiting->peer, .arg = waiting->id};
      if (auto again = scheduled_message_update(viewer_of(context), tx, event, mentioned))
        all.push_back(std::move(again));
      continue;
    }
    const bool in_channel = before.channel != PeerId{};
    const auto row = in_channel ? store::find_message(tx, context.self(), before.channel, sent[i]->id)
                                : store::find_message(tx, context.self(), sent[i]->id);
    if (!row) continue;
    if (in_channel) {
      auto again = tl::make<tl::updateNewChannelMessage>();
      again->message = message_view(viewer_of(context), tx, *row, mentioned);
      again->pts = row->id;
      again->pts_count = 1;
      all.push_back(std::move(again));
      continue;
    }
    auto again = tl::make<tl::updateNewMessage>();
    again->message = message_view(viewer_of(context), tx, *row, mentioned);
    again->pts = row->id;
    again->pts_count = 1;
    all.push_back(std::move(again));
  }
  all.append(std::move(reply->updates));
  reply->updates = std::move(all);
  if (reply->users.empty()) mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

tl::Box<tl::messages_Messages> messages_reply(const Context& context, store::Transaction& tx,
                                              std::span<const store::MessageRow> rows, std::int64_t total,
                                              PeerId channel) {
  Mentioned mentioned;
  if (channel.is_channel()) {
    auto page = tl::make<tl::messages_channelMessages>();
    mentioned.add(channel);
    page->pts = store::top_pts(tx, channel.value);
    page->count = static_cast<std::int32_t>(total);
    page->messages = message_views(viewer_of(context), tx, rows, mentioned);
    page->topics = topics_of(viewer_of(context), tx, channel, rows, mentioned);
    mentioned.fill(*page, viewer_of(context), tx);
    return page;
  }
  if (std::cmp_less_equal(total, rows.size())) {
    auto all = tl::make<tl::messages_messages>();
    all->messages = message_views(viewer_of(context), tx, rows, mentioned);
    mentioned.fill(*all, viewer_of(context), tx);
    return all;
  }
  auto slice = tl::make<tl::messages_messagesSlice>();
  slice->count = static_cast<std::int32_t>(total);
  slice->messages = message_views(viewer_of(context), tx, rows, mentioned);
  mentioned.fill(*slice, viewer_of(context), tx);
  return slice;
}

}  // namespace botschaft::rpc
