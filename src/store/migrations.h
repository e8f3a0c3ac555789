#pragma once
// Changes of the schema: numbered files of src/store/migrations, embedded by the build, applied forward only.
// A released file is never edited; a change is a new file.
#include <span>
#include <string_view>

namespace botschaft::store {

struct Migration {
  int number;
  std::string_view name;    // file name without extension, e.g. "0001_core"
  std::string_view sha256;  // of the file, hex
  std::string_view sql;
};

std::span<const Migration> embedded_migrations();  // ascending by number

}  // namespace botschaft::store
