#include "blob/s3/requests.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <optional>
#include <thread>

#include "base/check.h"
#include "base/log.h"
#include "blob/s3/xml.h"

namespace botschaft::blob {

namespace {

constexpr long kConnectTimeout_ms = 3'000;
// Slower than this for so long: the connection is dead.
constexpr long kSlow_bytes_per_second = 1024;
constexpr long kSlow_s = 10;
constexpr std::size_t kIdleMax = 16;
constexpr std::size_t kBodyMax = 4 << 20;  // lists have 1,000 entries
// Waits before a request is repeated.
constexpr std::array kPauses = {std::chrono::milliseconds(100), std::chrono::milliseconds(400)};
constexpr const char* kSha256OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").contains(c);
    if (plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(c);
    encoded += '%';
    encoded += kHex[byte >> 4];
    encoded += kHex[byte & 15];
  }
  return encoded;
}

// A connection that broke, which the next one may not.
bool passing(CURLcode outcome) {
  return outcome == CURLE_SEND_ERROR || outcome == CURLE_RECV_ERROR || outcome == CURLE_GOT_NOTHING ||
         outcome == CURLE_PARTIAL_FILE;
}
bool passing(const S3Answer& answer) {
  return answer.status == 500 || (answer.status >= 502 && answer.status <= 504);
}

}  // namespace

std::string s3_query(std::vector<std::pair<std::string, std::string>> parameters) {
  std::ranges::sort(parameters);
  std::string query;
  for (const auto& [name, value] : parameters) {
    query += (query.empty() ? "" : "&") + percent_encode(name) + "=" + percent_encode(value);
  }
  return query;
}

// One libcurl handle with its connection.
class S3Requests::Transfer {
 public:
  Transfer() : handle_(curl_easy_init()) { CHECK(handle_ != nullptr); }
  ~Transfer() {
    curl_slist_free_all(headers_);
    curl_easy_cleanup(handle_);
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  CURLcode run(const S3Place& place, const std::string& url, const S3Request& request, S3Answer& answer) {
    request_ = &request;
    answer_ = &answer;
    answer = {};
    taken_ = 0;
    refused_.reset();
    rewind(0);
    set_up(place, url);
    const auto outcome = curl_easy_perform(handle_);
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_off_t length = 0;
    curl_easy_getinfo(handle_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    answer.length = length;
    return outcome;
  }

  // What S3Request::take said, if that ended it.
  const std::optional<Error>& refused() const { return refused_; }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    CHECK(curl_easy_setopt(handle_, option, value) == CURLE_OK);
  }
  void set_up(const S3Place& place, const std::string& url);
  void set_payload();
  void header(const std::string& line) {
    auto* const longer = curl_slist_append(headers_, line.c_str());
    CHECK(longer != nullptr);
    headers_ = longer;
  }
  void rewind(std::int64_t at) { sent_ = at; }
  std::size_t send(MutableByteView out);
  std::size_t receive(ByteView bytes);

  static std::size_t on_send(char* out, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->send({reinterpret_cast<std::uint8_t*>(out), size * count});
  }
  static int on_seek(void* self, curl_off_t offset, int origin) {
    if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
    static_cast<Transfer*>(self)->rewind(offset);
    return CURL_SEEKFUNC_OK;
  }
  static std::size_t on_receive(char* bytes, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->receive(
        {reinterpret_cast<const std::uint8_t*>(bytes), size * count});
  }
  static std::size_t on_header(char* line, std::size_t size, std::size_t count, void* self);

  CURL* const handle_;
  curl_slist* headers_ = nullptr;
  const S3Request* request_ = nullptr;
  S3Answer* answer_ = nullptr;
  std::int64_t sent_ = 0;
  std::int64_t taken_ = 0;
  std::optional<Error> refused_;
};

void S3Requests::Transfer::set_up(const S3Place& place, const std::string& url) {
  curl_easy_reset(handle_);  // keeps the connection
  curl_slist_free_all(std::exchange(headers_, nullptr));
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeout_ms);
  set(CURLOPT_LOW_SPEED_LIMIT, kSlow_bytes_per_second);
  set(CURLOPT_LOW_SPEED_TIME, kSlow_s);
  set(CURLOPT_AWS_SIGV4, ("aws:amz:" + place.region + ":s3").c_str());
  set(CURLOPT_USERNAME, place.access_key.c_str());
  set(CURLOPT_PASSWORD, place.secret_key.c_str());
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &on_receive);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_CUSTOMREQUEST, request_->method.c_str());
  if (request_->method == "HEAD") set(CURLOPT_NOBODY, 1L);
  if (!request_->range.empty()) set(CURLOPT_RANGE, request_->range.c_str());
  if (request_->payload != nullptr || request_->method == "POST") set_payload();
  const auto* const payload = request_->payload;
  header("x-amz-content-sha256: " + (payload == nullptr ? std::string(kSha256OfNothing) : payload->sha256));
  set(CURLOPT_HTTPHEADER, headers_);
}

void S3Requests::Transfer::set_payload() {
  const auto* const payload = request_->payload;
  std::int64_t size = 0;
  if (payload != nullptr) {
    size = payload->file == nullptr ? static_cast<std::int64_t>(payload->bytes.size()) : payload->size;
  }
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(size));
  set(CURLOPT_READFUNCTION, &on_send);
  set(CURLOPT_READDATA, static_cast<void*>(this));
  set(CURLOPT_SEEKFUNCTION, &on_seek);
  set(CURLOPT_SEEKDATA, static_cast<void*>(this));
}

std::size_t S3Requests::Transfer::send(MutableByteView out) {
  const auto* const payload = request_->payload;
  if (payload == nullptr) return 0;
  const auto at = static_cast<std::size_t>(sent_);
  if (payload->file == nullptr) {
    const auto rest = payload->bytes.subspan(std::min(at, payload->bytes.size()));
    const auto count = std::min(rest.size(), out.size());
    std::copy_n(rest.begin(), count, out.begin());
    sent_ += static_cast<std::int64_t>(count);
    return count;
  }
  const auto count = std::min<std::int64_t>(payload->size - sent_, static_cast<std::int64_t>(out.size()));
  const auto got = payload->file->read(payload->offset + sent_, out.first(static_cast<std::size_t>(count)));
  if (!got) {
    refused_ = got.error();
    return CURL_READFUNC_ABORT;
  }
  sent_ += static_cast<std::int64_t>(*got);
  return *got;
}

std::size_t S3Requests::Transfer::receive(ByteView bytes) {
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  if (request_->take && status == 206) {
    if (auto taken = request_->take(taken_, bytes); !taken) {
      refused_ = taken.error();
      return 0;
    }
    taken_ += static_cast<std::int64_t>(bytes.size());
    return bytes.size();
  }
  if (answer_->body.size() + bytes.size() > kBodyMax) return 0;
  answer_->body += as_text(bytes);
  return bytes.size();
}

std::size_t S3Requests::Transfer::on_header(char* line, std::size_t size, std::size_t count, void* self) {
  std::string_view text(line, size * count);
  constexpr std::string_view kName = "etag:";
  if (text.size() > kName.size() && ::strncasecmp(line, kName.data(), kName.size()) == 0) {
    text.remove_prefix(kName.size());
    const auto begin = text.find_first_not_of(" \t");
    const auto end = text.find_last_not_of(" \t\r\n");
    if (begin != text.npos) static_cast<Transfer*>(self)->answer_->etag = text.substr(begin, end - begin + 1);
  }
  return size * count;
}

S3Requests::S3Requests(S3Place place) : place_(std::move(place)) {
  static const CURLcode initialized = curl_global_init(CURL_GLOBAL_DEFAULT);
  CHECK(initialized == CURLE_OK);
}

S3Requests::~S3Requests() = default;

std::unique_ptr<S3Requests::Transfer> S3Requests::take_transfer() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<Transfer>();
  auto transfer = std::move(idle_.back());
  idle_.pop_back();
  return transfer;
}

void S3Requests::give_back(std::unique_ptr<Transfer> transfer) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kIdleMax) idle_.push_back(std::move(transfer));
}

std::string S3Requests::url_of(const S3Request& request) const {
  std::string url = place_.endpoint + "/" + place_.bucket;
  if (!request.key.empty()) url += "/" + request.key;
  if (!request.query.empty()) url += "?" + request.query;
  return url;
}

Result<S3Answer> S3Requests::run(const S3Request& request) {
  const auto url = url_of(request);
  S3Answer answer;
  for (std::size_t attempt = 0;; ++attempt) {
    auto transfer = take_transfer();
    const auto outcome = transfer->run(place_, url, request, answer);
    const auto refused = transfer->refused();
    give_back(std::move(transfer));
    if (refused) return std::unexpected(*refused);
    const bool again = outcome == CURLE_OK ? passing(answer) : passing(outcome);
    if (again && attempt < kPauses.size()) {
      std::this_thread::sleep_for(kPauses[attempt]);
      continue;
    }
    if (outcome == CURLE_OK) return answer;
    log::error("files: S3 {} key={} no answer: {}", request.method, request.key, curl_easy_strerror(outcome));
    return fail(Err::STORE_UNAVAILABLE);
  }
}

Error s3_error(const char* doing, const std::string& key, const S3Answer& answer) {
  const auto code = xml_text(answer.body, "Code").value_or("");
  if (answer.status == 507 || code == "QuotaExceeded") return Error{Err::STORAGE_FULL};
  log::error("files: S3 {} key={} status={} code={}", doing, key, answer.status, code.substr(0, 100));
  return Error{Err::STORE_UNAVAILABLE};
}

}  // namespace botschaft::blob
