#pragma once
// What a message carries beside its text; kept in MessageExtra. What is large or changes by itself (a poll)
// is kept elsewhere, and only named here.
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "store/files.h"
#include "store/messages.h"

namespace botschaft::domain {

struct PollMedia {
  std::int64_t poll = 0;  // store/polls.h
  friend bool operator==(const PollMedia&, const PollMedia&) = default;
};

struct ContactMedia {
  std::string phone;
  std::string first_name;
  std::string last_name;
  std::string vcard;
  UserId user = 0;  // who has that number here; 0: nobody
  friend bool operator==(const ContactMedia&, const ContactMedia&) = default;
};

struct GeoPoint {
  std::int32_t latitude_e6 = 0;  // millionths of a degree
  std::int32_t longitude_e6 = 0;
  std::int32_t accuracy = 0;  // metres; 0: unknown
  friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

struct VenueMedia {
  GeoPoint point;
  std::string title;
  std::string address;
  std::string provider;
  std::string venue_id;
  std::string venue_type;
  friend bool operator==(const VenueMedia&, const VenueMedia&) = default;
};

struct DiceMedia {
  std::string emoticon;
  std::int32_t value = 0;  // 1, 2, ...
  friend bool operator==(const DiceMedia&, const DiceMedia&) = default;
};

// A photo or document (domain/files/file.h). Who has one with `ttl_seconds` deletes it by looking at it
// (domain/messages/self_destruct.h); what is left then says what it was, and has no file.
struct FileMedia {
  store::FileId file = 0;  // 0: it has deleted itself
  store::MediaKind kind = store::MediaKind::document;
  bool spoiler = false;
  std::int32_t ttl_seconds = 0;  // kViewOnce, or 0: for ever
  store::FileId cover = 0;       // of a video: a photo that is shown before it plays; 0: none
  std::int32_t timestamp = 0;    // of a video: the second at which it begins to play
  friend bool operator==(const FileMedia&, const FileMedia&) = default;
};
inline constexpr std::int32_t kViewOnce = INT32_MAX;

// A place that its sender moves on for a while (domain/messages/live_location.h).
struct LiveGeoMedia {
  GeoPoint point = {};
  std::int32_t heading = 0;    // 1..360 degrees; 0: unknown
  std::int32_t period = 0;     // seconds from the message's date on; kLiveForEver
  std::int32_t proximity = 0;  // metres at which the others are warned; 0: never
  friend bool operator==(const LiveGeoMedia&, const LiveGeoMedia&) = default;
};
inline constexpr std::int32_t kLiveForEver = INT32_MAX;

using Media = std::variant<std::monostate, PollMedia, ContactMedia, GeoPoint, VenueMedia, DiceMedia,
                           FileMedia, LiveGeoMedia>;

inline bool has_media(const Media& media) {
  return !std::holds_alternative<std::monostate>(media);
}

// Whether it is a file that deletes itself by being looked at, or was one.
bool destroys_itself(const Media& media);

// The tab it belongs to.
store::MediaKind kind_of(const Media& media);

// What it keeps from being collected.
std::vector<store::FileId> files_of(const Media& media);

// Empty for none.
std::string encode_media(const Media& media);
Media decode_media(std::string_view blob);

}  // namespace botschaft::domain
