#pragma once
// One owner's devices that are online, and what each of them has been told. A state machine without threads:
// its shard runs it.
//
// A push is the difference (told, top] of the event log, so that a push and getDifference cannot disagree. A
// device that caused an event learns of it by the reply to its request; the event is then left out of its
// pushes.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/ids.h"
#include "domain/notices.h"
#include "updates/surroundings.h"

namespace botschaft::updates {

struct Device {
  SessionKey session;
  std::int32_t layer = 0;
};

class Mailbox {
 public:
  // More events behind than this, and the device is told updatesTooLong instead.
  static constexpr std::int32_t kBehindMax = 1000;
  static constexpr std::int32_t kEventsPerPush = 100;

  explicit Mailbox(UserId owner) : owner_(owner) {}

  // Nobody is here, and no job is under way.
  bool disposable() const { return devices_.empty() && !under_way_; }

  // A session is there, or has another layer now. Any query subscribes it, whether or not it ever asks for
  // the state: invokeWithoutUpdates is the way not to, and who wraps all queries in it does not join. Until
  // told(), pushes begin with what happens next.
  void join(const Device& device);
  void leave(const SessionKey& session);

  // getState or a final getDifference has been answered with this pts.
  void told(const SessionKey& session, std::int32_t pts);

  // The session has dropped updates: it gets nothing durable until told() again.
  void lost(const SessionKey& session);

  // The events first..pts were committed; `except` is told of them by its reply. Comes in order for every
  // event committed after the first join(), and is all that moves the top: a pts that a device was told may
  // be ahead of the notices, and the sender of an event beyond them must not be pushed what its reply is
  // about to say.
  void grown(std::int32_t first, std::int32_t pts, const SessionKey& except);

  struct Job {
    Renderer::Range range;
    std::vector<std::int32_t> layers;
  };
  // What to render next. Nothing while a job is under way: at most one per owner, so that pushes stay in
  // order.
  std::optional<Job> start_job();

  // Ends the job. Returns what to send now.
  struct Delivery {
    SessionKey session;
    SharedBytes update;
  };
  std::vector<Delivery> finish_job(const Renderer::ByLayer& rendered);

  // The events could not be read. Returns the sessions to be told updatesTooLong, with their layers.
  std::vector<Device> fail_job();

  // Devices too far behind to be pushed to, found by the last start_job(): to be told updatesTooLong.
  std::vector<Device> take_too_far_behind();

  // Who gets what is not durable: typing, status.
  std::vector<Device> listeners() const;

  // The same for events of a channel. A device that has not asked for the state is pushed them all the same,
  // for it may never ask; it and those that have lost updates are to fetch them as well once they are told().
  std::vector<Device> listeners_to(PeerId channel);
  // Who is to fetch a channel now; the others once they are told().
  std::vector<Device> fetchers_of(PeerId channel);
  std::vector<PeerId> take_missed(const SessionKey& session);

  // The channels that the owner is in: read from the store while notices of changes come in, which are newer.
  void begin_reading_channels() { changes_.emplace(); }
  struct Change {
    PeerId channel;
    bool inside = false;
    std::int32_t joined_pts = 0;
    MessageId floor = 0;
  };
  void channel_changed(const Change& change);
  void channels_read(const std::vector<Change>& found);
  const std::map<PeerId, Change>& channels() const { return channels_; }

 private:
  struct Span {
    std::int32_t first;
    std::int32_t last;
  };
  enum class Hearing : std::uint8_t {
    fresh,      // since it joined, nothing has happened, and it has not asked for the state
    listening,  // is pushed what it has not been told
    lost,       // has dropped updates, and must ask for the difference
  };
  struct Entry {
    Device device;
    Hearing hearing = Hearing::fresh;
    std::int32_t told = 0;    // has every event up to this pts; nothing while fresh
    std::vector<Span> ahead;  // and these above it, from replies; ascending
    std::set<PeerId> missed;  // channels where something happened while it did not listen
  };

  Entry* find(const SessionKey& session);
  static void absorb(Entry& entry);
  std::int32_t next_end(const Entry& entry) const;

  static constexpr std::size_t kAheadMax = 64;  // of a device that has lost updates

  const UserId owner_;
  std::int32_t top_ = 0;
  std::optional<Renderer::Range> under_way_;
  std::vector<Entry> devices_;
  std::vector<Device> too_far_behind_;
  std::map<PeerId, Change> channels_;
  std::optional<std::map<PeerId, Change>> changes_;  // while the store is read
};

}  // namespace botschaft::updates
