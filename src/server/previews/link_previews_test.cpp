#include "server/previews/link_previews.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <future>
#include <map>
#include <thread>

#include "server/previews/page_fetcher.h"
#include "store/simulated.h"

namespace botschaft::server {
namespace {

using previews::Page;

// A web server on loopback: answers every request with what is set for its path.
class Web {
 public:
  Web() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(listener_, 16), 0);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Web() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }

  std::string url(const std::string& path, const std::string& host = "127.0.0.1") const {
    return fmt::format("http://{}:{}{}", host, port_, path);
  }
  void page(const std::string& path, const std::string& html, const std::string& type = "text/html") {
    answers_[path] =
        fmt::format("HTTP/1.1 200 OK\r\nContent-Type: {}\r\nConnection: close\r\n\r\n{}", type, html);
  }
  void redirect(const std::string& path, const std::string& to) {
    answers_[path] = fmt::format("HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", to);
  }
  int requests() const { return requests_; }

 private:
  void serve() {
    for (int peer; (peer = accept(listener_, nullptr, nullptr)) >= 0; close(peer)) {
      char buffer[4096];
      const auto size = read(peer, buffer, sizeof buffer);
      const std::string request(buffer, size > 0 ? static_cast<std::size_t>(size) : 0);
      ++requests_;
      const auto path = request.substr(4, request.find(' ', 4) - 4);
      const auto found = answers_.find(path);
      const auto& answer = found == answers_.end() ? "HTTP/1.1 404 Not Found\r\n\r\n" : found->second;
      for (std::size_t sent = 0; sent < answer.size();) {
        const auto written = send(peer, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (written <= 0) break;
        sent += static_cast<std::size_t>(written);
      }
    }
  }

  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> requests_ = 0;
  std::map<std::string, std::string> answers_;  // set before the first request
  std::thread thread_;
};

const PageFetcher::Options kHere{.allow_loopback = true};

TEST(PageFetcher, ReadsAPageAndFollowsItsRedirects) {
  Web web;
  web.page("/page", "<title>Hallo</title>");
  web.redirect("/one", "/two");
  web.redirect("/two", web.url("/page"));
  PageFetcher fetcher(kHere);
  EXPECT_EQ(fetcher.fetch(web.url("/page"))->title, "Hallo");
  EXPECT_EQ(fetcher.fetch(web.url("/one"))->title, "Hallo");
  EXPECT_EQ(fetcher.fetch(web.url("/page", "localhost"))->title, "Hallo");
}

TEST(PageFetcher, ConnectsToNothingThatIsNotPublic) {
  Web web;
  web.page("/", "<title>intern</title>");
  PageFetcher fetcher;
  const auto port = web.url("/").substr(std::string("http://127.0.0.1").size());
  for (const auto* host : {"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
                           "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]"})
    EXPECT_FALSE(fetcher.fetch("http://" + std::string(host) + port)) << host;
  // Only the ports of http and https, so the address alone is not what refuses here.
  for (const auto* url :
       {"http://localhost/", "https://127.0.0.1/", "http://10.0.0.1/", "http://169.254.169.254/",
        "http://[fe80::1]/", "http://[fd00::1]/", "http://user:word@1.1.1.1/", "ftp://1.1.1.1/",
        "file:///etc/passwd", "http://1.1.1.1:22/", "nonsense", ""})
    EXPECT_FALSE(fetcher.fetch(url)) << url;
  EXPECT_EQ(web.requests(), 0);
}

TEST(PageFetcher, ChecksAgainAfterARedirect) {
  Web web;
  web.redirect("/private", "http://10.0.0.1/");
  web.redirect("/metadata", "http://169.254.169.254/latest");
  web.redirect("/file", "file:///etc/passwd");
  web.redirect("/loop", "/loop");
  PageFetcher fetcher(kHere);
  for (const auto* path : {"/private", "/metadata", "/file", "/loop"})
    EXPECT_FALSE(fetcher.fetch(web.url(path))) << path;
  EXPECT_EQ(web.requests(), 3 + PageFetcher::kHopsMax);
}

TEST(PageFetcher, ReadsNoMoreThanItsLimitAndNothingButPages) {
  Web web;
  web.page("/long", "<title>lang</title>" + std::string(4 * PageFetcher::kBodyMax, 'x'));
  web.page("/image", "<title>x</title>", "image/png");
  web.page("/empty", "kein Titel");
  web.page("/xhtml", "<title>x</title>", "Application/XHTML+xml ; charset=utf-8");
  PageFetcher fetcher(kHere);
  EXPECT_EQ(fetcher.fetch(web.url("/long"))->title, "lang");
  EXPECT_FALSE(fetcher.fetch(web.url("/image")));
  EXPECT_FALSE(fetcher.fetch(web.url("/empty")));
  EXPECT_FALSE(fetcher.fetch(web.url("/missing")));
  EXPECT_TRUE(fetcher.fetch(web.url("/xhtml")));
}

TEST(PageFetcher, DoesNotWaitForEver) {
  const int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(bind(silent, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(silent, 1), 0);
  getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size);
  PageFetcher fetcher({.allow_loopback = true, .time = std::chrono::milliseconds(200)});
  EXPECT_FALSE(fetcher.fetch(fmt::format("http://127.0.0.1:{}/", ntohs(address.sin_port))));
  close(silent);
}

class OnePage final : public previews::PageSource {
 public:
  std::optional<Page> fetch(const std::string& url) override {
    if (url != "https://example.org") return std::nullopt;
    return Page{
        .type = "article", .site_name = "Example", .title = "Title", .description = "D", .author = "A"};
  }
};

TEST(LinkPreviews, PutIntoTheStoreWhatWasFound) {
  const auto store = store::open_simulated();
  OnePage source;
  std::int64_t found = 0, late = 0;
  LinkPreviews previews(*store, system_clock(), source);
  std::vector<domain::WebPageNotice> wanted;
  std::promise<void> told;
  store->on_notices([&](std::vector<std::unique_ptr<store::Notice>> notices) {
    for (const auto& notice : notices) {
      if (const auto* page = dynamic_cast<const domain::WebPageNotice*>(notice.get()))
        wanted.push_back(*page);
      if (dynamic_cast<const domain::BoxNotice*>(notice.get()) != nullptr) told.set_value();
    }
  });
  ASSERT_TRUE(store->write_sync([&](store::Transaction& tx) -> Result<void> {
    found = domain::page_at(tx, "https://example.org", 100).id;
    late = domain::page_at(tx, "https://example.com", 100).id;
    domain::await_page(tx, found, {.owner = 5});
    return {};
  }));
  ASSERT_EQ(wanted.size(), 2U);
  previews.wanted(wanted[0]);
  ASSERT_EQ(told.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  previews.finish();
  previews.wanted(wanted[1]);
  ASSERT_TRUE(store->read_sync([&](store::Transaction& tx) -> Result<void> {
    const auto page = store::find_web_page(tx, found);
    EXPECT_EQ(page->state, store::WebPageState::found);
    EXPECT_EQ(page->title, "Title");
    EXPECT_EQ(page->author, "A");
    EXPECT_EQ(store::find_web_page(tx, late)->state, store::WebPageState::pending);
    return {};
  }));
}

}  // namespace
}  // namespace botschaft::server
