// Stands in for libFuzzer in ordinary builds: every file of the corpus, whole, cut short and with single bits
// flipped.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::vector<std::uint8_t>& input) {
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

void run_damaged(const std::vector<std::uint8_t>& input) {
  for (std::size_t size = 0; size < input.size(); ++size)
    run({input.begin(), input.begin() + static_cast<long>(size)});
  auto flipped = input;
  for (std::size_t bit = 0; bit < input.size() * 8; ++bit) {
    const auto mask = static_cast<std::uint8_t>(1 << bit % 8);
    flipped[bit / 8] ^= mask;
    run(flipped);
    flipped[bit / 8] ^= mask;
  }
}

}  // namespace

int main(int argc, char** argv) {
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::vector<char> raw{std::istreambuf_iterator<char>(file), {}};
      const std::vector<std::uint8_t> input(raw.begin(), raw.end());
      run(input);
      run_damaged(input);
      ++files;
    }
  }
  std::printf("replayed %d files\n", files);
  return files > 0 ? 0 : 1;
}
