#include "server/probe_contact.h"

#include <fmt/format.h>

#include "http/contact_file.h"
#include "server/web_request.h"

namespace botschaft::server {
namespace {

std::expected<std::string, std::string> get(const std::string& url) {
  auto answer = ask({.url = url, .content_type = {}, .body = {}, .headers = {}});
  if (!answer) return std::unexpected(answer.error());
  if (answer->status != 200) return std::unexpected(fmt::format("{} answers {}", url, answer->status));
  return std::move(answer->body);
}

}  // namespace

std::expected<void, std::string> probe_contact(const std::string& base_url, const translog::VerifierKey& log,
                                               std::int64_t now) {
  const auto url = base_url + std::string(http::kContactPath);
  const auto file = get(url);
  if (!file) return std::unexpected(file.error());
  const auto contact = http::open_contact(*file);
  if (!contact) return std::unexpected(fmt::format("{}: {}", url, contact.error()));
  if (contact->key.text() != log.text()) return std::unexpected(url + ": it is signed by another key");
  if (contact->dates.expires_at <= now)
    return std::unexpected(
        fmt::format("{}: it expired at {}", url, http::utc_text(contact->dates.expires_at)));
  const auto page = get(base_url + "/contact");
  if (!page) return std::unexpected(page.error());
  const auto checkpoint = get(base_url + "/desk/log/checkpoint");
  if (!checkpoint) return std::unexpected(checkpoint.error());
  const auto note = translog::parse_note(*checkpoint);
  if (!note || !translog::open_checkpoint(*note, log))
    return std::unexpected(base_url + "/desk/log/checkpoint is not signed by the log");
  return {};
}

}  // namespace botschaft::server
