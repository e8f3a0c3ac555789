// Wallpapers and themes: those that come with the program, those that people make, and those of chats.
#include "domain/appearance/chat_look.h"
#include "rpc/messages/media_scene.h"
#include "store/files.h"

namespace botschaft::rpc {
namespace {

class Wallpapers : public MediaScene {
 protected:
  tl::account_uploadWallPaper upload_of(const std::string& words, const std::string& mime) {
    tl::account_uploadWallPaper request;
    request.file = upload(anna_, words);
    request.mime_type = mime;
    request.settings = tl::make<tl::wallPaperSettings>();
    return request;
  }
  tl::Ptr<tl::inputWallPaper> uploaded() {
    const auto answer = ask_with_files(anna_, upload_of("photo 1000 2000", "image/jpeg"));
    EXPECT_TRUE(answer);
    const auto& made = *answer->as<tl::wallPaper>();
    slug_ = made.slug;
    auto input = tl::make<tl::inputWallPaper>();
    input->id = made.id;
    input->access_hash = made.access_hash;
    return input;
  }
  std::vector<std::int64_t> listed(UserId user) {
    std::vector<std::int64_t> ids;
    const auto answer = ask(user, tl::account_getWallPapers());
    for (const auto& box : answer->as<tl::account_wallPapers>()->wallpapers) {
      const auto* file = box.as<tl::wallPaper>();
      ids.push_back(file != nullptr ? file->id : box.as<tl::wallPaperNoFile>()->id);
    }
    return ids;
  }
  auto save(tl::Box<tl::InputWallPaper> wallpaper, bool unsave) {
    tl::account_saveWallPaper request;
    request.wallpaper = std::move(wallpaper);
    request.unsave = unsave;
    request.settings = tl::make<tl::wallPaperSettings>();
    return ask(anna_, request);
  }
  static tl::Box<tl::InputWallPaper> shipped(std::int64_t id) {
    auto input = tl::make<tl::inputWallPaperNoFile>();
    input->id = id;
    return input;
  }
  tl::Box<tl::InputWallPaper> by_slug(const std::string& slug) {
    auto input = tl::make<tl::inputWallPaperSlug>();
    input->slug = slug;
    return input;
  }

  tl::messages_setChatWallPaper change(UserId from, UserId to) {
    tl::messages_setChatWallPaper request;
    request.peer = peer(from, to);
    return request;
  }
  static tl::Box<tl::WallPaperSettings> colour(std::int32_t value) {
    auto settings = tl::make<tl::wallPaperSettings>();
    settings->background_color = value;
    return settings;
  }
  tl::Ptr<tl::userFull> full(UserId viewer, UserId of) {
    tl::users_getFullUser request;
    request.id = input_user(viewer, of);
    auto answer = ask(viewer, request);
    auto made = tl::make<tl::userFull>();
    *made = std::move(*answer->as<tl::users_userFull>()->full_user.as<tl::userFull>());
    return made;
  }
  // The first colour of what is seen behind the chat; -1: nothing.
  std::int32_t seen(UserId viewer, UserId with) {
    const auto view = full(viewer, with);
    if (!view->wallpaper) return -1;
    const auto& settings = view->wallpaper.as<tl::wallPaperNoFile>()->settings;
    return settings.as<tl::wallPaperSettings>()->background_color.value_or(-1);
  }
  template <class Action>
  const Action* newest_action(UserId viewer, UserId with) {
    history_ = messages(viewer, PeerId::user(with));
    const auto* said = history_.empty() ? nullptr : history_[0].as<tl::messageService>();
    return said == nullptr ? nullptr : said->action.as<Action>();
  }

  UserId anna_ = person("Anna"), ben_ = person("Ben");
  std::string slug_;
  tl::Vec<tl::Box<tl::Message>> history_;
};

TEST_F(Wallpapers, OfTheProgramAreThereUntilTheyArePutAway) {
  const auto all = listed(anna_);
  EXPECT_EQ(all.size(), domain::shipped_wallpapers().size());
  ASSERT_TRUE(save(shipped(all[0]), true));
  EXPECT_EQ(listed(anna_).size(), all.size() - 1);
  EXPECT_EQ(listed(ben_).size(), all.size());
  tl::account_installWallPaper install;
  install.wallpaper = shipped(all[3]);
  install.settings = tl::make<tl::wallPaperSettings>();
  ASSERT_TRUE(ask(anna_, install));
  EXPECT_EQ(listed(anna_).front(), all[3]);
  ASSERT_TRUE(ask(anna_, tl::account_resetWallPapers()));
  EXPECT_EQ(listed(anna_), all);

  tl::account_getWallPapers again;
  again.hash = ask(anna_, again)->as<tl::account_wallPapers>()->hash;
  EXPECT_TRUE(ask(anna_, again)->is<tl::account_wallPapersNotModified>());
}

TEST_F(Wallpapers, OfPeopleAreKeptAndFoundByTheirLink) {
  auto input = uploaded();
  const auto id = input->id;
  ASSERT_TRUE(save(std::move(input), false));
  EXPECT_EQ(listed(anna_).front(), id);
  auto for_chat = upload_of("photo 900 900", "image/jpeg");
  for_chat.for_chat = true;
  ASSERT_TRUE(ask_with_files(anna_, for_chat));
  EXPECT_EQ(listed(anna_).front(), id);
  tl::account_getWallPaper get;
  get.wallpaper = by_slug(slug_);
  const auto found = ask(ben_, get);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->as<tl::wallPaper>()->id, id);
  EXPECT_FALSE(found->as<tl::wallPaper>()->creator);
  const auto& document = *found->as<tl::wallPaper>()->document.as<tl::document>();
  EXPECT_EQ(document.mime_type, "image/jpeg");

  tl::account_getMultiWallPapers several;
  several.wallpapers.push_back(by_slug(slug_));
  several.wallpapers.push_back(shipped(domain::shipped_wallpapers()[0].id));
  EXPECT_EQ(ask(ben_, several)->size(), 2U);
  several.wallpapers.push_back(shipped(99));
  EXPECT_EQ(ask(ben_, several).error().err, Err::WALLPAPER_INVALID);

  // While somebody keeps it, the database does not let it go.
  const auto deleted = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
    store::delete_file(tx, id);
    return {};
  });
  EXPECT_FALSE(deleted);
}

TEST_F(Wallpapers, ThatAreNoneAreRefused) {
  EXPECT_EQ(ask_with_files(anna_, upload_of("photo 800 600", "video/mp4")).error().err,
            Err::WALLPAPER_MIME_INVALID);
  EXPECT_EQ(ask_with_files(anna_, upload_of("text", "image/jpeg")).error().err, Err::WALLPAPER_FILE_INVALID);
  EXPECT_EQ(ask_with_files(anna_, upload_of("photo 800 600", "image/png")).error().err,
            Err::WALLPAPER_FILE_INVALID);
  auto forged = uploaded();
  forged->access_hash ^= 1;
  EXPECT_EQ(save(std::move(forged), false).error().err, Err::WALLPAPER_INVALID);
  tl::account_getWallPaper get;
  slug_[5] = slug_[5] == 'A' ? 'B' : 'A';
  get.wallpaper = by_slug(slug_);
  EXPECT_EQ(ask(ben_, get).error().err, Err::WALLPAPER_INVALID);
}

TEST_F(Wallpapers, OfAChatAreOnesOwnOrForBoth) {
  auto own = change(anna_, ben_);
  own.wallpaper = shipped(0);
  own.settings = colour(0x111111);
  ASSERT_TRUE(ask(anna_, own));
  EXPECT_EQ(seen(anna_, ben_), 0x111111);
  EXPECT_EQ(seen(ben_, anna_), -1);
  const auto* told = newest_action<tl::messageActionSetChatWallPaper>(ben_, anna_);
  ASSERT_NE(told, nullptr);
  EXPECT_FALSE(told->for_both);

  // Ben likes it, and takes the same.
  auto same = change(ben_, anna_);
  same.id = history_[0].as<tl::messageService>()->id;
  ASSERT_TRUE(ask(ben_, same));
  EXPECT_EQ(seen(ben_, anna_), 0x111111);
  EXPECT_TRUE(newest_action<tl::messageActionSetChatWallPaper>(anna_, ben_)->same);

  auto both = change(anna_, ben_);
  both.wallpaper = shipped(0);
  both.settings = colour(0x222222);
  both.for_both = true;
  ASSERT_TRUE(ask(anna_, both));
  EXPECT_EQ(seen(ben_, anna_), 0x222222);
  EXPECT_TRUE(full(ben_, anna_)->wallpaper_overridden);
  auto back = change(ben_, anna_);
  back.revert = true;
  ASSERT_TRUE(ask(ben_, back));
  EXPECT_EQ(seen(ben_, anna_), 0x111111);
  EXPECT_EQ(seen(anna_, ben_), 0x222222);
  ASSERT_TRUE(ask(anna_, change(anna_, ben_)));
  EXPECT_EQ(seen(anna_, ben_), -1);

  auto wrong = change(anna_, ben_);
  wrong.id = 12345;
  EXPECT_EQ(ask(anna_, wrong).error().err, Err::WALLPAPER_INVALID);
  own.peer = input(anna_, group(anna_, {ben_}));
  EXPECT_EQ(ask(anna_, own).error().err, Err::PEER_ID_INVALID);
}

TEST_F(Wallpapers, OfAChatHoldTheirPictures) {
  auto set = change(anna_, ben_);
  auto picture = uploaded();
  const auto id = picture->id;
  set.wallpaper = std::move(picture);
  set.settings = tl::make<tl::wallPaperSettings>();
  ASSERT_TRUE(ask(anna_, set));
  EXPECT_GE(holders(id), 1);
  EXPECT_EQ(newest_action<tl::messageActionSetChatWallPaper>(ben_, anna_)->wallpaper.as<tl::wallPaper>()->id,
            id);
}

TEST_F(Wallpapers, ThemesOfChatsAreShared) {
  const std::string emoticon = domain::shipped_chat_themes()[0].emoticon;
  tl::messages_setChatTheme set;
  set.peer = peer(anna_, ben_);
  const auto choose = [&](const std::string& wanted) {
    auto theme = tl::make<tl::inputChatTheme>();
    theme->emoticon = wanted;
    set.theme = std::move(theme);
    return ask(anna_, set);
  };
  ASSERT_TRUE(choose(emoticon));
  for (const auto& [viewer, other] : {std::pair(anna_, ben_), std::pair(ben_, anna_)})
    EXPECT_EQ(full(viewer, other)->theme.as<tl::chatTheme>()->emoticon, emoticon);
  EXPECT_EQ(newest_action<tl::messageActionSetChatTheme>(ben_, anna_)->theme.as<tl::chatTheme>()->emoticon,
            emoticon);
  EXPECT_EQ(choose(emoticon).error().err, Err::EMOJI_NOT_MODIFIED);
  EXPECT_EQ(choose("🧱").error().err, Err::EMOJI_INVALID);
  set.theme = tl::make<tl::inputChatThemeEmpty>();
  ASSERT_TRUE(ask(anna_, set));
  EXPECT_FALSE(full(ben_, anna_)->theme);
}

}  // namespace
}  // namespace botschaft::rpc
