#include "net/live_session.h"

#include "net/gateway.h"

namespace botschaft::net {

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
