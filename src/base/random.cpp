#include "base/random.h"

#include <sys/random.h>

#include "base/check.h"

namespace botschaft {
namespace {

class SystemRandom final : public Random {
 public:
  void fill(MutableByteView out) override {
    for (std::size_t done = 0; done < out.size();) {
      const ssize_t n = getrandom(out.data() + done, out.size() - done, 0);
      if (n < 0 && errno == EINTR) continue;
      CHECK(n > 0);
      done += static_cast<std::size_t>(n);
    }
  }
};

}  // namespace

std::uint64_t Random::below(std::uint64_t bound) {
  CHECK(bound > 0);
  const std::uint64_t reject_from = UINT64_MAX - UINT64_MAX % bound;
  for (;;) {
    if (const auto value = next<std::uint64_t>(); value < reject_from) return value % bound;
  }
}

Random& system_random() {
  static SystemRandom random;
  return random;
}

void SeededRandom::fill(MutableByteView out) {
  for (auto& b : out) b = static_cast<std::uint8_t>(engine_());
}

}  // namespace botschaft
