#include "rpc/views/message.h"

#include <algorithm>

#include "domain/messages/extra.h"
#include "domain/messages/ttl.h"
#include "rpc/views/entities.h"
#include "rpc/views/media.h"
#include "rpc/views/notify_settings.h"
#include "rpc/views/reactions.h"
#include "rpc/views/restriction.h"
#include "rpc/views/service.h"
#include "rpc/views/threads.h"
#include "rpc/views/web_page.h"
#include "store/events.h"
#include "store/mentions.h"
#include "store/unread_votes.h"

namespace botschaft::rpc {
namespace {

using domain::ForwardHeader;
using domain::MessageExtra;

bool is_saved(const store::MessageRow& row) {
  return row.peer.value == row.owner;
}

tl::Box<tl::MessageFwdHeader> forward_view(const ForwardHeader& header, Mentioned& mentioned) {
  auto view = tl::make<tl::messageFwdHeader>();
  view->date = header.date;
  if (header.from != PeerId{}) {
    mentioned.add(header.from);
    view->from_id = peer_view(header.from);
  } else {
    view->from_name = header.from_name;
  }
  if (header.channel_post != 0) view->channel_post = header.channel_post;
  if (!header.post_author.empty()) view->post_author = header.post_author;
  if (header.saved_from != PeerId{}) {
    mentioned.add(header.saved_from);
    view->saved_from_peer = peer_view(header.saved_from);
    view->saved_from_msg_id = header.saved_from_id;
  }
  return view;
}

tl::Box<tl::MessageReplyHeader> reply_view(const store::MessageRow& row, const MessageExtra& extra,
                                           Mentioned& mentioned) {
  if (!row.reply_to && !extra.reply_from && !has_place(row)) return nullptr;
  auto view = tl::make<tl::messageReplyHeader>();
  view->reply_to_msg_id = row.reply_to;
  fill_place(*view, row);
  if (const auto& from = extra.reply_from) {
    auto header = *from;
    if (header.saved_from != PeerId{}) {  // who can read the channel finds the post there
      mentioned.add(header.saved_from);
      view->reply_to_peer_id = peer_view(std::exchange(header.saved_from, {}));
      view->reply_to_msg_id = header.saved_from_id;
    }
    view->reply_from = forward_view(header, mentioned);
  }
  if (extra.quote) {
    view->quote = true;
    view->quote_text = extra.quote->text.text;
    view->quote_entities = entities_view(extra.quote->text.entities);
    if (extra.quote->offset != 0) view->quote_offset = extra.quote->offset;
  }
  return view;
}

// What both kinds of message have. In Saved Messages nothing is outgoing, as clients expect.
template <class T>
void fill(T& view, const store::MessageRow& row, const MessageExtra& extra, Mentioned& mentioned) {
  const auto author = row.sender();
  mentioned.add(row.peer);
  mentioned.add(author);
  view.id = row.id;
  view.out = row.out() && !is_saved(row);
  view.mentioned = row.is(store::kMentioned);
  view.media_unread = row.is(store::kMediaUnread);
  view.silent = row.is(store::kSilent);
  view.post = row.is(store::kPost);
  if (!view.post) view.from_id = peer_view(author);
  view.peer_id = peer_view(row.peer);
  if (is_saved(row)) view.saved_peer_id = peer_view(row.peer);
  view.reply_to = reply_view(row, extra, mentioned);
  view.date = row.date;
  if (extra.ttl_period != 0) view.ttl_period = extra.ttl_period;
}

// The text in place of what is kept from the viewer, also for clients that do not know restrictions.
void show_instead(tl::message& view, const store::MessageRow& row, const std::string& text) {
  view.message = text;
  view.edit_date = row.body.edit_date;
  view.pinned = row.is(store::kPinned);
  view.noforwards = true;
}

}  // namespace

tl::Box<tl::Message> message_view(const Viewer& viewer, store::Transaction& tx, const store::MessageRow& row,
                                  Mentioned& mentioned) {
  PageFacts facts(viewer, tx, {&row, 1});
  return message_view(viewer, tx, facts, row, mentioned);
}

tl::Box<tl::Message> message_view(const Viewer& viewer, store::Transaction& tx, PageFacts& facts,
                                  const store::MessageRow& row, Mentioned& mentioned) {
  const auto extra = domain::decode_extra(row.body.extra);
  if (row.is(store::kService)) {
    auto view = tl::make<tl::messageService>();
    fill(*view, row, extra, mentioned);
    view->action = action_view(viewer, tx, extra.service, mentioned);
    return view;
  }
  auto view = tl::make<tl::message>();
  fill(*view, row, extra, mentioned);
  const auto restrictions = restriction_texts(viewer, tx, facts, row);
  if (!restrictions.empty()) view->restriction_reason = restriction_view(restrictions);
  const auto hiding = std::ranges::find_if(restrictions, &RestrictionText::hides);
  if (hiding != restrictions.end()) {
    show_instead(*view, row, hiding->text);
    return view;
  }
  view->message = row.body.text;
  const auto entities = domain::decode_entities(row.body.entities);
  for (const auto& e : entities) {
    if (e.type == domain::EntityType::mention_name) mentioned.add(PeerId::user(e.value));
  }
  view->entities = entities_view(entities);
  view->edit_date = row.body.edit_date;
  view->pinned = row.is(store::kPinned);
  view->from_scheduled = row.is(store::kFromScheduled);
  view->noforwards = row.is(store::kNoForwards) || store::is_restricted(row);
  view->invert_media = row.is(store::kInvertMedia);
  if (row.sender().is_user() && !row.peer.is_user()) {
    if (const auto& rank = facts.rank(row.peer, row.author); !rank.empty()) view->from_rank = rank;
  }
  if (!extra.post_author.empty()) view->post_author = extra.post_author;
  if (extra.forward) view->fwd_from = forward_view(*extra.forward, mentioned);
  view->media = media_view(viewer, tx, row, extra.media, mentioned);
  if (!view->media) view->media = web_page_media(tx, extra.web_page);
  if (extra.album != 0) view->grouped_id = extra.album;
  if (row.is(store::kScheduled)) return view;
  auto reactions = reactions_view(viewer, tx, facts, row, mentioned);
  if (!reactions->results.empty()) view->reactions = std::move(reactions);
  fill_counters(*view, tx, facts, row, mentioned);
  return view;
}

tl::Vec<tl::Box<tl::Message>> message_views(const Viewer& viewer, store::Transaction& tx,
                                            std::span<const store::MessageRow> rows, Mentioned& mentioned) {
  tl::Vec<tl::Box<tl::Message>> views;
  views.reserve(rows.size());
  PageFacts facts(viewer, tx, rows);
  for (const auto& row : rows) views.push_back(message_view(viewer, tx, facts, row, mentioned));
  return views;
}

tl::Box<tl::DraftMessage> draft_view(const std::optional<store::DraftRow>& row) {
  if (!row) return tl::make<tl::draftMessageEmpty>();
  auto view = tl::make<tl::draftMessage>();
  view->no_webpage = (row->flags & store::kNoWebPage) != 0;
  view->invert_media = (row->flags & store::kInvertMedia) != 0;
  view->message = row->text;
  view->entities = entities_view(domain::decode_entities(row->entities));
  view->date = row->date;
  if (row->reply_to) {
    auto reply = tl::make<tl::inputReplyToMessage>();
    reply->reply_to_msg_id = *row->reply_to;
    view->reply_to = std::move(reply);
  }
  return view;
}

tl::Box<tl::Dialog> dialog_view(const Viewer&, store::Transaction& tx, const store::DialogRow& row,
                                Mentioned& mentioned) {
  mentioned.add(row.peer);
  const bool saved = row.peer.value == row.owner;
  auto view = tl::make<tl::dialog>();
  view->pinned = row.pin != 0;
  view->unread_mark = row.is(store::kUnreadMark);
  view->view_forum_as_messages = row.is(store::kViewAsMessages);
  view->peer = peer_view(row.peer);
  view->top_message = row.top;
  view->read_inbox_max_id = saved ? row.top : row.read_inbox;
  view->read_outbox_max_id = saved ? row.top : row.read_outbox;
  view->unread_count = row.unread;
  if (const auto ttl = domain::history_ttl(tx, row.owner, row.peer); ttl != 0) view->ttl_period = ttl;
  if (row.peer.is_chat()) view->unread_mentions_count = store::count_unread_mentions(tx, row.owner, row.peer);
  view->unread_reactions_count = store::count_unread_reactions(tx, row.owner, row.peer);
  view->unread_poll_votes_count = store::count_unread_votes(tx, row.owner, row.peer);
  if (row.peer.is_channel()) {
    view->unread_mentions_count = store::count_channel_mentions(tx, row.owner, row.peer);
    view->pts = store::top_pts(tx, row.peer.value);
  }
  view->notify_settings =
      notify_settings_view(store::find_notify_settings(tx, row.owner, store::NotifyKey::chat(row.peer)));
  if (const auto draft = store::find_draft(tx, row.owner, row.peer)) view->draft = draft_view(draft);
  if (row.folder != 0) view->folder_id = row.folder;
  return view;
}

tl::Box<tl::DialogPeer> dialog_peer_view(PeerId peer) {
  auto view = tl::make<tl::dialogPeer>();
  view->peer = peer_view(peer);
  return view;
}

}  // namespace botschaft::rpc
