#include "workloads/stage.h"

#include <fmt/format.h>

#include <charconv>

#include "base/check.h"
#include "domain/accounts/access_hash.h"
#include "mtproto/server_keys.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::bench {
namespace {

constexpr std::int32_t kLayer = 227;
constexpr std::size_t kAcknowledgeAfter = 16;
constexpr std::uint32_t kRpcResult = 0xf35c6d01;
constexpr std::size_t kBody = 100;
constexpr std::string_view kMark = "m|";

}  // namespace

Stage::Stage(std::int64_t people, std::size_t with_keys) : server_(BOTSCHAFT_PROGRAM, {"--no-flood-limits"}) {
  CHECK(server_.started());
  CHECK(server_.terminate() == 0);
  people_ = load::populate(server_.data(), people, with_keys, random_);
  const auto keys = mtproto::ServerKeys::load_or_create(server_.data());
  CHECK(keys.has_value());
  hash_key_ = keys->access_hash();
  server_.start();
}

load::Crowd Stage::crowd(std::size_t first, std::size_t count) {
  load::Crowd crowd(server_.port(), random_);
  const auto keys = std::span(people_.keys).subspan(first, count);
  CHECK(crowd.come({keys.begin(), keys.end()}, {kLayer}));
  for (std::size_t i = 0; i < count; ++i) crowd[i].acknowledge_after(kAcknowledgeAfter);
  return crowd;
}

std::int64_t Stage::channel(bool broadcast, std::int64_t members) {
  tl::channels_createChannel request;
  request.broadcast = broadcast;
  request.megagroup = !broadcast;
  request.title = "Workload";
  const auto answer = crowd(0, 1).ask(request);
  CHECK(answer.has_value());
  tl::Reader in(*answer);
  const auto updates = tl::decode_box<tl::Updates>(in);
  CHECK(updates.has_value());
  const auto id = updates->as<tl::updates>()->chats.front().as<tl::channel>()->id;
  CHECK(server_.terminate() == 0);
  load::fill_channel(server_.data(), id, people_, members);
  server_.start();
  return id;
}

tl::Box<tl::InputPeer> Stage::peer(std::size_t person, std::size_t other) const {
  const auto viewer = people_.first_user + static_cast<UserId>(person);
  auto input = tl::make<tl::inputPeerUser>();
  input->user_id = people_.first_user + static_cast<UserId>(other);
  input->access_hash = domain::access_hash(hash_key_, viewer, PeerId::user(input->user_id));
  return input;
}

tl::Box<tl::InputPeer> Stage::channel_peer(std::size_t person, std::int64_t channel) const {
  auto input = tl::make<tl::inputPeerChannel>();
  input->channel_id = channel;
  input->access_hash = domain::access_hash(hash_key_, people_.first_user + static_cast<UserId>(person),
                                           PeerId::channel(channel));
  return input;
}

Bytes Stage::message(tl::Box<tl::InputPeer> to, std::int64_t sequence) {
  tl::messages_sendMessage request;
  request.peer = std::move(to);
  request.message = fmt::format("{}{}|", kMark, sequence);
  request.message.resize(kBody, 'x');
  request.random_id = random_.next<std::int64_t>();
  return encoded(request);
}

Bytes encoded(const tl::Object& request) {
  return tl::to_bytes(request).value();
}

void each_mark(const test::Incoming& message, const std::function<void(std::int64_t)>& found) {
  const auto text = as_text(message.body);
  for (auto at = text.find(kMark); at != text.npos; at = text.find(kMark, at + kMark.size())) {
    std::int64_t sequence = -1;
    const auto* first = text.data() + at + kMark.size();
    const auto read = std::from_chars(first, text.data() + text.size(), sequence);
    if (read.ec == std::errc() && read.ptr != text.data() + text.size() && *read.ptr == '|') found(sequence);
  }
}

std::optional<std::int64_t> answered(const test::Incoming& message) {
  if (message.body.size() < 16 || load_le<std::uint32_t>(message.body.data()) != kRpcResult)
    return std::nullopt;
  CHECK(load_le<std::uint32_t>(message.body.data() + 12) != tl::mt_rpc_error::kId);
  return load_le<std::int64_t>(message.body.data() + 4);
}

double ms_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

}  // namespace botschaft::bench
