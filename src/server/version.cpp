#include "server/version.h"

namespace botschaft::server {
const std::string_view kVersion = BOTSCHAFT_VERSION;
}  // namespace botschaft::server
