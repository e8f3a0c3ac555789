#include "base/error.h"

#include <fmt/format.h>

#include "base/check.h"

namespace botschaft {
namespace {

struct Row {
  int code;
  std::string_view name;
};

constexpr Row kRows[] = {
#include "base/error_table.inc"
};

const Row& row(Err err) {
  const auto index = static_cast<std::size_t>(err);
  CHECK(index < std::size(kRows));
  return kRows[index];
}

}  // namespace

int Error::code() const {
  return row(err).code;
}

std::string_view Error::name() const {
  return row(err).name;
}

std::string Error::text() const {
  std::string out{name()};
  if (const auto at = out.find("%d"); at != std::string::npos) out.replace(at, 2, fmt::format("{}", arg));
  return out;
}

}  // namespace botschaft
