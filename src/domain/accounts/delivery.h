#pragma once
// How a code reaches a person. Implementations: server/delivery.
#include <cstdint>
#include <string>

#include "base/error.h"
#include "domain/accounts/address.h"

namespace botschaft::domain {

struct CodeMessage {
  Address to;
  std::string code;
  std::string lang_code;  // of the asking client, e.g. "de"; empty: unknown
  std::int32_t lifetime_s = 0;
};

class CodeDelivery {
 public:
  virtual ~CodeDelivery() = default;

  virtual bool reaches(Address::Kind kind) const = 0;

  // True if codes for such addresses are shown on the server's own terminal; then `botschaft codes` lists
  // them, too.
  virtual bool shows_codes(Address::Kind kind) const = 0;

  // Blocks until the message is handed over. SMS_CODE_CREATE_FAILED if that failed; the cause is in the log.
  virtual Result<void> deliver(const CodeMessage& message) = 0;
};

}  // namespace botschaft::domain
