#pragma once
// What people read when a code reaches them, in English or German.
#include <string>

#include "domain/accounts/delivery.h"

namespace botschaft::server {

struct MessageText {
  std::string subject;
  std::string body;
};

MessageText message_text(const domain::CodeMessage& message, const std::string& server_name);

// {"to", "kind", "code", "text", "lifetime_s"}: what gateways and programs are told.
std::string message_json(const domain::CodeMessage& message, const std::string& server_name);

}  // namespace botschaft::server
