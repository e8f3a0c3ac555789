#include "server/delivery/delivery.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>

#include "server/delivery/smtp.h"

namespace botschaft::server {
namespace {

using domain::Address;

const domain::CodeMessage kMessage{
    .to = {Address::Kind::phone, "49301234567"}, .code = "04711", .lang_code = "de", .lifetime_s = 300};
const domain::CodeMessage kMail{
    .to = {Address::Kind::email, "ada@example.org"}, .code = "123456", .lang_code = "en", .lifetime_s = 300};

// A server on loopback that takes one connection and answers each piece it reads with the next of its lines.
class OneCaller {
 public:
  OneCaller() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(listener_, 1), 0);
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~OneCaller() { close(listener_); }

  std::string at(const std::string& scheme) const { return scheme + "://127.0.0.1:" + std::to_string(port_); }

  // What was read, when `end` was.
  std::future<std::string> talk(std::string greeting, std::string end, std::string answer,
                                std::string farewell) {
    return std::async(std::launch::async, [=, this] {
      const int caller = accept(listener_, nullptr, nullptr);
      std::string heard;
      const auto say = [caller](const std::string& text) { (void)!write(caller, text.data(), text.size()); };
      if (!greeting.empty()) say(greeting);
      char piece[4096];
      while (heard.find(end) == std::string::npos) {
        const auto count = read(caller, piece, sizeof piece);
        if (count <= 0) break;
        heard.append(piece, static_cast<std::size_t>(count));
        if (heard.ends_with("DATA\r\n")) {
          say("354 go on\r\n");
        } else if (heard.find(end) == std::string::npos) {
          say(answer);
        }
      }
      say(farewell);
      close(caller);
      return heard;
    });
  }

 private:
  int listener_;
  int port_ = 0;
};

std::unique_ptr<domain::CodeDelivery> made(DeliverySettings settings) {
  settings.server_name = "Büro";
  auto delivery = make_delivery(settings);
  EXPECT_TRUE(delivery.has_value()) << delivery.error();
  return *std::move(delivery);
}

TEST(Delivery, ChoosesByKindAndRefusesWhatIsNotConfigured) {
  const auto terminal = made({.phone = "terminal", .email = "none"});
  EXPECT_TRUE(terminal->reaches(Address::Kind::phone));
  EXPECT_TRUE(terminal->shows_codes(Address::Kind::phone));
  EXPECT_FALSE(terminal->reaches(Address::Kind::email));
  EXPECT_FALSE(terminal->shows_codes(Address::Kind::email));
  EXPECT_EQ(terminal->deliver(kMail).error().err, Err::SMS_CODE_CREATE_FAILED);

  EXPECT_FALSE(make_delivery({.phone = "pigeon", .email = "none"}).has_value());
  EXPECT_FALSE(make_delivery({.phone = "smtp", .email = "none"}).has_value());
  EXPECT_FALSE(make_delivery({.phone = "none", .email = "smtp"}).has_value());
  EXPECT_FALSE(make_delivery({.phone = "http", .email = "none"}).has_value());
  EXPECT_FALSE(make_delivery({.phone = "command", .email = "none"}).has_value());
}

TEST(Delivery, HttpPostsTheCodeAndBelievesTheStatus) {
  OneCaller gateway;
  const auto delivery = made({.phone = "http", .email = "none", .http_url = gateway.at("http") + "/codes"});
  EXPECT_FALSE(delivery->shows_codes(Address::Kind::phone));
  auto heard = gateway.talk("", "\"lifetime_s\":300}", "", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(delivery->deliver(kMessage).has_value());
  const auto request = heard.get();
  EXPECT_TRUE(request.starts_with("POST /codes HTTP/1.1\r\n")) << request;
  const auto body = boost::json::parse(request.substr(request.find("\r\n\r\n") + 4)).as_object();
  EXPECT_EQ(body.at("to"), "+49301234567");
  EXPECT_EQ(body.at("kind"), "phone");
  EXPECT_EQ(body.at("code"), "04711");
  EXPECT_TRUE(body.at("text").as_string().starts_with("Dein Code"));

  heard = gateway.talk("", "\"lifetime_s\":300}", "", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(delivery->deliver(kMessage).error().err, Err::SMS_CODE_CREATE_FAILED);
  heard.get();
}

TEST(Delivery, SmtpHandsOverOneMail) {
  OneCaller relay;
  const auto delivery = made(
      {.phone = "none", .email = "smtp", .smtp_url = relay.at("smtp"), .smtp_from = "server@example.org"});
  auto heard = relay.talk("220 hello\r\n", "\r\n.\r\n", "250 yes\r\n", "250 taken\r\n");
  EXPECT_TRUE(delivery->deliver(kMail).has_value());
  const auto session = heard.get();
  EXPECT_NE(session.find("MAIL FROM:<server@example.org>"), std::string::npos) << session;
  EXPECT_NE(session.find("RCPT TO:<ada@example.org>"), std::string::npos);
  EXPECT_NE(session.find("Subject: =?UTF-8?B?"), std::string::npos);
}

TEST(Delivery, MailIsEncodedSoThatNoTextEndsAHeader) {
  const SmtpDelivery::Account account{
      .url = "", .user = "", .password = "", .from = "a@b.org", .server_name = "Evil\r\nBcc: x@y.org"};
  const auto mail =
      compose_mail("ada@example.org", message_text(kMail, account.server_name), account, 1'700'000'000, "7");
  EXPECT_EQ(mail.find("Bcc:"), std::string::npos);
  EXPECT_NE(mail.find("Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"), std::string::npos);
  std::istringstream lines(mail);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 200U);
}

TEST(Delivery, CommandGetsTheCodeOnStandardInputAndNoShell) {
  const auto file =
      std::filesystem::temp_directory_path() / ("botschaft_delivery_" + std::to_string(getpid()));
  const auto delivery = made({.phone = "command", .email = "none", .command = {"tee", file.string()}});
  EXPECT_TRUE(delivery->deliver(kMessage).has_value());
  std::ifstream written(file);
  std::string line;
  std::getline(written, line);
  EXPECT_EQ(boost::json::parse(line).at("code"), "04711");
  std::filesystem::remove(file);

  const auto failing = made({.phone = "command", .email = "none", .command = {"false"}});
  EXPECT_EQ(failing->deliver(kMessage).error().err, Err::SMS_CODE_CREATE_FAILED);
  const auto missing = made({.phone = "command", .email = "none", .command = {"/nowhere/at all; true"}});
  EXPECT_EQ(missing->deliver(kMessage).error().err, Err::SMS_CODE_CREATE_FAILED);
}

}  // namespace
}  // namespace botschaft::server
