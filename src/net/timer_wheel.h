#pragma once
// Coarse deadlines for very many objects. One wheel and one kernel timer per core; setting, moving and
// clearing a deadline is O(1) and allocates nothing. Not for use from other threads.
#include <array>
#include <cstdint>

namespace botschaft::net {

class TimerWheel {
 public:
  static constexpr std::int64_t kTickMs = 100;

 private:
  struct Link {
    Link* prev = nullptr;
    Link* next = nullptr;
    void insert_before(Link& other);
    void unlink();
  };

 public:
  // Base of what has a deadline. Fires at most once per set(), up to one tick late; the owner may destroy
  // itself or set a new deadline in on_deadline().
  class Entry : private Link {
   public:
    Entry() = default;
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    virtual ~Entry() { clear_deadline(); }

    bool armed() const { return next != nullptr; }
    void clear_deadline() { unlink(); }

   protected:
    virtual void on_deadline() = 0;

   private:
    friend class TimerWheel;
    std::int64_t tick_ = 0;
  };

  explicit TimerWheel(std::int64_t now_ms);
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;
  ~TimerWheel();  // forgets the entries, which may outlive it

  // Fires `after_ms` from the last advance(); replaces an earlier deadline of the entry.
  void set(Entry& entry, std::int64_t after_ms);

  // Runs what is due. `now_ms` must not go back.
  void advance(std::int64_t now_ms);

 private:
  static constexpr std::size_t kSlots = 1024;  // 102 s a turn; a longer deadline is passed over once per turn

  Link& slot(std::int64_t tick) { return slots_[static_cast<std::size_t>(tick) % kSlots]; }
  void run_slot(Link& head);

  std::array<Link, kSlots> slots_;
  std::int64_t tick_;  // last tick done
};

}  // namespace botschaft::net
