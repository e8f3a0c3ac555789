#pragma once
// Codes by a program of the operator's, run once for each. It gets message_json() on standard input, because
// arguments can be seen by everybody on the machine, and reports success by exit status 0.
#include <string>
#include <vector>

#include "domain/accounts/delivery.h"

namespace botschaft::server {

class CommandDelivery final : public domain::CodeDelivery {
 public:
  // Program, looked up in PATH, and its arguments. No shell is involved.
  CommandDelivery(std::vector<std::string> command, std::string server_name)
      : command_(std::move(command)), server_name_(std::move(server_name)) {}

  bool reaches(domain::Address::Kind) const override { return true; }
  bool shows_codes(domain::Address::Kind) const override { return false; }
  Result<void> deliver(const domain::CodeMessage& message) override;

 private:
  const std::vector<std::string> command_;
  const std::string server_name_;
};

}  // namespace botschaft::server
