#include "domain/messages/entities.h"

#include <algorithm>

#include "domain/messages/detect.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

using Entities = std::vector<Entity>;

// A splitting client cannot make rows large: pieces beyond this are dropped.
constexpr std::size_t kPiecesMax = 4 * kEntitiesMax;

bool is_code(const Entity& e) {
  return e.type == EntityType::code || e.type == EntityType::pre;
}

// What the server can find by itself.
bool is_detectable(const Entity& e) {
  switch (e.type) {
    case EntityType::mention:
    case EntityType::hashtag:
    case EntityType::bot_command:
    case EntityType::url:
    case EntityType::email:
    case EntityType::phone:
    case EntityType::cashtag:
      return true;
    default:
      return false;
  }
}

// What a reader taps: never split, and never one over another.
bool is_link(const Entity& e) {
  return is_detectable(e) || e.type == EntityType::text_url || e.type == EntityType::mention_name ||
         e.type == EntityType::custom_emoji;
}

bool is_style(const Entity& e) {
  return !is_code(e) && !is_link(e);
}

bool overlap(const Entity& a, const Entity& b) {
  return a.offset < b.end() && b.offset < a.end();
}

bool outer_first(const Entity& a, const Entity& b) {
  if (a.offset != b.offset) return a.offset < b.offset;
  if (a.length != b.length) return a.length > b.length;
  return a.type < b.type;
}

// Keeps [from, to) of an entity.
Entity piece(Entity e, std::int32_t from, std::int32_t to) {
  e.offset = from;
  e.length = to - from;
  return e;
}

// A client's word that something is a link is believed if the text looks remotely like it.
bool plausible(const Entity& e, std::string_view text) {
  switch (e.type) {
    case EntityType::mention:
      return text.starts_with('@');
    case EntityType::hashtag:
      return text.starts_with('#');
    case EntityType::cashtag:
      return text.starts_with('$');
    case EntityType::bot_command:
      return text.starts_with('/');
    case EntityType::email:
      return text.find('@') != std::string_view::npos;
    case EntityType::url:
      return text.find_first_of(".:") != std::string_view::npos;
    case EntityType::phone:
      return text.find_first_of("0123456789") != std::string_view::npos;
    default:
      return true;
  }
}

Result<void> check_bounds(const CodePoints& text, const Entities& entities) {
  const auto size = text.utf16.back();
  for (const auto& e : entities) {
    const bool inside = e.offset >= 0 && e.length >= 0 && e.offset <= size && e.length <= size - e.offset;
    if (!inside || !text.at_utf16(e.offset) || !text.at_utf16(e.end()))
      return fail(Err::ENTITY_BOUNDS_INVALID);
  }
  return {};
}

// Joins overlapping and touching entities of one style: bold over 0-5 and 3-8 is bold over 0-8.
Entities merge_styles(Entities in) {
  std::ranges::sort(in, outer_first);
  Entities out;
  for (auto& e : in) {
    const auto same = std::ranges::find_if(out, [&](const Entity& o) {
      return is_style(o) && o.type == e.type && o.value == e.value && e.offset <= o.end();
    });
    if (same == out.end()) {
      out.push_back(std::move(e));
    } else {
      same->length = std::max(same->end(), e.end()) - same->offset;
    }
  }
  return out;
}

// Nothing else applies inside code.
Entities cut_out_code(const Entities& in) {
  Entities code;
  for (const auto& e : in) {
    const auto clashes = [&](const Entity& c) { return overlap(c, e); };
    if (is_code(e) && std::ranges::none_of(code, clashes)) code.push_back(e);
  }
  Entities out = code;
  for (const auto& e : in) {
    if (is_code(e)) continue;
    auto from = e.offset;
    for (const auto& c : code) {
      if (!overlap(c, e)) continue;
      if (is_link(e)) {
        from = e.end();
        break;
      }
      if (c.offset > from) out.push_back(piece(e, from, c.offset));
      from = std::max(from, c.end());
    }
    if (from < e.end()) out.push_back(piece(e, from, e.end()));
  }
  return out;
}

// Drops links that lie over an earlier one, then splits styles where they cross the edge of a link.
Entities separate_links(const Entities& in) {
  Entities links, out;
  for (const auto& e : in) {
    if (is_link(e) && std::ranges::none_of(links, [&](const Entity& l) { return overlap(l, e); }))
      links.push_back(e);
  }
  for (const auto& e : in) {
    if (is_link(e)) continue;
    auto rest = e;
    for (const auto& l : links) {
      if (!overlap(l, rest)) continue;
      for (const auto edge : {l.offset, l.end()}) {
        const bool crosses = rest.offset < edge && edge < rest.end();
        const bool contains = rest.offset <= l.offset && l.end() <= rest.end();
        if (!crosses || contains) continue;
        out.push_back(piece(rest, rest.offset, edge));
        rest = piece(rest, edge, rest.end());
      }
    }
    out.push_back(rest);
  }
  out.insert(out.end(), links.begin(), links.end());
  return out;
}

// Splits what crosses the end of an enclosing entity, so that any two are nested or apart.
Entities nest(Entities in) {
  std::ranges::sort(in, outer_first);
  std::vector<std::int32_t> open_ends;
  for (std::size_t i = 0; i < in.size() && in.size() <= kPiecesMax; ++i) {
    while (!open_ends.empty() && open_ends.back() <= in[i].offset) open_ends.pop_back();
    if (!open_ends.empty() && open_ends.back() < in[i].end()) {
      const auto rest = piece(in[i], open_ends.back(), in[i].end());
      in[i].length = open_ends.back() - in[i].offset;
      in.insert(
          std::upper_bound(in.begin() + static_cast<std::ptrdiff_t>(i) + 1, in.end(), rest, outer_first),
          rest);
    }
    open_ends.push_back(in[i].end());
  }
  if (in.size() > kEntitiesMax) in.resize(kEntitiesMax);
  return in;
}

void add_detected(Entities& entities, const CodePoints& text) {
  const auto given = entities;
  for (auto& found : detect_entities(text)) {
    const bool taken = std::ranges::any_of(
        given, [&](const Entity& e) { return (is_link(e) || is_code(e)) && overlap(e, found); });
    if (!taken) entities.push_back(std::move(found));
  }
}

bool is_trimmed(char32_t c) {
  return is_space(c) && !(c >= 0x200b && c <= 0x200f);
}  // marks of direction stay

// Cuts white space off both ends; entities follow.
void trim(FormattedText& in, const CodePoints& points) {
  const auto& t = points.characters;
  std::size_t first = 0;
  std::size_t last = t.size();
  while (first < last && is_trimmed(t[first])) ++first;
  while (last > first && is_trimmed(t[last - 1])) --last;
  if (first == 0 && last == t.size()) return;
  const auto from = static_cast<std::size_t>(points.bytes[first]);
  in.text = in.text.substr(from, static_cast<std::size_t>(points.bytes[last]) - from);
  const auto begin = points.utf16[first];
  const auto end = points.utf16[last];
  for (auto& e : in.entities) {
    e = piece(e, std::clamp(e.offset, begin, end) - begin, std::clamp(e.end(), begin, end) - begin);
  }
}

}  // namespace

Result<FormattedText> normalize_or_empty(FormattedText in, std::int32_t units_max) {
  const auto raw = decode_utf8(in.text);
  if (!raw) return fail(Err::INPUT_REQUEST_INVALID);
  TRY(check_bounds(*raw, in.entities));
  if (in.entities.size() > kEntitiesMax) in.entities.resize(kEntitiesMax);
  trim(in, *raw);
  if (std::ranges::all_of(raw->characters, is_space)) return FormattedText{};
  if (utf16_length(in.text) > units_max) return fail(Err::MESSAGE_TOO_LONG);
  if (in.entities.empty() && !may_contain_entities(in.text)) return in;

  const auto points =
      in.text.size() == static_cast<std::size_t>(raw->bytes.back()) ? raw : decode_utf8(in.text);
  std::erase_if(in.entities, [&](const Entity& e) {
    return e.length == 0 || !plausible(e, utf16_substring(in.text, e.offset, e.length).value_or(""));
  });
  in.entities = cut_out_code(merge_styles(std::move(in.entities)));
  add_detected(in.entities, *points);
  in.entities = nest(separate_links(in.entities));
  return in;
}

Result<FormattedText> normalize(FormattedText input, std::int32_t units_max) {
  TRY_ASSIGN(auto out, normalize_or_empty(std::move(input), units_max));
  if (out.text.empty()) return fail(Err::MESSAGE_EMPTY);
  return out;
}

Result<FormattedText> normalize_caption(FormattedText input) {
  auto text = normalize_or_empty(std::move(input), kCaptionUnitsMax);
  if (!text && text.error().err == Err::MESSAGE_TOO_LONG) return fail(Err::MEDIA_CAPTION_TOO_LONG);
  return text;
}

}  // namespace botschaft::domain
