#pragma once
// Who is online, in memory. A person is online while any device of his said so less than kOnlineFor ago.
#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "updates/surroundings.h"

namespace botschaft::updates {

// Safe from any thread.
class Presence {
 public:
  // help.getConfig's online_cloud_timeout_ms: devices renew their account.updateStatus well within it.
  static constexpr std::int32_t kOnlineFor = 300;  // seconds

  // Others are to be told: the person came or went, or the end they were told of is near and has moved.
  // Called on the thread that caused it, without a lock held.
  using Changed = std::function<void(UserId, const Status&)>;

  Presence(const Clock& clock, Changed changed) : clock_(clock), changed_(std::move(changed)) {}

  // account.updateStatus; the end of a session is a go_offline() too.
  void go_online(UserId user, const SessionKey& session);
  void go_offline(UserId user, const SessionKey& session);

  // Nothing: not online lately; the account's row knows when he was last.
  std::optional<Status> find(UserId user) const;

  std::vector<UserId> online() const;  // all who are, in no order

  // Ends what has not been renewed. For a timer, every few seconds.
  void expire();

  // People who have gone since the last call and when, for their rows. For a timer, every minute, and when
  // all sessions have ended. Who is returned here is forgotten one call later.
  std::vector<std::pair<UserId, std::int32_t>> take_unsaved();

 private:
  struct Person {
    std::vector<std::pair<SessionKey, std::int32_t>> online_until;  // by device
    std::int32_t told_until = 0;                                    // the latest end that others know of
    std::int32_t last_seen = 0;                                     // of one who is not online
    bool saved = false;
  };
  struct Part {
    mutable std::mutex mutex;
    std::unordered_map<UserId, Person> people;
  };

  Part& part(UserId user) { return parts_[static_cast<std::uint64_t>(user) % parts_.size()]; }
  const Part& part(UserId user) const { return parts_[static_cast<std::uint64_t>(user) % parts_.size()]; }

  const Clock& clock_;
  const Changed changed_;
  std::array<Part, 16> parts_;
};

}  // namespace botschaft::updates
