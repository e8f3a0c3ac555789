#pragma once
// The configured ways by which sign-in codes reach people. Settings are those of the [delivery] section.
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "domain/accounts/delivery.h"
#include "server/delivery/smtp.h"

namespace botschaft::server {

struct DeliverySettings {
  std::string server_name = {};
  std::string phone = {};  // terminal, http, command or none
  std::string email = {};  // terminal, smtp, http, command or none
  std::string smtp_url = {};
  std::string smtp_user = {};
  std::string smtp_password_file = {};
  std::string smtp_from = {};
  std::string http_url = {};
  std::string http_token_file = {};
  std::vector<std::string> command = {};  // program and arguments
};

// The error is a sentence for the operator.
std::expected<std::unique_ptr<domain::CodeDelivery>, std::string> make_delivery(
    const DeliverySettings& settings);

// The mail server of the settings, for letters; null where sign-in codes do not go by SMTP either.
std::expected<std::unique_ptr<SmtpDelivery>, std::string> make_mailer(const DeliverySettings& settings);

}  // namespace botschaft::server
