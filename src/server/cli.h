#pragma once
// The commands of the program.

namespace botschaft::server {

// Returns the exit status: 0 done, 1 failed (a sentence is on standard error, or {"error": ...} on standard
// output with --json), other numbers as CLI11 has them for a wrong command line.
int run(int argc, char** argv);

}  // namespace botschaft::server
