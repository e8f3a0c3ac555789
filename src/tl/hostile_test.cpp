// Random objects of the whole schema: round trips, and what truncated, damaged and hostile input may cost.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "tl/api.h"
#include "tl/codec.h"
#include "tl/random_object.h"

namespace {
std::atomic<std::size_t> g_allocated = 0;
}  // namespace

void* operator new(std::size_t size) {
  g_allocated += size;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace botschaft::tl {
namespace {

// Bytes allocated while decoding may exceed the interpreter's own bound by what vectors round up.
std::size_t allowance(std::size_t input) {
  return input * 64 + 32 * 1024;
}

// Decodes whatever it is and, if it decodes, checks that it encodes to something that decodes to the same
// again.
void decode_and_check(ByteView input, bool must_fail = false) {
  Reader in(input);
  const auto before = g_allocated.load();
  const auto first = decode_any(in);
  ASSERT_LE(g_allocated - before, allowance(input.size()));
  if (!first) return;
  ASSERT_FALSE(must_fail) << dump(*first->get(), Secrets::show);
  const auto once = to_bytes(*first->get());
  ASSERT_TRUE(once);
  Reader again(*once);
  const auto second = decode_any(again);
  ASSERT_TRUE(second) << dump(*first->get(), Secrets::show);
  ASSERT_EQ(to_bytes(*second->get()).value(), *once);
}

TEST(RandomObjects, EveryConstructorAndMethodRoundTrips) {
  RandomObjects objects(1);
  for (const Shape& shape : kShapes.subspan(1)) {
    for (int round = 0; round < 8; ++round) {
      const auto object = objects.object(shape.index);
      const auto bytes = to_bytes(*object.get());
      ASSERT_TRUE(bytes) << name_of(shape);
      ASSERT_EQ(encoded_size(*object.get()).value(), bytes->size()) << name_of(shape);
      Reader in(*bytes);
      const auto back = decode_exactly(in, shape.index);
      ASSERT_TRUE(back) << dump(*object.get(), Secrets::show);
      ASSERT_EQ(dump(*back->get(), Secrets::show), dump(*object.get(), Secrets::show));
      ASSERT_EQ(to_bytes(*back->get()).value(), *bytes) << name_of(shape);
      ASSERT_EQ(to_bytes(*clone_object(*object.get()).get()).value(), *bytes) << name_of(shape);
    }
  }
}

TEST(Hostile, TruncationAtEveryLengthIsAnError) {
  RandomObjects objects(2);
  for (const Shape& shape : kShapes.subspan(1)) {
    const bool takes_what_is_left = shape.count > 0 && shape.fields().back().kind == Kind::raw;
    const auto bytes = to_bytes(*objects.object(shape.index).get()).value();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const Bytes exact(bytes.begin(),
                        bytes.begin() + static_cast<std::ptrdiff_t>(size));  // ASan sees reads past it
      ASSERT_NO_FATAL_FAILURE(decode_and_check(exact, !takes_what_is_left)) << name_of(shape);
    }
  }
}

TEST(Hostile, FlippedBitsGiveAnErrorOrAValidObject) {
  RandomObjects objects(3);
  for (const Shape& shape : kShapes.subspan(1)) {
    const auto bytes = to_bytes(*objects.object(shape.index).get()).value();
    for (int round = 0; round < 64; ++round) {
      auto damaged = bytes;
      for (auto flips = 1 + objects.random().below(3); flips > 0; --flips) {
        damaged[objects.random().below(damaged.size())] ^=
            static_cast<std::uint8_t>(1 << objects.random().below(8));
      }
      ASSERT_NO_FATAL_FAILURE(decode_and_check(damaged)) << name_of(shape);
    }
  }
}

Bytes nested_arrays(int depth) {
  Writer out;
  for (int i = 1; i < depth; ++i) {
    out.id(jsonArray::kId);
    out.id(kVectorId);
    out.int32(1);
  }
  out.id(jsonNull::kId);
  return out.take();
}

TEST(Hostile, NestingIsLimited) {
  const auto deepest = nested_arrays(kMaxDepth);
  Reader in(deepest);
  EXPECT_TRUE(decode_box<JSONValue>(in));
  for (const int depth : {kMaxDepth + 1, 1'000'000}) {
    const auto bomb = nested_arrays(depth);
    Reader bomb_in(bomb);
    EXPECT_FALSE(decode_box<JSONValue>(bomb_in));
  }
}

TEST(Hostile, VectorCountsAreCheckedBeforeMemoryIsTaken) {
  for (const std::uint32_t count : {2u, 1000u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) {
    Writer out;
    out.id(jsonArray::kId);
    out.id(kVectorId);
    out.id(count);
    out.id(jsonNull::kId);
    ASSERT_NO_FATAL_FAILURE(decode_and_check(out.view())) << count;
    Reader in(out.view());
    EXPECT_FALSE(decode_any(in)) << count;
  }
}

TEST(Hostile, ManySparseObjectsStillDecode) {
  updates many;
  for (int i = 0; i < 20'000; ++i) many.users.push_back(make<user>({.id = i}));
  const auto bytes = to_bytes(many).value();
  Reader in(bytes);
  EXPECT_TRUE(decode_any(in));
  ASSERT_NO_FATAL_FAILURE(decode_and_check(bytes));
}

}  // namespace
}  // namespace botschaft::tl
