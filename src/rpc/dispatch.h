#pragma once
// From a request's bytes to its answer: unwraps, decodes, asks the gate, runs the handler where
// schema/methods.toml says, and encodes. Every request is answered exactly once.
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "base/answer.h"
#include "base/byte_budget.h"
#include "base/worker_pool.h"
#include "rpc/call_order.h"
#include "rpc/key_state.h"
#include "rpc/rate.h"
#include "rpc/services.h"
#include "rpc/unwrap.h"
#include "store/store.h"

namespace botschaft::rpc {

struct Incoming {
  SessionKey session;  // as on the wire: a temporary key too
  std::int64_t msg_id = 0;
  Bytes body;  // the boxed method, out of containers and gzip
  std::string ip;
};

class Dispatcher {
 public:
  struct Parts {
    const Services& services;
    store::Store& store;
    WorkerPool& workers;
    WorkerPool& file_workers;  // tx = "files", and what prepares
    RateLimiter& rates;
    KeyStates& keys;
    ByteBudget& downloads;  // memory for answers of upload.getFile, until they are sent
    ByteBudget& uploads;    // for parts of files, until they are written
    // A session asks for something as this user for the first time, or with another layer, and wants to be
    // told of updates. Before its answer.
    std::function<void(const SessionKey&, UserId, std::int32_t layer)> wants_updates;
    // The session has been answered with this state. After its answer.
    std::function<void(const SessionKey&, UserId, std::int32_t pts)> told;
  };

  explicit Dispatcher(Parts parts) : parts_(std::move(parts)) {}

  // `answer` is called once, during this call or from another thread.
  using Answered = std::function<void(Answer)>;
  void dispatch(Incoming request, Answered answer);

  // A session as the mailboxes know it: whose updates it gets, if anybody's.
  struct Joined {
    SessionKey session;
    UserId user = 0;
  };
  Joined forget_session(const SessionKey& session);

  // Who gets updates in this session; 0: nobody.
  UserId user_of(const SessionKey& session);

  // The sessions that have asked for something under this permanent key.
  std::vector<SessionKey> sessions_of(AuthKeyId key);

  // Sessions under that permanent key whose user is no longer `user`; they count as joined to nobody from now
  // on.
  std::vector<Joined> take_strangers(AuthKeyId key, UserId user);

 private:
  struct Call;
  using CallPtr = std::shared_ptr<Call>;

  static constexpr std::size_t kInFlightMax = 512;  // requests of one session; more get FLOOD_WAIT_1

  struct Session {
    std::mutex mutex;
    CallOrder order;
    AuthKeyId key = 0;  // the permanent one
    UserId joined_user = 0;
    std::int32_t joined_layer = 0;
  };
  struct SessionHash {
    std::size_t operator()(const SessionKey& key) const {
      return static_cast<std::size_t>(key.auth_key) * 31 + static_cast<std::size_t>(key.session);
    }
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<SessionKey, std::shared_ptr<Session>, SessionHash> sessions;
  };

  enum class Turn : std::uint8_t { now, later, refused };

  std::shared_ptr<Session> session_of(const SessionKey& key);
  Turn take_turn(const CallPtr& call);
  void begin(const CallPtr& call);
  Result<void> admit(Call& call);
  void note_key(const Call& call);
  void settle_layer(Call& call, KeyState* key);
  void remember_client(const Call& call, const ResolvedKey& key);
  void run(const CallPtr& call);
  void prepare(const CallPtr& call);
  void execute(const CallPtr& call);
  void on_worker(const CallPtr& call, WorkerPool& workers, std::function<Result<void>(Context&)> work,
                 std::function<void(const Result<void>&)> then);
  void run_on_worker(const CallPtr& call, WorkerPool& workers);
  void run_with_files(const CallPtr& call);
  void finish(const CallPtr& call, Result<void> result);

  Parts parts_;
  std::array<Shard, 16> shards_;
};

// An rpc_error as it stands in rpc_result.
Bytes encode_error(const Error& error);

}  // namespace botschaft::rpc
