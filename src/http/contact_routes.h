#pragma once
// GET /.well-known/platform-contact.json, /contact, /.well-known/security.txt (RFC 9116),
// /desk/contact/history.json and /desk/contact/<version>.json.
#include <functional>

#include "base/clock.h"
#include "http/contact_page.h"
#include "http/router.h"
#include "translog/tiles.h"

namespace botschaft::http {

// Both are asked from any core.
void add_contact_routes(Router& router, std::function<std::shared_ptr<const ContactShown>()> shown,
                        translog::ReadFile log);

std::string security_txt(const ContactShown& shown);

}  // namespace botschaft::http
