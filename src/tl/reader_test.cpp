#include "tl/reader.h"

#include <gtest/gtest.h>

#include "tl/writer.h"

namespace botschaft::tl {
namespace {

TEST(Reader, ReadsWhatTheWriterWrote) {
  Writer out;
  out.id(0x11223344);
  out.int32(-1);
  out.int64(std::int64_t{1} << 40);
  out.float64(0.5);
  out.boolean(true);
  out.boolean(false);
  out.string(std::string_view("text"));
  out.raw(as_bytes("tail"));
  EXPECT_EQ(out.size(), 4u + 4 + 8 + 8 + 4 + 4 + 8 + 4);

  const auto bytes = out.take();
  Reader in(bytes);
  EXPECT_EQ(in.peek_id(), 0x11223344u);
  EXPECT_EQ(in.id(), 0x11223344u);
  EXPECT_EQ(in.int32(), -1);
  EXPECT_EQ(in.int64(), std::int64_t{1} << 40);
  EXPECT_EQ(in.float64(), 0.5);
  EXPECT_TRUE(in.boolean());
  EXPECT_FALSE(in.boolean());
  EXPECT_EQ(as_text(in.string()), "text");
  EXPECT_EQ(in.position(), bytes.size() - 4);
  EXPECT_EQ(as_text(in.rest()), "tail");
  EXPECT_TRUE(in.ok());
  EXPECT_TRUE(in.at_end());
}

TEST(Reader, FailureSticks) {
  const auto bytes = from_hex("010000000200").value();
  Reader in(bytes);
  EXPECT_EQ(in.int64(), 0);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.remaining(), 0u);
  EXPECT_EQ(in.int32(), 0);  // though four bytes would have been there
  EXPECT_TRUE(in.string().empty());
  EXPECT_EQ(in.peek_id(), 0u);
}

TEST(Reader, ABoolIsOneOfTwoConstructors) {
  const auto bytes = from_hex("01000000").value();
  Reader in(bytes);
  EXPECT_FALSE(in.boolean());
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace botschaft::tl
