#include "net/live_session.h"

#include "net/connection.h"
#include "net/gateway.h"

namespace botschaft::net {

std::vector<std::shared_ptr<Connection>> LiveSession::connections() const {
  std::vector<std::shared_ptr<Connection>> all;
  if (connection) all.push_back(connection->shared_from_this());
  if (http)
    for (auto* each : http->polls.connections()) all.push_back(each->shared_from_this());
  return all;
}

bool LiveSession::is_newer(std::int64_t msg_id, const Connection& other) const {
  return msg_id > newest_msg_id || other.opened_ms() > connection->opened_ms();
}

void LiveSession::on_request(std::int64_t msg_id, ByteView body) {
  gateway_.on_request(*this, msg_id, body);
}
void LiveSession::on_drop(std::int64_t msg_id) {
  gateway_.on_drop(*this, msg_id);
}
bool LiveSession::on_destroy_session(SessionId other) {
  return gateway_.on_destroy_session(*this, other);
}
void LiveSession::on_destroy_auth_key() {
  gateway_.on_destroy_auth_key(*this);
}
void LiveSession::on_deadline() {
  gateway_.on_timer(*this);
}

}  // namespace botschaft::net
