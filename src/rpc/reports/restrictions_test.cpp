// From the decision to what each viewer's client shows, and back again.
#include <fmt/format.h>

#include <algorithm>

#include "desk/desk.h"
#include "domain/accounts/sign_in.h"
#include "domain/restrictions/restriction.h"
#include "rpc/channels/channels_scene.h"
#include "rpc/frozen.h"
#include "rpc/help/phone_country.h"
#include "rpc/views/channel.h"
#include "store/auth_keys.h"
#include "store/authorizations.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

using desk::Action;
using desk::Measure;
using desk::State;

constexpr desk::Actor kModerator{desk::Role::moderator, 1, desk::IdentityLevel::strong};
constexpr desk::Actor kAppeals{desk::Role::appeal_reviewer, 3, desk::IdentityLevel::strong};
constexpr desk::Actor kProgram{desk::Role::system, 0, desk::IdentityLevel::claimed};

class Restrictions : public ChannelScene {
 protected:
  Restrictions() {
    run([&](store::Transaction& tx) { store::update_user_phone(tx, fleur_, "33612345678"); });
    (void)name(anna_, id_, "news_of_all");
    for (const auto user : {dieter_, fleur_}) EXPECT_TRUE(join(user, id_));
  }

  static desk::Decision decided(Measure measure, std::vector<std::string> territory = {},
                                std::vector<std::string> platforms = {}) {
    return desk::Restriction(*desk::Statement::make({.measure = measure,
                                                     .territory = std::move(territory),
                                                     .platforms = std::move(platforms),
                                                     .until = {},
                                                     .facts = "A sign.",
                                                     .trigger = desk::Trigger::notice,
                                                     .ground = desk::Ground::illegal,
                                                     .provision = "StGB 86a",
                                                     .explanation = "Forbidden.",
                                                     .redress = "Complain."}));
  }
  template <class F>
  void with_desk(F&& f) {
    run([&](store::Transaction& tx) {
      desk::Desk desk(tx, settings_, clock_.unix_seconds(), services_.random);
      f(desk);
    });
  }
  std::string notice(const std::string& target, UserId sender = 99) {
    std::string ref;
    with_desk([&](desk::Desk& desk) {
      desk::Submission made;
      made.subject = desk::Subject::public_content;
      made.target = target;
      made.sender = {desk::Role::reporter, sender, {}};
      made.payload = as_bytes("bad");
      ref = desk.file(made)->case_ref;
    });
    return ref;
  }
  desk::Outcome<desk::Entry> act(const std::string& ref, Action action, const desk::Actor& actor,
                                 const desk::Particulars& about = {}) {
    std::optional<desk::Outcome<desk::Entry>> done;
    with_desk([&](desk::Desk& desk) { done = desk.act(desk.find(ref)->id, action, actor, about); });
    return *done;
  }
  std::string put(const std::string& target, const desk::Decision& decision) {
    const auto ref = notice(target);
    EXPECT_TRUE(act(ref, Action::view, kModerator));
    EXPECT_TRUE(act(ref, Action::decide, kModerator, {.decision = decision}));
    EXPECT_TRUE(act(ref, Action::effect, kProgram));
    return ref;
  }
  // A complaint that another person grants.
  void reverse(const std::string& ref) {
    std::string appeal;
    with_desk([&](desk::Desk& desk) {
      desk::Submission made;
      made.kind = desk::CaseKind::appeal;
      made.instrument = desk::Instrument::dsa20_complaint;
      made.sender = {desk::Role::reporter, anna_, {}};
      made.appeal_of = ref;
      made.payload = as_bytes("wrong");
      const auto filed = desk.file(made);
      ASSERT_TRUE(filed);
      appeal = filed->case_ref;
    });
    EXPECT_TRUE(act(appeal, Action::view, kAppeals));
    EXPECT_TRUE(act(appeal, Action::decide, kAppeals, {.decision = desk::Reversal{"Satire."}}));
    EXPECT_TRUE(act(ref, Action::restore, kProgram));
  }

  std::string post_target(MessageId id) const { return fmt::format("channel:{}/post:{}", id_, id); }
  const tl::message* seen(UserId who, MessageId id) {
    tl::channels_getMessages request;
    request.channel = channel(who, id_);
    auto input = tl::make<tl::inputMessageID>();
    input->id = id;
    request.id.push_back(std::move(input));
    answer_ = std::move(*ask(who, request));
    return answer_.as<tl::messages_channelMessages>()->messages.front().as<tl::message>();
  }
  std::vector<store::Event> events() {
    std::vector<store::Event> found;
    run([&](store::Transaction& tx) {
      found = store::read_events(tx, PeerId::channel(id_).value, 0, 1'000);
    });
    return found;
  }

  desk::Settings settings_{.tier = desk::OperatorTier::platform, .levels = {}};
  tl::Box<tl::messages_Messages> answer_;
  UserId anna_ = person("Anna"), dieter_ = person("Dieter"), fleur_ = person("Fleur");
  std::int64_t id_ = create(anna_, true, "News");
  MessageId bad_ = post(anna_, id_, "A sign");
};

TEST(PhoneCountry, IsTheOneOfTheLongestPrefix) {
  EXPECT_EQ(country_of_phone("4915550001"), "DE");
  EXPECT_EQ(country_of_phone("33612345678"), "FR");
  EXPECT_EQ(country_of_phone("12025550100"), "US");
  EXPECT_EQ(country_of_phone("14165550100"), "CA");
  EXPECT_EQ(country_of_phone("77015550100"), "KZ");
  EXPECT_EQ(country_of_phone("79165550100"), "RU");
  EXPECT_EQ(country_of_phone(""), std::nullopt);
}

TEST_F(Restrictions, WithheldInOneCountryIsShownInTheOthers) {
  const auto ref = put(post_target(bad_), decided(Measure::withhold, {"DE"}));
  const auto* here = seen(dieter_, bad_);
  EXPECT_EQ(here->message, "This message is not shown in your country (StGB 86a). Case " + ref + ".");
  ASSERT_TRUE(here->restriction_reason);
  const auto* reason = here->restriction_reason->front().as<tl::restrictionReason>();
  EXPECT_EQ(reason->platform, "all");
  EXPECT_EQ(reason->reason, "law");
  EXPECT_EQ(reason->text, here->message);
  EXPECT_EQ(texts(dieter_, id_).back(), here->message);

  const auto* there = seen(fleur_, bad_);
  EXPECT_EQ(there->message, "A sign");
  EXPECT_FALSE(there->restriction_reason);
  EXPECT_EQ(texts(fleur_, id_).back(), "A sign");
}

TEST_F(Restrictions, WhoseCountryNobodyKnowsIsInAllOfThem) {
  run([&](store::Transaction& tx) { store::update_user_phone(tx, fleur_, ""); });
  put(post_target(bad_), decided(Measure::withhold, {"DE"}));
  EXPECT_TRUE(seen(fleur_, bad_)->restriction_reason);
}

TEST_F(Restrictions, TheUnionIsAllOfItsStates) {
  put(post_target(bad_), decided(Measure::withhold, {"EU"}));
  EXPECT_TRUE(seen(dieter_, bad_)->restriction_reason);
  EXPECT_TRUE(seen(fleur_, bad_)->restriction_reason);
  run([&](store::Transaction& tx) { store::update_user_phone(tx, fleur_, "4740000000"); });  // Norway
  EXPECT_FALSE(seen(fleur_, bad_)->restriction_reason);
  settings_.eu_is_eea = true;
  put(post_target(bad_), decided(Measure::withhold, {"EU"}));
  EXPECT_TRUE(seen(fleur_, bad_)->restriction_reason);
}

TEST_F(Restrictions, ForOnePlatformTheClientHidesIt) {
  put(post_target(bad_), decided(Measure::withhold, {"DE"}, {"ios", "android"}));
  const auto* here = seen(dieter_, bad_);
  EXPECT_EQ(here->message, "A sign");
  EXPECT_EQ(here->restriction_reason->front().as<tl::restrictionReason>()->platform, "ios-android");
}

TEST_F(Restrictions, ReversedItIsTheVeryMessageAgain) {
  const auto pinned_before = seen(fleur_, bad_)->date;
  const auto ref = put(post_target(bad_), decided(Measure::remove));
  for (const auto user : {anna_, dieter_, fleur_})
    EXPECT_EQ(seen(user, bad_)->message, "This message was removed (StGB 86a). Case " + ref + ".");
  reverse(ref);
  for (const auto user : {anna_, dieter_, fleur_}) {
    EXPECT_EQ(seen(user, bad_)->id, bad_);
    EXPECT_EQ(seen(user, bad_)->message, "A sign");
    EXPECT_EQ(seen(user, bad_)->date, pinned_before);
    EXPECT_FALSE(seen(user, bad_)->restriction_reason);
    EXPECT_FALSE(seen(user, bad_)->edit_date);
  }
}

TEST_F(Restrictions, TwoOrdersAreTwoRestrictions) {
  const auto german = put(post_target(bad_), decided(Measure::withhold, {"DE"}));
  put(post_target(bad_), decided(Measure::withhold, {"FR"}));
  EXPECT_TRUE(seen(fleur_, bad_)->restriction_reason);
  reverse(german);
  EXPECT_FALSE(seen(dieter_, bad_)->restriction_reason);
  EXPECT_TRUE(seen(fleur_, bad_)->restriction_reason) << "the other order stands";
}

TEST_F(Restrictions, NothingOfItLeavesByForwardingOrIsChangedByEditing) {
  put(post_target(bad_), decided(Measure::withhold, {"DE"}));
  tl::messages_forwardMessages forward;
  forward.from_peer = channel_peer(fleur_, id_);
  forward.to_peer = peer(fleur_, dieter_);
  forward.id.push_back(bad_);
  forward.random_id.push_back(77);
  EXPECT_EQ(ask(fleur_, forward).error().err, Err::CHAT_FORWARDS_RESTRICTED);
  tl::messages_editMessage edit;
  edit.peer = channel_peer(anna_, id_);
  edit.id = bad_;
  edit.message = "Another sign";
  EXPECT_EQ(ask(anna_, edit).error().err, Err::MESSAGE_EDIT_TIME_EXPIRED);
}

TEST_F(Restrictions, AnInterimMeasureEndsWithTheDecision) {
  const auto ref = notice(post_target(bad_));
  ASSERT_TRUE(act(ref, Action::withhold_interim, kProgram, {.decision = decided(Measure::withhold)}));
  EXPECT_TRUE(seen(fleur_, bad_)->restriction_reason);
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(act(ref, Action::lift_interim, kModerator, {.text = "forged"}));
  EXPECT_FALSE(seen(fleur_, bad_)->restriction_reason);
  ASSERT_TRUE(act(ref, Action::withhold_interim, kProgram, {.decision = decided(Measure::withhold)}));
  ASSERT_TRUE(act(ref, Action::decide, kModerator, {.decision = desk::NoAction{"Satire."}}));
  EXPECT_FALSE(seen(fleur_, bad_)->restriction_reason);
}

TEST_F(Restrictions, AWithheldChannelIsWithheldWithAllThatIsInIt) {
  const auto ref = put(fmt::format("channel:{}", id_), decided(Measure::withhold, {"DE"}));
  const auto words = "This channel is not shown in your country (StGB 86a). Case " + ref + ".";
  EXPECT_EQ(texts(dieter_, id_).back(), words);
  EXPECT_EQ(texts(fleur_, id_).back(), "A sign");
  run([&](store::Transaction& tx) {
    const Viewer here{dieter_, clock_.unix_seconds(), services_};
    const auto view = channel_view(here, tx, id_);
    EXPECT_TRUE(view.as<tl::channel>()->restricted);
    EXPECT_EQ(view.as<tl::channel>()->restriction_reason->front().as<tl::restrictionReason>()->text, words);
    const Viewer there{fleur_, clock_.unix_seconds(), services_};
    EXPECT_FALSE(channel_view(there, tx, id_).as<tl::channel>()->restricted);
  });
  const auto after = seen(dieter_, post(anna_, id_, "More"));
  EXPECT_EQ(after->message, words);
}

TEST_F(Restrictions, OfPrivateMessagesBothSidesLoseAndGetItBack) {
  const auto id = send(anna_, dieter_, "Between us");
  const auto target = fmt::format("user:{}/message:{}", anna_, id);
  const auto before = pts(dieter_);
  const auto ref = put(target, decided(Measure::remove));
  EXPECT_TRUE(history(dieter_, anna_).front()->message.starts_with("This message was removed"));
  EXPECT_TRUE(history(anna_, dieter_).front()->message.starts_with("This message was removed"));
  run([&](store::Transaction& tx) {  // and his devices are told
    const auto told = store::read_events(tx, dieter_, before, 100);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].kind, static_cast<int>(domain::EventKind::message_edited));
  });
  reverse(ref);
  EXPECT_EQ(history(dieter_, anna_).front()->message, "Between us");
  EXPECT_EQ(history(anna_, dieter_).front()->id, id);
}

TEST_F(Restrictions, TheRestrictionStaysWhenOneSideDeletesItsCopy) {
  const auto id = send(anna_, dieter_, "Between us");
  put(fmt::format("user:{}/message:{}", anna_, id), decided(Measure::remove));
  tl::messages_deleteMessages request;
  request.id.push_back(id);
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_TRUE(history(dieter_, anna_).front()->message.starts_with("This message was removed"));
}

TEST_F(Restrictions, AFrozenAccountReadsAndComplainsAndIsTold) {
  const auto before = pts(anna_);
  const auto ref = put(fmt::format("user:{}", anna_), decided(Measure::freeze_account));
  run([&](store::Transaction& tx) {
    EXPECT_TRUE(is_frozen(tx, anna_));
    EXPECT_FALSE(is_frozen(tx, dieter_));
    const auto told = store::read_events(tx, anna_, before, 100);
    EXPECT_TRUE(std::ranges::any_of(told, [](const store::Event& event) {
      return event.kind == static_cast<int>(domain::EventKind::config);
    }));
  });
  const auto config = [&](UserId user) {
    std::vector<std::string> keys;
    const auto answer = ask(user, tl::help_getAppConfig());
    for (const auto& each : answer->as<tl::help_appConfig>()->config.as<tl::jsonObject>()->value)
      keys.push_back(each.as<tl::jsonObjectValue>()->key);
    return std::ranges::count_if(keys, [](const auto& key) { return key.starts_with("freeze_"); });
  };
  EXPECT_EQ(config(anna_), 3);
  EXPECT_EQ(config(dieter_), 0);
  reverse(ref);
  EXPECT_EQ(config(anna_), 0);
  run([&](store::Transaction& tx) { EXPECT_FALSE(is_frozen(tx, anna_)); });
}

TEST_F(Restrictions, WhatTheFrozenMayStillDo) {
  const auto closed = [](const auto& request) {
    tl::AnyBox query;
    const auto bytes = tl::to_bytes(request).value();
    tl::Reader reader(bytes);
    query = *tl::decode_method(reader);
    return is_closed_to_the_frozen(*find_method(query.index()), query);
  };
  EXPECT_TRUE(closed(text_to(anna_, dieter_, "Hello")));
  EXPECT_FALSE(closed(text_to(anna_, store::kServiceUser, "This is wrong")));
  tl::messages_readHistory read;
  read.peer = peer(anna_, dieter_);
  EXPECT_FALSE(closed(read));
  EXPECT_TRUE(closed(tl::account_updateUsername()));
  for (const auto& method : served_methods()) {  // no method that puts something before others is open
    for (const auto* word : {".send", ".edit", ".create", ".invite", ".join", ".add", ".upload", ".forward"})
      if (method.tx == Tx::write && method.name.contains(word)) {
        tl::AnyBox nothing;
        EXPECT_TRUE(is_closed_to_the_frozen(method, nothing) || method.name == "folders.editPeerFolders")
            << method.name;
      }
  }
}

TEST_F(Restrictions, ASuspendedAccountIsSignedOutAndSignsInAgainWhenItIsReversed) {
  run([&](store::Transaction& tx) {
    store::insert_auth_key(tx, {.id = 4'711, .sealed = {1}});
    store::put_authorization(tx, {.auth_key = 4'711, .user = anna_, .hash = 8});
  });
  const auto ref = put(fmt::format("user:{}", anna_), decided(Measure::suspend_account));
  run([&](store::Transaction& tx) {
    EXPECT_FALSE(store::find_authorization(tx, 4'711));
    const auto row = *store::find_user(tx, anna_);
    EXPECT_EQ(domain::admit(tx, services_.random, row, 4'711, clock_.unix_seconds()).error().err,
              Err::PHONE_NUMBER_BANNED);
    const Viewer other{fleur_, clock_.unix_seconds(), services_};
    const auto view = user_view(other, tx, row);
    EXPECT_TRUE(view.as<tl::user>()->restricted);
    EXPECT_EQ(view.as<tl::user>()->restriction_reason->front().as<tl::restrictionReason>()->text,
              "This account was suspended (StGB 86a). Case " + ref + ".");
  });
  reverse(ref);
  run([&](store::Transaction& tx) {
    EXPECT_TRUE(
        domain::admit(tx, services_.random, *store::find_user(tx, anna_), 4'711, clock_.unix_seconds()));
  });
}

TEST_F(Restrictions, ARestrictionEndsByItself) {
  auto fields = std::get<desk::Restriction>(decided(Measure::remove)).statement.fields();
  fields.until = clock_.unix_seconds() + 60;
  put(post_target(bad_), desk::Restriction(*desk::Statement::make(fields)));
  const auto end = [&] {
    int ended = 0;
    run([&](store::Transaction& tx) { ended = domain::end_restrictions(tx, clock_.unix_seconds(), 10); });
    return ended;
  };
  EXPECT_EQ(end(), 0);
  EXPECT_TRUE(seen(fleur_, bad_)->restriction_reason);
  advance(60);
  EXPECT_FALSE(seen(fleur_, bad_)->restriction_reason) << "also before anybody has cleaned up";
  EXPECT_EQ(end(), 1);
  EXPECT_EQ(end(), 0);
  EXPECT_FALSE(seen(fleur_, bad_)->noforwards);
}

TEST_F(Restrictions, WhatIsLimitedIsReadAndNotFound) {
  put(post_target(bad_), decided(Measure::limit));
  EXPECT_EQ(seen(fleur_, bad_)->message, "A sign");
  EXPECT_TRUE(seen(fleur_, bad_)->noforwards);
  tl::messages_search search;
  search.peer = channel_peer(fleur_, id_);
  search.q = "sign";
  search.filter = tl::make<tl::inputMessagesFilterEmpty>();
  search.limit = 10;
  EXPECT_TRUE(ask(fleur_, search)->as<tl::messages_channelMessages>()->messages.empty());
}

TEST_F(Restrictions, WhatCannotBeRestrictedSoIsNotDecided) {
  const auto of_message = notice(post_target(bad_));
  ASSERT_TRUE(act(of_message, Action::view, kModerator));
  EXPECT_EQ(
      act(of_message, Action::decide, kModerator, {.decision = decided(Measure::freeze_account)}).error().why,
      desk::Why::bad_input);
  const auto of_group = notice("chat:3");
  ASSERT_TRUE(act(of_group, Action::view, kModerator));
  EXPECT_EQ(act(of_group, Action::decide, kModerator, {.decision = decided(Measure::remove)}).error().why,
            desk::Why::bad_input);
}

TEST_F(Restrictions, MembersAreToldByAPushThatEachHasSomethingToFetch) {
  const auto plain = events().back().pts;
  put(post_target(bad_), decided(Measure::withhold, {"DE"}));
  const auto after = events();
  ASSERT_EQ(after.back().pts, plain + 1);
  EXPECT_EQ(after.back().kind, static_cast<int>(domain::EventKind::message_edited));
  const auto fetched = difference(dieter_, id_, plain);
  const auto* told = fetched->as<tl::updates_channelDifference>();
  ASSERT_EQ(told->other_updates.size(), 1u);
  const auto* edit = told->other_updates[0].as<tl::updateEditChannelMessage>();
  ASSERT_NE(edit, nullptr);
  EXPECT_TRUE(edit->message.as<tl::message>()->restriction_reason);
}

}  // namespace
}  // namespace botschaft::rpc
