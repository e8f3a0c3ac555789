// A made-up older layer: nearestDc had another id, no country, and a number that is gone since.
#include "tl/layer.h"

#include <gtest/gtest.h>

#include "tl/api.h"
#include "tl/codec.h"
#include "tl/table.h"

namespace botschaft::tl {
namespace {

class OldLayer {
 public:
  OldLayer() {
    const Shape& now = kShapes[nearestDc::kIndex];
    fields_[0] = now.fields()[1];
    fields_[1] = {Field::kNoMember, Kind::int32, Field::kAlways, 0, 0};
    fields_[2] = now.fields()[2];
    shape_ = now;
    shape_.id = 0x12345678;
    shape_.first = fields_;
    shape_.count = 3;
    shape_.least_size = 12;
  }
  Layer layer() const { return Layer(table_); }

 private:
  Field fields_[3];
  Shape shape_;
  LayerTable table_{.number = 100, .by_id = {&shape_, 1}, .by_index = {&shape_, 1}};
};

constexpr auto kOldWire =
    "78563412"
    "02000000"
    "00000000"
    "03000000";

TEST(Layer, EncodesTheOldForm) {
  const OldLayer old;
  const nearestDc dc{.country = "DE", .this_dc = 2, .nearest_dc = 3};
  EXPECT_EQ(to_hex(to_bytes(dc, old.layer()).value()), kOldWire);
  EXPECT_EQ(encoded_size(dc, old.layer()), 16u);
  EXPECT_EQ(encoded_size(dc), 16u);
}

TEST(Layer, DecodesTheOldFormAndTheCanonicalOne) {
  const OldLayer old;
  const auto old_bytes = from_hex(kOldWire).value();
  Reader in(old_bytes, old.layer());
  const auto dc = decode<nearestDc>(in);
  ASSERT_TRUE(dc);
  EXPECT_EQ((*dc)->country, "");
  EXPECT_EQ((*dc)->this_dc, 2);
  EXPECT_EQ((*dc)->nearest_dc, 3);

  const auto new_bytes = to_bytes(**dc).value();
  Reader canonical(new_bytes, old.layer());
  EXPECT_TRUE(decode<nearestDc>(canonical));
  Reader unknown(old_bytes);
  EXPECT_FALSE(decode<nearestDc>(unknown));
}

}  // namespace
}  // namespace botschaft::tl
