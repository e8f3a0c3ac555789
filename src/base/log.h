#pragma once
// Structured enough to grep: log::info("area: what happened key={}", value). Never log message text, codes,
// keys or phone numbers.
#include <spdlog/spdlog.h>

namespace botschaft::log {
using spdlog::debug;
using spdlog::error;
using spdlog::info;
using spdlog::warn;
}  // namespace botschaft::log
