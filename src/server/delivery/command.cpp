#include "server/delivery/command.h"

#include "server/delivery/message_text.h"
#include "server/delivery/program.h"

namespace botschaft::server {

Result<void> CommandDelivery::deliver(const domain::CodeMessage& message) {
  if (!run_program(command_, message_json(message, server_name_) + "\n"))
    return fail(Err::SMS_CODE_CREATE_FAILED);
  return {};
}

}  // namespace botschaft::server
