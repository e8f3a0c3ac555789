// Wallpapers that people keep, and the themes of chats.
#include <algorithm>

#include "rpc/files/prepare.h"
#include "rpc/handler.h"
#include "rpc/list_hash.h"
#include "rpc/views/wallpaper.h"

namespace botschaft::rpc {
namespace {

constexpr int kSavedMax = 100;
constexpr std::size_t kAtOnce = 100;

// What the caller has saved, and what comes with the program unless he has put it away.
std::vector<domain::Wallpaper> wallpapers_of(store::Transaction& tx, UserId user) {
  std::vector<domain::Wallpaper> all;
  const auto saved = store::saved_wallpapers(tx, user);
  for (const auto& one : saved)
    if (!one.hidden) all.push_back(domain::wallpaper_of(one.wallpaper));
  for (const auto& shipped : domain::shipped_wallpapers()) {
    const bool said = std::ranges::any_of(
        saved, [&](const store::SavedWallpaper& one) { return one.wallpaper.id == shipped.id; });
    if (!said) all.push_back(*domain::shipped_wallpaper(shipped.id));
  }
  return all;
}

Result<bool> save(const Context& context, store::Transaction& tx, const tl::Box<tl::InputWallPaper>& input,
                  const tl::Box<tl::WallPaperSettings>& said) {
  TRY_ASSIGN(auto wallpaper, access_wallpaper(viewer_of(context), tx, input));
  TRY_ASSIGN(auto settings, wallpaper_settings(said));
  if (wallpaper.has_file || !settings.colours.empty()) wallpaper.settings = std::move(settings);
  // Colours alone have nothing to be found by: clients keep them.
  if (wallpaper.id != 0)
    store::save_wallpaper(tx, context.self(), {.wallpaper = domain::row_of(wallpaper)}, kSavedMax);
  return true;
}

}  // namespace

Result<tl::Box<tl::account_WallPapers>> handle(Context& context, store::Transaction& tx,
                                               const tl::account_getWallPapers& r) {
  const auto all = wallpapers_of(tx, context.self());
  std::vector<std::int64_t> ids;
  for (const auto& wallpaper : all) ids.push_back(wallpaper.id);
  const auto hash = list_hash(ids);
  if (not_modified(r.hash, hash)) return tl::make<tl::account_wallPapersNotModified>();
  auto reply = tl::make<tl::account_wallPapers>();
  reply->hash = hash;
  for (const auto& wallpaper : all)
    reply->wallpapers.push_back(wallpaper_view(viewer_of(context), tx, wallpaper));
  return reply;
}

Result<tl::Box<tl::WallPaper>> handle(Context& context, store::Transaction& tx,
                                      const tl::account_getWallPaper& r) {
  TRY_ASSIGN(const auto wallpaper, access_wallpaper(viewer_of(context), tx, r.wallpaper));
  return wallpaper_view(viewer_of(context), tx, wallpaper);
}

Result<tl::Vec<tl::Box<tl::WallPaper>>> handle(Context& context, store::Transaction& tx,
                                               const tl::account_getMultiWallPapers& r) {
  if (r.wallpapers.size() > kAtOnce) return fail(Err::LIMIT_INVALID);
  tl::Vec<tl::Box<tl::WallPaper>> reply;
  for (const auto& input : r.wallpapers) {
    TRY_ASSIGN(const auto wallpaper, access_wallpaper(viewer_of(context), tx, input));
    reply.push_back(wallpaper_view(viewer_of(context), tx, wallpaper));
  }
  return reply;
}

bool names_uploads(const tl::account_uploadWallPaper& r) {
  return static_cast<bool>(r.file);
}
Result<Prepared> prepare(Context& context, store::Store& store, const tl::account_uploadWallPaper& r) {
  TRY_ASSIGN(const auto file, make_wallpaper(context, store, r.file, r.mime_type));
  return Prepared{{file}};
}

// What is not meant for one chat alone is kept with the others: TDLib counts on it.
Result<tl::Box<tl::WallPaper>> handle(Context& context, store::Transaction& tx,
                                      const tl::account_uploadWallPaper& r) {
  const auto file = context.prepared == nullptr ? 0 : context.prepared->at(0);
  if (file == 0) return fail(Err::WALLPAPER_FILE_INVALID);
  TRY_ASSIGN(auto settings, wallpaper_settings(r.settings));
  const domain::Wallpaper wallpaper{.id = file, .has_file = true, .settings = std::move(settings)};
  if (!r.for_chat)
    store::save_wallpaper(tx, context.self(), {.wallpaper = domain::row_of(wallpaper)}, kSavedMax);
  return wallpaper_view(viewer_of(context), tx, wallpaper);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_saveWallPaper& r) {
  if (!r.unsave) return save(context, tx, r.wallpaper, r.settings);
  TRY_ASSIGN(const auto wallpaper, access_wallpaper(viewer_of(context), tx, r.wallpaper));
  if (wallpaper.has_file) {
    store::forget_wallpaper(tx, context.self(), wallpaper.id);
  } else if (wallpaper.id != 0) {
    store::save_wallpaper(tx, context.self(), {.wallpaper = domain::row_of(wallpaper), .hidden = true},
                          kSavedMax);
  }
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_installWallPaper& r) {
  return save(context, tx, r.wallpaper, r.settings);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_resetWallPapers&) {
  store::forget_wallpapers(tx, context.self());
  return true;
}

Result<tl::Box<tl::account_Themes>> handle(Context&, const tl::account_getChatThemes& r) {
  auto reply = tl::make<tl::account_themes>();
  std::vector<std::int64_t> ids;
  for (const auto& theme : domain::shipped_chat_themes()) {
    ids.push_back(theme.id);
    reply->themes.push_back(theme_view(theme));
  }
  reply->hash = list_hash(ids);
  if (not_modified(r.hash, reply->hash)) return tl::make<tl::account_themesNotModified>();
  return reply;
}

}  // namespace botschaft::rpc
