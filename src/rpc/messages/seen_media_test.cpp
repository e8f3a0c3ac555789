// What is heard, what deletes itself, and places that move.
#include "domain/due.h"
#include "rpc/messages/media_scene.h"

namespace botschaft::rpc {
namespace {

class SeenMedia : public MediaScene {
 protected:
  const tl::message& newest(UserId user, PeerId in) {
    seen_ = messages(user, in);
    return *seen_[0].as<tl::message>();
  }
  tl::Box<tl::InputMedia> voice(UserId user) {
    auto media = document(user, "voice 5", "audio/ogg");
    auto spoken = tl::make<tl::documentAttributeAudio>();
    spoken->voice = true;
    media->attributes.push_back(std::move(spoken));
    return media;
  }
  void look_at(UserId user, PeerId in) {
    tl::messages_readMessageContents request;
    request.id = {newest(user, in).id};
    ASSERT_TRUE(ask(user, request));
  }
  void run_all_due() {
    run([&](store::Transaction& tx) {
      for (auto& group : domain::due_groups(tx, clock_.unix_seconds(), 100)) {
        domain::take_due(tx, group, clock_.unix_seconds());
        domain::run_due(tx, group, clock_.unix_seconds());
      }
    });
  }

  const UserId anna_ = person("Anna"), ben_ = person("Ben");
  const PeerId to_ben_ = PeerId::user(ben_), to_anna_ = PeerId::user(anna_);
  tl::Vec<tl::Box<tl::Message>> seen_;
};

TEST_F(SeenMedia, AVoiceMessageIsUnheardUntilTheOtherHasHeardIt) {
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, voice(anna_))));
  EXPECT_TRUE(newest(anna_, to_ben_).media_unread);
  look_at(anna_, to_ben_);
  EXPECT_TRUE(newest(ben_, to_anna_).media_unread);
  take_box_notices();
  look_at(ben_, to_anna_);
  EXPECT_FALSE(newest(ben_, to_anna_).media_unread);
  EXPECT_FALSE(newest(anna_, to_ben_).media_unread);
  EXPECT_EQ(take_box_notices().size(), 2U);
}

TEST_F(SeenMedia, InASupergroupEverybodyHearsForHimself) {
  const UserId cleo = person("Cleo");
  const auto peer = supergroup(anna_, {ben_, cleo});
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, peer, voice(anna_))));
  EXPECT_TRUE(newest(ben_, peer).media_unread);
  tl::channels_readMessageContents heard;
  heard.channel = channel(ben_, peer.bare());
  heard.id = {newest(ben_, peer).id};
  ASSERT_TRUE(ask(ben_, heard));
  EXPECT_FALSE(newest(ben_, peer).media_unread);
  EXPECT_TRUE(newest(cleo, peer).media_unread);
}

TEST_F(SeenMedia, WhatIsSeenOnceIsGoneForBoth) {
  auto once = photo(anna_);
  once->ttl_seconds = domain::kViewOnce;
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(once))));
  const auto file = newest(ben_, to_anna_).media.as<tl::messageMediaPhoto>()->photo.as<tl::photo>()->id;
  EXPECT_EQ(holders(file), 1);
  tl::messages_forwardMessages forward;
  forward.from_peer = input(ben_, to_anna_);
  forward.to_peer = input(ben_, to_ben_);
  forward.id = {newest(ben_, to_anna_).id};
  forward.random_id = {1};
  EXPECT_EQ(ask(ben_, forward).error().err, Err::MESSAGE_ID_INVALID);
  look_at(ben_, to_anna_);
  for (const auto& [user, peer] : {std::pair(anna_, to_ben_), std::pair(ben_, to_anna_)}) {
    const auto* media = newest(user, peer).media.as<tl::messageMediaPhoto>();
    EXPECT_FALSE(media->photo);
    EXPECT_EQ(media->ttl_seconds, domain::kViewOnce);
  }
  EXPECT_EQ(holders(file), 0);
}

TEST_F(SeenMedia, WhatIsSeenForSecondsGoesWhenTheyAreOver) {
  auto brief = photo(anna_);
  brief->ttl_seconds = 10;
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(brief))));
  const auto there = [&] {
    return static_cast<bool>(newest(anna_, to_ben_).media.as<tl::messageMediaPhoto>()->photo);
  };
  clock_.advance_us(60'000'000);
  run_all_due();
  EXPECT_TRUE(there());
  look_at(ben_, to_anna_);
  run_all_due();
  EXPECT_TRUE(there());
  clock_.advance_us(11'000'000);
  run_all_due();
  EXPECT_FALSE(there());

  auto wrong = photo(anna_);
  wrong->ttl_seconds = 61;
  EXPECT_EQ(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(wrong))).error().err,
            Err::TTL_MEDIA_INVALID);
  const auto group = this->group(anna_, {ben_});
  auto shared = photo(anna_);
  shared->ttl_seconds = 10;
  EXPECT_EQ(ask_with_files(anna_, media_to(anna_, group, std::move(shared))).error().err,
            Err::TTL_MEDIA_INVALID);
}

TEST_F(SeenMedia, ALiveLocationMovesUntilItIsOver) {
  const auto at = [](double lat) {
    auto point = tl::make<tl::inputGeoPoint>();
    point->lat = lat;
    auto live = tl::make<tl::inputMediaGeoLive>();
    live->geo_point = std::move(point);
    return live;
  };
  auto begin = at(1);
  begin->period = 30;
  EXPECT_EQ(ask(anna_, media_to(anna_, to_ben_, std::move(begin))).error().err, Err::MEDIA_INVALID);
  begin = at(1);
  begin->period = 600;
  ASSERT_TRUE(ask(anna_, media_to(anna_, to_ben_, std::move(begin))));
  const auto move = [&](tl::Ptr<tl::inputMediaGeoLive> live) {
    tl::messages_editMessage edit;
    edit.peer = input(anna_, to_ben_);
    edit.id = newest(anna_, to_ben_).id;
    edit.media = std::move(live);
    return ask(anna_, edit);
  };
  ASSERT_TRUE(move(at(2)));
  const auto* live = newest(ben_, to_anna_).media.as<tl::messageMediaGeoLive>();
  EXPECT_DOUBLE_EQ(live->geo.as<tl::geoPoint>()->lat, 2);
  EXPECT_EQ(live->period, 600);
  clock_.advance_us(100'000'000);
  auto stop = at(2);
  stop->stopped = true;
  ASSERT_TRUE(move(std::move(stop)));
  EXPECT_EQ(newest(ben_, to_anna_).media.as<tl::messageMediaGeoLive>()->period, 100);
  EXPECT_EQ(move(at(3)).error().err, Err::MESSAGE_EDIT_TIME_EXPIRED);
}

}  // namespace
}  // namespace botschaft::rpc
