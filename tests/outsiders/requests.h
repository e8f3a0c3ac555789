#pragma once
// Requests of any method that name what one would like to get at. Methods are known by the field tables
// alone, so that one served tomorrow is asked tomorrow.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "base/random.h"
#include "tl/api.h"
#include "tl/layer.h"
#include "tl/slot.h"

namespace botschaft::outsiders {

// What requests name. Boxes are made anew for each: `box` returns null for a union it has no wish about.
struct Target {
  std::function<tl::AnyBox(std::uint16_t union_)> box;
  std::int64_t chat = 0;  // bare id
  std::int64_t user = 0;
  std::vector<std::int32_t> messages;
  std::string words;  // to search for
};

class Requests {
 public:
  explicit Requests(std::uint64_t seed) : random_(seed), height_(tl::kShapes.size(), kTall) {
    members_.resize(tl::kShapes.size());
    for (const auto& shape : tl::kShapes.subspan(1)) {
      if (tl::Layer().by_index(shape.index) != nullptr) members_[shape.union_].push_back(shape.index);
    }
    while (lower_heights()) {
    }
  }

  // `fullness`: 0 leaves out what may be left out, 1 gives everything, above: by chance.
  tl::AnyBox request(std::uint16_t index, const Target& target, int fullness) {
    target_ = &target;
    fullness_ = fullness;
    depth_ = 0;
    return object(index);
  }

 private:
  static constexpr int kTall = 1000;
  static constexpr int kFlatBelow = 3;

  bool lower_heights() {
    bool changed = false;
    for (const auto& shape : tl::kShapes.subspan(1)) {
      int height = 1;
      for (const auto& field : shape.fields()) {
        if (field.kind != tl::Kind::box || field.conditional() || members_[field.type].empty()) continue;
        height = std::max(height, 1 + height_[flattest(field.type)]);
      }
      if (height < height_[shape.index]) {
        height_[shape.index] = height;
        changed = true;
      }
    }
    return changed;
  }
  std::uint16_t flattest(std::uint16_t union_) const {
    return *std::ranges::min_element(members_[union_], {}, [&](auto index) { return height_[index]; });
  }

  tl::AnyBox object(std::uint16_t index) {
    ++depth_;
    tl::AnyBox made(tl::new_object(index));
    const auto& shape = tl::kShapes[index];
    for (const auto& field : shape.fields()) {
      if (field.kind == tl::Kind::flags || (field.conditional() && !present())) continue;
      tl::visit_member(*made.get(), field, [&](auto& slot) { fill(field, slot); });
    }
    --depth_;
    return made;
  }

  bool present() {
    if (depth_ > kFlatBelow) return false;
    return fullness_ == 1 || (fullness_ > 1 && random_.below(2) == 1);
  }

  tl::AnyBox member_of(std::uint16_t union_) {
    if (union_ == 0 || members_[union_].empty()) return {};
    if (auto wished = target_->box(union_)) return wished;
    const auto& all = members_[union_];
    if (fullness_ == 0 || depth_ >= kFlatBelow) return object(flattest(union_));
    return object(all[random_.below(all.size())]);
  }

  template <class T>
  void fill(const tl::Field& field, std::optional<T>& slot) {
    fill(field, slot.emplace());
  }
  void fill(const tl::Field& field, std::int32_t& slot) {
    const auto name = tl::name_of(field);
    if (name == "limit") {
      slot = 50;
    } else if ((name == "id" || name.ends_with("msg_id")) && !target_->messages.empty()) {
      slot = target_->messages[random_.below(target_->messages.size())];
    } else if (name == "max_id") {
      slot = fullness_ == 0 ? INT32_MAX : 0;
    } else if (fullness_ > 1) {
      slot = static_cast<std::int32_t>(random_.below(3));
    }
  }
  void fill(const tl::Field& field, std::int64_t& slot) {
    const auto name = tl::name_of(field);
    if (name == "chat_id" || name == "channel_id") slot = target_->chat;
    if (name == "user_id") slot = target_->user;
    if (name == "random_id") slot = static_cast<std::int64_t>(random_.next<std::uint32_t>()) + 1;
  }
  void fill(const tl::Field&, double& slot) { slot = 1; }
  void fill(const tl::Field& field, bool& slot) {
    slot = field.kind == tl::Kind::present || random_.below(2) == 1;
  }
  void fill(const tl::Field&, tl::Int128& slot) { random_.fill(slot); }
  void fill(const tl::Field&, tl::Int256& slot) { random_.fill(slot); }
  void fill(const tl::Field& field, std::string& slot) {
    const auto name = tl::name_of(field);
    const bool searched = name == "q" || name == "query" || name == "hashtag";
    slot = searched ? target_->words : name == "phone_number" ? "4900001" : "harmless";
  }
  void fill(const tl::Field&, ByteView&) {}
  void fill(const tl::Field& field, tl::AnyBox& slot) { slot = member_of(field.type); }
  void fill(const tl::Field& field, tl::BoxVec& slot) {
    if (depth_ >= kFlatBelow) return;
    const bool bare = field.kind == tl::Kind::bare_vector_bare;
    auto item = bare ? object(field.type) : member_of(field.type);
    if (item) slot.push_any(std::move(item));
  }
  template <class T>
  void fill(const tl::Field& field, tl::Vec<T>& slot) {
    if constexpr (std::is_same_v<T, std::int32_t>) {
      slot.assign(target_->messages.begin(), target_->messages.end());
    } else {
      fill(field, slot.emplace_back());
    }
  }

  SeededRandom random_;
  std::vector<int> height_;
  std::vector<std::vector<std::uint16_t>> members_;
  const Target* target_ = nullptr;
  int fullness_ = 0;
  int depth_ = 0;
};

}  // namespace botschaft::outsiders
