#pragma once
// Which errors a method may answer: those Telegram documents for it (in the schema package),
// those that schema/errors.toml adds for it, and those that stand for themselves wherever something is named
// or limited.
#include <set>
#include <string>
#include <string_view>

namespace botschaft::outsiders {

class DocumentedErrors {
 public:
  DocumentedErrors();
  // `text`: as sent, "FLOOD_WAIT_5".
  bool allows(std::string_view method, std::string text) const;
  std::size_t size() const { return known_.size(); }

 private:
  std::set<std::string, std::less<>> known_;  // "method ERROR_NAME"
  std::set<std::string, std::less<>> general_;
};

}  // namespace botschaft::outsiders
