#pragma once
// The MTProxy secret of this server: clients that know it reach the server through their proxy setting, and
// their connections are obfuscated with it.
#include <expected>
#include <filesystem>
#include <string>

#include "base/random.h"
#include "mtproto/transport.h"

namespace botschaft::server {

// From `proxy.secret` in the directory, 32 hex digits; made at the first start (mode 0600). The error is a
// sentence for the operator.
std::expected<mtproto::ProxySecret, std::string> load_or_create_proxy_secret(
    const std::filesystem::path& directory, Random& random);

}  // namespace botschaft::server
