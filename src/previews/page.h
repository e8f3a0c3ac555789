#pragma once
// What a preview says of a page that a message links to, and who finds it out.
#include <optional>
#include <string>

namespace botschaft::previews {

// Plain UTF-8 on one line each, empty where the page does not say it.
struct Page {
  std::string type;  // "article", "website", "video.other", ...
  std::string site_name;
  std::string title;
  std::string description;
  std::string author;

  // Whether there is anything to show.
  bool empty() const { return title.empty() && description.empty(); }
  friend bool operator==(const Page&, const Page&) = default;
};

// Fetches pages; waits for the network, so it is called on a worker.
class PageSource {
 public:
  virtual ~PageSource() = default;
  // Nothing where there is no page with something to show, or none that may be asked for.
  virtual std::optional<Page> fetch(const std::string& url) = 0;
};

}  // namespace botschaft::previews
