#pragma once
// Previews of what messages link to, as TL.
#include "store/transaction.h"
#include "tl/api.h"

namespace botschaft::rpc {

// webPagePending until the page has come, webPageEmpty where there is none.
tl::Box<tl::WebPage> web_page_view(store::Transaction& tx, std::int64_t id);

// Null for id 0, and where there is no page: the message is shown without.
tl::Box<tl::MessageMedia> web_page_media(store::Transaction& tx, std::int64_t id);

}  // namespace botschaft::rpc
