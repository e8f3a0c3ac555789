#include "server/call_delivery.h"

#include <fmt/format.h>

#include "base/log.h"
#include "server/delivery/program.h"

namespace botschaft::server {
namespace {

// The first line is in English and says which case it is.
std::string subject_of(const std::string& text) {
  return text.substr(0, text.find_first_of(":\n"));
}

bool send_call(const store::DeskCallRow& row, SmtpDelivery* mailer) {
  if (mailer == nullptr) {
    log::warn("desk: no mail server is configured, so {} was not called", row.address);
    return false;
  }
  const MessageText text{.subject = subject_of(row.text), .body = row.text};
  return mailer->send(row.address, text, fmt::format("desk-call-{}-{}", row.made_at, row.id)).has_value();
}

}  // namespace

DeskRunner::Deliver deliver_calls_by(std::shared_ptr<SmtpDelivery> mailer, std::vector<std::string> command) {
  return [mailer = std::move(mailer), command = std::move(command)](const store::DeskCallRow& row) {
    if (row.way == kCallByMail) return send_call(row, mailer.get());
    return !command.empty() && run_program(command, call_json(row) + "\n");
  };
}

}  // namespace botschaft::server
