#pragma once
// For model tests: people with two devices each: one online, which is pushed to, and one that comes back now
// and then and asks for the difference. And what a fresh device would fetch.
#include <random>

#include "rpc/messages/device.h"
#include "rpc/messages/scene.h"

namespace botschaft::rpc {

class DevicesScene : public Scene {
 protected:
  DevicesScene(unsigned seed, int people) : random_engine_(seed) {
    for (int i = 0; i < people; ++i) {
      const auto id = person(std::to_string(i));
      people_.push_back(id);
      online_.emplace(id, Device(id));
      away_.emplace(id, Device(id));
      online_.at(id).pts = away_.at(id).pts = pts(id);
    }
  }

  unsigned pick(std::size_t n) { return static_cast<unsigned>(random_engine_() % n); }
  UserId anybody() { return people_[pick(people_.size())]; }

  // The reply to the online device's request, which takes every pts of its own box.
  void told_by_reply(UserId user, const tl::updates& reply) {
    auto& device = online_.at(user);
    device.know(reply.chats);
    for (const auto& update : reply.updates) {
      const auto carried = device.apply(update);
      if (carried != 0) EXPECT_EQ(carried, ++device.pts);
    }
    device.pts = pts(user);
  }

  void push() {
    for (const auto& notice : take_box_notices()) {
      auto& device = online_.at(notice.owner);
      if (notice.except != SessionKey{} || notice.pts <= device.pts) continue;
      run([&](store::Transaction& tx) {
        const Viewer viewer{notice.owner, clock_.unix_seconds(), services_};
        const auto updates = updates_since(viewer, tx, device.pts, notice.pts);
        device.know(updates->chats);
        for (const auto& update : updates->updates) {
          const auto carried = device.apply(update);
          if (carried != 0) EXPECT_EQ(carried, ++device.pts);
        }
        EXPECT_EQ(device.pts, notice.pts);
      });
    }
  }

  void come_back(UserId user) {
    auto& device = away_.at(user);
    for (bool more = true; more;) {
      tl::updates_getDifference request;
      request.pts = device.pts;
      request.pts_limit = 1 + static_cast<std::int32_t>(pick(20));
      auto answer = ask(user, request);
      ASSERT_TRUE(answer);
      const auto take = [&](const auto& difference, const tl::Box<tl::updates_State>& state) {
        device.know(difference.chats);
        for (const auto& m : difference.new_messages) device.message(m, true);
        for (const auto& u : difference.other_updates) device.apply(u);
        device.pts = state.as<tl::updates_state>()->pts;
      };
      more = answer->is<tl::updates_differenceSlice>();
      if (more)
        take(*answer->as<tl::updates_differenceSlice>(),
             answer->as<tl::updates_differenceSlice>()->intermediate_state);
      if (const auto* last = answer->as<tl::updates_difference>()) take(*last, last->state);
    }
    EXPECT_EQ(device.pts, pts(user));
  }

  Device fresh(UserId user) {
    Device device(user);
    tl::messages_getDialogs request;
    request.offset_peer = tl::make<tl::inputPeerEmpty>();
    request.limit = 100;
    const auto dialogs = ask(user, request);
    for (const auto& box : dialogs->as<tl::messages_dialogs>()->dialogs) {
      const auto* d = box.as<tl::dialog>();
      auto& chat = device.chats[Device::peer_of(d->peer)];
      chat.read_inbox = d->read_inbox_max_id;
      chat.read_outbox = d->read_outbox_max_id;
      chat.pinned = d->pinned;
      chat.marked = d->unread_mark;
      fetch_history(user, PeerId{Device::peer_of(d->peer)}, device);
      chat.unread = d->unread_count;
    }
    const auto drafts = ask(user, tl::messages_getAllDrafts{});
    for (const auto& update : drafts->as<tl::updates>()->updates) device.apply(update);
    return device;
  }

  void fetch_history(UserId user, PeerId with, Device& device) {
    tl::messages_getHistory request;
    request.peer = peer(user, with);
    request.limit = 7;
    for (;;) {
      const auto answer = ask(user, request);
      const auto* slice = answer->as<tl::messages_messagesSlice>();
      const auto& page = slice ? slice->messages : answer->as<tl::messages_messages>()->messages;
      if (page.empty()) return;
      for (const auto& m : page) device.message(m, false);
      const auto& last = page.back();
      request.offset_id =
          last.is<tl::message>() ? last.as<tl::message>()->id : last.as<tl::messageService>()->id;
    }
  }

  std::mt19937 random_engine_;
  std::vector<UserId> people_;
  std::map<UserId, Device> online_, away_;
};

}  // namespace botschaft::rpc
