// Previews while somebody is still writing.
#include "domain/messages/web_pages.h"

#include "rpc/handler.h"
#include "rpc/views/entities.h"
#include "rpc/views/web_page.h"

namespace botschaft::rpc {

Result<tl::Box<tl::messages_WebPagePreview>> handle(Context& context, store::Transaction& tx,
                                                    const tl::messages_getWebPagePreview& r) {
  domain::FormattedText input{r.message, {}};
  TRY_ASSIGN(input.entities, entities_of(context, tx, r.entities));
  TRY_ASSIGN(const auto text, domain::normalize(std::move(input)));
  auto reply = tl::make<tl::messages_webPagePreview>();
  const auto page = context.services.link_previews ? domain::linked_page(tx, text, 0, context.now) : 0;
  if (page != 0) domain::await_page(tx, page, {.owner = context.self()});
  reply->media = web_page_media(tx, page);
  if (!reply->media) reply->media = tl::make<tl::messageMediaEmpty>();
  return reply;
}

}  // namespace botschaft::rpc
