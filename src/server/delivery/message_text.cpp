#include "server/delivery/message_text.h"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace botschaft::server {

MessageText message_text(const domain::CodeMessage& message, const std::string& server_name) {
  const int minutes = message.lifetime_s / 60;
  if (message.lang_code.starts_with("de")) {
    return {
        fmt::format("{} ist dein Code für {}", message.code, server_name),
        fmt::format("Dein Code für die Anmeldung bei {} lautet {}.\n"
                    "Er gilt {} Minuten. Gib ihn niemandem weiter, auch nicht dem Betreiber des Servers.\n"
                    "Wenn du dich nicht anmelden wolltest, brauchst du nichts zu tun.\n",
                    server_name, message.code, minutes)};
  }
  return {fmt::format("{} is your code for {}", message.code, server_name),
          fmt::format("Your code for signing in to {} is {}.\n"
                      "It is good for {} minutes. Give it to nobody, not even to those who run the server.\n"
                      "If you did not want to sign in, there is nothing you need to do.\n",
                      server_name, message.code, minutes)};
}

std::string message_json(const domain::CodeMessage& message, const std::string& server_name) {
  const bool email = message.to.is_email();
  return boost::json::serialize(boost::json::object{
      {"to", email ? message.to.text : "+" + message.to.text},
      {"kind", email ? "email" : "phone"},
      {"code", message.code},
      {"text", message_text(message, server_name).body},
      {"lifetime_s", message.lifetime_s},
  });
}

}  // namespace botschaft::server
