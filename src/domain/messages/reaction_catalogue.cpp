#include "domain/messages/reaction_catalogue.h"

#include <array>
#include <string>

namespace botschaft::domain {
namespace {

// The set that clients know from elsewhere (core.telegram.org/bots/api#reactiontypeemoji).
constexpr auto kKnown = std::to_array<KnownReaction>({
    {"👍", "Thumbs up"},
    {"👎", "Thumbs down"},
    {"❤", "Heart"},
    {"🔥", "Fire"},
    {"🥰", "Smile with hearts"},
    {"👏", "Applause"},
    {"😁", "Grin"},
    {"🤔", "Thinking"},
    {"🤯", "Mind blown"},
    {"😱", "Scream"},
    {"🤬", "Swearing"},
    {"😢", "Tear"},
    {"🎉", "Party"},
    {"🤩", "Star-struck"},
    {"🤮", "Vomiting"},
    {"💩", "Poo"},
    {"🙏", "Folded hands"},
    {"👌", "OK"},
    {"🕊", "Dove"},
    {"🤡", "Clown"},
    {"🥱", "Yawn"},
    {"🥴", "Woozy"},
    {"😍", "Heart eyes"},
    {"🐳", "Whale"},
    {"❤\u200d🔥", "Burning heart"},
    {"🌚", "Moon with a face"},
    {"🌭", "Hot dog"},
    {"💯", "Hundred"},
    {"🤣", "Rolling with laughter"},
    {"⚡", "Lightning"},
    {"🍌", "Banana"},
    {"🏆", "Trophy"},
    {"💔", "Broken heart"},
    {"🤨", "Raised eyebrow"},
    {"😐", "Neutral"},
    {"🍓", "Strawberry"},
    {"🍾", "Champagne"},
    {"💋", "Kiss"},
    {"🖕", "Middle finger"},
    {"😈", "Little devil"},
    {"😴", "Asleep"},
    {"😭", "Crying"},
    {"🤓", "Nerd"},
    {"👻", "Ghost"},
    {"👨\u200d💻", "At the computer"},
    {"👀", "Eyes"},
    {"🎃", "Pumpkin"},
    {"🙈", "See no evil"},
    {"😇", "Halo"},
    {"😨", "Fear"},
    {"🤝", "Handshake"},
    {"✍", "Writing hand"},
    {"🤗", "Hug"},
    {"🫡", "Salute"},
    {"🎅", "Santa"},
    {"🎄", "Christmas tree"},
    {"☃", "Snowman"},
    {"💅", "Nail polish"},
    {"🤪", "Zany"},
    {"🗿", "Stone face"},
    {"🆒", "Cool"},
    {"💘", "Heart with an arrow"},
    {"🙉", "Hear no evil"},
    {"🦄", "Unicorn"},
    {"😘", "Blowing a kiss"},
    {"💊", "Pill"},
    {"🙊", "Speak no evil"},
    {"😎", "Sunglasses"},
    {"👾", "Space invader"},
    {"🤷\u200d♂", "Man shrugging"},
    {"🤷", "Shrug"},
    {"🤷\u200d♀", "Woman shrugging"},
    {"😡", "Angry"},
});

std::string without_selectors(std::string_view emoji) {
  constexpr std::string_view kSelector = "\uFE0F";
  std::string plain(emoji);
  for (auto at = plain.find(kSelector); at != std::string::npos; at = plain.find(kSelector))
    plain.erase(at, kSelector.size());
  return plain;
}

}  // namespace

std::span<const KnownReaction> known_reactions() {
  return kKnown;
}

std::optional<int> find_reaction(std::string_view emoji) {
  constexpr std::size_t kLongest = 32;  // bytes, with selectors
  if (emoji.size() > kLongest) return std::nullopt;
  const auto plain = without_selectors(emoji);
  for (std::size_t i = 0; i < kKnown.size(); ++i) {
    if (kKnown[i].emoji == plain) return static_cast<int>(i);
  }
  return std::nullopt;
}

}  // namespace botschaft::domain
