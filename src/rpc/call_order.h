#pragma once
// invokeAfterMsg(s): a request that names others waits until they have been answered, and fails with
// MSG_WAIT_FAILED when one of them failed. One object per session; not thread-safe.
#include <cstdint>
#include <functional>
#include <span>
#include <unordered_set>
#include <vector>

namespace botschaft::rpc {

class CallOrder {
 public:
  using Go = std::function<void(bool dependency_failed)>;

  void started(std::int64_t msg_id) { running_.insert(msg_id); }
  std::size_t size() const { return running_.size(); }

  // Keeps `go` if one of `after` is still running, and counts msg_id as running: others may wait for it in
  // turn.
  bool hold(std::int64_t msg_id, std::span<const std::int64_t> after, Go go);

  // `failed`: the request was answered by an error. The caller runs what is returned, outside of its lock.
  struct Released {
    Go go;
    bool dependency_failed;
  };
  std::vector<Released> finished(std::int64_t msg_id, bool failed);

 private:
  struct Waiting {
    std::vector<std::int64_t> after;
    bool dependency_failed = false;
    Go go;
  };

  std::unordered_set<std::int64_t> running_;
  std::vector<Waiting> waiting_;
};

}  // namespace botschaft::rpc
