#pragma once
// Answers requests to the desk: finds the row, finds out who calls, bounds what strangers may do, reads the
// body, and runs the row inside a transaction in the lane of the caller. Answers leave once all is committed.
#include <functional>
#include <memory>

#include "base/clock.h"
#include "base/worker_pool.h"
#include "http/desk/endpoints.h"
#include "http/desk/lane_queue.h"
#include "http/desk/limits.h"
#include "http/router.h"
#include "store/store.h"

namespace botschaft::http {

// How callers are told apart; given by `server`.
struct Identification {
  // A credential is shown, be it good or not: a session cookie, a bearer token, a client certificate. Runs on
  // any thread, and touches nothing.
  std::function<bool(const Request&)> presents;
  // Who shows it; nothing if it is good for nobody. Inside the transaction of the call.
  std::function<std::optional<Caller>(store::Transaction&, const Request&, desk::Seconds now)> find;
};

struct DeskLimits {
  // Notices and whatever else strangers write; orders of authorities that are not known yet; and attempts to
  // sign in: so that no flood of the ones keeps people from the others.
  StrangerLimits::Rates intake{.each = {.burst = 30, .per_second = 0.2},
                               .all = {.burst = 4'000, .per_second = 1'500}};
  StrangerLimits::Rates orders{.each = {.burst = 120, .per_second = 1},
                               .all = {.burst = 1'000, .per_second = 100}};
  StrangerLimits::Rates sign_in{.each = {.burst = 20, .per_second = 0.2},
                                .all = {.burst = 200, .per_second = 50}};
  std::size_t at_once = 64;               // calls of one lane that are with the store
  std::size_t strangers_waiting = 1'024;  // and behind them; more get 429
  std::size_t named_waiting =
      16'384;                // as many connections as there can be, about: these are not turned away
  std::size_t key_days = 7;  // how long answers are kept for repetitions with the same Idempotency-Key
};

class DeskService {
 public:
  struct Parts {
    store::Store& store;
    const Clock& clock;
    Random& random;
    DeskPlace place;
    Identification identify;
    std::span<const Endpoint* const> rows = desk_endpoints();
    DeskLimits limits = {};
    IpRanges proxies = {};  // that are believed when they say for whom they ask
  };
  explicit DeskService(Parts parts);

  // Adds every path of the table. The service outlives the router's last request.
  void add_to(Router& router);

  std::size_t body_max(Method method, std::string_view path) const;
  void answer(Request request, Respond respond);  // once, from any thread

 private:
  struct Call;
  using CallPtr = std::shared_ptr<Call>;

  std::optional<Reply> admit(Call& call);
  void enter(const CallPtr& call);
  void work(const CallPtr& call, std::function<void()> finished);
  void run(Call& call, store::Transaction& tx) const;
  Reply run_as(Call& call, store::Transaction& tx, Caller caller) const;
  Reply run_once(DeskCall& call, const Endpoint& row) const;
  void respond(const CallPtr& call) const;

  const Parts parts_;
  StrangerLimits intake_;
  StrangerLimits orders_;
  StrangerLimits sign_in_;
  LaneQueue strangers_;
  LaneQueue named_;
  // Read bodies that would keep a core too long.
  WorkerPool large_of_strangers_;
  WorkerPool large_;
};

}  // namespace botschaft::http
