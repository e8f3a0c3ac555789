#pragma once
// Finds what readers can tap: links, e-mail addresses, mentions, hashtags, cashtags, bot commands, phone
// numbers.
#include <vector>

#include "domain/messages/entities.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {

// In order of their offsets and without overlap. Linear in the length of the text.
std::vector<Entity> detect_entities(const CodePoints& text);

// Whether a text may contain anything detect_entities() finds; one look at its bytes.
bool may_contain_entities(std::string_view text);

}  // namespace botschaft::domain
