#pragma once
// As much of XML as the answers of S3 need: elements by name, their text. No attributes, no nesting of equal
// names: what is no such document has no such elements.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace botschaft::blob {

// The insides of all elements of that name, in order.
std::vector<std::string_view> xml_elements(std::string_view document, std::string_view name);

// The text of the first, with entities replaced.
std::optional<std::string> xml_text(std::string_view document, std::string_view name);

std::string xml_escape(std::string_view text);

}  // namespace botschaft::blob
