#pragma once
// Has the desk's clocks do what they are for: tells the people on call at each rung of an escalation, ends
// gags, ends the time of others, releases what was handed over on condition.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "desk/desk.h"
#include "server/desk_settings.h"
#include "store/desk_orders.h"
#include "store/store.h"

namespace botschaft::server {

// Does all that is due, in one transaction: with each rung its entry in the contact log is written, the
// messages to accounts, each with its entry, and the calls that leave the house as rows that wait. Returns
// how much it was; at most a few hundred things, so that there may be more.
int do_due_desk_work(store::Transaction& tx, const desk::Settings& settings, const OnCall& people,
                     std::int32_t now, Random& random);

class DeskRunner {
 public:
  // Both block, on the runner's thread. Of a call that is made again after a crash `row.id` is the same:
  // whoever gets it can tell that it is.
  using Deliver = std::function<bool(const store::DeskCallRow& row)>;
  struct Parts {
    store::Store& store;
    const Clock& clock;
    Random& random;
    desk::Settings settings;
    OnCall people;
    Deliver deliver;  // mails and the program: server.cpp
  };

  explicit DeskRunner(Parts parts) : parts_(std::move(parts)) {}
  ~DeskRunner() { stop(); }
  DeskRunner(const DeskRunner&) = delete;
  DeskRunner& operator=(const DeskRunner&) = delete;

  void start();
  void stop();  // after what is under way; the store must still be there

  // Everything that is due now, and every call that waits, once. A test calls it by itself, without a thread.
  void run();

 private:
  void deliver_calls();
  void sleep_and_run();

  Parts parts_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

// A mail or the input of a program, for DeskRunner::Parts::deliver.
inline constexpr int kCallByMail = 1;
inline constexpr int kCallByCommand = 2;
std::string call_json(const store::DeskCallRow& row);  // {"kind": "desk-call", "id", "text"}

}  // namespace botschaft::server
