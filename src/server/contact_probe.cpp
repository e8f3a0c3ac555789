#include "server/contact_probe.h"

#include <fmt/format.h>

#include "base/log.h"
#include "desk/language.h"
#include "domain/messages/service_account.h"
#include "server/on_call.h"
#include "server/probe_contact.h"
#include "store/desk_contact.h"

namespace botschaft::server {
namespace {

constexpr std::int64_t kKept_s = 90 * desk::kDay;

constexpr desk::Bilingual kAlarm{
    "Strangers cannot reach the operator of {0}: {1}. Everybody can see that at {2}/contact.",
    "Fremde erreichen den Betreiber von {0} nicht: {1}. Das steht für alle auf {2}/contact."};
constexpr desk::Bilingual kOver{"The operator of {0} can be reached again.",
                                "Der Betreiber von {0} ist wieder zu erreichen."};

// Both, for what language the people on call speak is not known.
template <class... Args>
std::string in_both(const desk::Bilingual& text, const Args&... args) {
  return fmt::format("{}\n\n{}", fmt::format(fmt::runtime(text.english), args...),
                     fmt::format(fmt::runtime(text.german), args...));
}

}  // namespace

void ContactProbe::start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      const auto begun = std::int64_t{parts_.clock.unix_seconds()};
      const bool answered = run();
      lock.lock();
      // By the wall clock, so that a machine that slept is looked at when it wakes.
      const auto pause = answered ? kEvery : kEveryFailing;
      const auto is_over = [&] {
        const std::int64_t now = parts_.clock.unix_seconds();
        return now < begun || now >= begun + pause.count();
      };
      while (!stopping_ && !is_over()) changed_.wait_for(lock, kLook, [this] { return stopping_; });
    }
  });
}

void ContactProbe::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) return;
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool ContactProbe::run() {
  const auto probed = probe_contact(
      {.base_url = parts_.base_url, .log = parts_.log, .now = parts_.clock.unix_seconds(), .pause = [this] {
         return !waited();
       }});
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return true;  // what came of it is not known
  }
  const auto failure = probed ? std::string() : probed.error();
  if (!failure.empty()) log::error("desk: the probe was not answered: {}", failure);
  write_down(failure);
  return failure.empty();
}

bool ContactProbe::waited() {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kLook, [this] { return stopping_; });
}

// The first of those that fail, and the first that is answered again, are told to the people on call.
void ContactProbe::write_down(const std::string& failure) {
  const std::int64_t now = parts_.clock.unix_seconds();
  std::int64_t answered_at = 0;
  std::int64_t failing_since = 0;
  const auto done = parts_.store.write_sync([&](store::Transaction& tx) -> Result<void> {
    const auto before = store::last_desk_probe(tx);
    const bool failed_before = before && !before->failure.empty();
    store::insert_desk_probe(tx, {.at = now, .failure = failure});
    store::delete_desk_probes(tx, now - kKept_s);
    if (failed_before == failure.empty()) {
      const auto text = failure.empty() ? in_both(kOver, parts_.server_name)
                                        : in_both(kAlarm, parts_.server_name, failure, parts_.base_url);
      for (const auto user : on_call_accounts(tx, parts_.on_call))
        domain::say_to(tx, user, text, static_cast<std::int32_t>(now));
    }
    const auto answered = store::last_answered_desk_probe(tx);
    const auto failed = store::first_failed_desk_probe(tx);
    answered_at = answered ? answered->at : 0;
    failing_since = failed ? failed->at : 0;
    return {};
  });
  if (!done) return log::error("desk: the probe cannot be written down: {}", done.error().text());
  parts_.show(answered_at, failing_since);
}

}  // namespace botschaft::server
