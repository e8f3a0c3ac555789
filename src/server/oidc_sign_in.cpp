#include "server/oidc_sign_in.h"

#include <chrono>

#include "base/log.h"
#include "server/delivery/transfer.h"

namespace botschaft::server {
namespace {

constexpr std::size_t kUnderWayMax = 10'000;
constexpr std::size_t kAnswerMax = 1 << 20;
constexpr desk::Seconds kLife = 10 * desk::kMinute;      // to type a password elsewhere
constexpr std::chrono::seconds kDiscoverAgainAfter{10};  // when the provider does not answer

std::size_t keep(char* data, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<std::string*>(into);
  if (answer.size() + size * count > kAnswerMax) return 0;
  answer.append(data, size * count);
  return size * count;
}

// A GET, or a POST of a form; "" if there is no answer.
std::string fetch(const std::string& url, const std::string* form = nullptr) {
  std::string answer;
  auto transfer = new_transfer(url, "http,https");
  curl_easy_setopt(transfer.get(), CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(transfer.get(), CURLOPT_WRITEDATA, &answer);
  if (form) {
    curl_easy_setopt(transfer.get(), CURLOPT_POSTFIELDS, form->data());
    curl_easy_setopt(transfer.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(form->size()));
  }
  return perform(transfer, "the OpenID provider") ? answer : std::string();
}

std::string secret(Random& random) {
  std::array<std::uint8_t, 32> raw;
  random.fill(raw);
  return to_base64url(raw);
}

}  // namespace

OidcSignIn::OidcSignIn(http::OidcSettings settings, const Clock& clock, Random& random)
    : settings_(std::move(settings)), clock_(clock), random_(random), thread_([this] { run(); }) {}

OidcSignIn::~OidcSignIn() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void OidcSignIn::forget_old(desk::Seconds now) {
  std::erase_if(under_way_, [&](const auto& each) { return each.second.expires_at <= now; });
}

std::optional<http::Elsewhere::Begun> OidcSignIn::begin() {
  const std::lock_guard lock(mutex_);
  const desk::Seconds now = clock_.unix_us() / 1'000'000;
  if (!provider_) return std::nullopt;
  if (under_way_.size() >= kUnderWayMax) forget_old(now);
  if (under_way_.size() >= kUnderWayMax) return std::nullopt;
  UnderWay begun;
  begun.secrets = {.state = secret(random_), .nonce = secret(random_), .verifier = secret(random_)};
  begun.expires_at = now + kLife;
  Begun answer{.url = http::authorization_url(*provider_, settings_, begun.secrets),
               .state = begun.secrets.state};
  under_way_.emplace(answer.state, std::move(begun));
  return answer;
}

void OidcSignIn::arrive(std::string_view state, std::string_view code) {
  const std::lock_guard lock(mutex_);
  const auto found = under_way_.find(std::string(state));
  if (found == under_way_.end() || found->second.arrived) return;
  found->second.arrived = true;
  if (code.empty()) {
    found->second.outcome.progress = Progress::refused;
    return;
  }
  jobs_.push_back({.secrets = found->second.secrets, .code = std::string(code)});
  changed_.notify_all();
}

http::Elsewhere::Outcome OidcSignIn::finish(std::string_view state) {
  const std::lock_guard lock(mutex_);
  forget_old(clock_.unix_us() / 1'000'000);
  const auto found = under_way_.find(std::string(state));
  if (found == under_way_.end()) return {};
  auto outcome = found->second.outcome;
  if (outcome.progress != Progress::waiting) under_way_.erase(found);
  return outcome;
}

bool OidcSignIn::discover() {
  const auto document = fetch(http::discovery_url(settings_.issuer));
  auto provider = http::parse_discovery(document, settings_.issuer);
  if (!provider) {
    log::warn("desk: the OpenID provider {} cannot be used: it does not describe itself", settings_.issuer);
    return false;
  }
  const std::lock_guard lock(mutex_);
  provider_ = std::move(provider);
  return true;
}

// Keys are fetched anew when one is unknown: providers change them.
std::expected<std::string, http::OidcFault> OidcSignIn::ask(const Job& job) {
  const auto form = http::token_form(settings_, job.code, job.secrets.verifier);
  const auto token = http::id_token_of(fetch(provider_->token_endpoint, &form));
  const auto check = [&] {
    return http::check_id_token(token, keys_, settings_, job.secrets.nonce, clock_.unix_us() / 1'000'000);
  };
  auto subject = check();
  if (subject || subject.error() != http::OidcFault::unknown_key) return subject;
  keys_ = fetch(provider_->jwks_uri);
  return check();
}

void OidcSignIn::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_ && !provider_) {
    lock.unlock();
    const bool found = discover();
    lock.lock();
    if (!found) changed_.wait_for(lock, kDiscoverAgainAfter, [this] { return stopping_; });
  }
  while (!stopping_) {
    changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) return;
    const auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    const auto subject = ask(job);
    if (!subject) log::warn("desk: an ID token was refused: {}", http::name_of(subject.error()));
    lock.lock();
    const auto found = under_way_.find(job.secrets.state);
    if (found == under_way_.end()) continue;
    found->second.outcome = {.progress = subject ? Progress::known : Progress::refused,
                             .issuer = settings_.issuer,
                             .subject = subject.value_or(""),
                             .level = settings_.level};
  }
}

}  // namespace botschaft::server
