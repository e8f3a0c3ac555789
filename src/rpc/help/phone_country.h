#pragma once
#include <optional>
#include <string_view>

namespace botschaft::rpc {

// ISO 3166-1 alpha-2 of the country that an international number belongs to; nothing for one of none.
std::optional<std::string_view> country_of_phone(std::string_view digits);

}  // namespace botschaft::rpc
