#include "http/router.h"

#include <exception>

#include "base/log.h"

namespace botschaft::http {

namespace {

constexpr std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET, HEAD";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      break;
  }
  return "";
}

Response not_allowed(const Request& request, std::string_view allowed) {
  auto response = request.method == Method::options ? Response{204, {}, nullptr}
                                                    : failure(405, "this address does not know that method");
  response.set("Allow", allowed);
  return response;
}

// What every response carries, whoever made it. The policy lets the web client run its WebAssembly and
// workers and open WebSockets, and nothing from elsewhere.
void add_security_headers(Response& response) {
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Frame-Options", "DENY");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Permissions-Policy", "geolocation=(self), payment=(), usb=()");
  response.set("Content-Security-Policy",
               "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
               "img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; "
               "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; form-action 'self'; "
               "frame-ancestors 'none'");
}

}  // namespace

void Router::add(Method method, std::string path, Handler handler) {
  routes_[std::move(path)][method] = std::move(handler);
}

Response Router::route(const Request& request) const {
  const auto wanted = request.method == Method::head ? Method::get : request.method;
  if (const auto found = routes_.find(request.path); found != routes_.end()) {
    const auto& by_method = found->second;
    if (const auto handler = by_method.find(wanted); handler != by_method.end())
      return handler->second(request);
    std::string allowed;
    for (const auto& [method, handler] : by_method) {
      if (!allowed.empty()) allowed += ", ";
      allowed += name_of(method);
    }
    return not_allowed(request, allowed);
  }
  if (wanted != Method::get) return not_allowed(request, name_of(Method::get));
  for (const auto& [prefix, handler] : prefixes_)
    if (request.path.starts_with(prefix)) return handler(request);
  return fallback_ ? fallback_(request) : failure(404, "nothing is served at this address");
}

const Router::Later* Router::find_later(std::string_view path) const {
  for (const auto& [prefix, later] : later_)
    if (prefix.ends_with('/') ? path.starts_with(prefix) : path == prefix) return &later;
  return nullptr;
}

void Router::run_later(Request request, Respond respond) const {
  request.path = decode_path(request.target);
  const auto* later = find_later(request.path);
  Respond secured = [respond = std::move(respond)](std::function<Response()> make) {
    respond([make = std::move(make)] {
      Response response;
      try {
        response = make();
      } catch (const std::exception& e) {
        log::error("http: an answer could not be made what={}", e.what());
        response = failure(500, "the server failed to answer this request");
      }
      add_security_headers(response);
      return response;
    });
  };
  if (!later) return secured([] { return failure(404, "nothing is served at this address"); });
  later->run(std::move(request), std::move(secured));
}

Response Router::handle(Request& request) const {
  request.path = decode_path(request.target);
  Response response;
  if (request.path.empty()) {
    response = failure(400, "the address of the request is malformed");
  } else {
    try {
      response = route(request);
    } catch (const std::exception& e) {
      log::error("http: handler failed path={} what={}", request.path, e.what());
      response = failure(500, "the server failed to answer this request");
    }
  }
  add_security_headers(response);
  return response;
}

}  // namespace botschaft::http
