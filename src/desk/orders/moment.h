#pragma once
// Points in time as people and programs write them: ISO 8601.
#include <optional>
#include <string>
#include <string_view>

#include "desk/language.h"
#include "desk/terms.h"

namespace botschaft::desk {

// "2026-11-24T03:00:00Z", "2026-11-24T04:00+01:00". Nothing without a time zone: who is an hour off is late.
std::optional<Seconds> parse_moment(std::string_view text);
std::optional<Seconds> parse_day(std::string_view text);  // "2026-11-24": its first second, UTC

std::string iso_moment(Seconds at);                        // "2026-11-24T03:00:00Z"
std::string spoken_moment(Seconds at, Language language);  // "24 November 2026, 03:00:00 UTC"

}  // namespace botschaft::desk
