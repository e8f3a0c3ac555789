#include "http/contact_routes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace botschaft::http {
namespace {

constexpr std::string_view kVersions = "/desk/contact/";

// "?lang=" before the browser's wish.
desk::Language language_of(const Request& request) {
  constexpr std::string_view kAsked = "?lang=";
  if (const auto at = request.target.find(kAsked); at != std::string::npos) {
    const auto asked = std::string_view(request.target).substr(at + kAsked.size());
    return desk::language_of(asked.substr(0, asked.find('&')));
  }
  const auto wish = request.header("Accept-Language");
  return desk::language_of(wish.substr(0, wish.find_first_of(",;")));
}

Response document(std::string body, std::string_view type) {
  Response response{
      .status = 200, .headers = {}, .body = std::make_shared<const std::string>(std::move(body))};
  response.set("Content-Type", type);
  response.set("Cache-Control", "no-cache");
  response.set("Access-Control-Allow-Origin", "*");
  return response;
}

Response unpublished() {
  return failure(404, "the operator has not filled in the contact data");
}

}  // namespace

std::string security_txt(const ContactShown& shown) {
  const auto& contact = shown.facts.contact;
  const auto& url = shown.facts.base_url;
  auto text = fmt::format(
      "Contact: mailto:{}\nContact: {}/contact\nExpires: {}\nPreferred-Languages: {}\n"
      "Canonical: {}/.well-known/security.txt\n",
      contact.security_mail.empty() ? contact.person_mail : contact.security_mail, url,
      utc_text(shown.dates.expires_at), fmt::join(contact.languages, ", "), url);
  if (!contact.encryption_url.empty()) text += fmt::format("Encryption: {}\n", contact.encryption_url);
  if (!shown.facts.terms_url.empty()) text += fmt::format("Policy: {}\n", shown.facts.terms_url);
  return text;
}

void add_contact_routes(Router& router, std::function<std::shared_ptr<const ContactShown>()> shown,
                        translog::ReadFile log) {
  router.add(Method::get, std::string(kContactPath), [shown](const Request&) {
    const auto now = shown();
    return now->file.empty() ? unpublished() : document(now->file, "application/json");
  });
  router.add(Method::get, "/.well-known/security.txt", [shown](const Request&) {
    const auto now = shown();
    return now->file.empty() ? unpublished() : document(security_txt(*now), "text/plain; charset=utf-8");
  });
  router.add(Method::get, "/contact", [shown, log = std::move(log)](const Request& request) {
    auto page = document(contact_page(*shown(), log("checkpoint").value_or(""), language_of(request)),
                         "text/html; charset=utf-8");
    page.set("Vary", "Accept-Language");
    return page;
  });
  router.add_prefix(std::string(kVersions), [shown](const Request& request) {
    const auto now = shown();
    auto name = std::string_view(request.path).substr(kVersions.size());
    if (name == "history.json") return document(now->history, "application/json");
    constexpr std::string_view kEnd = ".json";
    if (!name.ends_with(kEnd)) return failure(404, "nothing is served at this address");
    name.remove_suffix(kEnd.size());
    const auto version = translog::parse_number(name);
    const auto file = version ? now->files.find(*version) : now->files.end();
    if (file == now->files.end()) return failure(404, "there is no such version");
    return document(file->second, "application/json");
  });
}

}  // namespace botschaft::http
