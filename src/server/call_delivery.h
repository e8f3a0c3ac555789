#pragma once
// How calls of the people on call leave the house.
#include <memory>

#include "server/delivery/smtp.h"
#include "server/desk_runner.h"

namespace botschaft::server {

// By the mail server, if there is one, and by the program, which gets call_json().
DeskRunner::Deliver deliver_calls_by(std::shared_ptr<SmtpDelivery> mailer, std::vector<std::string> command);

}  // namespace botschaft::server
