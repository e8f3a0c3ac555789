// Channels: interest sets, and the way of a channel's events to the mailboxes of those in them.
//
// A person's mailbox knows his channels; a channel's hall, on the channel's shard, knows which of its members
// are online. Everything that changes who is in a hall goes through the person's shard first, so that what
// was read from the store and what notices say cannot overtake each other.
#include <algorithm>

#include "base/log.h"
#include "updates/mailboxes.h"

namespace botschaft::updates {

namespace {

constexpr UserId kNobody = 0;

// Null where it was not rendered for that layer.
SharedBytes in_layer(const Renderer::ByLayer& rendered, std::int32_t layer) {
  const auto found = std::ranges::find(rendered, layer, &Renderer::ByLayer::value_type::first);
  return found != rendered.end() ? found->second : nullptr;
}

}  // namespace

// A range of a channel's events on its way to those who are there.
struct Mailboxes::ChannelPush {
  Hall::Push events;
  std::optional<ChannelRenderer::Rendered> rendered;  // without value everybody is to fetch
};

void Mailboxes::post_to_hall(PeerId channel, std::function<void(Hall&)> with_hall) {
  const std::size_t shard = shard_of(channel.value);
  executor_.post(shard, [this, shard, channel, with_hall = std::move(with_hall)] {
    auto& halls = shards_[shard].halls;
    const auto found = halls.find(channel);
    if (found == halls.end()) return;  // none of its members is online
    with_hall(found->second);
    if (found->second.disposable()) halls.erase(found);
  });
}

void Mailboxes::note_layer(std::int32_t layer) {
  const std::lock_guard lock(layers_mutex_);
  if (std::ranges::find(layers_, layer) == layers_.end()) layers_.push_back(layer);
}

std::vector<std::int32_t> Mailboxes::layers() {
  const std::lock_guard lock(layers_mutex_);
  return layers_;
}

bool Mailboxes::deliver_of_channel(const store::Notice& notice) {
  if (const auto* grown = dynamic_cast<const domain::BoxNotice*>(&notice)) {
    const PeerId channel{grown->owner};
    if (!channel.is_channel()) return false;
    post_to_hall(channel, [this, channel, notice = *grown](Hall& hall) {
      hall.grown(notice.first, notice.pts, notice.except);
      pump_hall(channel, hall);
    });
    return true;
  }
  if (const auto* member = dynamic_cast<const domain::MembershipNotice*>(&notice)) {
    membership(*member);
    return true;
  }
  if (const auto* aside = dynamic_cast<const domain::ChannelMessageNotice*>(&notice)) {
    post_to_hall(aside->channel, [this, aside = *aside](Hall& hall) {
      hall.changed({aside.channel, aside.id, aside.what});
      pump_asides(hall);
    });
    return true;
  }
  if (const auto* typing = dynamic_cast<const domain::ChannelTypingNotice*>(&notice)) {
    tell_hall(typing->channel, typing->from, [this, typing = *typing](std::int32_t layer) {
      return channels_->channel_typing(typing, layer);
    });
    return true;
  }
  if (const auto* read = dynamic_cast<const domain::ChannelReadNotice*>(&notice)) {
    const auto encode = [this, read = *read](std::int32_t layer) {
      return channels_->channel_read(read, layer);
    };
    tell(read->authors, encode, {.channel = read->channel});
    return true;
  }
  if (const auto* read = dynamic_cast<const domain::ThreadReadNotice*>(&notice)) {
    const auto encode = [this, read = *read](std::int32_t layer) {
      return channels_->thread_read(read, layer);
    };
    tell(read->authors, encode, {.channel = read->channel});
    return true;
  }
  if (const auto* counted = dynamic_cast<const domain::PostCountersNotice*>(&notice)) {
    tell_hall(counted->channel, kNobody, [this, counted = *counted](std::int32_t layer) {
      return channels_->post_counters(counted, layer);
    });
    return true;
  }
  return false;
}

// Somebody's first device has come. Notices that come in while the store is read are newer than what it says.
void Mailboxes::read_channels(UserId owner, Mailbox& box) {
  if (channels_ == nullptr) return;
  box.begin_reading_channels();
  channels_->memberships(owner, [this, owner](Result<std::vector<ChannelRenderer::Membership>> found) {
    post(owner,
         [this, owner, found = std::move(found)](Mailbox& here) { channels_read(owner, here, found); });
  });
}

void Mailboxes::channels_read(UserId owner, Mailbox& box,
                              const Result<std::vector<ChannelRenderer::Membership>>& found) {
  std::vector<Mailbox::Change> inside;
  if (found) {
    for (const auto& m : *found) inside.push_back({m.channel, true, m.joined_pts, m.floor});
  } else {
    log::debug("updates: cannot read channels owner={} error={}", owner, found.error().text());
  }
  box.channels_read(inside);
  for (const auto& [channel, change] : box.channels()) enter_hall(owner, channel);
  // What happened between the reading and the entering was pushed to nobody.
  if (!box.channels().empty()) nudge_recent(owner);
}

void Mailboxes::nudge_recent(UserId owner) {
  channels_->memberships(owner, [this, owner](Result<std::vector<ChannelRenderer::Membership>> found) {
    if (!found) return;
    post(owner, [this, found = *std::move(found)](Mailbox& box) {
      for (const auto& membership : found) {
        if (membership.recent) nudge(box, membership.channel, 0);
      }
    });
  });
}

void Mailboxes::membership(const domain::MembershipNotice& notice) {
  if (notice.inside) return let_in(notice);
  post(notice.user, [this, notice](Mailbox& box) {
    box.channel_changed({.channel = notice.channel, .inside = false});
    leave_hall(notice.user, notice.channel);
  });
}

// He takes two steps to the hall, and the events of the same commit one. They wait for him there, or he would
// not hear of what was said when he came in.
void Mailboxes::let_in(const domain::MembershipNotice& notice) {
  const std::size_t shard = shard_of(notice.user), hall_shard = shard_of(notice.channel.value);
  executor_.post(hall_shard, [this, hall_shard, channel = notice.channel] {
    shards_[hall_shard].halls.try_emplace(channel, channel).first->second.expect_one();
  });
  executor_.post(shard, [this, shard, notice] {
    auto& boxes = shards_[shard].boxes;
    const auto box = boxes.find(notice.user);
    const bool online = box != boxes.end();
    if (online) box->second.channel_changed({notice.channel, true, notice.joined_pts, notice.floor});
    post_to_hall(notice.channel, [this, online, notice](Hall& hall) {
      online ? hall.came(notice.user) : hall.expected_is_not_online();
      pump_hall(notice.channel, hall);
    });
  });
}

void Mailboxes::enter_hall(UserId owner, PeerId channel) {
  const std::size_t shard = shard_of(channel.value);
  executor_.post(shard, [this, shard, owner, channel] {
    shards_[shard].halls.try_emplace(channel, channel).first->second.enter(owner);
  });
}

void Mailboxes::leave_hall(UserId owner, PeerId channel) {
  post_to_hall(channel, [owner](Hall& hall) { hall.leave(owner); });
}

void Mailboxes::leave_halls(UserId owner, const Mailbox& box) {
  for (const auto& [channel, change] : box.channels()) leave_hall(owner, channel);
}

void Mailboxes::pump_hall(PeerId channel, Hall& hall) {
  if (hall.too_far_behind()) push_to_members(hall, {hall.give_up(), std::nullopt});
  const auto job = hall.start_job();
  if (!job) return;
  channels_->render_channel(*job, layers(), [this, channel](Result<ChannelRenderer::Rendered> result) {
    post_to_hall(channel, [this, channel, result = std::move(result)](Hall& there) {
      hall_rendered(channel, there, result);
    });
  });
}

void Mailboxes::hall_rendered(PeerId channel, Hall& hall, Result<ChannelRenderer::Rendered> result) {
  if (result) {
    push_to_members(hall, {hall.finish_job(), *std::move(result)});
  } else {
    log::debug("updates: cannot read events channel={} error={}", channel.value, result.error().text());
    push_to_members(hall, {hall.give_up(), std::nullopt});
  }
  pump_hall(channel, hall);
}

EncodedOnce Mailboxes::channel_too_long(PeerId channel, std::int32_t pts) {
  return EncodedOnce(
      [this, channel, pts](std::int32_t layer) { return channels_->channel_too_long(channel, pts, layer); });
}

void Mailboxes::push_to_members(const Hall& hall, ChannelPush push) {
  const auto shared = std::make_shared<const ChannelPush>(std::move(push));
  const auto& range = shared->events.range;
  post_to_all(hall.members(),
              [this, shared, too_long = channel_too_long(range.channel, range.up_to)](
                  Mailbox& box, UserId owner) mutable { push_to_box(box, owner, *shared, too_long); });
}

// The mailbox decides, not the hall: a notice that its owner was put out has come here before any later event
// of the channel, while the hall may learn of it after one.
void Mailboxes::push_to_box(Mailbox& box, UserId owner, const ChannelPush& push, EncodedOnce& too_long) {
  const auto& range = push.events.range;
  const auto inside = box.channels().find(range.channel);
  if (inside == box.channels().end()) return;
  const auto& [joined_pts, floor] = std::pair(inside->second.joined_pts, inside->second.floor);
  if (range.up_to <= joined_pts) return;
  const auto& rendered = push.rendered;
  auto devices = box.listeners_to(range.channel);
  std::erase_if(devices, [&](const Device& device) {
    return std::ranges::find(push.events.by_reply, device.session) != push.events.by_reply.end();
  });
  // Clients do not fetch a channel that they have not met yet: who has just come in needs it in words.
  const bool came = push.events.newcomers.contains(owner);
  if (rendered && (came || std::ranges::find(rendered->exceptions, owner) != rendered->exceptions.end())) {
    return push_own_view(owner, {range.channel, std::max(range.after, joined_pts), range.up_to}, devices);
  }
  const bool common =
      rendered && joined_pts <= range.after && (rendered->lowest == 0 || rendered->lowest > floor);
  for (const Device& device : devices) {
    auto bytes = common ? in_layer(rendered->by_layer, device.layer) : nullptr;
    if (!bytes) bytes = too_long.in(device.layer);
    sink_.push(device.session, std::move(bytes));
  }
}

void Mailboxes::push_own_view(UserId owner, const ChannelRenderer::Range& range,
                              const std::vector<Device>& devices) {
  if (devices.empty()) return;
  std::vector<std::int32_t> layers;
  for (const Device& device : devices) {
    if (std::ranges::find(layers, device.layer) == layers.end()) layers.push_back(device.layer);
  }
  channels_->render_channel_for(
      owner, range, layers, [this, owner, range, devices](Result<Renderer::ByLayer> rendered) {
        post(owner, [this, range, devices, rendered = std::move(rendered)](Mailbox& box) {
          if (!box.channels().contains(range.channel)) return;
          auto too_long = channel_too_long(range.channel, range.up_to);
          for (const Device& device : devices) {
            auto bytes = rendered ? in_layer(*rendered, device.layer) : nullptr;
            if (!bytes) bytes = too_long.in(device.layer);
            sink_.push(device.session, std::move(bytes));
          }
        });
      });
}

void Mailboxes::pump_asides(Hall& hall) {
  const auto aside = hall.start_aside();
  if (!aside) return;
  channels_->render_aside(*aside, layers(), [this, aside = *aside](Result<Renderer::ByLayer> rendered) {
    post_to_hall(aside.channel, [this, aside, rendered = std::move(rendered)](Hall& there) {
      there.finish_aside();
      if (rendered) {
        const auto bytes = std::make_shared<const Renderer::ByLayer>(*rendered);
        const auto of_layer = [bytes](std::int32_t layer) { return in_layer(*bytes, layer); };
        tell(there.members(), of_layer, {.channel = aside.channel, .sees = aside.id});
      }
      pump_asides(there);
    });
  });
}

void Mailboxes::nudge(Mailbox& box, PeerId channel, std::int32_t pts) {
  auto too_long = channel_too_long(channel, pts);
  push_each(box.fetchers_of(channel), too_long);
}

void Mailboxes::tell_hall(PeerId channel, UserId except, const Encode& encode) {
  post_to_hall(channel, [this, channel, except, encode](Hall& hall) {
    auto others = hall.members();
    others.erase(except);
    tell(others, encode, {.channel = channel});
  });
}

}  // namespace botschaft::updates
