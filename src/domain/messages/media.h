#pragma once
// What a message carries beside its text; kept in MessageExtra. What is large or changes by itself (a poll)
// is kept elsewhere, and only named here.
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/ids.h"

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

using Media = std::variant<std::monostate, PollMedia, ContactMedia, GeoPoint, VenueMedia, DiceMedia>;

inline bool has_media(const Media& media) {
  return !std::holds_alternative<std::monostate>(media);
}

// Empty for none.
std::string encode_media(const Media& media);
Media decode_media(std::string_view blob);

}  // namespace botschaft::domain
