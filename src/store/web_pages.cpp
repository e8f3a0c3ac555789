#include "store/web_pages.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_WEB_PAGE_COLUMNS \
  "SELECT id, url, state, date, type, site_name, title, description, author FROM web_pages "

std::optional<WebPageRow> first(Query q) {
  if (!q.next()) return std::nullopt;
  return WebPageRow{.id = q.int64(0),
                    .url = std::string(q.text(1)),
                    .state = static_cast<WebPageState>(q.int32(2)),
                    .date = q.int32(3),
                    .type = std::string(q.text(4)),
                    .site_name = std::string(q.text(5)),
                    .title = std::string(q.text(6)),
                    .description = std::string(q.text(7)),
                    .author = std::string(q.text(8))};
}

}  // namespace

std::optional<WebPageRow> find_web_page(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{BOTSCHAFT_WEB_PAGE_COLUMNS "WHERE id = ?1"};
  return first(tx.run(kFind, id));
}

std::optional<WebPageRow> find_web_page(Transaction& tx, const std::string& url) {
  static constexpr Sql kFind{BOTSCHAFT_WEB_PAGE_COLUMNS "WHERE url = ?1"};
  return first(tx.run(kFind, url));
}

std::int64_t insert_web_page(Transaction& tx, const WebPageRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO web_pages (url, state, date, type, site_name, title, description, author) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id"};
  auto q = tx.run(kInsert, row.url, row.state, row.date, row.type, row.site_name, row.title, row.description,
                  row.author);
  return q.next() ? q.int64(0) : 0;
}

void update_web_page(Transaction& tx, const WebPageRow& row) {
  static constexpr Sql kUpdate{
      "UPDATE web_pages SET state = ?2, date = ?3, type = ?4, site_name = ?5, title = ?6, description = ?7, "
      "author = ?8 WHERE id = ?1"};
  tx.run(kUpdate, row.id, row.state, row.date, row.type, row.site_name, row.title, row.description,
         row.author);
}

void insert_web_page_wait(Transaction& tx, std::int64_t page, const WebPageWait& wait) {
  static constexpr Sql kInsert{
      "INSERT INTO web_page_waits (page, owner, peer, id) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"};
  tx.run(kInsert, page, wait.owner, wait.peer, wait.id);
}

std::vector<WebPageWait> take_web_page_waits(Transaction& tx, std::int64_t page) {
  static constexpr Sql kTake{"SELECT owner, peer, id FROM web_page_waits WHERE page = ?1"};
  static constexpr Sql kDelete{"DELETE FROM web_page_waits WHERE page = ?1"};
  std::vector<WebPageWait> waits;
  {
    auto q = tx.run(kTake, page);
    while (q.next()) waits.push_back({.owner = q.int64(0), .peer = {q.int64(1)}, .id = q.int32(2)});
  }
  tx.run(kDelete, page);
  return waits;
}

}  // namespace botschaft::store
