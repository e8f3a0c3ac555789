#pragma once
// Mail over a server that takes it: sign-in codes, and letters of the desk.
#include <string>

#include "domain/accounts/delivery.h"
#include "server/delivery/message_text.h"

namespace botschaft::server {

class SmtpDelivery final : public domain::CodeDelivery {
 public:
  struct Account {
    std::string url;   // smtps://host:465, or smtp://host:587, which is upgraded to TLS where the server can
    std::string user;  // empty: no authentication
    std::string password;
    std::string from;
    std::string server_name;
  };
  explicit SmtpDelivery(Account account) : account_(std::move(account)) {}

  bool reaches(domain::Address::Kind kind) const override { return kind == domain::Address::Kind::email; }
  bool shows_codes(domain::Address::Kind) const override { return false; }
  Result<void> deliver(const domain::CodeMessage& message) override;
  // Blocks until the server has taken it. SMS_CODE_CREATE_FAILED if it has not; the cause is in the log.
  // `id`: of a mail that may be sent again, for its reader to know it by; "": one of its own.
  Result<void> send(const std::string& recipient, const MessageText& text, std::string id = "");

 private:
  const Account account_;
};

// The mail as it is sent, RFC 5322 with UTF-8 in base64. `date` is unix seconds, `id` unique.
std::string compose_mail(const std::string& recipient, const MessageText& text,
                         const SmtpDelivery::Account& account, std::int64_t date, const std::string& id);

}  // namespace botschaft::server
