#pragma once
// The names by which links lead to sticker sets (/addstickers/NAME).
#include <functional>
#include <string>
#include <string_view>

#include "store/transaction.h"

namespace botschaft::domain {

// Latin letters, digits and single underscores, beginning with a letter and not ending with an underscore, at
// most 64 (core.telegram.org/method/stickers.createStickerSet).
bool is_short_name(std::string_view name);
bool short_name_taken(store::Transaction& tx, std::string_view name);

// A free one made of the title's words; of "set" where nothing of it is left. `number` tells apart.
std::string suggest_short_name(store::Transaction& tx, std::string_view title,
                               const std::function<std::uint32_t()>& number);

}  // namespace botschaft::domain
