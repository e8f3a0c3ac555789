#pragma once
// /.well-known/platform-contact.json: who operates this server and how to reach them, signed with the key of
// the contact log. docs/desk/contact.md is its description for outsiders.
//
//   {"signed":
//   <canonical JSON of the contact, one line>
//   ,"signature":"<base64>"
//   ,"key":"<base64 of the SubjectPublicKeyInfo>"
//   ,"algorithm":"Ed25519"}
//
// It is one JSON object, and what is signed is its second line with the line feed, so that whoever has no
// JSON at hand can check it, too. That line begins with a brace, and is one: no checkpoint and no receipt,
// which the same key signs, is like that.
#include <boost/json/object.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/contact.h"
#include "translog/note.h"

namespace botschaft::http {

inline constexpr std::string_view kContactFormat = "botschaft/platform-contact/v1";
inline constexpr std::string_view kContactPath = "/.well-known/platform-contact.json";

struct ContactFacts {
  std::string service;   // name of the server
  std::string base_url;  // without a slash at the end
  desk::Contact contact;
  std::string log_key;  // translog::VerifierKey::text()
  std::vector<translog::VerifierKey> witnesses;
  std::int64_t quorum = 0;
  std::string terms_version;
  std::string terms_url;
};

// What is said, without version and dates: the same facts give the same object.
boost::json::object contact_body(const ContactFacts& facts);

struct ContactDates {
  std::int64_t version = 0;
  std::int64_t issued_at = 0;  // unix seconds
  std::int64_t expires_at = 0;
};
std::string sign_contact(boost::json::object body, const ContactDates& dates, const translog::SignerKey& key);

// A file whose signature is good for the key in it, which is also the one it names as the log's. Whether it
// is the right key, and not expired, is the caller's to say.
struct OpenedContact {
  boost::json::object body;  // without version and dates
  ContactDates dates;
  translog::VerifierKey key;
  std::string signed_text;  // the second line, with its line feed
};
std::expected<OpenedContact, std::string> open_contact(std::string_view file);  // the error is a sentence

std::string public_key_der(const crypto::Ed25519Key& key);  // SubjectPublicKeyInfo: RFC 8410, 4
std::string public_key_pem(const crypto::Ed25519Key& key);

std::string utc_text(std::int64_t time);  // "2026-11-24T00:05:00Z"
std::optional<std::int64_t> parse_utc(std::string_view text);

}  // namespace botschaft::http
