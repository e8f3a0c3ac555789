#pragma once
// All addresses of the desk. Each array stands in the file that serves it; a new one is a line here and a
// line in endpoints.cpp.
#include "http/desk/endpoint.h"

namespace botschaft::http {

std::span<const Endpoint* const> desk_endpoints();

std::span<const Endpoint> openapi_endpoints();    // openapi.cpp
std::span<const Endpoint> order_endpoints();      // orders.cpp
std::span<const Endpoint> queue_endpoints();      // queue.cpp
std::span<const Endpoint> case_endpoints();       // cases.cpp
std::span<const Endpoint> session_endpoints();    // session_api.cpp
std::span<const Endpoint> people_endpoints();     // people_api.cpp
std::span<const Endpoint> elsewhere_endpoints();  // elsewhere_api.cpp
std::span<const Endpoint> identity_endpoints();   // identity_api.cpp
std::span<const Endpoint> evidence_endpoints();   // evidence.cpp

// The row that serves a request, and what stood for the {parts} of its path.
struct Match {
  const Endpoint* row = nullptr;       // null: none
  bool other_method = false;           // but there are rows of this path for other methods
  std::vector<std::string_view> path;  // into the path that was asked for
};
Match match_endpoint(std::span<const Endpoint* const> rows, Method method, std::string_view path);

// The table as OpenAPI 3.1 says it.
json::object openapi_document(std::span<const Endpoint* const> rows, const DeskPlace& place);

}  // namespace botschaft::http
