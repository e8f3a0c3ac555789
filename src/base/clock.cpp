#include "base/clock.h"

#include <chrono>

namespace botschaft {
namespace {

template <class C>
std::int64_t now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(C::now().time_since_epoch()).count();
}

class SystemClock final : public Clock {
 public:
  std::int64_t unix_us() const override { return now_us<std::chrono::system_clock>(); }
  std::int64_t monotonic_us() const override { return now_us<std::chrono::steady_clock>(); }
};

}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace botschaft
