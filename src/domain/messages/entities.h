#pragma once
// Styled text: what part of a message is bold, a link, a mention (core.telegram.org/api/entities).
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace botschaft::domain {

// Stored numbers: never reuse one.
enum class EntityType : std::uint8_t {
  mention = 1,
  hashtag = 2,
  bot_command = 3,
  url = 4,
  email = 5,
  bold = 6,
  italic = 7,
  code = 8,
  pre = 9,
  text_url = 10,
  mention_name = 11,
  phone = 12,
  cashtag = 13,
  underline = 14,
  strike = 15,
  spoiler = 16,
  custom_emoji = 17,
  blockquote = 18,
};

// Offsets and lengths count UTF-16 code units.
struct Entity {
  EntityType type;
  std::int32_t offset = 0;
  std::int32_t length = 0;
  std::string text = {};   // text_url: address; pre: language
  std::int64_t value = 0;  // mention_name: user id; custom_emoji: document id; blockquote: 1 if collapsed

  std::int32_t end() const { return offset + length; }
  friend bool operator==(const Entity&, const Entity&) = default;
};

struct FormattedText {
  std::string text;
  std::vector<Entity> entities;
  friend bool operator==(const FormattedText&, const FormattedText&) = default;
};

inline constexpr std::int32_t kTextUnitsMax = 4096;
inline constexpr std::size_t kEntitiesMax = 100;  // Telegram ignores what is beyond

// Makes a text fit to be stored: trims white space at both ends, checks bounds, merges and nests entities
// properly, finds links, mentions and the like that the sender did not mark.
// MESSAGE_EMPTY, MESSAGE_TOO_LONG, ENTITY_BOUNDS_INVALID, INPUT_REQUEST_INVALID (text is not UTF-8).
Result<FormattedText> normalize(FormattedText input, std::int32_t units_max = kTextUnitsMax);

// The same, but an empty text is fine (drafts, captions).
Result<FormattedText> normalize_or_empty(FormattedText input, std::int32_t units_max = kTextUnitsMax);

// The text of a message that shows something. MEDIA_CAPTION_TOO_LONG.
inline constexpr std::int32_t kCaptionUnitsMax = 1024;
Result<FormattedText> normalize_caption(FormattedText input);

bool has_link(const std::vector<Entity>& entities);

// The form in which rows hold entities.
Bytes encode_entities(const std::vector<Entity>& entities);
std::vector<Entity> decode_entities(ByteView blob);

}  // namespace botschaft::domain
