#pragma once
// Codes by a gateway that is sent a POST with message_json() for each.
#include <string>

#include "domain/accounts/delivery.h"

namespace botschaft::server {

class HttpDelivery final : public domain::CodeDelivery {
 public:
  // `token`: for `Authorization: Bearer`; empty: none.
  HttpDelivery(std::string url, std::string token, std::string server_name)
      : url_(std::move(url)), token_(std::move(token)), server_name_(std::move(server_name)) {}

  bool reaches(domain::Address::Kind) const override { return true; }
  bool shows_codes(domain::Address::Kind) const override { return false; }
  Result<void> deliver(const domain::CodeMessage& message) override;

 private:
  const std::string url_, token_, server_name_;
};

}  // namespace botschaft::server
