#pragma once
// Sign-in at somebody else's, as the desk's API sees it: a browser is sent away, comes back with a code, and
// asks what came of it while the server asks the provider.
#include <optional>
#include <string>
#include <string_view>

#include "desk/terms.h"

namespace botschaft::http {

// Safe from any thread; nothing of it waits for the provider.
class Elsewhere {
 public:
  virtual ~Elsewhere() = default;

  struct Begun {
    std::string url;    // where the browser goes
    std::string state;  // by which it is known when it comes back
  };
  virtual std::optional<Begun> begin() = 0;  // nothing: the provider has not answered yet

  virtual void arrive(std::string_view state, std::string_view code) = 0;

  enum class Progress : std::uint8_t { waiting, refused, known };
  struct Outcome {
    Progress progress = Progress::refused;
    std::string issuer, subject;
    desk::IdentityLevel level = desk::IdentityLevel::claimed;
  };
  virtual Outcome finish(std::string_view state) = 0;  // what does not wait any more is told once
};

}  // namespace botschaft::http
