#include "net/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "base/log.h"
#include "net/core.h"
#include "net/live_session.h"
#include "net/runtime.h"

namespace botschaft::net {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// To POSTs that will get no other response. Other transports are closed without a word.
constexpr std::int32_t kBadRequest = -400;

}  // namespace

Connection::Connection(Core& core, Socket socket, asio::ip::address address, std::unique_ptr<Wire> wire,
                       Admission::Ticket ticket, std::int64_t opened_ms, bool authenticated)
    : core_(core),
      socket_(std::move(socket)),
      address_(std::move(address)),
      wire_(std::move(wire)),
      ticket_(std::move(ticket)),
      opened_ms_(opened_ms),
      authenticated_(authenticated) {
  core_.counters().connections.add();
}

Connection::~Connection() {
  core_.counters().connections.sub();
}

void Connection::start() {
  set_deadline(true);
  wait_readable();
}

void Connection::start_paused() {
  set_deadline(true);
  state_ = State::kPaused;
}

void Connection::wait_readable() {
  if (reading_ || state_ != State::kOpen || held_by_output_) return;
  reading_ = true;
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](const error_code& error) {
    self->reading_ = false;
    self->on_readable(error);
  });
}

void Connection::on_readable(const error_code& error) {
  if (state_ != State::kOpen || held_by_output_) return;
  if (error) return close("read failed");
  const auto buffer = core_.read_buffer();
  const auto got = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return wait_readable();
  if (got <= 0) return close("closed by peer");
  core_.counters().bytes_in.add(got);
  handle(buffer.first(static_cast<std::size_t>(got)));
}

void Connection::handle(MutableByteView input) {
  const auto self = shared_from_this();
  bool got_packet = false;
  while (state_ == State::kOpen) {
    const auto event = wire_->next(input);
    if (event.status == Wire::Status::kPacket) {
      got_packet = true;
      core_.counters().packets_in.add();
      if (core_.on_packet(*this, event.packet) == Next::kPause && state_ == State::kOpen)
        state_ = State::kPaused;
      if (state_ == State::kOpen && congested()) {
        held_by_output_ = true;
        break;
      }
      continue;
    }
    if (event.status == Wire::Status::kOwing) {
      core_.answer_polls(*this);
      if (wire_->owed() == 0) continue;
      finish("responses are owed that nobody will give");
      break;
    }
    if (event.status == Wire::Status::kLater) answer_later();
    if (event.status == Wire::Status::kHeld) held_by_output_ = true;
    if (event.status == Wire::Status::kClosed) finish(wire_->why());
    break;
  }
  if (state_ == State::kClosed) return;
  if (state_ == State::kPaused || held_by_output_) wire_->hold(input);
  if (!wire_->output().empty() || held_by_output_) flush_later();
  if (state_ == State::kPaused) {
    core_.on_paused(self);
  } else if (state_ == State::kOpen) {
    const bool answered = wire_->kind() == Wire::Kind::kHttp && !wire_->output().empty();
    set_deadline(got_packet || answered);
    if (answered) core_.answered(*this);
    wait_readable();
  }
}

void Connection::resume() {
  if (state_ == State::kPaused) state_ = State::kOpen;
  if (state_ == State::kOpen) handle({});
}

// Reading pauses until the answer is there, so that answers keep the order of their requests.
void Connection::answer_later() {
  state_ = State::kPaused;
  arm(core_.options().limits.http_answer_ms);
  core_.counters().requests_in_flight.add();
  auto request = wire_->take_request();
  request.address = address_.to_string();
  const http::Respond respond = [&core = core_, weak = weak_from_this()](auto make) {
    core.post([&core, weak, made = std::move(make)] {
      core.counters().requests_in_flight.sub();
      if (const auto self = weak.lock()) self->give(made);
    });
  };
  core_.runtime().http().router.run_later(std::move(request), respond);
}

void Connection::give(const std::function<http::Response()>& make) {
  if (state_ != State::kPaused) return;
  wire_->respond_later(make());
  flush_later();
  resume();
}

bool Connection::idle() const {
  return state_ == State::kOpen && !authenticated_ && !writing_ && wire_->kind() == Wire::Kind::kHttp &&
         wire_->owed() == 0 && wire_->output().empty() && !wire_->in_the_middle();
}

bool Connection::congested() const {
  return wire_->output().size() >= core_.options().limits.output_bytes;
}

void Connection::hold(std::vector<Lease> leases) {
  for (auto& lease : leases) to_hold_.push_back(std::move(lease));
}

void Connection::flush_later() {
  if (std::exchange(flush_asked_, true)) return;
  core_.write_later(shared_from_this());
}

void Connection::write() {
  flush_asked_ = false;
  if (state_ == State::kClosed || writing_) return;
  wire_->flush();
  auto& output = wire_->output();
  if (!to_hold_.empty()) held_.push_back({sent_ + output.size(), std::exchange(to_hold_, {})});
  while (!output.empty()) {
    std::array<iovec, 32> parts;
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = output.gather(parts);
    const auto sent = ::sendmsg(socket_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return wait_writable();
    if (sent < 0) return close("write failed");
    core_.counters().bytes_out.add(sent);
    output.consume(static_cast<std::size_t>(sent));
    sent_ += static_cast<std::uint64_t>(sent);
    while (!held_.empty() && held_.front().until <= sent_) held_.pop_front();
  }
  on_drained();
}

void Connection::wait_writable() {
  writing_ = true;
  if (state_ != State::kFinishing) arm(core_.options().limits.stall_ms);
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](const error_code& error) {
    self->writing_ = false;
    if (self->state_ == State::kClosed) return;
    if (error) return self->close("write failed");
    self->write();
    if (!self->writing_ && self->state_ == State::kOpen) self->set_deadline(false);
  });
}

void Connection::on_drained() {
  if (state_ == State::kFinishing || wire_->done()) return close({});
  for (auto* session : sessions)
    if (std::exchange(session->starved, false)) core_.flush_later(*session);
  if (std::exchange(held_by_output_, false) && state_ == State::kOpen) handle({});
}

void Connection::finish(std::string_view why) {
  if (state_ == State::kClosed || state_ == State::kFinishing) return;
  if (!why.empty()) log::debug("net: closing why={}", why);
  state_ = State::kFinishing;
  core_.on_lost(*this);
  if (wire_->owed() > 0) wire_->send_error(kBadRequest);
  arm(core_.options().limits.linger_ms);
  flush_later();
}

void Connection::close(std::string_view why) {
  if (state_ == State::kClosed) return;
  if (!why.empty()) log::debug("net: closed why={}", why);
  core_.on_lost(*this);
  state_ = State::kClosed;
  ticket_.reset();
  to_hold_.clear();
  held_.clear();
  clear_deadline();
  error_code ignored;
  socket_.close(ignored);
  core_.forget(*this);
}

Connection::Parts Connection::take_apart() {
  state_ = State::kClosed;
  clear_deadline();
  error_code ignored;
  const auto protocol = socket_.local_endpoint(ignored).protocol();
  wire_->flush();
  Parts parts{protocol,         socket_.release(ignored), std::move(address_),
              std::move(wire_), *std::move(ticket_),      opened_ms_,
              authenticated_};
  core_.forget(*this);
  return parts;
}

void Connection::authenticated() {
  if (std::exchange(authenticated_, true)) return;
  if (ticket_) ticket_->authenticated();
  wire_->set_packet_limit(mtproto::Transport::kAuthenticatedLimit);
}

void Connection::answered() {
  flush_later();
  if (state_ == State::kOpen) set_deadline(true);
}

void Connection::arm(std::int64_t after_ms) {
  core_.timers().set(*this, after_ms);
}

// A deadline moves when a whole packet or request has come, not when a byte has: a peer that dribbles is
// closed.
void Connection::set_deadline(bool got_packet) {
  if (writing_) return;
  const auto& limits = core_.options().limits;
  const bool middle = wire_->in_the_middle();
  const bool began = middle && (got_packet || !in_the_middle_);
  const bool ended = !middle && (got_packet || in_the_middle_);
  in_the_middle_ = middle;
  if (armed() && !began && !ended && !got_packet) return;
  const auto age = core_.now_ms() - opened_ms_;
  switch (wire_->kind()) {
    case Wire::Kind::kUnknown:
      return arm(limits.first_bytes_ms - age);
    case Wire::Kind::kHttp:
      if (authenticated_) break;
      return arm(middle ? limits.http_request_ms : limits.http_idle_ms);
    case Wire::Kind::kWebSocket:
    case Wire::Kind::kMtproto:
      break;
  }
  if (!authenticated_) return arm(limits.unauthenticated_ms - age);
  arm(middle ? limits.packet_ms : limits.idle_ms);
}

void Connection::on_deadline() {
  const auto self = shared_from_this();
  auto& counters = core_.counters();
  (writing_ ? counters.closed_by_stall : counters.closed_by_deadline).add();
  close(writing_ ? "peer does not read" : "deadline");
}

}  // namespace botschaft::net
