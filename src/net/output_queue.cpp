#include "net/output_queue.h"

#include <algorithm>

#include "base/check.h"

namespace botschaft::net {

void OutputQueue::append(Bytes bytes) {
  if (bytes.empty()) return;
  size_ += bytes.size();
  chunks_.push_back({std::move(bytes), nullptr});
}

void OutputQueue::append(std::shared_ptr<const std::string> text) {
  if (!text || text->empty()) return;
  size_ += text->size();
  chunks_.push_back({{}, std::move(text)});
}

std::size_t OutputQueue::gather(std::span<iovec> parts) const {
  std::size_t count = 0;
  for (std::size_t i = done_; i < chunks_.size() && count < parts.size(); ++i) {
    const auto view = chunks_[i].view().subspan(i == done_ ? offset_ : 0);
    // writev() takes void* though it only reads.
    parts[count++] = {const_cast<std::uint8_t*>(view.data()), view.size()};
  }
  return count;
}

void OutputQueue::consume(std::size_t bytes) {
  CHECK(bytes <= size_);
  size_ -= bytes;
  while (bytes > 0) {
    const auto left = chunks_[done_].view().size() - offset_;
    const auto step = std::min(left, bytes);
    bytes -= step;
    offset_ += step;
    if (step < left) return;
    chunks_[done_++] = {};
    offset_ = 0;
  }
  if (size_ == 0) {
    chunks_ = {};
    done_ = 0;
  }
}

}  // namespace botschaft::net
