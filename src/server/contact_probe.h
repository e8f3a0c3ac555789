#pragma once
// The desk writes to itself: every hour it does, through the public address, what a stranger who has nothing
// but the domain name would do, and alarms when an answer is missing. docs/desk/contact.md
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "server/desk_settings.h"
#include "store/store.h"

namespace botschaft::server {

class ContactProbe {
 public:
  static constexpr std::chrono::seconds kEvery{3'600};
  static constexpr std::chrono::seconds kEveryFailing{60};
  static constexpr std::chrono::seconds kLook{1};  // how often the clock is looked at

  struct Parts {
    store::Store& store;
    const Clock& clock;
    std::string base_url;
    std::string server_name;
    translog::VerifierKey log;
    OnCall on_call;
    // When the last probe was answered, and since when none is (0: the last one was); on the thread.
    std::function<void(std::int64_t answered_at, std::int64_t failing_since)> show;
  };
  explicit ContactProbe(Parts parts) : parts_(std::move(parts)) {}
  ~ContactProbe() { stop(); }
  ContactProbe(const ContactProbe&) = delete;
  ContactProbe& operator=(const ContactProbe&) = delete;

  void start();
  void stop();

 private:
  bool run();     // whether it was answered
  bool waited();  // a while; true: it is to stop
  void write_down(const std::string& failure);

  const Parts parts_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace botschaft::server
