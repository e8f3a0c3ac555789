#pragma once
// The network side of the server: one core per processor, and what they share. Made by `server`.
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/worker_pool.h"
#include "net/admission.h"
#include "net/backend.h"
#include "net/core.h"
#include "net/options.h"
#include "net/parked_exchanges.h"

namespace botschaft::net {

class Runtime {
 public:
  // Must outlive the runtime; `backend` must call no callback after the runtime is gone.
  struct Surroundings {
    Backend& backend;
    const http::Router& router;
    const crypto::RsaKey& rsa;
    const Clock& clock;
    Random& random;
  };
  Runtime(Options options, const Surroundings& surroundings);
  ~Runtime();

  // Binds the port of every core. The error is a sentence for the operator. Then port() tells the port.
  std::expected<void, std::string> listen();
  std::uint16_t port() const { return port_; }
  void start();

  // Two steps, so that requests under way can be answered in between.
  void stop_accepting();
  void stop();  // lets connections send what waits for at most Limits::linger_ms, then ends the threads

  // From any thread; in the order of the calls, as far as one can know of another.
  void post(std::size_t core, std::function<void()> function);
  std::size_t cores() const { return cores_.size(); }
  void push(const SessionAddress& session, mtproto::SharedBytes update);
  void forget_key(AuthKeyId id);  // it was destroyed: its sessions end, its connections are closed

  // Sum over all cores of one counter: total(&Counters::sessions).
  std::int64_t total(Counter Counters::* counter) const;

  // For cores.
  const Options& options() const { return options_; }
  Backend& backend() { return around_.backend; }
  const crypto::RsaKey& rsa() const { return around_.rsa; }
  const HttpService& http() const { return http_; }
  Admission& admission() { return admission_; }
  ParkedExchanges& parked_exchanges() { return parked_exchanges_; }
  WorkerPool& handshake_workers() { return handshake_workers_; }
  const Clock& clock() const { return around_.clock; }
  Random& random() { return around_.random; }
  Core& core_of(AuthKeyId id);

 private:
  Options options_;
  Surroundings around_;
  HttpService http_;
  Admission admission_;
  ParkedExchanges parked_exchanges_;
  std::vector<std::unique_ptr<Core>> cores_;
  WorkerPool handshake_workers_;  // ends before the cores it posts to
  std::uint16_t port_ = 0;
};

}  // namespace botschaft::net
