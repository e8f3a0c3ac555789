#include "domain/stickers/shipped.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/check.h"
#include "crypto/hash.h"

namespace botschaft::domain {
namespace {

using emoji::Asset;
using emoji::Entry;
using emoji::Kind;

constexpr std::int32_t kAnimationSide = 512, kIconSide = 100, kThumbSide = 128;

// A file to be, before it has an id.
struct Planned {
  std::string name;
  const Asset* content = nullptr;
  const Asset* thumb = nullptr;  // none: nullptr
  std::int32_t thumb_side = kIconSide;
  std::string_view emoji = {};
  ShippedSet set = ShippedSet::none;
};

struct SetText {
  ShippedSet set;
  store::StickerKind kind;
  std::uint32_t flags;
  const char* title;
  const char* short_name;
};
constexpr auto kSets = std::to_array<SetText>({
    {ShippedSet::animated_emoji, store::StickerKind::sticker, store::kSetUnlisted, "Animated emoji",
     "AnimatedEmojies"},
    {ShippedSet::emoji_animations, store::StickerKind::sticker, store::kSetUnlisted, "Emoji animations",
     "EmojiAnimations"},
    {ShippedSet::generic_animations, store::StickerKind::sticker, store::kSetUnlisted, "Generic animations",
     "EmojiGenericAnimations"},
    {ShippedSet::stickers, store::StickerKind::sticker, 0, "Botschaft", "botschaft"},
    {ShippedSet::emoji, store::StickerKind::emoji, 0, "Botschaft", "botschaft_emoji"},
    {ShippedSet::die, store::StickerKind::sticker, store::kSetUnlisted, "Die", "AnimatedDice"},
});

const Asset* asset(const std::string& path) {
  const auto* found = emoji::find_asset(path);
  CHECK(found != nullptr);  // emoji/set_test.cpp
  return found;
}

void plan_reaction(std::vector<Planned>& plan, const Entry& entry) {
  const auto base = "reactions/" + std::string(entry.name);
  const auto* icon = asset(base + ".webp");
  plan.push_back({.name = base + ".webp", .content = icon, .emoji = entry.emoji});
  for (const char* kind : {"appear", "select", "activate", "effect", "around", "center"}) {
    const auto path = base + "." + kind + ".tgs";
    plan.push_back({.name = path, .content = asset(path), .emoji = entry.emoji});
  }
  const auto also = [&](const char* folder, const char* kind, ShippedSet set) {
    plan.push_back({.name = std::string(folder) + std::string(entry.name),
                    .content = asset(base + "." + kind + ".tgs"),
                    .thumb = icon,
                    .emoji = entry.emoji,
                    .set = set});
  };
  also("animated/", "activate", ShippedSet::animated_emoji);
  also("effects/", "effect", ShippedSet::emoji_animations);
  also("emoji/", "select", ShippedSet::emoji);
  // Three are enough to choose from.
  for (const char* name : {"heart", "trophy", "party"}) {
    if (entry.name == name) also("around/", "around", ShippedSet::generic_animations);
  }
}

std::vector<Planned> make_plan() {
  std::vector<Planned> plan;
  for (const auto& entry : emoji::entries()) {
    const std::string name(entry.name);
    switch (entry.kind) {
      case Kind::reaction:
        plan_reaction(plan, entry);
        break;
      case Kind::sticker:
        plan.push_back({.name = "stickers/" + name,
                        .content = asset("stickers/" + name + ".tgs"),
                        .thumb = asset("stickers/" + name + ".webp"),
                        .thumb_side = kThumbSide,
                        .emoji = entry.emoji,
                        .set = ShippedSet::stickers});
        break;
      case Kind::sign:
        for (const auto set : {ShippedSet::emoji, ShippedSet::animated_emoji}) {
          plan.push_back({.name = (set == ShippedSet::emoji ? "emoji/" : "animated/") + name,
                          .content = asset("signs/" + name + ".tgs"),
                          .thumb = asset("signs/" + name + ".webp"),
                          .emoji = entry.emoji,
                          .set = set});
        }
        break;
      case Kind::die:
        plan.push_back({.name = "dice/" + name,
                        .content = asset("dice/" + name + ".tgs"),
                        .emoji = entry.emoji,
                        .set = ShippedSet::die});
    }
  }
  return plan;
}

const std::vector<Planned>& the_plan() {
  static const auto plan = make_plan();
  return plan;
}

// All that a file is made of.
BlobHash digest_of(const Planned& planned) {
  const std::uint8_t set = static_cast<std::uint8_t>(planned.set);
  const auto thumb = planned.thumb != nullptr ? crypto::sha256(planned.thumb->bytes) : crypto::Sha256{};
  return crypto::sha256({crypto::sha256(planned.content->bytes), thumb, as_bytes(planned.emoji), {&set, 1}});
}

File file_of(const Planned& planned, std::int32_t now) {
  const bool animation = planned.content->path.ends_with(".tgs");
  const auto side = animation ? kAnimationSide : kIconSide;
  const auto content = [](const Asset& from) {
    return Content{.blob = crypto::sha256(from.bytes), .size = std::ssize(from.bytes)};
  };
  File file{.kind = FileKind::document,
            .date = now,
            .content = content(*planned.content),
            .mime = animation ? "application/x-tgsticker" : "image/webp",
            .name = animation ? "AnimatedSticker.tgs" : "sticker.webp",
            .image = ImageAttribute{side, side},
            .sticker = StickerAttribute{.alt = std::string(planned.emoji),
                                        .set = static_cast<store::StickerSetId>(planned.set),
                                        .custom_emoji = planned.set == ShippedSet::emoji}};
  if (planned.thumb != nullptr) {
    file.sizes.push_back({.type = 'm',
                          .width = planned.thumb_side,
                          .height = planned.thumb_side,
                          .content = content(*planned.thumb)});
  }
  return file;
}

// The sets with their stickers as planned; a set that is the same is left alone.
void ship_sets(store::Transaction& tx, const std::map<std::string, FileId>& files) {
  for (const auto& text : kSets) {
    const auto id = static_cast<store::StickerSetId>(text.set);
    std::vector<store::StickerRow> rows;
    for (const auto& planned : the_plan()) {
      if (planned.set != text.set) continue;
      rows.push_back({.file = files.at(planned.name), .emoji = std::string(planned.emoji)});
    }
    auto set = store::find_sticker_set(tx, id);
    if (!set) {
      set = store::StickerSetRow{.id = id,
                                 .kind = text.kind,
                                 .flags = text.flags,
                                 .title = text.title,
                                 .short_name = text.short_name,
                                 .version = 0};
      store::insert_sticker_set(tx, *set);
    }
    if (std::ranges::equal(store::stickers_of_set(tx, id), rows, {}, &store::StickerRow::file,
                           &store::StickerRow::file))
      continue;
    ++set->version;
    store::update_sticker_set(tx, *set);
    store::set_stickers(tx, id, rows);
  }
}

}  // namespace

std::vector<ShippedBlob> shipped_blobs() {
  std::vector<ShippedBlob> blobs;
  for (const auto& one : emoji::assets()) blobs.push_back({crypto::sha256(one.bytes), one.bytes});
  return blobs;
}

bool is_shipped(store::Transaction& tx) {
  std::map<std::string, BlobHash> wanted;
  for (const auto& planned : the_plan()) wanted.emplace(planned.name, digest_of(planned));
  const auto rows = store::shipped_files(tx);
  return std::ranges::equal(rows, wanted, [](const auto& row, const auto& want) {
    return row.name == want.first && row.digest == want.second;
  });
}

void ship(store::Transaction& tx, const Making& making, std::int32_t now) {
  for (const auto& blob : shipped_blobs())
    store::keep_blob(tx, {.hash = blob.hash, .size = std::ssize(blob.bytes)});
  std::map<std::string, store::ShippedFileRow> had;
  for (auto& row : store::shipped_files(tx)) had.emplace(row.name, row);
  std::map<std::string, FileId> files;
  auto unix_ms = making.unix_ms;
  for (const auto& planned : the_plan()) {
    const auto digest = digest_of(planned);
    const auto old = had.find(planned.name);
    if (old != had.end() && old->second.digest == digest) {
      files.emplace(planned.name, old->second.file);
      continue;
    }
    // A millisecond for each: ids made in the same one differ by chance alone.
    const auto file = add_file(tx, file_of(planned, now), unix_ms++, making.random.next<std::uint32_t>());
    store::put_shipped_file(tx, {.name = planned.name, .digest = digest, .file = file});
    files.emplace(planned.name, file);
  }
  for (const auto& [name, row] : had) {
    if (!files.contains(name)) store::delete_shipped_file(tx, name);
  }
  ship_sets(tx, files);
}

std::optional<FileId> shipped_file(store::Transaction& tx, std::string_view name) {
  return store::find_shipped_file(tx, name);
}

std::optional<FileId> shipped_custom_emoji(store::Transaction& tx, std::string_view emoji) {
  const auto entries = emoji::entries();
  const auto found = std::ranges::find_if(entries, [&](const Entry& entry) {
    return entry.emoji == emoji && (entry.kind == Kind::reaction || entry.kind == Kind::sign);
  });
  if (found == entries.end()) return std::nullopt;
  return store::find_shipped_file(tx, "emoji/" + std::string(found->name));
}

}  // namespace botschaft::domain
