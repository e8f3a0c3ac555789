#include "domain/messages/media.h"

#include "domain/messages/blob.h"

namespace botschaft::domain {
namespace {

// The first number of a blob. Stored: never reuse one.
enum Kind : std::uint64_t {
  kPoll = 1,
  kContact = 2,
  kGeoPoint = 3,
  kVenue = 4,
  kDice = 5,
  kFile = 6,
  kLiveGeo = 7,
};

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
  void operator()(const FileMedia& m) const {
    out.number(kFile);
    out.signed_number(m.file);
    out.number(static_cast<std::uint32_t>(m.kind));
    out.number(m.spoiler ? 1 : 0);
    out.number(static_cast<std::uint32_t>(m.ttl_seconds));
    out.signed_number(m.cover);
    out.number(static_cast<std::uint32_t>(m.timestamp));
  }
  void operator()(const LiveGeoMedia& m) const {
    out.number(kLiveGeo);
    put(out, m.point);
    for (const auto value : {m.heading, m.period, m.proximity}) out.number(static_cast<std::uint32_t>(value));
  }
};

struct KindOf {
  using Kind = store::MediaKind;
  Kind operator()(std::monostate) const { return Kind::none; }
  Kind operator()(const PollMedia&) const { return Kind::poll; }
  Kind operator()(const ContactMedia&) const { return Kind::contact; }
  Kind operator()(const GeoPoint&) const { return Kind::geo; }
  Kind operator()(const VenueMedia&) const { return Kind::geo; }
  Kind operator()(const LiveGeoMedia&) const { return Kind::geo; }
  Kind operator()(const DiceMedia&) const { return Kind::none; }
  Kind operator()(const FileMedia& m) const { return m.file == 0 ? Kind::none : m.kind; }
};

}  // namespace

bool destroys_itself(const Media& media) {
  const auto* file = std::get_if<FileMedia>(&media);
  return file != nullptr && file->ttl_seconds != 0;
}

store::MediaKind kind_of(const Media& media) {
  return std::visit(KindOf{}, media);
}

std::vector<store::FileId> files_of(const Media& media) {
  std::vector<store::FileId> files;
  if (const auto* named = std::get_if<FileMedia>(&media)) {
    if (named->file != 0) files.push_back(named->file);
    if (named->cover != 0) files.push_back(named->cover);
  }
  return files;
}

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
    case kFile: {
      FileMedia m{.file = in.signed_number()};
      m.kind = static_cast<store::MediaKind>(in.number());
      m.spoiler = in.number() != 0;
      m.ttl_seconds = in.int32();
      m.cover = in.signed_number();
      m.timestamp = in.int32();
      return m;
    }
    case kLiveGeo: {
      LiveGeoMedia m{.point = take_point(in)};
      for (auto* value : {&m.heading, &m.period, &m.proximity}) *value = in.int32();
      return m;
    }
    default:
      return {};
  }
}

}  // namespace botschaft::domain
