#pragma once
// Pages that messages link to (migrations/0010_time.sql).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft::store {

// Stored numbers: never reuse one.
enum class WebPageState : std::int32_t {
  pending = 0,
  found = 1,
  none = 2,  // nothing there to show
};

struct WebPageRow {
  std::int64_t id = 0;
  std::string url = {};
  WebPageState state = WebPageState::pending;
  std::int32_t date = 0;
  std::string type = {};
  std::string site_name = {};
  std::string title = {};
  std::string description = {};
  std::string author = {};
};

std::optional<WebPageRow> find_web_page(Transaction&, std::int64_t id);
std::optional<WebPageRow> find_web_page(Transaction&, const std::string& url);
std::int64_t insert_web_page(Transaction&,
                             const WebPageRow& row);        // `row.id` is ignored: returns the new one
void update_web_page(Transaction&, const WebPageRow& row);  // all but the url

struct WebPageWait {
  UserId owner = 0;  // of the box
  PeerId peer = {};
  MessageId id = 0;  // 0: no message yet
};
void insert_web_page_wait(Transaction&, std::int64_t page, const WebPageWait& wait);
std::vector<WebPageWait> take_web_page_waits(Transaction&, std::int64_t page);

}  // namespace botschaft::store
