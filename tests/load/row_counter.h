#pragma once
// Counts the rows that the program writes, by triggers in its database. Neither is done while it runs.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace botschaft::load {

void begin_counting(const std::filesystem::path& database);

// Rows inserted, changed or deleted since, by table; the database is as before.
std::map<std::string, std::int64_t> end_counting(const std::filesystem::path& database);

}  // namespace botschaft::load
