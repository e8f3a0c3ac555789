#include "server/probe_contact.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "http/contact_file.h"
#include "server/web_request.h"
#include "translog/proof.h"

namespace botschaft::server {

namespace json = boost::json;

namespace {

constexpr std::string_view kLetter =
    R"({"subject":"Probe","text":"The server writes to itself, to see that strangers can.","language":"en"})";
constexpr std::int64_t kLooks = translog::kMergeDelay_s;

template <class T>
using Said = std::expected<T, std::string>;

Said<std::string> take(const std::string& url, Said<WebAnswer> answer, long status) {
  if (!answer) return std::unexpected(answer.error());
  if (answer->status != status) return std::unexpected(fmt::format("{} answers {}", url, answer->status));
  return std::move(answer->body);
}
Said<std::string> get(const std::string& url) {
  return take(url, ask({.url = url, .content_type = {}, .body = {}, .headers = {}}), 200);
}
Said<std::string> post(const std::string& url, std::string_view body) {
  return take(url,
              ask({.url = url, .content_type = "application/json", .body = std::string(body), .headers = {}}),
              202);
}

// The text at /a/b/0 of a JSON document, or "".
std::string text_at(const std::string& document, const char* pointer) {
  boost::system::error_code error;
  const auto value = json::parse(document, error);
  if (error) return {};
  const auto* found = value.find_pointer(pointer, error);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

Said<translog::VerifierKey> find_contact(const ContactQuestion& question) {
  const auto url = question.base_url + std::string(http::kContactPath);
  const auto file = get(url);
  if (!file) return std::unexpected(file.error());
  const auto contact = http::open_contact(*file);
  if (!contact) return std::unexpected(fmt::format("{}: {}", url, contact.error()));
  if (question.log && contact->key.text() != question.log->text())
    return std::unexpected(url + ": it is signed by another key");
  if (contact->dates.expires_at <= question.now)
    return std::unexpected(
        fmt::format("{}: it expired at {}", url, http::utc_text(contact->dates.expires_at)));
  const auto page = get(question.base_url + "/contact");
  if (!page) return std::unexpected(page.error());
  const auto checkpoint = get(question.base_url + "/desk/log/checkpoint");
  if (!checkpoint) return std::unexpected(checkpoint.error());
  const auto note = translog::parse_note(*checkpoint);
  if (!note || !translog::open_checkpoint(*note, contact->key))
    return std::unexpected(question.base_url + "/desk/log/checkpoint is not signed by the log");
  return contact->key;
}

struct Letter {
  std::string url;  // of its status
  translog::Record record;
};

Said<Letter> write_in(const std::string& base_url, const translog::VerifierKey& log) {
  const auto url = base_url + "/desk/api/v1/contact-requests";
  const auto answer = post(url, kLetter);
  if (!answer) return std::unexpected(answer.error());
  const auto receipt = translog::open_receipt(text_at(*answer, "/submissions/0/signed_receipt"), log);
  const auto secret = text_at(*answer, "/submissions/0/receipt");
  if (!receipt || secret.empty()) return std::unexpected(url + " gives no receipt that the log has signed");
  Letter letter{.url = base_url + "/desk/api/v1/submissions/" + secret, .record = receipt->record};
  // It is nobody's work.
  if (const auto withdrawn = post(letter.url + "/withdraw", "{}"); !withdrawn)
    return std::unexpected(withdrawn.error());
  return letter;
}

bool is_included(const Letter& letter, const translog::VerifierKey& log) {
  const auto status = get(letter.url);
  const auto proof = status ? translog::parse_proof(text_at(*status, "/proof/tlog_proof")) : std::nullopt;
  return proof && translog::verify_proof(*proof, translog::canonical(letter.record), log);
}

}  // namespace

std::expected<void, std::string> probe_contact(const ContactQuestion& question) {
  const auto log = find_contact(question);
  if (!log) return std::unexpected(log.error());
  const auto letter = write_in(question.base_url, *log);
  if (!letter) return std::unexpected(letter.error());
  for (std::int64_t look = 0; look < kLooks; ++look) {
    if (is_included(*letter, *log)) return {};
    if (!question.pause()) return std::unexpected("it was given up");
  }
  return std::unexpected(
      fmt::format("receipt without inclusion after {} s: {}", kLooks, translog::canonical(letter->record)));
}

}  // namespace botschaft::server
