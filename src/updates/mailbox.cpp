#include "updates/mailbox.h"

#include <algorithm>

#include "base/check.h"

namespace botschaft::updates {

void Mailbox::join(const Device& device) {
  if (Entry* entry = find(device.session)) {
    entry->device = device;
  } else {
    devices_.push_back({.device = device, .ahead = {}});
  }
}

void Mailbox::leave(const SessionKey& session) {
  std::erase_if(devices_, [&](const Entry& entry) { return entry.device.session == session; });
}

void Mailbox::told(const SessionKey& session, std::int32_t pts) {
  Entry* entry = find(session);
  if (!entry) return;
  // Never back: a push may have overtaken this call.
  entry->told = entry->hearing == Hearing::listening ? std::max(entry->told, pts) : pts;
  entry->hearing = Hearing::listening;
  absorb(*entry);
}

void Mailbox::lost(const SessionKey& session) {
  if (Entry* entry = find(session)) entry->hearing = Hearing::lost;
}

void Mailbox::grown(std::int32_t first, std::int32_t pts, const SessionKey& except) {
  top_ = std::max(top_, pts);
  for (Entry& entry : devices_) {
    if (entry.hearing != Hearing::fresh) continue;
    entry.hearing = Hearing::listening;
    entry.told = first - 1;
  }
  Entry* entry = find(except);
  if (!entry) return;
  const bool listening = entry->hearing == Hearing::listening;
  if (listening && pts <= entry->told) return;
  entry->ahead.push_back({first, pts});
  if (listening) {
    absorb(*entry);
  } else if (entry->ahead.size() > kAheadMax) {
    entry->ahead.erase(entry->ahead.begin());
  }
}

std::optional<Mailbox::Job> Mailbox::start_job() {
  if (under_way_) return std::nullopt;
  const Entry* last = nullptr;  // the device that is furthest behind
  for (Entry& entry : devices_) {
    if (entry.hearing != Hearing::listening || entry.told >= top_) continue;
    if (top_ - entry.told > kBehindMax) {
      too_far_behind_.push_back(entry.device);
      entry.hearing = Hearing::lost;
    } else if (!last || entry.told < last->told) {
      last = &entry;
    }
  }
  if (!last) return std::nullopt;

  Job job{.range = {.owner = owner_, .after = last->told, .up_to = top_}, .layers = {}};
  for (const Entry& entry : devices_) {
    if (entry.hearing != Hearing::listening || entry.told != job.range.after) continue;
    job.range.up_to = std::min(job.range.up_to, next_end(entry));
    if (std::ranges::find(job.layers, entry.device.layer) == job.layers.end()) {
      job.layers.push_back(entry.device.layer);
    }
  }
  under_way_ = job.range;
  return job;
}

std::vector<Mailbox::Delivery> Mailbox::finish_job(const Renderer::ByLayer& rendered) {
  CHECK(under_way_);
  const Renderer::Range range = *under_way_;
  under_way_.reset();
  std::vector<Delivery> deliveries;
  for (Entry& entry : devices_) {
    // Who has moved on meanwhile, or has learnt of an event inside the range by a reply, waits for another
    // job.
    const bool fits = entry.hearing == Hearing::listening && entry.told == range.after &&
                      (entry.ahead.empty() || entry.ahead.front().first > range.up_to);
    if (!fits) continue;
    const auto bytes = std::ranges::find(rendered, entry.device.layer, &Renderer::ByLayer::value_type::first);
    if (bytes == rendered.end()) continue;  // the device changed its layer meanwhile
    deliveries.push_back({entry.device.session, bytes->second});
    entry.told = range.up_to;
    absorb(entry);
  }
  return deliveries;
}

std::vector<Device> Mailbox::fail_job() {
  CHECK(under_way_);
  const Renderer::Range range = *under_way_;
  under_way_.reset();
  std::vector<Device> failed;
  for (Entry& entry : devices_) {
    if (entry.hearing != Hearing::listening || entry.told >= range.up_to) continue;
    failed.push_back(entry.device);
    entry.hearing = Hearing::lost;
  }
  return failed;
}

std::vector<Device> Mailbox::take_too_far_behind() {
  return std::exchange(too_far_behind_, {});
}

std::vector<Device> Mailbox::listeners() const {
  std::vector<Device> found;
  for (const Entry& entry : devices_) {
    if (entry.hearing != Hearing::lost) found.push_back(entry.device);
  }
  return found;
}

std::vector<Device> Mailbox::listeners_to(PeerId channel) {
  for (Entry& entry : devices_) {
    if (entry.hearing != Hearing::listening) entry.missed.insert(channel);
  }
  return listeners();
}

std::vector<Device> Mailbox::fetchers_of(PeerId channel) {
  std::vector<Device> found;
  for (Entry& entry : devices_) {
    if (entry.hearing == Hearing::listening) {
      found.push_back(entry.device);
    } else {
      entry.missed.insert(channel);
    }
  }
  return found;
}

std::vector<PeerId> Mailbox::take_missed(const SessionKey& session) {
  Entry* entry = find(session);
  if (!entry) return {};
  const auto missed = std::exchange(entry->missed, {});
  return {missed.begin(), missed.end()};
}

void Mailbox::channel_changed(const Change& change) {
  change.inside ? (void)channels_.insert_or_assign(change.channel, change)
                : (void)channels_.erase(change.channel);
  if (changes_) changes_->insert_or_assign(change.channel, change);
}

void Mailbox::channels_read(const std::vector<Change>& found) {
  channels_ = std::exchange(changes_, std::nullopt).value_or(std::map<PeerId, Change>());
  for (const Change& change : found) channels_.emplace(change.channel, change);
  std::erase_if(channels_, [](const auto& entry) { return !entry.second.inside; });
}

Mailbox::Entry* Mailbox::find(const SessionKey& session) {
  const auto found =
      std::ranges::find_if(devices_, [&](const Entry& entry) { return entry.device.session == session; });
  return found == devices_.end() ? nullptr : &*found;
}

void Mailbox::absorb(Entry& entry) {
  auto next = entry.ahead.begin();
  while (next != entry.ahead.end() && next->first <= entry.told + 1) {
    entry.told = std::max(entry.told, next->last);
    ++next;
  }
  entry.ahead.erase(entry.ahead.begin(), next);
}

// Where the device's next push ends: before what it has from a reply already.
std::int32_t Mailbox::next_end(const Entry& entry) const {
  const std::int32_t end = std::min(top_, entry.told + kEventsPerPush);
  return entry.ahead.empty() ? end : std::min(end, entry.ahead.front().first - 1);
}

}  // namespace botschaft::updates
