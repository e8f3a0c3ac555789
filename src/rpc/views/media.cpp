#include "rpc/views/media.h"

#include "domain/files/file.h"
#include "rpc/views/file.h"
#include "rpc/views/poll.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::GeoPoint> point_view(const domain::GeoPoint& point) {
  auto view = tl::make<tl::geoPoint>();
  view->lat = point.latitude_e6 / 1e6;
  view->long_ = point.longitude_e6 / 1e6;
  if (point.accuracy != 0) view->accuracy_radius = point.accuracy;
  return view;
}

// Who has left a group is shown what was asked, and nothing of what happened to it afterwards.
bool has_left(const Viewer& viewer, store::Transaction& tx, PeerId peer) {
  if (!peer.is_chat()) return false;
  const auto member = store::find_chat_member(tx, peer.bare(), viewer.user);
  return !member || !member->inside();
}

struct MediaViewer {
  using View = tl::Box<tl::MessageMedia>;
  const Viewer& viewer;
  store::Transaction& tx;
  const store::MessageRow& row;
  Mentioned& mentioned;

  View operator()(std::monostate) const { return nullptr; }

  View operator()(const domain::PollMedia& media) const {
    const auto poll = store::find_poll(tx, media.poll);
    if (!poll) return tl::make<tl::messageMediaUnsupported>();
    auto view = tl::make<tl::messageMediaPoll>();
    view->poll = poll_view(viewer, *poll);
    if (has_left(viewer, tx, row.peer)) {
      view->results = tl::make<tl::pollResults>();
    } else {
      view->results = poll_results_view(viewer, tx, *poll, mentioned);
    }
    return view;
  }

  View operator()(const domain::ContactMedia& media) const {
    auto view = tl::make<tl::messageMediaContact>();
    view->phone_number = media.phone;
    view->first_name = media.first_name;
    view->last_name = media.last_name;
    view->vcard = media.vcard;
    view->user_id = media.user;
    if (media.user != 0) mentioned.add(PeerId::user(media.user));
    return view;
  }

  View operator()(const domain::GeoPoint& media) const {
    auto view = tl::make<tl::messageMediaGeo>();
    view->geo = point_view(media);
    return view;
  }

  View operator()(const domain::VenueMedia& media) const {
    auto view = tl::make<tl::messageMediaVenue>();
    view->geo = point_view(media.point);
    view->title = media.title;
    view->address = media.address;
    view->provider = media.provider;
    view->venue_id = media.venue_id;
    view->venue_type = media.venue_type;
    return view;
  }

  View operator()(const domain::DiceMedia& media) const {
    auto view = tl::make<tl::messageMediaDice>();
    view->value = media.value;
    view->emoticon = media.emoticon;
    return view;
  }

  View operator()(const domain::LiveGeoMedia& media) const {
    auto view = tl::make<tl::messageMediaGeoLive>();
    view->geo = point_view(media.point);
    if (media.heading != 0) view->heading = media.heading;
    view->period = media.period;
    if (media.proximity != 0) view->proximity_notification_radius = media.proximity;
    return view;
  }

  View operator()(const domain::FileMedia& media) const {
    return media.kind == store::MediaKind::photo ? photo_media(media) : document_media(media);
  }

  View photo_media(const domain::FileMedia& media) const {
    auto view = tl::make<tl::messageMediaPhoto>();
    view->spoiler = media.spoiler;
    if (media.ttl_seconds != 0) view->ttl_seconds = media.ttl_seconds;
    if (const auto file = domain::find_file(tx, media.file))
      view->photo = photo_view(viewer.services.files, *file, viewer.now);
    return view;
  }

  View document_media(const domain::FileMedia& media) const {
    using Kind = store::MediaKind;
    auto view = tl::make<tl::messageMediaDocument>();
    view->spoiler = media.spoiler;
    view->video = media.kind == Kind::video || media.kind == Kind::round_video;
    view->round = media.kind == Kind::round_video;
    view->voice = media.kind == Kind::voice;
    if (media.ttl_seconds != 0) view->ttl_seconds = media.ttl_seconds;
    if (const auto file = domain::find_file(tx, media.file))
      view->document = document_view(viewer.services.files, *file, viewer.now);
    if (const auto cover = domain::find_file(tx, media.cover))
      view->video_cover = photo_view(viewer.services.files, *cover, viewer.now);
    if (media.timestamp != 0) view->video_timestamp = media.timestamp;
    return view;
  }
};

}  // namespace

tl::Box<tl::MessageMedia> media_view(const Viewer& viewer, store::Transaction& tx,
                                     const store::MessageRow& row, const domain::Media& media,
                                     Mentioned& mentioned) {
  return std::visit(MediaViewer{viewer, tx, row, mentioned}, media);
}

}  // namespace botschaft::rpc
