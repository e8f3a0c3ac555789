#pragma once
// A table of settings of one struct: what the file may say, read into it, and the reference printed of it.
// For the parts of botschaft.toml (config.cpp); seen by nobody else.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// libstdc++ 12 and toml++'s header-only mode: exceptions off gives a parse_result to look at.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace botschaft::server {

template <class T>
struct Setting {
  std::string_view section;
  std::string_view key;
  std::variant<std::string T::*, std::int64_t T::*, std::vector<std::string> T::*> field;
  std::string_view meaning;
};

inline std::string place_of(const toml::node& node) {
  return fmt::format("line {}", node.source().begin.line);
}

// The error names line and setting.
template <class T>
std::expected<void, std::string> assign(T& into, const Setting<T>& setting, const toml::node& node) {
  const auto wrong = [&](std::string_view kind) {
    return std::unexpected(
        fmt::format("{}: {}.{} must be {}", place_of(node), setting.section, setting.key, kind));
  };
  if (const auto* text = std::get_if<std::string T::*>(&setting.field)) {
    if (!node.is_string()) return wrong("a text");
    into.** text = node.as_string()->get();
  } else if (const auto* number = std::get_if<std::int64_t T::*>(&setting.field)) {
    if (!node.is_integer()) return wrong("a whole number");
    into.** number = node.as_integer()->get();
  } else {
    const auto* array = node.as_array();
    if (!array) return wrong("a list of texts");
    std::vector<std::string> items;
    for (const auto& item : *array) {
      if (!item.is_string()) return wrong("a list of texts");
      items.push_back(item.as_string()->get());
    }
    into.*std::get<std::vector<std::string> T::*>(setting.field) = std::move(items);
  }
  return {};
}

template <class T>
std::expected<void, std::string> read_section(T& into, std::span<const Setting<T>> settings,
                                              std::string_view section, const toml::node& node) {
  const auto* table = node.as_table();
  if (!table) return std::unexpected(fmt::format("{}: {} must be a [section]", place_of(node), section));
  for (const auto& [key, value] : *table) {
    const auto setting = std::ranges::find_if(
        settings, [&](const Setting<T>& s) { return s.section == section && s.key == key.str(); });
    if (setting == settings.end())
      return std::unexpected(
          fmt::format("{}: there is no setting {}.{}", place_of(value), section, key.str()));
    if (auto done = assign(into, *setting, value); !done) return done;
  }
  return {};
}

template <class T>
std::string default_of(const Setting<T>& setting) {
  static const T defaults;
  if (const auto* text = std::get_if<std::string T::*>(&setting.field))
    return fmt::format("\"{}\"", defaults.**text);
  if (const auto* number = std::get_if<std::int64_t T::*>(&setting.field))
    return fmt::format("{}", defaults.**number);
  return "[]";
}

// As a TOML file of the defaults, each below its meaning.
template <class T>
std::string reference_of(std::span<const Setting<T>> settings) {
  std::string out;
  std::string_view section;
  for (const auto& setting : settings) {
    if (setting.section != section) out += fmt::format("\n[{}]\n", setting.section);
    section = setting.section;
    out += fmt::format("# {}\n{} = {}\n", setting.meaning, setting.key, default_of(setting));
  }
  return out;
}

}  // namespace botschaft::server
