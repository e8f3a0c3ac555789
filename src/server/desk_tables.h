#pragma once
// The settings of [desk] and [contact], with what they mean.
#include "server/desk_settings.h"
#include "server/settings_table.h"

namespace botschaft::server {

std::span<const Setting<DeskSettings>> desk_table();
std::span<const Setting<desk::Contact>> contact_table();

}  // namespace botschaft::server
