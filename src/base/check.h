#pragma once
// CHECK(condition): a broken invariant stops the process, in release builds too.

namespace botschaft {
[[noreturn]] void check_failed(const char* expression, const char* file, int line);
}  // namespace botschaft

#define CHECK(condition) \
  (static_cast<bool>(condition) ? void(0) : ::botschaft::check_failed(#condition, __FILE__, __LINE__))
