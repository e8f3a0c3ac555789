#pragma once
// invokeAfterMsg(s): a request that names others waits until they have been answered, and fails with
// MSG_WAIT_FAILED when one of them failed. One object per session, on the key's core.
#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "base/bytes.h"

namespace botschaft::rpc {

class CallOrder {
 public:
  struct Released {
    std::int64_t msg_id;
    Bytes body;
    bool dependency_failed;
  };

  void started(std::int64_t msg_id) { running_.insert(msg_id); }
  bool is_running(std::int64_t msg_id) const { return running_.contains(msg_id); }
  std::size_t size() const { return running_.size(); }

  // Takes the request if one of `after` is still running; its turn comes out of finished().
  bool hold(std::int64_t msg_id, std::span<const std::int64_t> after, ByteView body);

  // `failed`: the request was answered by an error. Returns the requests whose turn has come.
  std::vector<Released> finished(std::int64_t msg_id, bool failed);

 private:
  struct Waiting {
    std::int64_t msg_id;
    std::vector<std::int64_t> after;
    bool dependency_failed = false;
    Bytes body;
  };

  std::unordered_set<std::int64_t> running_;  // held requests count as running: others may wait for them
  std::vector<Waiting> waiting_;
};

}  // namespace botschaft::rpc
