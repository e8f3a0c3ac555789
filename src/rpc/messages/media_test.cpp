#include "rpc/messages/chats_scene.h"

namespace botschaft::rpc {
namespace {

class Media : public ChatsScene {
 protected:
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
};

TEST_F(Media, WithoutFilesAreSentAndSeen) {
  const auto sent = [&](tl::Box<tl::InputMedia> media) {
    EXPECT_TRUE(try_send(anna_, PeerId::user(ben_), std::move(media), ""));
    auto all = messages(ben_, PeerId::user(anna_));
    return std::move(all[0].as<tl::message>()->media);
  };
  auto contact = tl::make<tl::inputMediaContact>();
  contact->phone_number = "+49000003";  // Cleo's
  contact->first_name = "Cleo";
  const auto card = sent(std::move(contact));
  EXPECT_EQ(card.as<tl::messageMediaContact>()->first_name, "Cleo");

  const auto point = [](double lat, double lon) {
    auto input = tl::make<tl::inputGeoPoint>();
    input->lat = lat;
    input->long_ = lon;
    return input;
  };
  auto geo = tl::make<tl::inputMediaGeoPoint>();
  geo->geo_point = point(-33.856784, 151.215297);
  const auto place = sent(std::move(geo));
  EXPECT_DOUBLE_EQ(place.as<tl::messageMediaGeo>()->geo.as<tl::geoPoint>()->lat, -33.856784);
  EXPECT_DOUBLE_EQ(place.as<tl::messageMediaGeo>()->geo.as<tl::geoPoint>()->long_, 151.215297);

  auto venue = tl::make<tl::inputMediaVenue>();
  venue->geo_point = point(52.5, 13.4);
  venue->title = "Café";
  venue->venue_id = "v1";
  EXPECT_EQ(sent(std::move(venue)).as<tl::messageMediaVenue>()->title, "Café");

  auto dice = tl::make<tl::inputMediaDice>();
  dice->emoticon = "⚽";
  const auto thrown = sent(std::move(dice));
  EXPECT_GE(thrown.as<tl::messageMediaDice>()->value, 1);
  EXPECT_LE(thrown.as<tl::messageMediaDice>()->value, 5);

  auto nowhere = tl::make<tl::inputMediaGeoPoint>();
  nowhere->geo_point = point(91, 0);
  EXPECT_EQ(try_send(anna_, PeerId::user(ben_), std::move(nowhere), "").error().err, Err::MEDIA_INVALID);
  auto loaded = tl::make<tl::inputMediaDice>();
  loaded->emoticon = "🧿";
  EXPECT_EQ(try_send(anna_, PeerId::user(ben_), std::move(loaded), "").error().err, Err::EMOTICON_INVALID);
}

}  // namespace
}  // namespace botschaft::rpc
