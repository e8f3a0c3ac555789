#include "sim/device.h"

#include <fmt/format.h>

#include "sim/server.h"
#include "store/events.h"

namespace botschaft::sim {

using domain::EventKind;

Device::Device(World& world, UserId user, std::int64_t number, std::int32_t layer)
    : world_(world), user_(user), layer_(layer), session_{number, number * 1000}, pts_(store::kEmptyBoxPts) {}

void Device::connect(Server& server) {
  server_ = &server;
  server.connect(session_, user_, shared_from_this());
  for (const auto& [id, body] : pending_) transmit(id);
}

void Device::disconnect() {
  if (server_) server_->disconnect(session_);
  server_ = nullptr;
}

void Device::forget_session() {
  ++session_.session;
  seen_packets_.clear();
}

void Device::receive(const SessionKey& session, const Packet& packet) {
  if (session != session_ || !server_) return;
  world_.transmit(weak_from_this().lock(), [this, session, id = packet.id] {
    if (server_ && session == session_) server_->acknowledge(session, id);
  });
  if (!seen_packets_.insert(packet.id).second) return;
  if (const auto* answer = std::get_if<Answer>(&packet.payload)) {
    on_answer(*answer);
  } else if (const auto* push = std::get_if<Push>(&packet.payload)) {
    take(push->events);
  } else {
    ask_difference();  // updatesTooLong, new_session_created
  }
}

void Device::request(Body body) {
  const std::int64_t id = next_request_++;
  pending_.emplace(id, std::move(body));
  transmit(id);
}

// Sends the request now, and again until it is answered.
void Device::transmit(std::int64_t id) {
  const auto found = pending_.find(id);
  if (found == pending_.end() || !server_) return;
  world_.transmit(weak_from_this().lock(), [this, session = session_, request = Request{id, found->second}] {
    if (server_ && session == session_) server_->receive(session, request);
  });
  world_.after(300 * kMillisecond, weak_from_this().lock(), [this, id, session = session_, server = server_] {
    if (session == session_ && server == server_) transmit(id);
  });
}

void Device::ask_difference() {
  if (asking_) {
    ask_again_ = true;
    return;
  }
  asking_ = true;
  ask_again_ = false;
  request(GetDifference{pts_});
}

void Device::on_answer(const Answer& answer) {
  const auto found = pending_.find(answer.request);
  if (found == pending_.end()) return;
  const Body body = std::move(found->second);
  pending_.erase(found);
  if (std::holds_alternative<GetDifference>(body)) return on_difference(answer);
  if (answer.error && answer.error->err == Err::STORE_UNAVAILABLE) return request(body);
  if (answer.error) return;  // a rule said no, e.g. the message is gone
  if (const auto* sent = std::get_if<Send>(&body)) acknowledged_.push_back(*sent);
  take(answer.events);
}

void Device::on_difference(const Answer& answer) {
  take(answer.events);
  asking_ = false;
  if (!answer.final || ask_again_) ask_difference();
}

void Device::take(const std::vector<Told>& events) {
  for (const Told& told : events) {
    if (told.pts > pts_) early_.emplace(told.pts, told);
  }
  while (!early_.empty() && early_.begin()->first <= pts_ + 1) {
    if (early_.begin()->first == pts_ + 1) {
      ++pts_;
      apply(early_.begin()->second);
    }
    early_.erase(early_.begin());
  }
  if (!early_.empty()) mind_gap();
}

void Device::mind_gap() {
  world_.after(500 * kMillisecond, weak_from_this().lock(), [this, pts = pts_] {
    if (pts_ == pts && !early_.empty()) ask_difference();
  });
}

void Device::apply(const Told& told) {
  auto& chat = view_.chats[told.peer];
  switch (told.kind) {
    case EventKind::message:
      if (told.text) chat[told.pts] = *told.text;
      break;
    case EventKind::message_edited:
      if (const auto message = chat.find(static_cast<MessageId>(told.arg));
          told.text && message != chat.end()) {
        message->second = *told.text;
      }
      break;
    case EventKind::messages_deleted:
      for (auto& [peer, messages] : view_.chats) {
        for (const MessageId id : told.ids) messages.erase(id);
      }
      break;
    case EventKind::read_inbox:
      view_.read_inbox[told.peer] = told.arg;
      break;
    case EventKind::read_outbox:
      view_.read_outbox[told.peer] = told.arg;
      break;
    case EventKind::draft:
      if (told.text) {
        view_.drafts[told.peer] = *told.text;
      } else {
        view_.drafts.erase(told.peer);
      }
      break;
    default:
      break;
  }
}

void Device::act(const std::vector<UserId>& people) {
  const PeerId peer = PeerId::user(people[world_.below(people.size())]);
  const auto& chat = view_.chats[peer];
  const std::uint64_t what = world_.below(11);
  if (what < 5 || chat.empty()) return request(Send{peer, new_text(), new_random_id()});
  const auto some = std::next(chat.begin(), static_cast<std::ptrdiff_t>(world_.below(chat.size())));
  const PeerId other = PeerId::user(people[world_.below(people.size())]);
  switch (what) {
    case 5:
      return request(Edit{peer, some->first, new_text()});
    case 6:
      return request(Delete{{some->first, chat.rbegin()->first}, world_.chance(50)});
    case 7:
    case 8:
      return request(Read{peer, some->first});
    case 9:
      return request(
          Forward{peer, {some->first, chat.begin()->first}, other, {new_random_id(), new_random_id()}});
    default:
      return request(SaveDraft{peer, world_.chance(30) ? "" : new_text()});
  }
}

std::string Device::new_text() {
  return fmt::format("{}.{}", session_.auth_key, next_text_++);
}

std::int64_t Device::new_random_id() {
  return session_.auth_key * 1'000'000 + next_random_id_++;
}

}  // namespace botschaft::sim
