#pragma once
// Codes on the server's own terminal, for development: the operator reads them there or with `botschaft
// codes`.
#include "domain/accounts/delivery.h"

namespace botschaft::server {

class TerminalDelivery final : public domain::CodeDelivery {
 public:
  bool reaches(domain::Address::Kind) const override { return true; }
  bool shows_codes(domain::Address::Kind) const override { return true; }
  Result<void> deliver(const domain::CodeMessage& message) override;
};

}  // namespace botschaft::server
