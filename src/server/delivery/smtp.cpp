#include "server/delivery/smtp.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <ctime>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/random.h"
#include "server/delivery/transfer.h"

namespace botschaft::server {
namespace {

// RFC 4648 section 4, in lines of 76 characters as RFC 2045 wants them.
std::string base64(std::string_view text, bool lines) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, text.size() - i);
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (k < count ? static_cast<std::uint8_t>(text[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += k <= count ? kAlphabet[group >> (18 - 6 * k) & 63U] : '=';
    }
    column += 4;
    if (lines && column == 76) {
      out += "\r\n";
      column = 0;
    }
  }
  return out;
}

// RFC 2047. Encoded whole, so that no name can end the header.
std::string header_text(std::string_view text) {
  return "=?UTF-8?B?" + base64(text, false) + "?=";
}

std::string mail_date(std::int64_t unix_seconds) {
  const auto time = static_cast<std::time_t>(unix_seconds);
  std::tm utc{};
  gmtime_r(&time, &utc);
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[static_cast<std::size_t>(utc.tm_wday)],
                     utc.tm_mday, kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900,
                     utc.tm_hour, utc.tm_min, utc.tm_sec);
}

struct Upload {
  std::string_view rest;
};

std::size_t read_upload(char* to, std::size_t size, std::size_t count, void* user) {
  auto& rest = static_cast<Upload*>(user)->rest;
  const std::size_t taken = std::min(size * count, rest.size());
  std::memcpy(to, rest.data(), taken);
  rest.remove_prefix(taken);
  return taken;
}

}  // namespace

std::string compose_mail(const std::string& recipient, const MessageText& text,
                         const SmtpDelivery::Account& account, std::int64_t date, const std::string& id) {
  const auto host = account.from.substr(account.from.find('@') + 1);
  return fmt::format(
      "From: {} <{}>\r\nTo: <{}>\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
      "Auto-Submitted: auto-generated\r\n\r\n{}\r\n",
      header_text(account.server_name), account.from, recipient, header_text(text.subject), mail_date(date),
      id, host, base64(text.body, true));
}

Result<void> SmtpDelivery::deliver(const domain::CodeMessage& message) {
  return send(message.to.text, message_text(message, account_.server_name));
}

Result<void> SmtpDelivery::send(const std::string& recipient, const MessageText& text, std::string id) {
  std::array<std::uint8_t, 16> random;
  system_random().fill(random);
  if (id.empty()) id = to_hex(random);
  const std::string mail = compose_mail(recipient, text, account_, system_clock().unix_seconds(), id);
  Upload upload{mail};
  CurlList receivers;
  append(receivers, "<" + recipient + ">");
  const std::string from = "<" + account_.from + ">";
  auto transfer = new_transfer(account_.url, "smtp,smtps");
  auto* const handle = transfer.get();
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, receivers.get());
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_upload);
  curl_easy_setopt(handle, CURLOPT_READDATA, &upload);
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  // A password never goes over a line that is not encrypted; a relay without one may be next door.
  const bool authenticates = !account_.user.empty();
  curl_easy_setopt(handle, CURLOPT_USE_SSL,
                   static_cast<long>(authenticates ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (authenticates) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, account_.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, account_.password.c_str());
  }
  return perform(transfer, "the mail server");
}

}  // namespace botschaft::server
