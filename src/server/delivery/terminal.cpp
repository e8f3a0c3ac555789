#include "server/delivery/terminal.h"

#include <cstdio>

namespace botschaft::server {

Result<void> TerminalDelivery::deliver(const domain::CodeMessage& message) {
  // To the terminal itself and not to the log, which may be kept.
  std::fprintf(stdout, "  sign-in code for %s%s: %s\n", message.to.is_email() ? "" : "+",
               message.to.text.c_str(), message.code.c_str());
  std::fflush(stdout);
  return {};
}

}  // namespace botschaft::server
