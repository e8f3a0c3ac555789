#pragma once
// Method and path -> handler. Filled at start, then shared by all cores: handlers must be safe to run at
// once.
#include <functional>
#include <map>
#include <string>

#include "http/message.h"

namespace botschaft::http {

class Router {
 public:
  using Handler = std::function<Response(const Request&)>;

  // `path` is matched exactly. A GET route also answers HEAD; the connection leaves the body out.
  void add(Method method, std::string path, Handler handler);

  // GET and HEAD of every path that begins so and has no route of its own; the longest prefix decides.
  void add_prefix(std::string prefix, Handler handler) { prefixes_[std::move(prefix)] = std::move(handler); }

  // Requests that are answered later, of whatever method: below a path that ends with '/', else of that path
  // alone. Before all other routes.
  struct Later {
    std::function<std::size_t(Method, std::string_view path)> body_max;  // bytes; asked before it is read
    std::function<void(Request, Respond)> run;
  };
  void add_later(std::string path, Later later) { later_[std::move(path)] = std::move(later); }
  const Later* find_later(std::string_view path) const;  // decoded; null: none
  void run_later(Request request, Respond respond) const;

  // Asked for GET and HEAD of every path without a route: static files and the web client's own pages.
  void set_fallback(Handler handler) { fallback_ = std::move(handler); }

  // Never fails: what cannot be served is a 4xx, an exception of a handler a 500. `request.path` is set here.
  Response handle(Request& request) const;

 private:
  Response route(const Request& request) const;

  std::map<std::string, std::map<Method, Handler>, std::less<>> routes_;
  std::map<std::string, Handler, std::greater<>> prefixes_;  // a longer one stands before what it begins with
  std::map<std::string, Later, std::greater<>> later_;
  Handler fallback_;
};

}  // namespace botschaft::http
