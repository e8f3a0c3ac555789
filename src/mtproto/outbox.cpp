#include "mtproto/outbox.h"

#include <algorithm>

namespace botschaft::mtproto {
namespace {

constexpr std::size_t kRpcResultHeader = 12;  // rpc_result req_msg_id:long

}  // namespace

std::size_t OutgoingMessage::wire_size() const {
  return body->size() + (kind == Kind::kAnswer ? kRpcResultHeader : 0);
}

void Outbox::add(OutgoingMessage message) {
  bytes_ += message.body->size();
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
  bytes_ -= message->body->size();
  if (message->due) --due_count_;
  messages_.erase(messages_.begin() + (message - messages_.data()));
  if (messages_.empty()) messages_ = {};  // an idle session holds no buffer
}

void Outbox::make_due(OutgoingMessage& message) {
  if (!message.due) ++due_count_;
  message.due = true;
}

void Outbox::sent(OutgoingMessage& message) {
  if (message.due) --due_count_;
  message.due = false;
}

template <class Pred>
void Outbox::erase_if(Pred pred) {
  std::erase_if(messages_, [&](const OutgoingMessage& message) {
    if (!pred(message)) return false;
    bytes_ -= message.body->size();
    if (message.due) --due_count_;
    return true;
  });
  if (messages_.empty()) messages_ = {};
}

void Outbox::drop_updates() {
  erase_if([](const OutgoingMessage& message) { return message.kind == OutgoingMessage::Kind::kUpdate; });
}

std::vector<std::int64_t> Outbox::drop_answers(std::size_t max_bytes, std::size_t max_count) {
  std::vector<std::int64_t> requests;
  erase_if([&](const OutgoingMessage& message) {
    const bool within = bytes_ <= max_bytes && count() - requests.size() <= max_count;
    if (within || message.kind != OutgoingMessage::Kind::kAnswer || message.due) return false;
    requests.push_back(message.req_msg_id);
    return true;
  });
  return requests;
}

std::vector<std::int64_t> Outbox::drop_answers_sent_before(std::int64_t monotonic_us) {
  std::vector<std::int64_t> requests;
  erase_if([&](const OutgoingMessage& message) {
    const bool old = message.msg_id != 0 && message.sent_us < monotonic_us;
    if (!old || message.kind != OutgoingMessage::Kind::kAnswer || message.due) return false;
    requests.push_back(message.req_msg_id);
    return true;
  });
  return requests;
}

}  // namespace botschaft::mtproto
