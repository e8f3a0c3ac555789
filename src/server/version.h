#pragma once
#include <string_view>

namespace botschaft::server {
extern const std::string_view kVersion;  // "0.1.0", from CMakeLists.txt
}  // namespace botschaft::server
