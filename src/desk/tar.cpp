#include <fmt/format.h>

#include <algorithm>

#include "desk/disclosure.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kBlock = 512;

void put(std::string& block, std::size_t at, std::string_view text) {
  std::ranges::copy(text, block.begin() + static_cast<std::ptrdiff_t>(at));
}

// Offsets as POSIX.1-1988 has them; numbers are octal, ended by NUL.
std::string header(const NamedFile& file, Seconds now) {
  std::string block(kBlock, '\0');
  put(block, 0, std::string_view(file.name).substr(0, 100));
  put(block, 100, "0000400");
  put(block, 108, "0000000");
  put(block, 116, "0000000");
  put(block, 124, fmt::format("{:011o}", file.content.size()));
  put(block, 136, fmt::format("{:011o}", now));
  put(block, 148, "        ");
  put(block, 156, "0");
  put(block, 257, std::string_view("ustar\00000", 8));
  unsigned sum = 0;
  for (const char c : block) sum += static_cast<unsigned char>(c);
  put(block, 148, fmt::format("{:06o}", sum));
  block[154] = '\0';
  block[155] = ' ';
  return block;
}

}  // namespace

std::string tar_of(const std::vector<NamedFile>& files, Seconds now) {
  std::string archive;
  for (const auto& file : files) {
    archive += header(file, now) + file.content;
    archive.resize((archive.size() + kBlock - 1) / kBlock * kBlock);
  }
  archive.resize(archive.size() + 2 * kBlock);
  return archive;
}

}  // namespace botschaft::desk
