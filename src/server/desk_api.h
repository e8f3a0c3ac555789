#pragma once
// What the desk's API is given of the server.
#include <string>

#include "http/desk/service.h"
#include "server/desk_log.h"

namespace botschaft::server {

// All of it outlives the service.
http::DeskService::Parts desk_api_parts(store::Store& store, DeskLog& log, const desk::Settings& settings,
                                        std::string server_name, std::string base_url, bool mails);

}  // namespace botschaft::server
