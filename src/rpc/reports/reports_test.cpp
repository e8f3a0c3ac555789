// Reports from the first page of options to the notice at the desk and the receipt in the reporter's chat.
#include <algorithm>

#include "desk/desk.h"
#include "desk/report.h"
#include "rpc/channels/channels_scene.h"
#include "store/desk_log.h"
#include "store/profile_photos.h"

namespace botschaft::rpc {
namespace {

constexpr std::uint32_t kReportOfAReason = 0x8953ab4e;

class ReportsTest : public ChannelScene {
 protected:
  // As `ask()`, by a client of that language, or one that sends an older line.
  template <class Request>
  auto ask_in(UserId user, const Request& request, const std::string& language, std::uint32_t line = 0) {
    auto caller = caller_of(user);
    caller.client.lang_code = language;
    Context context{
        .caller = caller, .services = services_, .now = clock_.unix_seconds(), .request_id = line};
    return ask_in_transaction(context, request);
  }
  template <class Answer>
  static Err err(const Answer& answer) {
    EXPECT_FALSE(answer.has_value());
    return answer.has_value() ? Err::INTERNAL : answer.error().err;
  }

  tl::messages_report report(UserId who, const std::string& option = "", const std::string& message = "") {
    tl::messages_report request;
    request.peer = channel_peer(who, id_);
    request.id.push_back(bad_);
    request.option = option;
    request.message = message;
    return request;
  }
  static std::vector<std::string> options(const tl::Box<tl::ReportResult>& answer) {
    std::vector<std::string> found;
    const auto* page = answer.as<tl::reportResultChooseOption>();
    if (page == nullptr) return found;
    for (const auto& line : page->options) found.push_back(line.as<tl::messageReportOption>()->option);
    return found;
  }

  std::vector<store::DeskCaseRow> cases() {
    std::vector<store::DeskCaseRow> found;
    run([&](store::Transaction& tx) {
      found = store::desk_queue(tx, static_cast<int>(desk::State::received),
                                static_cast<int>(desk::Lane::users), 100);
    });
    return found;
  }
  std::vector<desk::Report> reports_of(const store::DeskCaseRow& about) {
    std::vector<desk::Report> found;
    run([&](store::Transaction& tx) {
      for (const auto& entry : store::desk_log_of_case(tx, about.id)) {
        if (translog::parse_record(entry.record)->kind != desk::name_of(desk::LogKind::received)) continue;
        const auto report = desk::parse_report(as_text(*entry.payload));
        ASSERT_TRUE(report);
        found.push_back(*report);
      }
    });
    return found;
  }
  std::vector<std::string> told(UserId user) {
    std::vector<std::string> texts;
    for (const auto* message : history(user, store::kServiceUser)) texts.push_back(message->message);
    return texts;
  }

  UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  std::int64_t id_ = create(anna_, true, "News");
  bool named_ = name(anna_, id_, "news_of_all").has_value();
  MessageId bad_ = post(anna_, id_, "Give me your password");
};

TEST_F(ReportsTest, AWalkThroughTheTree) {
  const auto first = ask(ben_, report(ben_));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->as<tl::reportResultChooseOption>()->title, "What is wrong with it?");
  ASSERT_NE(std::ranges::count(options(*first), "fraud"), 0);
  const auto deeper = ask(ben_, report(ben_, "fraud"));
  ASSERT_NE(std::ranges::count(options(*deeper), "fraud/phishing"), 0);
  EXPECT_EQ(deeper->as<tl::reportResultChooseOption>()->title, "Scam or fraud");
  const auto leaf = ask(ben_, report(ben_, "fraud/phishing"));
  const auto* question = leaf->as<tl::reportResultAddComment>();
  ASSERT_NE(question, nullptr);
  EXPECT_TRUE(question->optional);
  EXPECT_TRUE(cases().empty()) << "so far it was only asked";
  const auto last = ask(ben_, report(ben_, question->option));
  EXPECT_TRUE(last->is<tl::reportResultReported>());

  const auto filed = cases();
  ASSERT_EQ(filed.size(), 1u);
  EXPECT_EQ(filed[0].target, "channel:" + std::to_string(id_) + "/post:" + std::to_string(bad_));
  EXPECT_EQ(filed[0].subject, static_cast<int>(desk::Subject::public_content));
  const auto reports = reports_of(filed[0]);
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].option, "fraud/phishing");
  EXPECT_EQ(reports[0].text, "Give me your password");
  EXPECT_EQ(reports[0].author, PeerId::channel(id_));
  const auto letters = told(ben_);
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_NE(letters[0].find(filed[0].ref), std::string::npos) << letters[0];
}

TEST_F(ReportsTest, ThePagesAndTheReceiptAreInTheLanguageOfTheClient) {
  const auto first = ask_in(ben_, report(ben_), "de");
  EXPECT_EQ(first->as<tl::reportResultChooseOption>()->title, "Was ist daran falsch?");
  ASSERT_TRUE(ask_in(ben_, report(ben_, "spam", "Immer wieder"), "de"));
  EXPECT_TRUE(told(ben_).at(0).starts_with("Deine Meldung ist bei ")) << told(ben_).at(0);
  run([&](store::Transaction& tx) {
    EXPECT_EQ(store::untold_desk_submissions(tx, store::desk_queue(tx, 1, 1, 1).at(0).id, 1).at(0).language,
              "de");
  });
}

TEST_F(ReportsTest, TheReceiptIsPushedToEveryDeviceOfTheReporterAndToNobodyElse) {
  (void)take_box_notices();
  ASSERT_TRUE(ask(ben_, report(ben_, "spam", "again and again")));
  const auto notices = take_box_notices();
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0].owner, ben_);
  EXPECT_EQ(notices[0].except, SessionKey{});
  EXPECT_TRUE(told(anna_).empty());
}

TEST_F(ReportsTest, SomeReasonsNeedWords) {
  const auto asked = ask(ben_, report(ben_, "law"));
  const auto* question = asked->as<tl::reportResultAddComment>();
  ASSERT_NE(question, nullptr);
  EXPECT_FALSE(question->optional);
  const auto again = ask(ben_, report(ben_, question->option));
  EXPECT_TRUE(again->is<tl::reportResultAddComment>()) << "nothing was said yet";
  EXPECT_TRUE(cases().empty());
  EXPECT_TRUE(ask(ben_, report(ben_, question->option, "§ 86a StGB"))->is<tl::reportResultReported>());
  EXPECT_EQ(reports_of(cases().at(0)).at(0).comment, "§ 86a StGB");
  EXPECT_EQ(err(ask(ben_, report(ben_, question->option, std::string(3000, 'x')))), Err::MESSAGE_TOO_LONG);
}

TEST_F(ReportsTest, OptionsAreTheServers) {
  for (const auto* option : {"nothing", "fraud/", "/", "#", "fraud#", "fraud/phishing##", "\xff"})
    EXPECT_EQ(err(ask(ben_, report(ben_, option, "words"))), Err::OPTION_INVALID) << option;
  EXPECT_TRUE(cases().empty());
}

TEST_F(ReportsTest, OlderClientsSayAReasonAndAreDone) {
  EXPECT_TRUE(ask_in(ben_, report(ben_, "child_abuse"), "en", kReportOfAReason));
  EXPECT_TRUE(ask_in(ben_, report(ben_, "other"), "en", kReportOfAReason)) << "also without the words";
  const auto reports = reports_of(cases().at(0));
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].option, "minors/abuse");
  EXPECT_EQ(reports[1].option, "other");
}

TEST_F(ReportsTest, NoticesOfOnePostAreOneCaseAndEachIsCounted) {
  ASSERT_TRUE(ask(ben_, report(ben_, "spam", "a")));
  ASSERT_TRUE(ask(cleo_, report(cleo_, "speech/hate", "b")));
  ASSERT_EQ(cases().size(), 1u);
  EXPECT_EQ(cases()[0].submissions, 2);
  EXPECT_EQ(told(cleo_).size(), 1u);
}

TEST_F(ReportsTest, WhatIsSentTwiceIsOneNotice) {
  ASSERT_TRUE(ask(ben_, report(ben_, "spam", "a")));
  ASSERT_TRUE(ask(ben_, report(ben_, "spam", "a")));
  EXPECT_EQ(cases().at(0).submissions, 1);
  EXPECT_EQ(told(ben_).size(), 1u);
  advance(24 * 3600);
  ASSERT_TRUE(ask(ben_, report(ben_, "spam", "a"))) << "but a day later it is meant";
  EXPECT_EQ(cases().at(0).submissions, 2);
}

TEST_F(ReportsTest, SeveralMessagesAreACaseEachWithOneReceipt) {
  auto request = report(ben_, "spam", "a");
  request.id.push_back(post(anna_, id_, "Again"));
  request.id.push_back(bad_);
  ASSERT_TRUE(ask(ben_, request));
  const auto filed = cases();
  ASSERT_EQ(filed.size(), 2u);
  ASSERT_EQ(told(ben_).size(), 1u);
  for (const auto& each : filed) EXPECT_NE(told(ben_)[0].find(each.ref), std::string::npos);
}

TEST_F(ReportsTest, OnlyWhatOneSeesCanBeReported) {
  const auto closed = create(anna_, false, "Closed");
  auto request = report(ben_, "spam", "a");
  request.peer = channel_peer(ben_, closed);
  request.id = {post(anna_, closed, "secret")};
  EXPECT_EQ(err(ask(ben_, request)), Err::CHANNEL_PRIVATE);
  request = report(ben_, "spam", "a");
  request.id = {bad_ + 1000};
  EXPECT_EQ(err(ask(ben_, request)), Err::MESSAGE_ID_INVALID);
  request.id = {};
  for (int i = 0; i < 101; ++i) request.id.push_back(bad_);
  EXPECT_EQ(err(ask(ben_, request)), Err::LIMIT_INVALID);
  request = report(ben_, "spam", "a");
  request.peer.as<tl::inputPeerChannel>()->access_hash += 1;
  EXPECT_EQ(err(ask(ben_, request)), Err::PEER_ID_INVALID);
  EXPECT_TRUE(cases().empty());
  EXPECT_TRUE(told(ben_).empty());
}

TEST_F(ReportsTest, APrivateMessageIsOneTargetForBothSides) {
  (void)send(anna_, ben_, "first");
  const auto id = send(anna_, ben_, "bad");
  tl::messages_report request;
  request.peer = peer(ben_, anna_);
  request.id.push_back(history(ben_, anna_).front()->id);
  request.option = "cyber/harassment";
  request.message = "a";
  ASSERT_TRUE(ask(ben_, request));
  ASSERT_EQ(cases().size(), 1u);
  EXPECT_EQ(cases()[0].target, "user:" + std::to_string(anna_) + "/message:" + std::to_string(id));
  EXPECT_EQ(cases()[0].subject, static_cast<int>(desk::Subject::private_content));
  EXPECT_EQ(reports_of(cases()[0]).at(0).author, PeerId::user(anna_));
}

TEST_F(ReportsTest, PeopleAndChatsAsAWhole) {
  tl::account_reportPeer person;
  person.peer = peer(ben_, anna_);
  person.reason = tl::make<tl::inputReportReasonFake>();
  person.message = "I know her";
  ASSERT_TRUE(ask(ben_, person));
  auto whole = report(ben_, "spam", "a");
  whole.id.clear();
  ASSERT_TRUE(ask(ben_, whole));
  const auto filed = cases();
  ASSERT_EQ(filed.size(), 2u);
  EXPECT_EQ(filed[0].target, "user:" + std::to_string(anna_));
  EXPECT_EQ(filed[0].subject, static_cast<int>(desk::Subject::account));
  EXPECT_EQ(reports_of(filed[0]).at(0).option, "fraud/impersonation");
  EXPECT_EQ(filed[1].target, "channel:" + std::to_string(id_));

  person.peer = tl::make<tl::inputPeerSelf>();
  EXPECT_EQ(err(ask(ben_, person)), Err::PEER_ID_INVALID);
  person.peer = peer(ben_, store::kServiceUser);
  EXPECT_EQ(err(ask(ben_, person)), Err::PEER_ID_INVALID);
}

TEST_F(ReportsTest, SpamOfSomebodyNewTakesTheBarAway) {
  (void)send(anna_, ben_, "Buy this");
  tl::messages_getPeerSettings bar;
  bar.peer = peer(ben_, anna_);
  const auto offered = [&] {
    const auto answer = ask(ben_, bar);
    return answer->as<tl::messages_peerSettings>()->settings.as<tl::peerSettings>()->report_spam;
  };
  EXPECT_TRUE(offered());
  tl::messages_reportSpam spam;
  spam.peer = peer(ben_, anna_);
  ASSERT_TRUE(ask(ben_, spam));
  EXPECT_FALSE(offered());
  EXPECT_EQ(reports_of(cases().at(0)).at(0).option, "spam");
}

TEST_F(ReportsTest, AdminsReportSpamOfAMember) {
  const auto group = create(anna_, false, "Group");
  ASSERT_TRUE(invite(anna_, group, {ben_, cleo_}));
  const auto spam = post(ben_, group, "Buy this"), fine = post(cleo_, group, "Hello");
  tl::channels_reportSpam request;
  request.channel = channel(anna_, group);
  request.participant = peer(anna_, ben_);
  request.id = {spam};
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(reports_of(cases().at(0)).at(0).author, PeerId::user(ben_));
  request.id = {spam, fine};
  EXPECT_EQ(err(ask(anna_, request)), Err::MESSAGE_ID_INVALID) << "that was somebody else";
  request.id = {};
  EXPECT_EQ(err(ask(anna_, request)), Err::MESSAGE_ID_INVALID);
  request.channel = channel(cleo_, group);
  request.participant = peer(cleo_, ben_);
  request.id = {spam};
  EXPECT_EQ(err(ask(cleo_, request)), Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(cases().size(), 1u);
}

TEST_F(ReportsTest, AProfilePhotoOneSees) {
  tl::account_reportProfilePhoto request;
  request.peer = channel_peer(ben_, id_);
  request.photo_id = tl::make<tl::inputPhotoEmpty>();
  request.reason = tl::make<tl::inputReportReasonPornography>();
  EXPECT_EQ(err(ask(ben_, request)), Err::PHOTO_ID_INVALID) << "there is none";
  const store::FileId file = 5;
  run([&](store::Transaction& tx) {
    store::insert_file(tx, {.id = file}, {});
    store::put_chat_photo(tx, PeerId::channel(id_), file);
  });
  ASSERT_TRUE(ask(ben_, request));
  EXPECT_EQ(cases().at(0).target, "channel:" + std::to_string(id_) + "/photo:" + std::to_string(file));
  EXPECT_EQ(reports_of(cases()[0]).at(0).kind, desk::ReportKind::profile_photo);
  auto other = tl::make<tl::inputPhoto>();
  other->id = file;
  request.photo_id = std::move(other);
  EXPECT_EQ(err(ask(ben_, request)), Err::PHOTO_ID_INVALID) << "under an access hash of nobody's";
}

}  // namespace
}  // namespace botschaft::rpc
