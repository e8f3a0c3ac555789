#include "tl/result.h"

#include <gtest/gtest.h>

#include "tl/api.h"

namespace botschaft::tl {
namespace {

template <class Method>
typename Method::Return there_and_back(const typename Method::Return& value, std::string_view expected_hex) {
  Writer out;
  EXPECT_TRUE(encode_result<Method>(value, out));
  EXPECT_EQ(to_hex(out.view()), expected_hex);
  Reader in(out.view());
  auto back = decode_result<Method>(in);
  EXPECT_TRUE(in.at_end());
  return std::move(back).value();
}

TEST(Results, BoolVectorObjectAndVectorOfObjects) {
  EXPECT_TRUE(there_and_back<account_updateStatus>(true, "b5757299"));
  EXPECT_EQ(there_and_back<contacts_getContactIDs>({1, 2},
                                                   "15c4b51c"
                                                   "02000000"
                                                   "01000000"
                                                   "02000000")
                .size(),
            2u);
  EXPECT_EQ(there_and_back<messages_receivedQueue>({3},
                                                   "15c4b51c"
                                                   "01000000"
                                                   "0300000000000000")
                .front(),
            3);

  Box<NearestDc> nearest = make<nearestDc>({.country = "DE", .this_dc = 2, .nearest_dc = 2});
  const auto dc = there_and_back<help_getNearestDc>(nearest,
                                                    "75171a8e"
                                                    "02444500"
                                                    "02000000"
                                                    "02000000");
  EXPECT_EQ(dc.as<nearestDc>()->country, "DE");

  Vec<Box<User>> users;
  users.push_back(make<userEmpty>({.id = 4}));
  const auto back = there_and_back<users_getUsers>(users,
                                                   "15c4b51c"
                                                   "01000000"
                                                   "7a4bbcd3"
                                                   "0400000000000000");
  EXPECT_EQ(back[0].as<userEmpty>()->id, 4);
}

TEST(Results, WrongTypesAndCountsFail) {
  Writer out;
  EXPECT_EQ(encode_result<help_getNearestDc>(nullptr, out).error().err, Err::INTERNAL);
  out.id(kVectorId);
  out.int32(0x7fffffff);
  Reader vector_of_users(out.view());
  EXPECT_FALSE(decode_result<users_getUsers>(vector_of_users));
  Reader vector_of_ints(out.view());
  EXPECT_FALSE(decode_result<contacts_getContactIDs>(vector_of_ints));
  Reader no_bool(out.view());
  EXPECT_FALSE(decode_result<account_updateStatus>(no_bool));
}

}  // namespace
}  // namespace botschaft::tl
