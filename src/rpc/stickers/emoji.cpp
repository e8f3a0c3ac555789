// Emoji: words that lead to them, headings of keyboards, custom emoji by id.
#include "emoji/set.h"

#include <algorithm>
#include <map>

#include "domain/files/file.h"
#include "domain/stickers/shipped.h"
#include "rpc/handler.h"
#include "rpc/views/sticker_set.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kWordsVersion = 1;  // of assets/emoji/keywords.tsv: raise it with every change
constexpr std::size_t kCustomEmojiAsked = 200;

// The languages of assets/emoji/keywords.tsv; clients name variants as "de-at".
bool is_german(std::string_view lang_code) {
  return lang_code == "de" || lang_code.starts_with("de-") || lang_code.starts_with("de_");
}
bool is_english(std::string_view lang_code) {
  return lang_code == "en" || lang_code.starts_with("en-") || lang_code.starts_with("en_");
}

tl::Ptr<tl::emojiKeywordsDifference> words(const std::string& lang_code) {
  auto reply = tl::make<tl::emojiKeywordsDifference>();
  reply->lang_code = lang_code;
  reply->version = kWordsVersion;
  if (!is_german(lang_code) && !is_english(lang_code)) return reply;
  std::map<std::string_view, std::vector<std::string_view>> by_word;
  for (const auto& entry : emoji::keywords()) {
    emoji::for_each_word(is_german(lang_code) ? entry.german : entry.english, ", ",
                         [&](std::string_view word) { by_word[word].push_back(entry.emoji); });
  }
  for (const auto& [word, emoji] : by_word) {
    auto keyword = tl::make<tl::emojiKeyword>();
    keyword->keyword = word;
    for (const auto one : emoji) keyword->emoticons.emplace_back(one);
    reply->keywords.push_back(std::move(keyword));
  }
  return reply;
}

// The headings, in the caller's language; those alone whose picture there is.
Result<tl::Box<tl::messages_EmojiGroups>> groups(const Context& context, store::Transaction& tx,
                                                 std::int32_t known_hash) {
  const bool german = is_german(context.caller.client.lang_code);
  const std::int32_t hash = german ? 2 : 1;  // of assets/emoji/groups.tsv
  auto reply = tl::make<tl::messages_emojiGroups>();
  for (const auto& group : emoji::groups()) {
    const auto icon = domain::shipped_custom_emoji(tx, group.sign);
    if (!icon) continue;
    auto view = tl::make<tl::emojiGroup>();
    view->title = german ? group.german : group.english;
    view->icon_emoji_id = *icon;
    emoji::for_each_word(group.emoji, " ", [&](std::string_view one) { view->emoticons.emplace_back(one); });
    reply->groups.push_back(std::move(view));
  }
  if (reply->groups.empty()) return reply;
  if (known_hash == hash) return tl::make<tl::messages_emojiGroupsNotModified>();
  reply->hash = hash;
  return reply;
}

}  // namespace

Result<tl::Box<tl::EmojiKeywordsDifference>> handle(Context&, const tl::messages_getEmojiKeywords& r) {
  return words(r.lang_code);
}

Result<tl::Box<tl::EmojiKeywordsDifference>> handle(Context&,
                                                    const tl::messages_getEmojiKeywordsDifference& r) {
  if (r.from_version < kWordsVersion) {
    auto reply = words(r.lang_code);
    reply->from_version = r.from_version;
    return reply;
  }
  auto reply = tl::make<tl::emojiKeywordsDifference>();
  reply->lang_code = r.lang_code;
  reply->from_version = reply->version = r.from_version;
  return reply;
}

Result<tl::Vec<tl::Box<tl::EmojiLanguage>>> handle(Context&,
                                                   const tl::messages_getEmojiKeywordsLanguages& r) {
  tl::Vec<tl::Box<tl::EmojiLanguage>> languages;
  const auto add = [&](const char* code) {
    auto language = tl::make<tl::emojiLanguage>();
    language->lang_code = code;
    languages.push_back(std::move(language));
  };
  if (std::ranges::any_of(r.lang_codes, is_german)) add("de");
  add("en");
  return languages;
}

Result<tl::Box<tl::messages_EmojiGroups>> handle(Context& context, store::Transaction& tx,
                                                 const tl::messages_getEmojiGroups& r) {
  return groups(context, tx, r.hash);
}
Result<tl::Box<tl::messages_EmojiGroups>> handle(Context& context, store::Transaction& tx,
                                                 const tl::messages_getEmojiStickerGroups& r) {
  return groups(context, tx, r.hash);
}

// Whoever has read an id in a text may see the picture.
Result<tl::Vec<tl::Box<tl::Document>>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getCustomEmojiDocuments& r) {
  if (r.document_id.size() > kCustomEmojiAsked) return fail(Err::LIMIT_INVALID);
  tl::Vec<tl::Box<tl::Document>> documents;
  for (const auto id : r.document_id) {
    const auto file = domain::find_file(tx, id);
    if (!file || !file->sticker || !file->sticker->custom_emoji) continue;
    // What was taken out of its set is in texts still.
    const auto sticker = store::find_sticker(tx, id);
    const auto viewer = viewer_of(context);
    documents.push_back(sticker ? sticker_view(viewer, tx, *sticker) : file_view(viewer, tx, id));
  }
  return documents;
}

}  // namespace botschaft::rpc
