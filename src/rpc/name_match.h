#pragma once
// Finding people by the words of their names.
#include <string>
#include <string_view>

#include "store/users.h"

namespace botschaft::rpc {

// Without capitals, in Latin, Greek and Cyrillic; names in other scripts have no case.
std::string folded(std::string_view text);

// Every word of the folded query begins a word of the folded text.
bool matches(const std::string& text, const std::string& query);

// An expression of SQLite's FTS5 over the index of people's names: every word of the query begins a word of
// the name, or the query begins the username. Empty: there is no word in it, and nobody is called that.
std::string people_match(std::string_view query);

// The name matches, or the username begins with the query.
bool named(const store::UserRow& user, const std::string& query);

}  // namespace botschaft::rpc
