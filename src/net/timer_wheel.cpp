#include "net/timer_wheel.h"

#include <algorithm>

#include "base/check.h"

namespace botschaft::net {

void TimerWheel::Link::insert_before(Link& other) {
  next = &other;
  prev = other.prev;
  other.prev->next = this;
  other.prev = this;
}

void TimerWheel::Link::unlink() {
  if (!next) return;
  prev->next = next;
  next->prev = prev;
  prev = next = nullptr;
}

TimerWheel::TimerWheel(std::int64_t now_ms) : tick_(now_ms / kTickMs) {
  for (auto& head : slots_) head.prev = head.next = &head;
}

TimerWheel::~TimerWheel() {
  for (auto& head : slots_)
    while (head.next != &head) head.next->unlink();
}

void TimerWheel::set(Entry& entry, std::int64_t after_ms) {
  entry.unlink();
  // Rounded up, and never into the tick being run.
  entry.tick_ = tick_ + std::max<std::int64_t>(1, (after_ms + kTickMs - 1) / kTickMs);
  entry.insert_before(slot(entry.tick_));
}

void TimerWheel::run_slot(Link& head) {
  // Taken out of the slot first: on_deadline() may set entries into this very slot, a turn later.
  Link due;
  due.prev = due.next = &due;
  while (head.next != &head) {
    Link& link = *head.next;
    link.unlink();
    link.insert_before(due);
  }
  while (due.next != &due) {
    auto& entry = static_cast<Entry&>(*due.next);
    entry.unlink();
    if (entry.tick_ > tick_)
      entry.insert_before(head);
    else
      entry.on_deadline();
  }
}

void TimerWheel::advance(std::int64_t now_ms) {
  const auto target = now_ms / kTickMs;
  CHECK(target >= tick_);
  while (tick_ < target) {
    ++tick_;
    run_slot(slot(tick_));
  }
}

}  // namespace botschaft::net
