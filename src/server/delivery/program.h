#pragma once
// A program of the operator's that is given something to read.
#include <string>
#include <string_view>
#include <vector>

namespace botschaft::server {

inline constexpr std::size_t kProgramInputMax = 16'384;

// Runs it with `input` on its standard input, because arguments can be seen by everybody on the machine.
// Program, looked up in PATH, and its arguments; no shell is involved. True if it ended with status 0 in
// time. Blocks for that time; what went wrong is in the log. Longer input than kProgramInputMax is refused.
bool run_program(const std::vector<std::string>& command, std::string_view input);

}  // namespace botschaft::server
