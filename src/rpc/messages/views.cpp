// messages.getMessagesViews.
#include "domain/channels/counters.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/threads.h"
#include "updates/post_views.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kIdsMax = 100;

// Whoever asks with `increment` has seen the post. That he has is written with the next batch; until then the
// answers count it from memory.
std::int32_t views_of(const Context& context, store::Transaction& tx, const domain::CountedPost& post,
                      std::int32_t stored, bool increment) {
  auto* views = context.services.post_views;
  if (views == nullptr) return stored;
  if (increment && domain::would_count(tx, post, context.self())) views->note(post, context.self());
  return stored + views->waiting(post);
}

}  // namespace

Result<tl::Box<tl::messages_MessageViews>> handle(Context& context, store::Transaction& tx,
                                                  const tl::messages_getMessagesViews& r) {
  if (r.id.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(const auto peer, access_messages(context, tx, r.peer, r.id));
  const auto viewer = viewer_of(context);
  auto reply = tl::make<tl::messages_messageViews>();
  Mentioned mentioned;
  std::vector<std::optional<store::MessageRow>> asked;
  std::vector<store::MessageRow> rows;
  for (const auto id : r.id) {
    asked.push_back(store::find_message(tx, context.self(), peer, id));
    if (asked.back()) rows.push_back(*asked.back());
  }
  PageFacts facts(viewer, tx, rows);
  for (const auto& row : asked) {
    auto view = tl::make<tl::messageViews>();
    if (row) {
      view->replies = replies_view(tx, facts, *row, mentioned);
      if (const auto post = domain::counted_post(*row)) {
        const auto counters = facts.counters(*post);
        view->views = views_of(context, tx, *post, counters.views, r.increment);
        view->forwards = counters.forwards;
      }
    }
    reply->views.push_back(std::move(view));
  }
  mentioned.fill(*reply, viewer, tx);
  return reply;
}

}  // namespace botschaft::rpc
