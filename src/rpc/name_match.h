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

// The name matches, or the username begins with the query.
bool named(const store::UserRow& user, const std::string& query);

}  // namespace botschaft::rpc
