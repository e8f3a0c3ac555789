#pragma once
// Structured enough to grep: log::info("area: what happened key={}", value). Never log message text, codes,
// keys or phone numbers. Safe from any thread. The backend stays behind log.cpp: its headers are slow to
// compile.
#include <fmt/core.h>

#include <cstdint>

namespace botschaft::log {

enum class Level : std::uint8_t { debug, info, warn, error };

void write(Level level, fmt::string_view format, fmt::format_args args);

template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::debug, format, fmt::make_format_args(args...));
}
template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::info, format, fmt::make_format_args(args...));
}
template <class... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::warn, format, fmt::make_format_args(args...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::error, format, fmt::make_format_args(args...));
}

}  // namespace botschaft::log
