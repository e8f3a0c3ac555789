#pragma once
// What a stranger does who has an address and nothing else: finds the contact file, checks it, reads page and
// log, writes in, and sees that the log has what was written.
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "translog/note.h"

namespace botschaft::server {

struct ContactQuestion {
  std::string base_url;                      // without a slash at the end
  std::optional<translog::VerifierKey> log;  // known from before; else the contact file is believed
  std::int64_t now = 0;                      // unix seconds
  std::function<bool()> pause;               // between two looks, about a second; false: give up
};

// The error is a sentence that says what was not answered, or how it was wrong. What was written is withdrawn
// again. Takes up to a minute, the time that the log has to merge it.
std::expected<void, std::string> probe_contact(const ContactQuestion& question);

}  // namespace botschaft::server
