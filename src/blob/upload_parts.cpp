#include "blob/upload_parts.h"

namespace botschaft::blob {

bool can_be_part_size(std::int32_t size) {
  return size % 1024 == 0 && kPartMax % size == 0;
}

StoredPart UploadParts::part(std::int32_t number) const {
  const auto at = static_cast<std::size_t>(number);
  return at < parts_.size() ? parts_[at] : StoredPart{};
}

Result<UploadParts::Plan> UploadParts::plan(std::int32_t number, std::int32_t size) const {
  if (size > kPartMax) return fail(Err::FILE_PART_TOO_BIG);
  const auto at = [number](std::int32_t part_size) { return std::int64_t{number} * part_size; };
  const auto there = part(number);
  if (there.size != 0) {
    if (there.size != static_cast<std::uint32_t>(size)) return fail(Err::FILE_PART_SIZE_CHANGED);
    return Plan{part_size_, at(part_size_), std::nullopt};
  }
  if (stored_ == 0) {
    // Of an odd size it is the last one, and then anything is as good a guess.
    const auto guess = can_be_part_size(size) ? size : kPartMax;
    return Plan{guess, at(guess), std::nullopt};
  }
  const auto other = last_stored();  // the only one, where stored_ == 1
  const auto other_size = static_cast<std::int32_t>(parts_.back().size);
  if (stored_ == 1 && size > other_size) {
    // The first to come was the last part.
    if (number > other) return fail(Err::FILE_PART_SIZE_CHANGED);
    if (!can_be_part_size(size)) return fail(Err::FILE_PART_SIZE_INVALID);
    Plan plan{size, at(size), std::nullopt};
    if (size != part_size_) plan.displaced = other;
    return plan;
  }
  if (stored_ == 1 && !can_be_part_size(other_size)) return fail(Err::FILE_PART_SIZE_INVALID);
  if (size > part_size_) return fail(Err::FILE_PART_SIZE_CHANGED);
  if (short_ && number > *short_) return fail(Err::FILE_PART_SIZE_CHANGED);
  if (size < part_size_ && (short_ || number < other)) return fail(Err::FILE_PART_SIZE_CHANGED);
  return Plan{part_size_, at(part_size_), std::nullopt};
}

void UploadParts::note(std::int32_t number, StoredPart stored, std::int32_t part_size) {
  const auto at = static_cast<std::size_t>(number);
  if (at >= parts_.size()) parts_.resize(at + 1);
  if (parts_[at].size == 0) ++stored_;
  bytes_ += std::int64_t{stored.size} - parts_[at].size;
  parts_[at] = stored;
  part_size_ = part_size;
  if (static_cast<std::int32_t>(stored.size) < part_size) short_ = number;
}

void UploadParts::forget(std::int32_t number) {
  const auto at = static_cast<std::size_t>(number);
  if (at >= parts_.size() || parts_[at].size == 0) return;
  --stored_;
  bytes_ -= parts_[at].size;
  parts_[at] = {};
  if (short_ == number) short_.reset();
  while (!parts_.empty() && parts_.back().size == 0) parts_.pop_back();
}

Result<std::int64_t> UploadParts::whole(std::int32_t count) const {
  for (std::int32_t number = 0; number < count; ++number) {
    if (part(number).size == 0) return fail(Err::FILE_PART_X_MISSING, number);
  }
  if (stored_ != count) return fail(Err::FILE_PARTS_INVALID);
  return bytes_;
}

}  // namespace botschaft::blob
