#pragma once
// RFC 3161: has somebody else say, every hour, when the contact log was as it is. The checkpoint that was
// stamped and the answer are DIR/desk-log/stamps/<size of the log>.checkpoint and .tsr; DIR/desk-log/stamped
// has the newest size.
#include <condition_variable>
#include <expected>
#include <filesystem>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "base/random.h"

namespace botschaft::server {

class TimeStamps {
 public:
  static constexpr std::chrono::seconds kEvery{3'600};
  static constexpr std::chrono::seconds kEveryFailing{300};
  static constexpr std::chrono::seconds kLook{1};

  struct Parts {
    std::filesystem::path folder;  // of the log
    std::string url;               // of the authority; "": none
    const Clock& clock;
    Random& random;
  };
  explicit TimeStamps(Parts parts) : parts_(std::move(parts)) {}
  ~TimeStamps() { stop(); }
  TimeStamps(const TimeStamps&) = delete;
  TimeStamps& operator=(const TimeStamps&) = delete;

  void start();
  void stop();

  // Stamps the checkpoint as it is now, unless that was done. The error is a sentence.
  std::expected<void, std::string> stamp() const;

 private:
  const Parts parts_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace botschaft::server
