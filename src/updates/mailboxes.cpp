#include "updates/mailboxes.h"

#include "base/log.h"

namespace botschaft::updates {

Mailboxes::Mailboxes(Executor& executor, Renderer& renderer, SessionSink& sink, ChannelRenderer* channels)
    : executor_(executor),
      renderer_(renderer),
      sink_(sink),
      channels_(channels),
      shards_(executor.shards()) {}

Mailboxes::~Mailboxes() = default;

// User ids are handed out one after the other, so they need mixing before they are divided (Fibonacci
// hashing).
std::size_t Mailboxes::shard_of(UserId owner) const {
  return (static_cast<std::uint64_t>(owner) * 0x9e3779b97f4a7c15u >> 32) % shards_.size();
}

void Mailboxes::post(UserId owner, std::function<void(Mailbox&)> with_box) {
  const std::size_t shard = shard_of(owner);
  executor_.post(shard, [this, shard, owner, with_box = std::move(with_box)] {
    auto& boxes = shards_[shard].boxes;
    const auto found = boxes.find(owner);
    if (found == boxes.end()) return;  // nobody of his is online
    with_box(found->second);
  });
}

void Mailboxes::join(UserId owner, const Device& device) {
  const std::size_t shard = shard_of(owner);
  note_layer(device.layer);
  executor_.post(shard, [this, shard, owner, device] {
    const auto [found, is_new] = shards_[shard].boxes.try_emplace(owner, owner);
    found->second.join(device);
    if (is_new) read_channels(owner, found->second);
  });
}

void Mailboxes::leave(UserId owner, const SessionKey& session) {
  post(owner, [this, owner, session](Mailbox& box) {
    box.leave(session);
    pump(owner, box);
  });
}

void Mailboxes::told(UserId owner, const SessionKey& session, std::int32_t pts) {
  post(owner, [this, owner, session, pts](Mailbox& box) {
    box.told(session, pts);
    for (const PeerId channel : box.take_missed(session)) nudge(box, channel, 0);
    pump(owner, box);
  });
}

void Mailboxes::lost(UserId owner, const SessionKey& session) {
  post(owner, [session](Mailbox& box) { box.lost(session); });
}

bool Mailboxes::deliver(const store::Notice& notice) {
  if (deliver_of_channel(notice)) return true;
  if (const auto* grown = dynamic_cast<const domain::BoxNotice*>(&notice)) {
    post(grown->owner, [this, notice = *grown](Mailbox& box) {
      box.grown(notice.first, notice.pts, notice.except);
      pump(notice.owner, box);
    });
    return true;
  }
  if (const auto* typing = dynamic_cast<const domain::TypingNotice*>(&notice)) {
    tell(typing->to,
         [this, typing = *typing](std::int32_t layer) { return renderer_.typing(typing, layer); });
    return true;
  }
  if (const auto* device = dynamic_cast<const domain::NewAuthorizationNotice*>(&notice)) {
    tell(device->user,
         [this, device = *device](std::int32_t layer) { return renderer_.new_authorization(device, layer); });
    return true;
  }
  return false;
}

void Mailboxes::tell_box(Mailbox& box, EncodedOnce& encoded, const Audience& audience) {
  if (audience.channel) {
    const auto inside = box.channels().find(*audience.channel);
    if (inside == box.channels().end()) return;
    if (audience.sees != 0 && audience.sees <= inside->second.floor) return;
  }
  auto devices = box.listeners();
  if (audience.except != 0) {
    std::erase_if(devices, [&](const Device& device) { return device.session.auth_key == audience.except; });
  }
  push_each(devices, encoded);
}

// Nothing to a device whose layer has no word for it.
void Mailboxes::push_each(const std::vector<Device>& devices, EncodedOnce& encoded) {
  for (const Device& device : devices) {
    if (auto bytes = encoded.in(device.layer)) sink_.push(device.session, std::move(bytes));
  }
}

void Mailboxes::tell_status(const std::vector<UserId>& viewers, UserId user, const Status& status) {
  tell(viewers, [this, user, status](std::int32_t layer) { return renderer_.status(user, status, layer); },
       {});
}

// Starts the owner's next push if there is one to make and none under way. `box` may be gone afterwards.
void Mailboxes::pump(UserId owner, Mailbox& box) {
  if (box.disposable()) {
    leave_halls(owner, box);
    shards_[shard_of(owner)].boxes.erase(owner);
    return;
  }
  const auto job = box.start_job();
  tell_too_long(box.take_too_far_behind());
  if (!job) return;
  renderer_.render(job->range, job->layers, [this, owner](Result<Renderer::ByLayer> result) {
    post(owner, [this, owner, result = std::move(result)](Mailbox& grown_box) {
      rendered(owner, grown_box, result);
    });
  });
}

void Mailboxes::rendered(UserId owner, Mailbox& box, const Result<Renderer::ByLayer>& result) {
  if (result) {
    for (auto& delivery : box.finish_job(*result)) sink_.push(delivery.session, std::move(delivery.update));
  } else {
    log::debug("updates: cannot read events owner={} error={}", owner, result.error().text());
    tell_too_long(box.fail_job());
  }
  pump(owner, box);
}

void Mailboxes::tell_too_long(const std::vector<Device>& devices) {
  EncodedOnce too_long([this](std::int32_t layer) { return renderer_.too_long(layer); });
  push_each(devices, too_long);
}

}  // namespace botschaft::updates
