#pragma once
// Reads title and description out of a page's HTML: OpenGraph, Twitter's card tags, plain <meta> and <title>.
#include <string_view>

#include "previews/page.h"

namespace botschaft::previews {

inline constexpr std::size_t kTitleMax = 256;         // characters
inline constexpr std::size_t kDescriptionMax = 1000;  // the same
inline constexpr std::size_t kNameMax = 64;           // the same; of sites, authors and types

// From any bytes: what is not UTF-8 is read as ISO 8859-1. The cost is linear in the size; nothing is looked
// at behind the beginning of the body.
Page read_page(std::string_view html);

}  // namespace botschaft::previews
