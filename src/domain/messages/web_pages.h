#pragma once
// Previews of what messages link to. A page is asked for once and kept for a day; who meets it before it has
// come is told when it has.
#include <cstdint>
#include <optional>
#include <string>

#include "domain/box_writer.h"
#include "domain/messages/entities.h"
#include "store/messages.h"
#include "store/web_pages.h"

namespace botschaft::domain {

inline constexpr std::size_t kUrlMax = 2048;
inline constexpr std::int32_t kPageKept = 24 * 60 * 60;  // seconds
inline constexpr std::int32_t kPageAwaited = 60;         // after this long there is no preview

// A page is to be fetched. Not durable: whoever waits for it is told after kPageAwaited that there is
// nothing.
struct WebPageNotice final : store::Notice {
  WebPageNotice(std::int64_t page_id, std::string page_url) : id(page_id), url(std::move(page_url)) {}
  std::int64_t id;
  std::string url;
};

// The address of the first link in a normalized text, with its scheme; nothing if there is none to the web.
std::optional<std::string> first_link(const FormattedText& text);

// The page that a new text shows, for MessageExtra::web_page; 0 if it has no link, or kNoWebPage.
std::int64_t linked_page(store::Transaction& tx, const FormattedText& text, std::uint32_t flags,
                         std::int32_t now);

// After an edit: the page of the new text in place of that of the old one.
void relink_page(store::Transaction& tx, const FormattedText& text, bool previews, std::int32_t now,
                 store::MessageBody& body);

// The page at this address, known or asked for now.
store::WebPageRow page_at(store::Transaction& tx, const std::string& url, std::int32_t now);

// A new message shows the page, or somebody asks for it who is still writing: if it has not come yet, they
// are told later.
void await_page(store::Transaction& tx, std::int64_t page, const store::WebPageWait& wait);

// The same for a message that was just posted, by its author's id of it.
void await_page_of(store::Transaction& tx, UserId author, PeerId chat, MessageId id,
                   const store::MessageBody& body);

// The page has come, or there is none. Tells all who wait.
void finish_page(store::Transaction& tx, store::WebPageRow page, std::int32_t now);

// For run_due(): nobody has fetched it in time.
void give_up_page(store::Transaction& tx, std::int64_t page, std::int32_t now);

}  // namespace botschaft::domain
