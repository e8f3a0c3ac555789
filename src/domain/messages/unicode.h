#pragma once
// Text as messages see it: UTF-8 in storage, UTF-16 code units in the offsets of entities.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace botschaft::domain {

// A decoded text. Position i is a code point; offsets has one more entry than characters, for the end.
struct CodePoints {
  std::u32string characters;
  std::vector<std::int32_t> utf16;  // offset of each code point in UTF-16 code units
  std::vector<std::int32_t> bytes;  // offset of each code point in the UTF-8 text

  std::size_t size() const { return characters.size(); }
  // The code point that starts at a UTF-16 offset; nothing inside a surrogate pair or past the end.
  std::optional<std::size_t> at_utf16(std::int32_t offset) const;
};

// Nothing if the text is not valid UTF-8.
std::optional<CodePoints> decode_utf8(std::string_view text);

std::int32_t utf16_length(std::string_view valid_utf8);

// The text between two UTF-16 offsets; nothing if one of them splits a character or is out of range.
std::optional<std::string_view> utf16_substring(std::string_view valid_utf8, std::int32_t offset,
                                                std::int32_t length);

void append_utf8(std::string& to, char32_t character);

bool is_space(char32_t c);       // also invisible separators that must not make a message look non-empty
bool is_pictograph(char32_t c);  // of emoji: pictures, flags, and what joins them
bool is_digit(char32_t c);       // ASCII
bool is_latin(char32_t c);       // ASCII letter
bool is_letter(char32_t c);  // any script; approximated by excluding the blocks of punctuation and symbols
bool is_word(char32_t c);    // letter, digit, underscore or zero-width non-joiner

}  // namespace botschaft::domain
