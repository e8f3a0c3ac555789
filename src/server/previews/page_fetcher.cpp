#include "server/previews/page_fetcher.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/check.h"
#include "previews/page_meta.h"
#include "previews/public_address.h"

namespace botschaft::server {
namespace {

constexpr long kConnectTimeout_s = 5;

struct End {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

// libcurl wants this once, before any thread uses it.
const CURLcode kInitialized = curl_global_init(CURL_GLOBAL_DEFAULT);

struct Target {
  std::string host;  // without the brackets of an IPv6 address
  std::string port;
};

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

// Nothing for what is not to be asked: other schemes, names with a password, ports of other services.
std::optional<Target> target_of(const std::string& text, bool any_port) {
  const std::unique_ptr<CURLU, End> url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto scheme = part_of(url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return std::nullopt;
  if (!part_of(url.get(), CURLUPART_USER).empty() || !part_of(url.get(), CURLUPART_PASSWORD).empty())
    return std::nullopt;
  Target target{.host = part_of(url.get(), CURLUPART_HOST),
                .port = part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT)};
  if (!any_port && target.port != (scheme == "http" ? "80" : "443")) return std::nullopt;
  if (target.host.starts_with('[') && target.host.ends_with(']'))
    target.host = target.host.substr(1, target.host.size() - 2);
  if (target.host.empty() || target.host.find_first_of("% ") != std::string::npos) return std::nullopt;
  return target;
}

bool allowed(const sockaddr* address, bool allow_loopback) {
  if (address->sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, address, sizeof v4);
    previews::Ipv4 bytes;
    std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
    return previews::is_public(bytes) || (allow_loopback && previews::is_loopback(bytes));
  }
  if (address->sa_family != AF_INET6) return false;
  sockaddr_in6 v6;
  std::memcpy(&v6, address, sizeof v6);
  previews::Ipv6 bytes;
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return previews::is_public(bytes) || (allow_loopback && previews::is_loopback(bytes));
}

// The first address of the name that may be asked, as text; empty if there is none.
std::string resolve(const Target& target, bool allow_loopback) {
  addrinfo wish{};
  wish.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(target.host.c_str(), target.port.c_str(), &wish, &found) != 0) return {};
  const std::unique_ptr<addrinfo, End> list(found);
  for (const auto* entry = list.get(); entry != nullptr; entry = entry->ai_next) {
    if (!allowed(entry->ai_addr, allow_loopback)) continue;
    char text[INET6_ADDRSTRLEN + 1] = {};
    if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
      return entry->ai_family == AF_INET6 ? fmt::format("[{}]", text) : text;
  }
  return {};
}

// libcurl asks for a socket to this address: the last word on where anything is sent.
curl_socket_t open_socket(void* allow_loopback, curlsocktype, curl_sockaddr* address) {
  if (!allowed(&address->addr, *static_cast<const bool*>(allow_loopback))) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

struct Answer {
  std::string body;
  std::size_t header = 0;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = static_cast<Answer*>(into)->body;
  const auto bytes = size * count;
  const auto room = std::min(bytes, PageFetcher::kBodyMax - body.size());
  body.append(data, room);
  return room;  // less than all ends the transfer: enough has come
}

std::size_t count_header(char*, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<Answer*>(into);
  answer.header += size * count;
  return answer.header > PageFetcher::kHeaderMax ? 0 : size * count;
}

bool is_page(const char* content_type) {
  if (content_type == nullptr) return false;
  std::string type(content_type);
  type = type.substr(0, type.find(';'));
  std::ranges::transform(type, type.begin(), [](unsigned char c) { return std::tolower(c); });
  while (type.ends_with(' ')) type.pop_back();
  return type == "text/html" || type == "application/xhtml+xml";
}

}  // namespace

struct PageFetcher::Hop {
  std::string redirect;  // empty: `html` is the page
  std::string html;
};

PageFetcher::PageFetcher() : PageFetcher(Options{}) {}
PageFetcher::PageFetcher(const Options& options) : options_(options) {
  CHECK(kInitialized == CURLE_OK);
}

std::optional<PageFetcher::Hop> PageFetcher::visit(const std::string& url,
                                                   std::chrono::milliseconds time) const {
  const auto target = target_of(url, options_.allow_loopback);
  if (!target) return std::nullopt;
  const auto address = resolve(*target, options_.allow_loopback);
  if (address.empty()) return std::nullopt;
  const std::unique_ptr<CURL, End> transfer(curl_easy_init());
  CHECK(transfer != nullptr);
  auto* const handle = transfer.get();
  const auto pin = fmt::format("{}:{}:{}", target->host, target->port, address);
  const std::unique_ptr<curl_slist, End> pins(curl_slist_append(nullptr, pin.c_str()));
  const std::unique_ptr<curl_slist, End> headers(curl_slist_append(nullptr, "Accept: text/html"));
  Answer answer;
  bool allow_loopback = options_.allow_loopback;
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(handle, CURLOPT_RESOLVE, pins.get());
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &allow_loopback);
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectTimeout_s);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(time.count()));
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "Mozilla/5.0 (compatible; Botschaft; link preview)");
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, count_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answer);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
  const auto outcome = curl_easy_perform(handle);
  if (outcome != CURLE_OK && answer.body.size() < kBodyMax) return std::nullopt;

  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  const char* text = nullptr;
  if (status >= 300 && status < 400) {
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &text);
    if (text == nullptr) return std::nullopt;
    return Hop{.redirect = text, .html = {}};
  }
  curl_easy_getinfo(handle, CURLINFO_CONTENT_TYPE, &text);
  if (status != 200 || !is_page(text)) return std::nullopt;
  return Hop{.redirect = {}, .html = std::move(answer.body)};
}

std::optional<previews::Page> PageFetcher::fetch(const std::string& url) {
  using std::chrono::steady_clock;
  const auto until = steady_clock::now() + options_.time;
  auto at = url;
  for (int hops = 0; hops < kHopsMax; ++hops) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now());
    if (left.count() <= 0) return std::nullopt;
    auto hop = visit(at, left);
    if (!hop) return std::nullopt;
    if (hop->redirect.empty()) {
      auto page = previews::read_page(hop->html);
      return page.empty() ? std::nullopt : std::optional(std::move(page));
    }
    at = std::move(hop->redirect);
  }
  return std::nullopt;
}

}  // namespace botschaft::server
