#include "domain/messages/web_pages.h"

#include <utility>

#include "domain/channels/box.h"
#include "domain/due.h"
#include "domain/messages/copies.h"
#include "domain/messages/extra.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

constexpr std::int64_t kNobody = 0;

std::string with_scheme(std::string url) {
  const auto lowered = [&] {
    std::string start = url.substr(0, 8);
    for (auto& c : start) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return start;
  }();
  if (lowered.starts_with("http://") || lowered.starts_with("https://")) return url;
  return url.find("://") == std::string::npos ? "https://" + url : std::string();
}

}  // namespace

std::optional<std::string> first_link(const FormattedText& text) {
  for (const auto& entity : text.entities) {
    std::string url;
    if (entity.type == EntityType::text_url) url = with_scheme(entity.text);
    if (entity.type == EntityType::url) {
      const auto part = utf16_substring(text.text, entity.offset, entity.length);
      if (part) url = with_scheme(std::string(*part));
    }
    if (!url.empty() && url.size() <= kUrlMax) return url;
  }
  return std::nullopt;
}

std::int64_t linked_page(store::Transaction& tx, const FormattedText& text, std::uint32_t flags,
                         std::int32_t now) {
  if ((flags & store::kNoWebPage) != 0) return 0;
  const auto url = first_link(text);
  return url ? page_at(tx, *url, now).id : 0;
}

void relink_page(store::Transaction& tx, const FormattedText& text, bool previews, std::int32_t now,
                 store::MessageBody& body) {
  auto extra = decode_extra(body.extra);
  const auto page = previews ? linked_page(tx, text, 0, now) : 0;
  if (std::exchange(extra.web_page, page) != page) body.extra = encode_extra(extra);
}

store::WebPageRow page_at(store::Transaction& tx, const std::string& url, std::int32_t now) {
  auto page = store::find_web_page(tx, url);
  if (page && now - page->date < kPageKept) return *std::move(page);
  if (page) {
    page->state = store::WebPageState::pending;
    page->date = now;
    store::update_web_page(tx, *page);
  } else {
    page = store::WebPageRow{.url = url, .date = now};
    page->id = store::insert_web_page(tx, *page);
  }
  tx.notify<WebPageNotice>(page->id, url);
  set_due(tx, DueKind::web_page, kNobody, page->id, now + kPageAwaited);
  return *std::move(page);
}

void await_page(store::Transaction& tx, std::int64_t page, const store::WebPageWait& wait) {
  const auto row = store::find_web_page(tx, page);
  if (row && row->state == store::WebPageState::pending) store::insert_web_page_wait(tx, page, wait);
}

void await_page_of(store::Transaction& tx, UserId author, PeerId chat, MessageId id,
                   const store::MessageBody& body) {
  if (body.extra.empty()) return;
  const auto page = decode_extra(body.extra).web_page;
  if (page == 0) return;
  await_page(tx, page, {.owner = chat.is_channel() ? box_of(chat) : author, .peer = chat, .id = id});
}

void finish_page(store::Transaction& tx, store::WebPageRow page, std::int32_t now) {
  page.date = now;
  store::update_web_page(tx, page);
  clear_due(tx, DueKind::web_page, kNobody, page.id);
  const Actor clock{.now = now};
  BoxWriter boxes(tx, clock);
  for (const auto& wait : store::take_web_page_waits(tx, page.id)) {
    if (wait.id == 0) {
      boxes.append(wait.owner, EventKind::web_page, {}, page.id);
      continue;
    }
    const auto row = store::find_message(tx, wait.owner, wait.peer, wait.id);
    if (!row) continue;
    if (wait.peer.is_channel()) {
      tell_edited(boxes, clock, wait.peer, wait.id);  // so that floors hide it as they hide the message
      continue;
    }
    for (const auto& copy : all_copies(tx, *row))
      boxes.append(copy.owner, EventKind::web_page, copy.peer, page.id);
  }
}

void give_up_page(store::Transaction& tx, std::int64_t id, std::int32_t now) {
  auto page = store::find_web_page(tx, id);
  if (!page || page->state != store::WebPageState::pending) return;
  page->state = store::WebPageState::none;
  finish_page(tx, *std::move(page), now);
}

}  // namespace botschaft::domain
