#include "domain/messages/media.h"

#include "domain/messages/blob.h"

namespace botschaft::domain {
namespace {

// The first number of a blob. Stored: never reuse one.
enum Kind : std::uint64_t { kPoll = 1, kContact = 2, kGeoPoint = 3, kVenue = 4, kDice = 5 };

void put(BlobWriter& out, const GeoPoint& point) {
  out.signed_number(point.latitude_e6);
  out.signed_number(point.longitude_e6);
  out.number(static_cast<std::uint32_t>(point.accuracy));
}

GeoPoint take_point(BlobReader& in) {
  GeoPoint point;
  point.latitude_e6 = static_cast<std::int32_t>(in.signed_number());
  point.longitude_e6 = static_cast<std::int32_t>(in.signed_number());
  point.accuracy = in.int32();
  return point;
}

struct Encoder {
  BlobWriter& out;

  void operator()(std::monostate) const {}
  void operator()(const PollMedia& m) const {
    out.number(kPoll);
    out.signed_number(m.poll);
  }
  void operator()(const ContactMedia& m) const {
    out.number(kContact);
    for (const auto* text : {&m.phone, &m.first_name, &m.last_name, &m.vcard}) out.text(*text);
    out.signed_number(m.user);
  }
  void operator()(const GeoPoint& m) const {
    out.number(kGeoPoint);
    put(out, m);
  }
  void operator()(const VenueMedia& m) const {
    out.number(kVenue);
    put(out, m.point);
    for (const auto* text : {&m.title, &m.address, &m.provider, &m.venue_id, &m.venue_type}) out.text(*text);
  }
  void operator()(const DiceMedia& m) const {
    out.number(kDice);
    out.text(m.emoticon);
    out.number(static_cast<std::uint32_t>(m.value));
  }
};

}  // namespace

std::string encode_media(const Media& media) {
  BlobWriter out;
  std::visit(Encoder{out}, media);
  return std::string(as_text(out.take()));
}

Media decode_media(std::string_view blob) {
  BlobReader in(as_bytes(blob));
  switch (in.number()) {
    case kPoll:
      return PollMedia{in.signed_number()};
    case kContact: {
      ContactMedia m;
      for (auto* text : {&m.phone, &m.first_name, &m.last_name, &m.vcard}) *text = in.text();
      m.user = in.signed_number();
      return m;
    }
    case kGeoPoint:
      return take_point(in);
    case kVenue: {
      VenueMedia m{.point = take_point(in)};
      for (auto* text : {&m.title, &m.address, &m.provider, &m.venue_id, &m.venue_type}) *text = in.text();
      return m;
    }
    case kDice: {
      DiceMedia m{.emoticon = in.text()};
      m.value = in.int32();
      return m;
    }
    default:
      return {};
  }
}

}  // namespace botschaft::domain
