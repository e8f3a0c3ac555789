#include "net/http_polls.h"

#include <algorithm>

namespace botschaft::net {

void HttpPolls::add(Connection& connection) {
  if (std::ranges::find(connections_, &connection) == connections_.end()) connections_.push_back(&connection);
}

void HttpPolls::remove(Connection& connection) {
  std::erase(connections_, &connection);
  std::erase_if(waiting_, [&](const Poll& poll) { return poll.connection == &connection; });
}

void HttpPolls::ask(Connection& connection, std::int64_t now_us, std::optional<mtproto::HttpWait> wait) {
  waiting_.push_back({&connection, now_us, wait});
}

bool HttpPolls::asking(const Connection& connection) const {
  return std::ranges::find(waiting_, &connection, &Poll::connection) != waiting_.end();
}

void HttpPolls::answered(const Connection& connection) {
  const auto oldest = std::ranges::find(waiting_, &connection, &Poll::connection);
  if (oldest != waiting_.end()) waiting_.erase(oldest);
}

std::int64_t HttpPolls::due_at(const Poll& poll, const Load& load) const {
  const auto wait = poll.wait.value_or(mtproto::HttpWait{});
  const auto at_last = poll.asked_us + wait.max_wait_us;
  if (load.messages == 0) return at_last;
  // Telethon sends no http_wait and nothing by itself: if the notice of the new session, say, took its only
  // POST, the answer it waits for would not arrive before its next ping. So the last POST is kept for the
  // requests that are being worked on ("the server may wait a little while").
  if (!poll.wait && load.requests && waiting_.size() == 1) return at_last;
  return std::min({at_last, first_message_us_ + wait.max_delay_us, last_message_us_ + wait.wait_after_us});
}

Connection* HttpPolls::due(const Load& load) {
  if (load.messages > 0 && messages_ == 0) first_message_us_ = load.now_us;
  if (load.messages > messages_) last_message_us_ = load.now_us;
  messages_ = load.messages;
  if (waiting_.size() > kWaitingMax) return waiting_.front().connection;
  const auto poll =
      std::ranges::find_if(waiting_, [&](const Poll& each) { return due_at(each, load) <= load.now_us; });
  return poll == waiting_.end() ? nullptr : poll->connection;
}

std::optional<std::int64_t> HttpPolls::deadline(const Load& load) const {
  std::optional<std::int64_t> first;
  for (const auto& poll : waiting_) {
    const auto at = due_at(poll, load);
    if (!first || at < *first) first = at;
  }
  return first;
}

}  // namespace botschaft::net
