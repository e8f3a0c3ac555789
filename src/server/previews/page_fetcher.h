#pragma once
// Fetches pages from the public Internet by libcurl. Somebody else chooses the address, so every hop is
// distrusted: the name is resolved here, the connection goes to exactly the address that was checked
// (previews/public_address.h), and a redirect begins anew.
#include <chrono>
#include <cstdint>

#include "previews/page.h"

namespace botschaft::server {

class PageFetcher final : public previews::PageSource {
 public:
  struct Options {
    bool allow_loopback = false;  // for tests, which have their servers there, at any port
    std::chrono::milliseconds time = std::chrono::seconds(10);  // for all hops together
  };
  static constexpr std::size_t kBodyMax = 512 * 1024;  // what is behind is not read
  static constexpr std::size_t kHeaderMax = 64 * 1024;
  static constexpr int kHopsMax = 4;

  PageFetcher();
  explicit PageFetcher(const Options& options);

  // http and https at their own ports, answers of text/html or application/xhtml+xml with status 200.
  std::optional<previews::Page> fetch(const std::string& url) override;

 private:
  struct Hop;
  std::optional<Hop> visit(const std::string& url, std::chrono::milliseconds time) const;

  const Options options_;
};

}  // namespace botschaft::server
