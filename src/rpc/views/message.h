#pragma once
// Messages, chats of the list and drafts as TL.
#include <span>

#include "rpc/views/mentioned.h"
#include "rpc/views/page_facts.h"
#include "store/dialogs.h"
#include "store/messages.h"
#include "tl/api.h"

namespace botschaft::rpc {

// As the viewer sees it. A channel's message rendered for many at once has the viewer 0: nothing in it may
// differ between them.
tl::Box<tl::Message> message_view(const Viewer& viewer, store::Transaction& tx, const store::MessageRow& row,
                                  Mentioned& mentioned);
tl::Box<tl::Message> message_view(const Viewer& viewer, store::Transaction& tx, PageFacts& facts,
                                  const store::MessageRow& row,
                                  Mentioned& mentioned);  // `row` is one of the page's
tl::Vec<tl::Box<tl::Message>> message_views(const Viewer& viewer, store::Transaction& tx,
                                            std::span<const store::MessageRow> rows, Mentioned& mentioned);

// draftMessageEmpty where there is none.
tl::Box<tl::DraftMessage> draft_view(const std::optional<store::DraftRow>& row);

tl::Box<tl::Dialog> dialog_view(const Viewer& viewer, store::Transaction& tx, const store::DialogRow& row,
                                Mentioned& mentioned);
tl::Box<tl::DialogPeer> dialog_peer_view(PeerId peer);

}  // namespace botschaft::rpc
