#include "rpc/call_order.h"

namespace botschaft::rpc {

bool CallOrder::hold(std::int64_t msg_id, std::span<const std::int64_t> after, Go go) {
  Waiting waiting;
  for (const auto id : after) {
    if (id != msg_id && running_.contains(id)) waiting.after.push_back(id);
  }
  if (waiting.after.empty()) return false;
  waiting.go = std::move(go);
  waiting_.push_back(std::move(waiting));
  started(msg_id);
  return true;
}

std::vector<CallOrder::Released> CallOrder::finished(std::int64_t msg_id, bool failed) {
  running_.erase(msg_id);
  std::vector<Released> released;
  for (auto& waiting : waiting_) {
    if (std::erase(waiting.after, msg_id) == 0) continue;
    waiting.dependency_failed |= failed;
    if (waiting.after.empty()) released.push_back({std::move(waiting.go), waiting.dependency_failed});
  }
  std::erase_if(waiting_, [](const Waiting& w) { return w.after.empty(); });
  return released;
}

}  // namespace botschaft::rpc
