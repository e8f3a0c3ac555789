#include "server/delivery/delivery.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "server/delivery/command.h"
#include "server/delivery/http.h"
#include "server/delivery/terminal.h"

namespace botschaft::server {
namespace {

using domain::Address;
using domain::CodeDelivery;
using Made = std::expected<std::unique_ptr<CodeDelivery>, std::string>;

// One way for phone numbers, one for e-mail addresses; either may be missing.
class ByKind final : public CodeDelivery {
 public:
  ByKind(std::unique_ptr<CodeDelivery> phone, std::unique_ptr<CodeDelivery> email)
      : phone_(std::move(phone)), email_(std::move(email)) {}

  bool reaches(Address::Kind kind) const override { return way(kind) != nullptr; }
  bool shows_codes(Address::Kind kind) const override {
    return way(kind) != nullptr && way(kind)->shows_codes(kind);
  }
  Result<void> deliver(const domain::CodeMessage& message) override {
    auto* const chosen = way(message.to.kind);
    return chosen == nullptr ? fail(Err::SMS_CODE_CREATE_FAILED) : chosen->deliver(message);
  }

 private:
  CodeDelivery* way(Address::Kind kind) const {
    return kind == Address::Kind::phone ? phone_.get() : email_.get();
  }

  std::unique_ptr<CodeDelivery> phone_;
  std::unique_ptr<CodeDelivery> email_;
};

// The first line of a secret's file; no file: no secret.
std::expected<std::string, std::string> read_secret(const std::string& path) {
  if (path.empty()) return "";
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) return std::unexpected(fmt::format("cannot read {}", path));
  return line;
}

std::expected<std::unique_ptr<SmtpDelivery>, std::string> make_smtp(const DeliverySettings& settings) {
  if (settings.smtp_url.empty() || !domain::normalize_email(settings.smtp_from)) {
    return std::unexpected("delivery by smtp needs smtp_url and smtp_from");
  }
  auto password = read_secret(settings.smtp_password_file);
  if (!password) return std::unexpected(password.error());
  return std::make_unique<SmtpDelivery>(SmtpDelivery::Account{.url = settings.smtp_url,
                                                              .user = settings.smtp_user,
                                                              .password = *std::move(password),
                                                              .from = settings.smtp_from,
                                                              .server_name = settings.server_name});
}

Made make_http(const DeliverySettings& settings) {
  if (settings.http_url.empty()) return std::unexpected("delivery by http needs http_url");
  auto token = read_secret(settings.http_token_file);
  if (!token) return std::unexpected(token.error());
  return std::make_unique<HttpDelivery>(settings.http_url, *std::move(token), settings.server_name);
}

Made make_way(const DeliverySettings& settings, const std::string& name, Address::Kind kind) {
  if (name == "none") return nullptr;
  if (name == "terminal") return std::make_unique<TerminalDelivery>();
  if (name == "http") return make_http(settings);
  if (name == "smtp" && kind == Address::Kind::email) return make_smtp(settings);
  if (name == "command") {
    if (settings.command.empty()) return std::unexpected("delivery by command needs the command");
    return std::make_unique<CommandDelivery>(settings.command, settings.server_name);
  }
  return std::unexpected(fmt::format("there is no delivery \"{}\" for {}", name,
                                     kind == Address::Kind::phone ? "phone numbers" : "e-mail addresses"));
}

}  // namespace

Made make_delivery(const DeliverySettings& settings) {
  auto phone = make_way(settings, settings.phone, Address::Kind::phone);
  if (!phone) return phone;
  auto email = make_way(settings, settings.email, Address::Kind::email);
  if (!email) return email;
  return std::make_unique<ByKind>(*std::move(phone), *std::move(email));
}

std::expected<std::unique_ptr<SmtpDelivery>, std::string> make_mailer(const DeliverySettings& settings) {
  if (settings.email != "smtp") return nullptr;
  return make_smtp(settings);
}

}  // namespace botschaft::server
