#pragma once
// JSON as the desk writes it: bundles and copies of data, which are read by other programs.
#include <string>
#include <string_view>

namespace botschaft::desk {

std::string json_string(std::string_view text);  // quoted and escaped; bytes that are no UTF-8 become U+FFFD

// {"a": ..., "b": ...} in the order of the calls; values are JSON already but for text().
class JsonObject {
 public:
  JsonObject& text(std::string_view key, std::string_view value) { return raw(key, json_string(value)); }
  JsonObject& number(std::string_view key, long long value) { return raw(key, std::to_string(value)); }
  JsonObject& raw(std::string_view key, std::string_view json) {
    body_ += body_.empty() ? "" : ", ";
    body_ += json_string(key) + ": " + std::string(json);
    return *this;
  }
  std::string done() const { return "{" + body_ + "}"; }

 private:
  std::string body_;
};

class JsonArray {
 public:
  void add(std::string_view json) {
    body_ += body_.empty() ? "\n " : ",\n ";
    body_ += json;
  }
  std::string done() const { return body_.empty() ? "[]" : "[" + body_ + "\n]"; }

 private:
  std::string body_;
};

}  // namespace botschaft::desk
