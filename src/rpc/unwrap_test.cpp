#include "rpc/unwrap.h"

#include <gtest/gtest.h>

#include "base/gzip.h"
#include "tl/api.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::rpc {
namespace {

Bytes encoded(const tl::Object& object) {
  return tl::to_bytes(object).value();
}

TEST(Unwrap, TakesOffEveryWrapper) {
  const Bytes inner = encoded(tl::help_getConfig{});
  tl::initConnection init;
  init.api_id = 7;
  init.device_model = "phone";
  init.query = inner;
  const Bytes with_init = encoded(init);
  tl::invokeWithLayer layer;
  layer.layer = 227;
  layer.query = with_init;
  const Bytes with_layer = encoded(layer);
  tl::invokeWithoutUpdates quiet;
  quiet.query = with_layer;
  const Bytes quiet_bytes = encoded(quiet);
  tl::invokeAfterMsg after;
  after.msg_id = 99;
  after.query = quiet_bytes;
  const Bytes body = encoded(after);

  const auto result = unwrap(body);
  ASSERT_TRUE(result);
  EXPECT_EQ(to_bytes(result->query), inner);
  EXPECT_EQ(result->layer, 227);
  EXPECT_EQ(result->client->device_model, "phone");
  EXPECT_EQ(result->after, std::vector<std::int64_t>{99});
  EXPECT_FALSE(result->wants_updates);
}

TEST(Unwrap, UnpacksOnceInsideAWrapper) {
  const auto packed = [](const Bytes& plain) {
    tl::mt_gzip_packed object;
    object.packed_data = as_text(gzip(plain));
    return encoded(object);
  };
  const Bytes inner = encoded(tl::help_getConfig{});
  tl::invokeWithLayer layer;
  layer.layer = 227;
  const Bytes once = packed(inner);
  layer.query = once;
  const auto result = unwrap(encoded(layer));
  ASSERT_TRUE(result);
  EXPECT_EQ(to_bytes(result->query), inner);
  EXPECT_FALSE(unwrap(packed(packed(inner))));
}

TEST(Unwrap, RefusesEndlessWrapping) {
  Bytes body = encoded(tl::help_getConfig{});
  for (int i = 0; i < 50; ++i) {
    tl::invokeWithoutUpdates quiet;
    quiet.query = body;
    body = encoded(quiet);
  }
  EXPECT_EQ(unwrap(body).error().err, Err::INPUT_REQUEST_INVALID);
}

TEST(Unwrap, RefusesTruncationAtEveryByte) {
  const Bytes inner = encoded(tl::help_getConfig{});
  tl::initConnection init;
  init.query = inner;
  const Bytes body = encoded(init);
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(unwrap(ByteView(body).first(size)).has_value() &&
                 unwrap(ByteView(body).first(size))->query.size() == inner.size());
  }
}

}  // namespace
}  // namespace botschaft::rpc
