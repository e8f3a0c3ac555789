#pragma once
// Pages that the server writes itself, so that whoever wants to report something needs no script: the frame
// around them, and what is safe to put into it.
#include "http/desk/endpoint.h"

namespace botschaft::http {

// For text and for attribute values in quotes.
std::string escaped(std::string_view text);

// What was written with line ends, as paragraphs.
std::string paragraphs(std::string_view text);

// "24 Nov 2026, 01:05 UTC", "24.11.2026, 01:05 UTC"
std::string time_text(desk::Language language, desk::Seconds at);

// A whole page. `path`: of this page, for the switch to the other language.
Reply page(std::uint16_t status, desk::Language language, const DeskPlace& place, std::string_view path,
           std::string_view title, std::string_view main);

// Why something was not done, in words for whoever filled in a form.
std::string trouble_text(desk::Language language, const Reply& problem);

}  // namespace botschaft::http
