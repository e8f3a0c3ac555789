#pragma once
// What a stranger does who has an address and nothing else: finds the contact file, checks it, and reads the
// page and the log.
#include <cstdint>
#include <expected>
#include <string>

#include "translog/note.h"

namespace botschaft::server {

// `base_url`: without a slash at the end. `log`: the key that everything must be signed with. `now`: unix
// seconds. The error is a sentence that says what was not answered, or how it was wrong.
std::expected<void, std::string> probe_contact(const std::string& base_url, const translog::VerifierKey& log,
                                               std::int64_t now);

}  // namespace botschaft::server
