#include "domain/messages/web_pages.h"

#include "rpc/messages/time_scene.h"

namespace botschaft::rpc {
namespace {

class WebPages : public TimeScene {
 protected:
  WebPages() { services_.link_previews = true; }

  auto say(UserId from, PeerId to, const std::string& text, bool no_webpage = false) {
    auto request = text_for(from, to, text);
    request.no_webpage = no_webpage;
    return ask(from, request);
  }
  // What the fetcher does when it has the page; without a title there is none.
  void arrive(const std::string& url, const std::string& title) {
    run([&](store::Transaction& tx) {
      auto page = store::find_web_page(tx, url);
      ASSERT_TRUE(page) << url;
      page->state = title.empty() ? store::WebPageState::none : store::WebPageState::found;
      page->title = title;
      domain::finish_page(tx, *page, now());
    });
  }
  std::optional<std::string> title_at(UserId user, PeerId chat) {
    const auto message = newest(user, chat);
    const auto* media = message.media.as<tl::messageMediaWebPage>();
    const auto* page = media == nullptr ? nullptr : media->webpage.as<tl::webPage>();
    return page == nullptr ? std::nullopt : page->title;
  }

  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
  PeerId to_anna_ = PeerId::user(anna_), to_ben_ = PeerId::user(ben_);
};

TEST_F(WebPages, ComeLaterAndAreToldToAllWhoSeeTheMessage) {
  const auto answer = say(anna_, to_ben_, "siehe example.org/a und example.com");
  ASSERT_TRUE(answer);
  const auto* sent = answer->as<tl::updateShortSentMessage>();
  ASSERT_TRUE(sent != nullptr);
  EXPECT_TRUE(sent->media.as<tl::messageMediaWebPage>()->webpage.is<tl::webPagePending>());
  const auto annas = pts(anna_), bens = pts(ben_);
  arrive("https://example.org/a", "Beispiel");
  for (const auto& [user, since] : {std::pair(anna_, annas), std::pair(ben_, bens)}) {
    const auto told = told_since(user, since);
    const auto* update = find<tl::updateWebPage>(*told);
    ASSERT_TRUE(update != nullptr);
    EXPECT_EQ(update->pts, pts(user));
    const auto* page = update->webpage.as<tl::webPage>();
    EXPECT_EQ(page->title, "Beispiel");
    EXPECT_EQ(page->display_url, "example.org/a");
    EXPECT_EQ(page->site_name, "example.org");
  }
  EXPECT_EQ(title_at(ben_, to_anna_), "Beispiel");
  ASSERT_TRUE(say(ben_, to_anna_, "https://example.org/a"));  // known by now
  EXPECT_EQ(title_at(anna_, to_ben_), "Beispiel");
}

TEST_F(WebPages, AreInEveryKindOfChat) {
  const auto group = this->group(anna_, {ben_});
  const auto id = create(anna_, true);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  const auto channel = PeerId::channel(id);
  ASSERT_TRUE(say(anna_, group, "example.org"));
  ASSERT_TRUE(say(anna_, channel, "example.org"));
  std::int32_t top = 0;
  run([&](store::Transaction& tx) { top = store::top_pts(tx, channel.value); });
  const auto bens = pts(ben_);
  arrive("https://example.org", "Beispiel");
  EXPECT_TRUE(find<tl::updateWebPage>(*told_since(ben_, bens)));
  EXPECT_EQ(title_at(ben_, group), "Beispiel");
  EXPECT_EQ(title_at(ben_, channel), "Beispiel");
  const auto told = difference(ben_, id, top);
  EXPECT_EQ(told->as<tl::updates_channelDifference>()->other_updates.size(), 1U);
}

TEST_F(WebPages, AreNotThereWhereNobodyWantsOrFindsThem) {
  ASSERT_TRUE(say(anna_, to_ben_, "example.org", true));
  EXPECT_FALSE(messages(ben_, to_anna_)[0].media);
  ASSERT_TRUE(say(anna_, to_ben_, "mailto:a@example.org ftp://example.org"));
  EXPECT_FALSE(messages(ben_, to_anna_)[0].media);
  ASSERT_TRUE(say(anna_, to_ben_, "example.net"));
  const auto before = pts(ben_);
  arrive("https://example.net", "");
  EXPECT_TRUE(find<tl::updateWebPage>(*told_since(ben_, before))->webpage.is<tl::webPageEmpty>());
  EXPECT_FALSE(messages(ben_, to_anna_)[0].media);
  services_.link_previews = false;
  ASSERT_TRUE(say(anna_, to_ben_, "example.com"));
  EXPECT_FALSE(messages(ben_, to_anna_)[0].media);
}

TEST_F(WebPages, AreGivenUpAfterAMinute) {
  ASSERT_TRUE(say(anna_, to_ben_, "example.org"));
  EXPECT_TRUE(messages(ben_, to_anna_)[0].media);
  const auto before = pts(ben_);
  pass(domain::kPageAwaited);
  EXPECT_TRUE(find<tl::updateWebPage>(*told_since(ben_, before))->webpage.is<tl::webPageEmpty>());
  EXPECT_FALSE(messages(ben_, to_anna_)[0].media);
  pass(domain::kPageKept);
  ASSERT_TRUE(say(anna_, to_ben_, "example.org"));  // tried again the next day
  EXPECT_TRUE(messages(ben_, to_anna_)[0].media);
}

TEST_F(WebPages, FollowEditsAndForwards) {
  ASSERT_TRUE(say(anna_, to_ben_, "example.org"));
  arrive("https://example.org", "eins");
  tl::messages_editMessage edit;
  edit.peer = input(anna_, to_ben_);
  edit.id = messages(anna_, to_ben_)[0].id;
  edit.message = "example.com";
  ASSERT_TRUE(ask(anna_, edit));
  arrive("https://example.com", "zwei");
  EXPECT_EQ(title_at(ben_, to_anna_), "zwei");
  tl::messages_forwardMessages forward;
  forward.from_peer = input(anna_, to_ben_);
  forward.to_peer = input(anna_, to_anna_);
  forward.id = {edit.id};
  forward.random_id = {1};
  ASSERT_TRUE(ask(anna_, forward));
  EXPECT_EQ(title_at(anna_, to_anna_), "zwei");
  edit.message = "nichts";
  ASSERT_TRUE(ask(anna_, edit));
  EXPECT_FALSE(messages(ben_, to_anna_)[0].media);
}

TEST_F(WebPages, CanBeAskedForWhileWriting) {
  tl::messages_getWebPagePreview request;
  request.message = "schau: example.org";
  const auto pending = ask(anna_, request);
  EXPECT_TRUE(pending->as<tl::messages_webPagePreview>()->media.is<tl::messageMediaWebPage>());
  const auto before = pts(anna_);
  arrive("https://example.org", "Beispiel");
  EXPECT_TRUE(find<tl::updateWebPage>(*told_since(anna_, before)));
  request.message = "nichts";
  EXPECT_TRUE(ask(anna_, request)->as<tl::messages_webPagePreview>()->media.is<tl::messageMediaEmpty>());
  request.message = "";
  EXPECT_EQ(ask(anna_, request).error().err, Err::MESSAGE_EMPTY);
}

TEST_F(WebPages, OfScheduledMessagesAreShownInTheListAndWhenSent) {
  auto request = text_for(anna_, to_ben_, "example.org");
  request.schedule_date = now() + 100;
  ASSERT_TRUE(ask(anna_, request));
  arrive("https://example.org", "Beispiel");
  pass(100);
  EXPECT_EQ(title_at(ben_, to_anna_), "Beispiel");
}

}  // namespace
}  // namespace botschaft::rpc
