#pragma once
// Asks an OpenID provider who somebody is, on a thread of its own. What is under way is kept in memory: who
// was signing in when the server stopped begins again.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/clock.h"
#include "base/random.h"
#include "http/desk/elsewhere.h"
#include "http/desk/oidc.h"

namespace botschaft::server {

class OidcSignIn final : public http::Elsewhere {
 public:
  OidcSignIn(http::OidcSettings settings, const Clock& clock, Random& random);
  ~OidcSignIn() override;
  OidcSignIn(const OidcSignIn&) = delete;
  OidcSignIn& operator=(const OidcSignIn&) = delete;

  std::optional<Begun> begin() override;
  void arrive(std::string_view state, std::string_view code) override;
  Outcome finish(std::string_view state) override;

 private:
  struct UnderWay {
    http::OidcSecrets secrets;
    desk::Seconds expires_at = 0;
    Outcome outcome{.progress = Progress::waiting, .issuer = {}, .subject = {}, .level = {}};
    bool arrived = false;
  };
  struct Job {
    http::OidcSecrets secrets;
    std::string code;
  };

  void run();
  bool discover();
  std::expected<std::string, http::OidcFault> ask(const Job& job);
  void forget_old(desk::Seconds now);

  const http::OidcSettings settings_;
  const Clock& clock_;
  Random& random_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::optional<http::OidcProvider> provider_;
  std::unordered_map<std::string, UnderWay> under_way_;  // by state
  std::deque<Job> jobs_;
  std::string keys_;  // of the thread
  std::thread thread_;
};

}  // namespace botschaft::server
