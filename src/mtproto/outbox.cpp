#include "mtproto/outbox.h"

#include <algorithm>

namespace botschaft::mtproto {
namespace {

constexpr std::size_t kRpcResultHeader = 12;  // rpc_result req_msg_id:long

std::size_t kept_size(const OutgoingMessage& message) {
  return message.lease ? 0 : message.body->size();
}

}  // namespace

std::size_t OutgoingMessage::wire_size() const {
  return body->size() + (kind == Kind::kAnswer ? kRpcResultHeader : 0);
}

void Outbox::add(OutgoingMessage message) {
  bytes_ += kept_size(message);
  ++due_count_;
  messages_.push_back(std::move(message));
}

OutgoingMessage* Outbox::find(std::int64_t msg_id) {
  // Messages not sent yet stand behind the others and have no id.
  const auto before = [](const OutgoingMessage& message, std::int64_t id) {
    return message.msg_id != 0 && message.msg_id < id;
  };
  const auto at = std::lower_bound(messages_.begin(), messages_.end(), msg_id, before);
  return at != messages_.end() && at->msg_id == msg_id && msg_id != 0 ? &*at : nullptr;
}

OutgoingMessage* Outbox::find_answer(std::int64_t req_msg_id) {
  const auto at = std::ranges::find_if(messages_, [&](const OutgoingMessage& message) {
    return message.kind == OutgoingMessage::Kind::kAnswer && message.req_msg_id == req_msg_id;
  });
  return at == messages_.end() ? nullptr : &*at;
}

void Outbox::erase(OutgoingMessage* message) {
  bytes_ -= kept_size(*message);
  if (message->due) --due_count_;
  messages_.erase(messages_.begin() + (message - messages_.data()));
  if (messages_.empty()) messages_ = {};
}

void Outbox::make_due(OutgoingMessage& message) {
  if (!message.due) ++due_count_;
  message.due = true;
}

void Outbox::sent(OutgoingMessage& message) {
  if (message.due) --due_count_;
  message.due = false;
}

// Returns the requests that the erased answers belong to. `pred` sees the counts without those erased so far.
template <class Pred>
std::vector<std::int64_t> Outbox::erase_if(Pred pred) {
  std::vector<std::int64_t> requests;
  std::erase_if(messages_, [&](OutgoingMessage& message) {
    if (!pred(message)) return false;
    bytes_ -= kept_size(message);
    if (message.due) --due_count_;
    if (message.kind == OutgoingMessage::Kind::kAnswer) requests.push_back(message.req_msg_id);
    return true;
  });
  if (messages_.empty()) messages_ = {};  // an idle session holds no buffer
  return requests;
}

std::vector<std::int64_t> Outbox::acknowledge(std::vector<std::int64_t> msg_ids) {
  std::ranges::sort(msg_ids);
  return erase_if([&](const OutgoingMessage& message) {
    return message.msg_id != 0 && std::ranges::binary_search(msg_ids, message.msg_id);
  });
}

std::vector<std::int64_t> Outbox::drop_answers(std::size_t max_bytes, std::size_t max_count) {
  std::size_t left = count();
  return erase_if([&](const OutgoingMessage& message) {
    const bool within = bytes_ <= max_bytes && left <= max_count;
    if (within || message.kind != OutgoingMessage::Kind::kAnswer || message.due) return false;
    --left;
    return true;
  });
}

std::vector<std::int64_t> Outbox::drop_answers_sent_before(std::int64_t monotonic_us) {
  return erase_if([&](const OutgoingMessage& message) {
    return message.kind == OutgoingMessage::Kind::kAnswer && !message.due && message.sent_us < monotonic_us;
  });
}

std::vector<std::int64_t> Outbox::drop_leased_sent(std::vector<Lease>& leases) {
  return erase_if([&](OutgoingMessage& message) {
    if (!message.lease || message.due) return false;
    leases.push_back(message.lease);
    return true;
  });
}

std::vector<std::int64_t> Outbox::drop_leased() {
  return erase_if([](const OutgoingMessage& message) { return message.lease != nullptr; });
}

void Outbox::drop_updates() {
  erase_if([](const OutgoingMessage& message) { return message.kind == OutgoingMessage::Kind::kUpdate; });
}

}  // namespace botschaft::mtproto
