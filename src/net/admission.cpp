#include "net/admission.h"

#include <utility>

#include "base/bytes.h"

namespace botschaft::net {

namespace {

// The network that one person is likely to have: an IPv4 address, or the /64 of an IPv6 one.
std::uint64_t network_of(const boost::asio::ip::address& address) {
  if (address.is_loopback()) return 0;
  if (address.is_v4()) return address.to_v4().to_uint();
  const auto v6 = address.to_v6();
  const auto bytes = v6.to_bytes();
  if (v6.is_v4_mapped()) return load_le<std::uint32_t>(bytes.data() + 12);
  return load_le<std::uint64_t>(bytes.data());
}

}  // namespace

Admission::Ticket::Ticket(Ticket&& other) noexcept
    : admission_(std::exchange(other.admission_, nullptr)),
      network_(other.network_),
      unauthenticated_(other.unauthenticated_) {}

Admission::Ticket::~Ticket() {
  if (!admission_) return;
  const std::lock_guard lock(admission_->mutex_);
  --admission_->connections_;
  if (unauthenticated_) admission_->leave_unauthenticated(network_);
}

void Admission::Ticket::authenticated() {
  if (!std::exchange(unauthenticated_, false)) return;
  const std::lock_guard lock(admission_->mutex_);
  admission_->leave_unauthenticated(network_);
}

void Admission::leave_unauthenticated(std::uint64_t network) {
  --unauthenticated_;
  if (network == 0) return;
  const auto found = by_network_.find(network);
  if (--found->second == 0) by_network_.erase(found);
}

bool Admission::crowded() {
  const std::lock_guard lock(mutex_);
  return unauthenticated_ >= limits_.unauthenticated;
}

std::optional<Admission::Ticket> Admission::admit(const boost::asio::ip::address& address) {
  const auto network = network_of(address);
  const std::lock_guard lock(mutex_);
  if (connections_ >= limits_.connections || unauthenticated_ >= limits_.unauthenticated) return std::nullopt;
  if (network != 0) {
    const auto found = by_network_.find(network);
    if (found != by_network_.end() && found->second >= limits_.unauthenticated_per_address)
      return std::nullopt;
    ++by_network_[network];
  }
  ++connections_;
  ++unauthenticated_;
  return Ticket(*this, network);
}

}  // namespace botschaft::net
