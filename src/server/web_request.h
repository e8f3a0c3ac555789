#pragma once
// One request to another server by libcurl: addresses that the operator chose, no redirects, bounded in time
// and size.
#include <expected>
#include <string>
#include <vector>

namespace botschaft::server {

struct WebAnswer {
  long status = 0;
  std::string content_type;
  std::string body;
};

struct WebRequest {
  std::string url;
  std::string content_type;          // "": a GET
  std::string body;                  // of a POST
  std::vector<std::string> headers;  // "Name: value"
  std::size_t body_max = 256 << 10;  // of the answer; more is an error
};

// The error is a sentence; an answer of any status is none.
std::expected<WebAnswer, std::string> ask(const WebRequest& request);

}  // namespace botschaft::server
