#pragma once
// Who calls the desk: the session cookie of a browser, the bearer token of a machine, or a client certificate
// that a proxy in front of the server has checked (docs/desk/identity.md).
#include <optional>
#include <string>
#include <vector>

#include "desk/people/people.h"
#include "http/desk/service.h"

namespace botschaft::http {

inline constexpr std::string_view kSessionCookie = "desk_session";

struct CredentialSettings {
  // Addresses of proxies whose word on client certificates is taken: X-SSL-Client-Verify: SUCCESS and
  // X-SSL-Client-Cert with the certificate, PEM, percent-encoded. Empty: nobody's.
  std::vector<std::string> certificate_proxies;
};

Identification identification(CredentialSettings settings, const desk::Settings& desk_settings,
                              Random& random);

// The value of a cookie, or "".
std::string_view cookie_of(const Request& request, std::string_view name);
// For Set-Cookie; `value` empty: it is to go.
std::string set_session_cookie(std::string_view base_url, std::string_view value);

// As JSON has somebody who is signed in: {"person", "name", "roles", "level", "lane"}.
json::object described(const desk::SignedIn& who);

// The person of a call, who is one of the desk.
desk::SignedIn signed_in(const Caller& caller);

}  // namespace botschaft::http
