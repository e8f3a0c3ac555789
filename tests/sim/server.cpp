#include "sim/server.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/box_writer.h"
#include "domain/dialogs/dialogs.h"
#include "domain/messages/edit.h"
#include "domain/messages/read.h"
#include "domain/messages/forward.h"
#include "sim/device.h"
#include "store/dialogs.h"
#include "store/events.h"

namespace botschaft::sim {
namespace {

using domain::EventKind;
using store::Transaction;

constexpr std::size_t kUnacknowledgedPushes = 8;
constexpr int kSliceEvents = 12;

std::vector<Told> told_of(Transaction& tx, UserId owner, std::int32_t after, std::int32_t up_to) {
  std::vector<Told> told;
  for (const store::Event& event : store::read_events(tx, owner, after, up_to - after)) {
    Told t{.pts = event.pts,
           .kind = static_cast<EventKind>(event.kind),
           .peer = event.peer,
           .arg = event.arg,
           .ids = domain::event_ids(event.data)};
    if (t.kind == EventKind::message || t.kind == EventKind::message_edited) {
      const auto id = t.kind == EventKind::message ? event.pts : static_cast<MessageId>(event.arg);
      if (const auto row = store::find_message(tx, owner, event.peer, id)) t.text = row->body.text;
    } else if (t.kind == EventKind::draft) {
      if (const auto row = store::find_draft(tx, owner, event.peer)) t.text = row->text;
    }
    told.push_back(std::move(t));
  }
  return told;
}

struct Run {
  Transaction& tx;
  domain::Actor actor;

  Result<void> operator()(const Send& c) const {
    const domain::Outgoing message{.text = {.text = c.text, .entities = {}}, .random_id = c.random_id};
    TRY(domain::send_message(tx, actor, c.to, message));
    return {};
  }
  Result<void> operator()(const Forward& c) const {
    const domain::Forwarding forwarding{.from = c.from, .ids = c.ids, .random_ids = c.random_ids};
    TRY(domain::forward_messages(tx, actor, c.to, forwarding));
    return {};
  }
  Result<void> operator()(const Edit& c) const {
    return domain::edit_message(tx, actor, c.peer, c.id, {.text = domain::FormattedText{c.text, {}}});
  }
  Result<void> operator()(const Delete& c) const {
    return domain::delete_messages(tx, actor, c.ids, c.revoke);
  }
  Result<void> operator()(const Read& c) const { return domain::read_history(tx, actor, c.peer, c.max_id); }
  Result<void> operator()(const SaveDraft& c) const {
    domain::Actor untold = actor;  // the answer is a Bool: it tells nothing
    untold.session = {};
    return domain::save_draft(
        tx, untold, c.peer, {.text = {.text = c.text, .entities = {}}, .flags = 0, .reply_to = std::nullopt});
  }
  Result<void> operator()(const GetDifference&) const { return {}; }
};

}  // namespace

Server::Server(World& world, store::SimulatedStore& store, std::function<void()> on_crash)
    : world_(world), store_(store), on_crash_(std::move(on_crash)) {
  store_.on_notices([this](std::vector<std::unique_ptr<store::Notice>> notices) {
    for (const auto& notice : notices) mailboxes_.deliver(*notice);
  });
}

void Server::connect(const SessionKey& key, UserId user, const std::shared_ptr<Device>& device) {
  Session* session = find(key);
  if (!session) {
    session = &sessions_[key];
    session->user = user;
    mailboxes_.join(user, {key, device->layer()});
    send(key, *session, NewSession{});
  }
  session->device = device;
  for (const Packet& packet : session->unacknowledged) transmit(key, *session, packet);
  tell_loss(key, *session);
  retransmit_later(key);
}

void Server::disconnect(const SessionKey& key) {
  Session* session = find(key);
  if (!session || !session->device) return;
  session->device = nullptr;
  const std::int64_t time = ++session->disconnected;
  world_.after(2000 * kMillisecond, alive_, [this, key, time] {
    const Session* idle = find(key);
    if (!idle || idle->device || idle->disconnected != time) return;
    mailboxes_.leave(idle->user, key);
    sessions_.erase(key);
  });
}

void Server::receive(const SessionKey& key, const Request& request) {
  Session* session = find(key);
  if (!session) return;
  const auto [known, is_new] = session->requests.try_emplace(request.id);
  if (!is_new) return;  // its answer comes, or is on its way
  if (std::holds_alternative<GetDifference>(request.body)) {
    get_difference(key, request, session->user);
  } else {
    write(key, request, session->user);
  }
}

void Server::acknowledge(const SessionKey& key, std::int64_t packet) {
  Session* session = find(key);
  if (!session) return;
  std::erase_if(session->unacknowledged, [packet](const Packet& p) { return p.id == packet; });
  tell_loss(key, *session);
}

Server::Session* Server::find(const SessionKey& key) {
  const auto found = sessions_.find(key);
  return found == sessions_.end() ? nullptr : &found->second;
}

void Server::send(const SessionKey& key, Session& session, Payload payload) {
  session.unacknowledged.push_back({world_.next_packet(), std::move(payload)});
  transmit(key, session, session.unacknowledged.back());
}

void Server::transmit(const SessionKey& key, const Session& session, const Packet& packet) {
  if (!session.device) return;
  world_.transmit(session.device,
                  [device = session.device.get(), key, packet] { device->receive(key, packet); });
}

void Server::retransmit_later(const SessionKey& key) {
  world_.after(250 * kMillisecond, alive_, [this, key] {
    const Session* session = find(key);
    if (!session || !session->device || session->unacknowledged.empty()) {
      if (session && session->device && world_.trouble()) retransmit_later(key);
      return;
    }
    for (const Packet& packet : session->unacknowledged) transmit(key, *session, packet);
    retransmit_later(key);
  });
}

void Server::tell_loss(const SessionKey& key, Session& session) {
  if (!session.lost || session.unacknowledged.size() >= kUnacknowledgedPushes / 2) return;
  session.lost = false;
  send(key, session, TooLong{});
}

void Server::note_told(const SessionKey& key, Session& session, const std::vector<Told>& events,
                       const char* how) {
  for (const Told& told : events) {
    if (session.told.insert(told.pts).second) continue;
    violations_.push_back(
        fmt::format("session {}: pts {} of {} told again by a {}", key.session, told.pts, session.user, how));
  }
}

void Server::answer(const SessionKey& key, Answer answer) {
  Session* session = find(key);
  if (!session) return;
  session->requests[answer.request] = answer;
  send(key, *session, std::move(answer));
}

void Server::get_difference(const SessionKey& key, const Request& request, UserId user) {
  world_.after(world_.between(0, 5) * kMillisecond, alive_, [this, key, request, user] {
    const std::int32_t after = std::get<GetDifference>(request.body).pts;
    Answer difference{.request = request.id};
    store_.read(
        [&](Transaction& tx) -> Result<void> {
          const std::int32_t top = store::top_pts(tx, user);
          if (after > top) violations_.push_back(fmt::format("a device of {} is ahead of the store", user));
          difference.pts = std::min(top, after + kSliceEvents);
          difference.final = difference.pts == top;
          difference.events = told_of(tx, user, after, difference.pts);
          return {};
        },
        [&](Result<void>) {
          world_.after(world_.between(0, 20) * kMillisecond, alive_, [this, key, user, difference] {
            if (difference.final) mailboxes_.told(user, key, difference.pts);
            answer(key, difference);
          });
        });
  });
}

void Server::write(const SessionKey& key, const Request& request, UserId user) {
  auto reply = std::make_shared<Answer>(Answer{.request = request.id});
  const std::int32_t now = world_.clock().unix_seconds();
  store_.write(
      [request, user, key, now, reply](Transaction& tx) -> Result<void> {
        const std::int32_t before = store::top_pts(tx, user);
        TRY(std::visit(Run{tx, {.user = user, .now = now, .session = key}}, request.body));
        if (std::holds_alternative<SaveDraft>(request.body)) return {};
        reply->events = told_of(tx, user, before, store::top_pts(tx, user));
        return {};
      },
      [this, key, reply, alive = std::weak_ptr(alive_)](Result<void> result) {
        if (alive.expired()) return;
        if (!result) *reply = {.request = reply->request, .error = result.error()};
        if (Session* session = find(key)) note_told(key, *session, reply->events, "reply");
        answer(key, *reply);
      });
  commit_later();
}

void Server::commit_later() {
  if (std::exchange(commit_planned_, true)) return;
  world_.after(world_.between(0, 4) * kMillisecond, alive_, [this] {
    commit_planned_ = false;
    store_.commit_batch(1 + world_.below(8));
    if (store_.crashed()) {
      alive_.reset();
      on_crash_();
    } else if (store_.waiting() > 0) {
      commit_later();
    }
  });
}

void Server::post(std::size_t shard, std::function<void()> function) {
  const std::int64_t now = world_.clock().monotonic_us();
  auto& free_at = shard_free_at_[shard];
  free_at = std::max(free_at, now + world_.between(0, 500));
  world_.after(free_at - now, alive_, std::move(function));
}

void Server::render(const Range& range, const std::vector<std::int32_t>& layers, Rendered rendered) {
  world_.after(world_.between(0, 10) * kMillisecond, alive_, [this, range, layers, rendered] {
    if (world_.trouble() && world_.chance(1)) return rendered(fail(Err::OVERLOADED));
    Push push;
    store_.read(
        [&](Transaction& tx) -> Result<void> {
          push.events = told_of(tx, range.owner, range.after, range.up_to);
          return {};
        },
        [&](Result<void>) {
          if (static_cast<int>(push.events.size()) != range.up_to - range.after) {
            violations_.push_back(fmt::format("a hole in the log of {}", range.owner));
          }
          ByLayer by_layer;
          for (const std::int32_t layer : layers) by_layer.emplace_back(layer, keep(push));
          world_.after(world_.between(0, 10) * kMillisecond, alive_,
                       [rendered, by_layer] { rendered(by_layer); });
        });
  });
}

updates::SharedBytes Server::keep(Payload payload) {
  payloads_.push_back(std::move(payload));
  Bytes number(sizeof(std::size_t));
  store_le(number.data(), payloads_.size() - 1);
  return std::make_shared<const Bytes>(std::move(number));
}

updates::SharedBytes Server::too_long(std::int32_t) {
  return keep(TooLong{});
}
updates::SharedBytes Server::typing(const domain::TypingNotice&, std::int32_t) {
  return keep(Push{});
}
updates::SharedBytes Server::new_authorization(const domain::NewAuthorizationNotice&, std::int32_t) {
  return keep(Push{});
}
updates::SharedBytes Server::status(UserId, const updates::Status&, std::int32_t) {
  return keep(Push{});
}

void Server::push(const SessionKey& key, updates::SharedBytes update) {
  Session* session = find(key);
  if (!session) return;
  const Payload payload = payloads_[load_le<std::size_t>(update->data())];
  if (const Push* events = std::get_if<Push>(&payload)) note_told(key, *session, events->events, "push");
  if (session->lost) return;
  const auto is_push = [](const Packet& packet) { return std::holds_alternative<Push>(packet.payload); };
  if (std::ranges::count_if(session->unacknowledged, is_push) < static_cast<int>(kUnacknowledgedPushes)) {
    return send(key, *session, payload);
  }
  std::erase_if(session->unacknowledged, is_push);
  session->lost = true;
  session->told.clear();
  mailboxes_.lost(session->user, key);
  tell_loss(key, *session);
}

}  // namespace botschaft::sim
