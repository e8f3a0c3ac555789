#include "base/log.h"

#include <spdlog/spdlog.h>

namespace botschaft::log {
namespace {

spdlog::level::level_enum backend_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

void write(Level level, fmt::string_view format, fmt::format_args args) {
  const auto backend = backend_level(level);
  if (!spdlog::should_log(backend)) return;
  const auto line = fmt::vformat(format, args);
  spdlog::log(backend, spdlog::string_view_t(line));
}

}  // namespace botschaft::log
