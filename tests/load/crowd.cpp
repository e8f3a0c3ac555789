#include "load/crowd.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>

#include "base/check.h"
#include "tl/api.h"
#include "tl/codec.h"

namespace botschaft::load {

namespace {

constexpr std::uint32_t kRpcResult = 0xf35c6d01;

Bytes encoded(const tl::Object& object) {
  return tl::to_bytes(object).value();
}

Bytes first_request(std::int32_t layer) {
  const auto state = encoded(tl::updates_getState{});
  tl::initConnection init;
  init.api_id = 1;
  init.device_model = "load";
  init.query = state;
  const auto with_init = encoded(init);
  tl::invokeWithLayer wrapped;
  wrapped.layer = layer;
  wrapped.query = with_init;
  return encoded(wrapped);
}

bool is_result(const test::Incoming& message) {
  return message.body.size() > 12 && load_le<std::uint32_t>(message.body.data()) == kRpcResult;
}

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

}  // namespace

bool Crowd::come(const std::vector<test::ClientKey>& keys, const std::vector<std::int32_t>& layers) {
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<bool> answered(keys.size());
  std::size_t waiting = keys.size();
  const auto heard = [&](std::size_t i, const test::Incoming& message) {
    if (!is_result(message) || answered[i]) return;
    answered[i] = true;
    --waiting;
  };
  for (std::size_t i = 0; i < keys.size(); ++i) {
    clients_.push_back(std::make_unique<test::Client>(test::LinkOptions{.port = port_}, random_));
    auto& client = *clients_.back();
    client.set_key(keys[i]);
    if (!client.connect() || !client.ping()) return false;
    client.new_session();  // the ping has brought the salt; a session whose first message is refused misses
                           // updates
    epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
    CHECK(::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.link().socket().descriptor(), &event) == 0);
    client.send(first_request(layers[i % layers.size()]));
    listen(0, heard);
  }
  for (const auto begin = Clock::now(); waiting > 0 && Clock::now() - begin < kPatience;) listen(100, heard);
  return waiting == 0;
}

Crowd::~Crowd() {
  if (epoll_ >= 0) ::close(epoll_);
}

void Crowd::listen(int timeout_ms, const Heard& heard) {
  epoll_event events[256];
  const int count = ::epoll_wait(epoll_, events, std::size(events), timeout_ms);
  for (int e = 0; e < count; ++e) {
    const auto i = events[e].data.u64;
    while (const auto message = clients_[i]->receive(0)) heard(i, *message);
  }
}

std::optional<Bytes> Crowd::ask(const tl::Object& request) {
  std::optional<Bytes> answer;
  clients_.front()->send(encoded(request));
  for (const auto begin = Clock::now(); !answer && Clock::now() - begin < kPatience;) {
    listen(100, [&](std::size_t i, const test::Incoming& message) {
      if (i == 0 && is_result(message)) answer.emplace(message.body.begin() + 12, message.body.end());
    });
  }
  return answer;
}

Crowd::Spread Crowd::spread(const tl::Object& request, ByteView mark) {
  std::vector<bool> has_it(clients_.size());
  has_it[0] = true;
  Spread result{.missing = clients_.size() - 1};
  const auto body = encoded(request);
  const auto begin = Clock::now();
  clients_.front()->send(body);
  while ((result.missing > 0 || result.answered_ms == 0) && Clock::now() - begin < kPatience) {
    listen(100, [&](std::size_t i, const test::Incoming& message) {
      if (i == 0 && is_result(message)) result.answered_ms = ms_since(begin);
      if (has_it[i] || std::ranges::search(message.body, mark).empty()) return;
      has_it[i] = true;
      --result.missing;
    });
  }
  result.all_ms = ms_since(begin);
  return result;
}

}  // namespace botschaft::load
