#pragma once
// What the desk's API is given of the server.
#include <memory>
#include <string>

#include "http/desk/credentials.h"
#include "server/config.h"
#include "server/desk_log.h"
#include "server/oidc_sign_in.h"

namespace botschaft::server {

// Nothing where no provider is set. The error is a sentence.
std::expected<std::unique_ptr<OidcSignIn>, std::string> open_oidc(const Config& config,
                                                                  const std::string& base_url);

// Store, log and `elsewhere` (null: none) outlive the service.
http::DeskService::Parts desk_api_parts(store::Store& store, DeskLog& log, const Config& config,
                                        std::string base_url, bool mails, http::Elsewhere* elsewhere);

}  // namespace botschaft::server
