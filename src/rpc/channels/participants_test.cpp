// Members of a large group by their names: complete, however many there are and however long ago they came.
#include <algorithm>

#include "rpc/channels/channels_scene.h"
#include "store/channels.h"
#include "store/contacts.h"

namespace botschaft::rpc {
namespace {

class Participants : public ChannelScene {
 protected:
  using Filter = tl::Box<tl::ChannelParticipantsFilter>;

  UserId member(const std::string& first, const std::string& last) {
    UserId id = 0;
    run([&](store::Transaction& tx) {
      id = store::insert_user(
          tx, {.phone = std::to_string(4'950'000'000 + ++members_), .first_name = first, .last_name = last});
      store::put_channel_member(tx, {.channel = id_, .user = id, .inside = true, .joined_at = members_});
      store::change_channel_members(tx, id_, 1);
    });
    return id;
  }
  void crowd(int count) {
    run([&](store::Transaction& tx) {
      for (int i = 0; i < count; ++i) {
        const auto id = store::insert_user(tx, {.phone = std::to_string(4'950'000'000 + ++members_),
                                                .first_name = "Member",
                                                .last_name = "Number" + std::to_string(i)});
        store::put_channel_member(tx, {.channel = id_, .user = id, .inside = true, .joined_at = members_});
      }
      store::change_channel_members(tx, id_, count);
    });
  }

  Result<tl::Box<tl::channels_ChannelParticipants>> try_list(UserId who, Filter filter, int offset = 0,
                                                             int limit = 100) {
    tl::channels_getParticipants request;
    request.channel = channel(who, id_);
    request.filter = std::move(filter);
    request.offset = offset;
    request.limit = limit;
    return ask(who, request);
  }
  std::vector<UserId> list(UserId who, Filter filter, int offset = 0, int limit = 100) {
    std::vector<UserId> ids;
    const auto answer = try_list(who, std::move(filter), offset, limit);
    EXPECT_TRUE(answer);
    const auto* all = answer->as<tl::channels_channelParticipants>();
    total_ = all->count;
    for (const auto& box : all->participants) {
      if (const auto* p = box.as<tl::channelParticipant>()) ids.push_back(p->user_id);
      if (const auto* p = box.as<tl::channelParticipantSelf>()) ids.push_back(p->user_id);
      if (const auto* p = box.as<tl::channelParticipantCreator>()) ids.push_back(p->user_id);
      if (const auto* p = box.as<tl::channelParticipantAdmin>()) ids.push_back(p->user_id);
      if (const auto* p = box.as<tl::channelParticipantBanned>())
        ids.push_back(p->peer.as<tl::peerUser>()->user_id);
    }
    return ids;
  }
  template <class F = tl::channelParticipantsSearch>
  static Filter named(const std::string& q) {
    auto filter = tl::make<F>();
    filter->q = q;
    return filter;
  }
  std::vector<UserId> find(const std::string& q) { return list(anna_, named(q)); }

  UserId anna_ = person("Anna");
  std::int64_t id_ = create(anna_, false);
  std::int32_t members_ = 0;
  std::int32_t total_ = 0;
};

using Ids = std::vector<UserId>;

TEST_F(Participants, AreFoundHoweverLongAgoTheyCame) {
  const auto zoe = member("Zoë", "Müller-Lüdenscheidt");
  crowd(7'000);
  EXPECT_EQ(find("zo"), Ids{zoe});
  EXPECT_EQ(find("ZOE mul"), Ids{zoe});
  EXPECT_EQ(find("lüden"), Ids{zoe});
  EXPECT_EQ(find("zoe mem"), Ids{});
  EXPECT_EQ(find("Member number6999").size(), 1u);
  EXPECT_EQ(find("!?"), Ids{}) << "nobody is called that";
  EXPECT_EQ(find("\"zo\" OR member"), Ids{}) << "the question is words, not an expression";
}

TEST_F(Participants, ArePagedWithTheirNumber) {
  crowd(2'500);
  Ids all;
  for (int offset = 0;; offset += 200) {
    const auto page = list(anna_, named("memb"), offset, 200);
    EXPECT_EQ(total_, 2'500);
    if (page.empty()) break;
    all.insert(all.end(), page.begin(), page.end());
  }
  EXPECT_EQ(all.size(), 2'500u);
  std::ranges::sort(all);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
}

TEST_F(Participants, AreFoundByWhatTheyAreCalledNow) {
  const auto ben = member("Ben", "Berg");
  run([&](store::Transaction& tx) {
    store::update_user_name(tx, ben, "Carl", "Berg", "");
    store::set_username(tx, PeerId::user(ben), "Old_name");
  });
  EXPECT_EQ(find("ben"), Ids{});
  EXPECT_EQ(find("carl"), Ids{ben});
  EXPECT_EQ(find("old_n"), Ids{ben});
  run([&](store::Transaction& tx) { store::set_username(tx, PeerId::user(ben), "newname"); });
  EXPECT_EQ(find("old_n"), Ids{});
  EXPECT_EQ(find("NEWN"), Ids{ben});
  run([&](store::Transaction& tx) { store::erase_user(tx, ben); });
  EXPECT_EQ(find("carl"), Ids{});
  EXPECT_EQ(find("newn"), Ids{});
}

TEST_F(Participants, WhoIsOutIsNotFound) {
  const auto ben = member("Ben", "Berg");
  ASSERT_TRUE(leave(ben, id_));
  EXPECT_EQ(find("ben"), Ids{});
  const auto carl = member("Carl", "Berg"), dora = member("Dora", "Berg");
  ASSERT_TRUE(ban(anna_, id_, carl, domain::kBanViewMessages));
  ASSERT_TRUE(ban(anna_, id_, dora, domain::kBanSendMessages));
  EXPECT_EQ(list(anna_, named<tl::channelParticipantsKicked>("berg")), Ids{carl});
  EXPECT_EQ(list(anna_, named<tl::channelParticipantsBanned>("berg")), Ids{dora});
  EXPECT_EQ(list(anna_, named<tl::channelParticipantsBanned>("")), Ids{dora});
  EXPECT_EQ(list(anna_, named<tl::channelParticipantsKicked>("dora")), Ids{});
  EXPECT_EQ(try_list(dora, named<tl::channelParticipantsKicked>("")).error().err, Err::CHAT_ADMIN_REQUIRED);
}

TEST_F(Participants, AnonymousAdminsAreFoundByAdminsAlone) {
  const auto ben = member("Ben", "Berg"), carl = member("Carl", "Berg");
  ASSERT_TRUE(promote(anna_, id_, ben, domain::kAdminDeleteMessages | domain::kAdminAnonymous));
  EXPECT_EQ(list(anna_, named("berg")), (Ids{ben, carl}));
  EXPECT_EQ(list(carl, named("berg")), Ids{carl});
  EXPECT_EQ(total_, 1);
}

TEST_F(Participants, ContactsAreFoundByEitherName) {
  const auto ben = member("Ben", "Berg");
  crowd(6'000);
  run([&](store::Transaction& tx) { store::put_contact(tx, anna_, {.user = ben, .first_name = "Dad"}); });
  EXPECT_EQ(list(anna_, named<tl::channelParticipantsContacts>("")), Ids{ben});
  EXPECT_EQ(list(anna_, named<tl::channelParticipantsContacts>("dad")), Ids{ben});
  EXPECT_EQ(list(anna_, named<tl::channelParticipantsContacts>("berg")), Ids{ben});
  EXPECT_EQ(list(anna_, named<tl::channelParticipantsContacts>("member")), Ids{});
}

}  // namespace
}  // namespace botschaft::rpc
