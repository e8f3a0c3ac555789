#pragma once
// Pages for people: /report and /status.
#include "http/desk/endpoint.h"
#include "http/router.h"

namespace botschaft::http {

std::span<const Endpoint> report_page_endpoints();
std::span<const Endpoint> status_page_endpoints();

// The one script there is: /status opens at once the receipt that its address names behind the #.
void add_status_script(Router& router);

}  // namespace botschaft::http
