// Finding stickers and sets: by emoji, by words, among what is offered to everybody.
#include <algorithm>
#include <set>

#include "domain/stickers/emoji_text.h"
#include "domain/stickers/shipped.h"
#include "emoji/set.h"
#include "rpc/handler.h"
#include "rpc/list_hash.h"
#include "rpc/name_match.h"
#include "rpc/views/sticker_set.h"

namespace botschaft::rpc {
namespace {

using store::StickerKind;

constexpr int kSetsLookedThrough = 10'000;
constexpr std::size_t kSetsFound = 20;
constexpr int kStickersFound = 100;
constexpr std::size_t kEmojiAtOnce = 12;  // of one question: each is a walk over the stickers there are
constexpr std::size_t kQueryMax = 64, kEmojiQueryMax = 256;  // bytes

Result<tl::Box<tl::messages_FoundStickerSets>> search_sets(Context& context, store::Transaction& tx,
                                                           bool emoji, const std::string& query,
                                                           std::int64_t known_hash) {
  auto reply = tl::make<tl::messages_foundStickerSets>();
  std::vector<std::int64_t> ids;
  const auto words = folded(query.substr(0, kQueryMax));
  if (!words.empty()) {
    for (const auto& row : store::listed_sticker_sets(tx, emoji, kSetsLookedThrough)) {
      if (!matches(folded(row.title), words) && !folded(row.short_name).starts_with(words)) continue;
      ids.push_back(row.id);
      reply->sets.push_back(covered_sticker_set_view(viewer_of(context), tx, row));
      if (ids.size() == kSetsFound) break;
    }
  }
  reply->hash = list_hash(ids);
  if (not_modified(known_hash, reply->hash)) return tl::make<tl::messages_foundStickerSetsNotModified>();
  return reply;
}

// The emoji of a query, each once; of several alternatives clients send all in a row.
Result<std::vector<std::string>> emoji_of_query(const std::string& text) {
  if (text.empty()) return fail(Err::EMOTICON_EMPTY);
  if (text.size() > kEmojiQueryMax) return fail(Err::EMOTICON_INVALID);
  auto found = domain::split_emoji(text);
  if (!found) return std::vector<std::string>{};
  std::ranges::sort(*found);
  found->erase(std::ranges::unique(*found).begin(), found->end());
  return *std::move(found);
}

// One's own first, then everybody's.
std::vector<std::int64_t> find_stickers(const Context& context, store::Transaction& tx, bool custom_emoji,
                                        std::vector<std::string> emoji) {
  if (emoji.size() > kEmojiAtOnce) emoji.resize(kEmojiAtOnce);
  std::vector<std::int64_t> files;
  const auto add = [&](const std::vector<store::StickerRow>& rows) {
    for (const auto& row : rows) {
      const bool is_new = std::ranges::find(files, row.file) == files.end();
      if (is_new && std::ssize(files) < kStickersFound) files.push_back(row.file);
    }
  };
  const auto kind = custom_emoji ? StickerKind::emoji : StickerKind::sticker;
  for (const auto& one : emoji)
    add(store::installed_stickers_for(tx, context.self(), kind, one, kStickersFound));
  for (const auto& one : emoji) add(store::stickers_for(tx, custom_emoji, one, kStickersFound));
  return files;
}

// Emoji of which a word begins like the query.
std::vector<std::string> emoji_for_words(const std::string& query) {
  std::vector<std::string> found;
  const auto wanted = folded(query.substr(0, kQueryMax));
  if (wanted.empty()) return found;
  for (const auto& entry : emoji::keywords()) {
    bool fits = false;
    for (const auto list : {entry.english, entry.german}) {
      emoji::for_each_word(list, ", ",
                           [&](std::string_view word) { fits = fits || matches(folded(word), wanted); });
    }
    if (fits) found.emplace_back(entry.emoji);
  }
  return found;
}

tl::Box<tl::messages_FeaturedStickers> featured(Context& context, store::Transaction& tx,
                                                domain::ShippedSet set, std::int64_t known_hash) {
  auto reply = tl::make<tl::messages_featuredStickers>();
  const auto row = store::find_sticker_set(tx, static_cast<store::StickerSetId>(set));
  if (!row) return reply;
  const std::int64_t ids[] = {row->id};
  reply->hash = list_hash(ids);
  if (not_modified(known_hash, reply->hash)) {
    auto same = tl::make<tl::messages_featuredStickersNotModified>();
    same->count = 1;
    return same;
  }
  reply->count = 1;
  reply->sets.push_back(covered_sticker_set_view(viewer_of(context), tx, *row));
  return reply;
}

}  // namespace

Result<tl::Box<tl::messages_FoundStickerSets>> handle(Context& context, store::Transaction& tx,
                                                      const tl::messages_searchStickerSets& r) {
  return search_sets(context, tx, false, r.q, r.hash);
}
Result<tl::Box<tl::messages_FoundStickerSets>> handle(Context& context, store::Transaction& tx,
                                                      const tl::messages_searchEmojiStickerSets& r) {
  return search_sets(context, tx, true, r.q, r.hash);
}

Result<tl::Box<tl::messages_Stickers>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getStickers& r) {
  TRY_ASSIGN(const auto emoji, emoji_of_query(r.emoticon));
  const auto files = find_stickers(context, tx, false, emoji);
  const auto hash = list_hash(files);
  if (not_modified(r.hash, hash)) return tl::make<tl::messages_stickersNotModified>();
  auto reply = tl::make<tl::messages_stickers>();
  reply->hash = hash;
  reply->stickers = file_views(viewer_of(context), tx, files);
  return reply;
}

Result<tl::Box<tl::EmojiList>> handle(Context& context, store::Transaction& tx,
                                      const tl::messages_searchCustomEmoji& r) {
  TRY_ASSIGN(const auto emoji, emoji_of_query(r.emoticon));
  auto files = find_stickers(context, tx, true, emoji);
  const auto hash = list_hash(files);
  if (not_modified(r.hash, hash)) return tl::make<tl::emojiListNotModified>();
  auto reply = tl::make<tl::emojiList>();
  reply->hash = hash;
  reply->document_id = {files.begin(), files.end()};
  return reply;
}

Result<tl::Box<tl::messages_FoundStickers>> handle(Context& context, store::Transaction& tx,
                                                   const tl::messages_searchStickers& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  if (r.offset < 0) return fail(Err::OFFSET_INVALID);
  auto emoji = emoji_for_words(r.q);
  if (!r.emoticon.empty()) {
    TRY_ASSIGN(auto more, emoji_of_query(r.emoticon));
    emoji.insert(emoji.end(), more.begin(), more.end());
  }
  auto files = find_stickers(context, tx, r.emojis, emoji);
  const auto first = std::min<std::size_t>(files.size(), static_cast<std::size_t>(r.offset));
  const auto last = std::min<std::size_t>(files.size(), first + static_cast<std::size_t>(r.limit));
  const std::span page(files.data() + first, last - first);
  const auto hash = list_hash(page);
  std::optional<std::int32_t> next;
  if (last < files.size()) next = static_cast<std::int32_t>(last);
  if (not_modified(r.hash, hash)) {
    auto same = tl::make<tl::messages_foundStickersNotModified>();
    same->next_offset = next;
    return same;
  }
  auto reply = tl::make<tl::messages_foundStickers>();
  reply->next_offset = next;
  reply->hash = hash;
  reply->stickers = file_views(viewer_of(context), tx, page);
  return reply;
}

Result<tl::Box<tl::messages_FeaturedStickers>> handle(Context& context, store::Transaction& tx,
                                                      const tl::messages_getFeaturedStickers& r) {
  return featured(context, tx, domain::ShippedSet::stickers, r.hash);
}
Result<tl::Box<tl::messages_FeaturedStickers>> handle(Context& context, store::Transaction& tx,
                                                      const tl::messages_getFeaturedEmojiStickers& r) {
  return featured(context, tx, domain::ShippedSet::emoji, r.hash);
}

// There is nothing unread in a list that the program brings.
Result<bool> handle(Context&, const tl::messages_readFeaturedStickers&) {
  return true;
}

}  // namespace botschaft::rpc
