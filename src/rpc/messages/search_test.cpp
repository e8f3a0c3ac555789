#include "domain/messages/search_text.h"
#include "rpc/messages/scene.h"

namespace botschaft::rpc {
namespace {

class Search : public Scene {
 protected:
  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");

  // Ids of what Anna finds, newest first.
  std::vector<MessageId> find(tl::messages_search request) {
    request.peer = peer(anna_, ben_);
    if (!request.filter) request.filter = tl::make<tl::inputMessagesFilterEmpty>();
    if (request.limit == 0) request.limit = 100;
    return ids_of(ask_store(anna_, request));
  }
  std::vector<MessageId> find(const std::string& words) {
    tl::messages_search request;
    request.q = words;
    return find(std::move(request));
  }

  std::vector<MessageId> ids_of(const Result<tl::Box<tl::messages_Messages>>& answer) {
    std::vector<MessageId> ids;
    EXPECT_TRUE(answer);
    if (!answer) return ids;
    const auto* slice = answer->as<tl::messages_messagesSlice>();
    total_ = slice ? slice->count : 0;
    const auto& messages = slice ? slice->messages : answer->as<tl::messages_messages>()->messages;
    for (const auto& m : messages) ids.push_back(m.as<tl::message>()->id);
    return ids;
  }

  int total_ = 0;
};

using Ids = std::vector<MessageId>;

TEST_F(Search, FindsWordsByTheirBeginning) {
  const auto id = send(anna_, ben_, "Wir treffen uns am Bahnhof");
  send(anna_, ben_, "nichts");
  EXPECT_EQ(find("bahn"), Ids{id});
  EXPECT_EQ(find("BAHNHOF treff"), Ids{id});
  EXPECT_EQ(find("hof"), Ids{});
  EXPECT_EQ(find("bahn nichts"), Ids{});
}

TEST_F(Search, FoldsGermanLetters) {
  const auto street = send(anna_, ben_, "Große Straße");
  const auto name = send(anna_, ben_, "Frau Müller, Äpfel");
  const auto spread = send(anna_, ben_, "Mueller");
  EXPECT_EQ(find("grosse strasse"), Ids{street});
  EXPECT_EQ(find("GROẞE"), Ids{street});
  EXPECT_EQ(find("muller"), Ids{name});
  EXPECT_EQ(find("mueller"), (Ids{spread, name}));
  EXPECT_EQ(find("müller"), (Ids{spread, name}));
  EXPECT_EQ(find("apfel"), Ids{name});
  EXPECT_EQ(find("aepfel"), Ids{name});
}

TEST_F(Search, FollowsEditsAndDeletions) {
  const auto id = send(anna_, ben_, "alt");
  EXPECT_EQ(find("alt"), Ids{id});
  tl::messages_editMessage edit;
  edit.peer = peer(anna_, ben_);
  edit.id = id;
  edit.message = "neu";
  ASSERT_TRUE(ask(anna_, edit));
  EXPECT_EQ(find("alt"), Ids{});
  EXPECT_EQ(find("neu"), Ids{id});
  tl::messages_deleteMessages remove;
  remove.id = {id};
  ASSERT_TRUE(ask(anna_, remove));
  EXPECT_EQ(find("neu"), Ids{});
}

TEST_F(Search, StaysInItsChatAndItsBox) {
  const auto cara = person("Cara");
  const auto here = send(anna_, ben_, "geheim");
  const auto there = send(anna_, cara, "geheim");
  send(ben_, cara, "geheim");
  EXPECT_EQ(find("geheim"), Ids{here});
  tl::messages_searchGlobal everywhere;
  everywhere.q = "geheim";
  everywhere.filter = tl::make<tl::inputMessagesFilterEmpty>();
  everywhere.offset_peer = tl::make<tl::inputPeerEmpty>();
  everywhere.limit = 10;
  EXPECT_EQ(ids_of(ask_store(anna_, everywhere)), (Ids{there, here}));
}

TEST_F(Search, FiltersByKindAndAuthor) {
  const auto link = send(anna_, ben_, "siehe https://example.org");
  send(ben_, anna_, "example ohne Adresse");
  tl::messages_search request;
  request.filter = tl::make<tl::inputMessagesFilterUrl>();
  EXPECT_EQ(find(std::move(request)), Ids{link});
  request = {};
  request.q = "example";
  request.from_id = tl::make<tl::inputPeerSelf>();
  EXPECT_EQ(find(std::move(request)), Ids{link});
  request = {};
  request.filter = tl::make<tl::inputMessagesFilterPhotos>();
  EXPECT_EQ(find(std::move(request)), Ids{});
}

TEST_F(Search, PagesAndCounts) {
  Ids all;
  for (int i = 0; i < 10; ++i) all.insert(all.begin(), send(anna_, ben_, "wort"));
  tl::messages_search request;
  request.q = "wort";
  request.limit = 3;
  request.offset_id = all[2];
  EXPECT_EQ(find(std::move(request)), (Ids{all[3], all[4], all[5]}));
  EXPECT_EQ(total_, 10);
}

TEST_F(Search, QuestionsAreNotExpressions) {
  const auto id = send(anna_, ben_, "a \"zitat\" AND (b OR c) NEAR text: x*");
  EXPECT_EQ(find("\"zitat\" AND"), Ids{id});
  EXPECT_EQ(find("text: OR"), Ids{id});
  EXPECT_EQ(find("marks : c1"), Ids{});
  EXPECT_EQ(domain::match_expression("\"*():^ -"), "");
}

}  // namespace
}  // namespace botschaft::rpc
