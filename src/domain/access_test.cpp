#include "domain/access.h"

#include <gtest/gtest.h>

#include "domain/rights.h"

namespace botschaft::domain {
namespace {

constexpr ChatKind kKinds[] = {ChatKind::basic_group, ChatKind::supergroup, ChatKind::broadcast};

template <class Check>
void for_every_deed(Check&& check) {
  for (const auto kind : kKinds) {
    for (int deed = 0; deed <= static_cast<int>(Deed::own); ++deed) {
      SCOPED_TRACE(testing::Message() << "deed " << deed << ", kind " << static_cast<int>(kind));
      check(kind, static_cast<Deed>(deed));
    }
  }
}

TEST(Access, WhoIsOutMayNothingWhateverHisRightsWere) {
  for_every_deed([](ChatKind kind, Deed deed) {
    EXPECT_FALSE(allowed(deed, {.kind = kind}));
    EXPECT_FALSE(allowed(deed, {.kind = kind, .creator = true}));
    EXPECT_FALSE(allowed(deed, {.kind = kind, .admin_rights = ~0U}));
  });
}

TEST(Access, TheCreatorMayEverything) {
  for_every_deed([](ChatKind kind, Deed deed) {
    EXPECT_TRUE(allowed(deed, {.kind = kind, .inside = true, .creator = true, .forbidden = ~0U}));
  });
}

TEST(Access, WhatIsTheCreatorsAloneIsNoAdmins) {
  for (const auto kind : kKinds) {
    for (const auto deed : {Deed::own, Deed::erase}) {
      EXPECT_FALSE(allowed(deed, {.kind = kind, .inside = true, .admin_rights = ~0U}));
    }
  }
}

TEST(Access, GuestsTakePartInCommentsAndInNothingElse) {
  for_every_deed([](ChatKind kind, Deed deed) {
    const bool comments = is_said(deed) && (kind != ChatKind::broadcast || deed == Deed::react);
    EXPECT_EQ(allowed(deed, {.kind = kind, .guest = true}), comments || deed == Deed::read_comments);
    EXPECT_FALSE(allowed(deed, {.kind = kind, .forbidden = ~0U, .guest = true}));
  });
}

TEST(Access, WhatIsOpenIsReadByAllWhoAreNotBanned) {
  for_every_deed([](ChatKind kind, Deed deed) {
    const bool reads = deed == Deed::read || deed == Deed::read_comments;
    EXPECT_EQ(allowed(deed, {.kind = kind, .open = true}), reads);
    EXPECT_FALSE(allowed(deed, {.kind = kind, .forbidden = kBanViewMessages, .open = true}) && reads);
  });
}

TEST(Access, PlainMembersOfABroadcastReadAndReact) {
  for_every_deed([](ChatKind kind, Deed deed) {
    if (kind != ChatKind::broadcast) return;
    const bool reads = deed == Deed::read || deed == Deed::read_comments;
    EXPECT_EQ(allowed(deed, {.kind = kind, .inside = true}), reads || deed == Deed::react);
  });
}

TEST(Access, ABanOfAKindOfMediaTakesThatAndTheBanOfAllMediaTakesMost) {
  const auto may = [](Deed deed, std::uint32_t forbidden) {
    return allowed(deed, {.kind = ChatKind::supergroup, .inside = true, .forbidden = forbidden});
  };
  EXPECT_FALSE(may(Deed::send_photo, kBanSendPhotos));
  EXPECT_TRUE(may(Deed::send_video, kBanSendPhotos));
  EXPECT_TRUE(may(Deed::write, kBanSendMedia));
  for (auto deed = Deed::send_photo; deed <= Deed::send_document;
       deed = static_cast<Deed>(static_cast<int>(deed) + 1)) {
    EXPECT_FALSE(may(deed, kBanSendMedia));
    EXPECT_TRUE(may(deed, kBanSendPlain));
  }
  EXPECT_TRUE(may(Deed::send_gif, kBanSendMedia));
  EXPECT_EQ(refusal(Deed::send_voice), Err::CHAT_SEND_VOICES_FORBIDDEN);
}

TEST(Access, ABanTakesOneThing) {
  const Standing member{.kind = ChatKind::supergroup, .inside = true, .forbidden = kBanSendPolls};
  EXPECT_TRUE(allowed(Deed::write, member));
  EXPECT_FALSE(allowed(Deed::send_poll, member));
  const Standing admin{.kind = ChatKind::supergroup,
                       .inside = true,
                       .admin_rights = kAdminPinMessages,
                       .forbidden = kBanSendMessages | kBanInviteUsers};
  EXPECT_TRUE(allowed(Deed::write, admin));
  EXPECT_TRUE(allowed(Deed::pin, admin));
  EXPECT_FALSE(allowed(Deed::invite, admin));
}

}  // namespace
}  // namespace botschaft::domain
