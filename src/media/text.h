#pragma once
// Titles out of files, which may be in any encoding or in none.
#include <string>
#include <string_view>

namespace botschaft::media {

// UTF-8 (RFC 3629) on one line: control characters become spaces; what follows bytes that are no UTF-8, or
// would make it longer than `size_max` bytes, is cut.
std::string clean_text(std::string_view text, std::size_t size_max);

}  // namespace botschaft::media
