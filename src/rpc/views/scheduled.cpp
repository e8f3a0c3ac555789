#include "rpc/views/scheduled.h"

#include "domain/messages/scheduled.h"

namespace botschaft::rpc {

tl::Box<tl::Message> scheduled_view(const Viewer& viewer, store::Transaction& tx,
                                    const store::ScheduledRow& row, Mentioned& mentioned) {
  auto view = message_view(viewer, tx, domain::as_message(row, viewer.user), mentioned);
  auto* message = view.as<tl::message>();
  if (message != nullptr && row.repeat_period != 0) message->schedule_repeat_period = row.repeat_period;
  return view;
}

tl::Box<tl::Update> scheduled_message_update(const Viewer& viewer, store::Transaction& tx,
                                             const store::Event& event, Mentioned& mentioned) {
  const auto id = static_cast<MessageId>(event.arg);
  const auto row = domain::visible_scheduled(tx, viewer.user, event.peer, id);
  if (!row) return nullptr;
  auto update = tl::make<tl::updateNewScheduledMessage>();
  update->message = scheduled_view(viewer, tx, *row, mentioned);
  return update;
}

tl::Box<tl::Update> scheduled_deleted_update(const store::Event& event, Mentioned& mentioned) {
  auto update = tl::make<tl::updateDeleteScheduledMessages>();
  mentioned.add(event.peer);
  update->peer = peer_view(event.peer);
  tl::Vec<std::int32_t> sent;
  bool any_sent = false;
  for (const auto& gone : domain::scheduled_gone(event.data)) {
    update->messages.push_back(gone.id);
    sent.push_back(gone.sent);
    any_sent = any_sent || gone.sent != 0;
  }
  if (any_sent) update->sent_messages = std::move(sent);
  return update;
}

}  // namespace botschaft::rpc
