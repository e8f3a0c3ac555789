#pragma once
// One error type for everything a caller can be told. The catalogue (code, name) is generated from the
// schema's raw-errors.json and schema/errors.toml; each name exists once.
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/error_names.h"

namespace botschaft {

// 8 bytes, no heap. `arg` is the X of FLOOD_WAIT_X, SLOWMODE_WAIT_X, PHONE_MIGRATE_X...
struct Error {
  Err err;
  std::int32_t arg = 0;

  int code() const;               // RPC error code: 303, 400, 401, 403, 404, 406, 420, 500
  std::string_view name() const;  // catalogue name, e.g. "FLOOD_WAIT_%d"
  std::string text() const;       // wire text, e.g. "FLOOD_WAIT_17"
  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Err err, std::int32_t arg = 0) {
  return std::unexpected(Error{err, arg});
}

}  // namespace botschaft

#define BOTSCHAFT_CONCAT2(a, b) a##b
#define BOTSCHAFT_CONCAT(a, b) BOTSCHAFT_CONCAT2(a, b)

// TRY(expr): return the error of a Result, else go on.   TRY_ASSIGN(auto x, expr): same, binding the value.
#define TRY(expr) TRY_IMPL(BOTSCHAFT_CONCAT(try_result_, __COUNTER__), expr)
#define TRY_IMPL(tmp, expr) \
  if (auto tmp = (expr); !tmp) return std::unexpected(std::move(tmp).error())
#define TRY_ASSIGN(decl, expr) TRY_ASSIGN_IMPL(BOTSCHAFT_CONCAT(try_result_, __COUNTER__), decl, expr)
#define TRY_ASSIGN_IMPL(tmp, decl, expr)                    \
  auto tmp = (expr);                                        \
  if (!tmp) return std::unexpected(std::move(tmp).error()); \
  decl = *std::move(tmp)
