#pragma once
// Sets of rights (domain/rights.h) as TL, and back.
#include <cstdint>

#include "domain/rights.h"
#include "tl/api.h"

namespace botschaft::rpc {

// `until`: unix seconds; INT32_MAX: for ever.
tl::Box<tl::ChatBannedRights> banned_rights_view(std::uint32_t rights, std::int32_t until);
std::uint32_t banned_rights_of(const tl::chatBannedRights& view);

tl::Box<tl::ChatAdminRights> admin_rights_view(std::uint32_t rights);
std::uint32_t admin_rights_of(const tl::chatAdminRights& view);

}  // namespace botschaft::rpc
