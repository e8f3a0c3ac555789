#include "tl/object.h"

#include <gtest/gtest.h>

#include "tl/api.h"
#include "tl/codec.h"

namespace botschaft::tl {
namespace {

TEST(Box, OwnsOneConstructorOfItsType) {
  Box<Peer> peer;
  EXPECT_FALSE(peer);
  EXPECT_EQ(peer.index(), 0);
  EXPECT_EQ(peer.as<peerUser>(), nullptr);

  peer = make<peerChat>({.chat_id = 3});
  EXPECT_TRUE(peer.is<peerChat>());
  EXPECT_EQ(peer.index(), peerChat::kIndex);
  EXPECT_EQ(peer.as<peerUser>(), nullptr);
  EXPECT_EQ(peer.as<peerChat>()->chat_id, 3);

  Box<Peer> other = std::move(peer);
  EXPECT_FALSE(peer);  // NOLINT(bugprone-use-after-move): a moved-from box is null
  EXPECT_EQ(other.as<peerChat>()->chat_id, 3);
  other = nullptr;
  EXPECT_FALSE(other);
}

template <class Union, class T>
concept Holds = requires(Box<Union> box, Ptr<T> made) { box = std::move(made); };

TEST(Box, RefusesOtherTypesWhenCompiling) {
  static_assert(Holds<Peer, peerUser>);
  static_assert(!Holds<Peer, user>);
  static_assert(!std::is_copy_constructible_v<Box<Peer>>);
  static_assert(!std::is_convertible_v<Box<Peer>, Box<User>>);
}

TEST(Make, GivesDefaults) {
  auto made = make<message>();
  EXPECT_EQ(made->index(), message::kIndex);
  EXPECT_EQ(made->id, 0);
  EXPECT_FALSE(made->out);
  EXPECT_EQ(made->message, "");
  EXPECT_FALSE(made->views.has_value());
  EXPECT_FALSE(made->post_author.has_value());
  EXPECT_FALSE(made->entities.has_value());
  EXPECT_FALSE(made->media);
  message on_the_stack;
  EXPECT_EQ(on_the_stack.index(), message::kIndex);
  EXPECT_EQ(dump(on_the_stack), dump(*made));
}

TEST(Make, AssignmentKeepsTheConstructor) {
  auto made = make<user>({.id = 1});
  *made = user{.id = 2, .first_name = "Ada"};
  EXPECT_EQ(made->index(), user::kIndex);
  EXPECT_EQ(made->first_name, "Ada");
}

TEST(Vec, HoldsBoxes) {
  Vec<Box<Peer>> peers;
  for (int i = 0; i < 5; ++i) peers.push_back(make<peerUser>({.user_id = i}));
  std::int64_t sum = 0;
  for (const auto& peer : peers) sum += peer.as<peerUser>()->user_id;
  EXPECT_EQ(sum, 10);

  Vec<Box<Peer>> more = clone(peers);
  peers.append(std::move(more));
  EXPECT_EQ(peers.size(), 10u);
  EXPECT_EQ(peers[9].as<peerUser>()->user_id, 4);
  peers.truncate(3);
  peers.pop_back();
  EXPECT_EQ(peers.back().as<peerUser>()->user_id, 1);
  peers.truncate(100);
  EXPECT_EQ(peers.size(), 2u);
  peers.clear();
  EXPECT_TRUE(peers.empty());
}

TEST(Clone, OfNullIsNull) {
  const Box<Peer> nothing;
  EXPECT_FALSE(clone(nothing));
}

}  // namespace
}  // namespace botschaft::tl
