#pragma once
// For tests: random but valid objects of any constructor or method, drawn over the field tables.
#include <algorithm>
#include <string>
#include <vector>

#include "base/random.h"
#include "tl/layer.h"
#include "tl/slot.h"

namespace botschaft::tl {

class RandomObjects {
 public:
  // From depth `small_below` on there is only what must be there, as flat as possible.
  explicit RandomObjects(std::uint64_t seed, int small_below = 4)
      : random_(seed), small_below_(small_below), height_(kShapes.size(), kTall), members_(kShapes.size()) {
    for (const Shape& shape : kShapes.subspan(1)) {
      if (Layer().by_index(shape.index) != nullptr) members_[shape.union_].push_back(shape.index);
    }
    // Of a type that only other layers have, what they know.
    const auto canonical = members_;
    for (const Shape& shape : kShapes.subspan(1)) {
      if (canonical[shape.union_].empty()) members_[shape.union_].push_back(shape.index);
    }
    while (lower_heights()) {
    }
  }

  AnyBox object(std::uint16_t index) {
    ++depth_;
    AnyBox made(new_object(index));
    const Shape& shape = kShapes[index];
    const std::uint32_t words[2] = {presence(), presence()};
    for (const Field& field : shape.fields()) {
      if (field.kind == Kind::flags) continue;
      if (field.conditional() && (words[field.flag / 32] >> field.flag % 32 & 1) == 0) continue;
      visit_member(*made.get(), field, [&](auto& slot) { fill(field, slot); });
    }
    --depth_;
    return made;
  }

  Random& random() { return random_; }

 private:
  static constexpr int kTall = 1000;

  // height_[index]: the least nesting an object of that shape needs.
  bool lower_heights() {
    bool changed = false;
    for (const Shape& shape : kShapes.subspan(1)) {
      int height = 1;
      for (const Field& field : shape.fields()) {
        if (field.kind == Kind::box && !field.conditional())
          height = std::max(height, 1 + height_[flattest(field)]);
      }
      if (height < height_[shape.index]) {
        height_[shape.index] = height;
        changed = true;
      }
    }
    return changed;
  }

  std::uint16_t flattest(const Field& field) const {
    const auto& all = members_[field.type];
    return *std::ranges::min_element(all, {}, [&](auto index) { return height_[index]; });
  }
  AnyBox member_of(const Field& field) {
    if (small()) return object(flattest(field));
    const auto& all = members_[field.type];
    return object(all[random_.below(all.size())]);
  }

  bool small() const { return depth_ >= small_below_; }
  std::uint32_t presence() { return small() ? 0 : random_.next<std::uint32_t>(); }
  std::size_t count() { return small() ? 0 : random_.below(4); }

  template <class T>
  void fill(const Field& field, std::optional<T>& slot) {
    fill(field, slot.emplace());
  }
  template <class T>
    requires std::is_arithmetic_v<T>
  void fill(const Field&, T& slot) {
    slot = random_.next<T>();
  }
  void fill(const Field&, double& slot) { slot = static_cast<double>(random_.next<std::int32_t>()) / 8; }
  void fill(const Field& field, bool& slot) { slot = field.kind == Kind::present || random_.below(2) == 1; }
  void fill(const Field&, Int128& slot) { random_.fill(slot); }
  void fill(const Field&, Int256& slot) { random_.fill(slot); }
  void fill(const Field& field, std::string& slot) {
    static constexpr std::string_view kPieces[] = {
        "a", "Z9", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\n\""};
    const auto size = random_.below(20) == 0 ? 250 + random_.below(10) : random_.below(12);
    const bool is_text = field.kind == Kind::string || field.kind == Kind::vector_string;
    while (slot.size() < size) {
      if (is_text) {
        slot += kPieces[random_.below(std::size(kPieces))];
      } else {
        slot += random_.next<char>();
      }
    }
  }
  void fill(const Field&, ByteView& slot) {
    static constexpr std::uint8_t kBytes[12] = {0xec, 0x77, 0xbe, 0x7a, 1, 2, 3, 4, 5, 6, 7, 8};
    slot = ByteView(kBytes).first(4 * random_.below(4));
  }
  void fill(const Field& field, AnyBox& slot) { slot = member_of(field); }
  void fill(const Field& field, BoxVec& slot) {
    for (auto left = count(); left > 0; --left) {
      slot.push_any(field.kind == Kind::bare_vector_bare ? object(field.type) : member_of(field));
    }
  }
  template <class T>
  void fill(const Field& field, Vec<T>& slot) {
    for (auto left = count(); left > 0; --left) fill(field, slot.emplace_back());
  }

  SeededRandom random_;
  int small_below_;
  std::vector<int> height_;
  std::vector<std::vector<std::uint16_t>> members_;  // of each union: struct indices
  int depth_ = 0;
};

}  // namespace botschaft::tl
