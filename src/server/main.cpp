#include <malloc.h>

#include "server/cli.h"

namespace {

// Pieces of files, answers with them, packets. glibc raises its limit with the first large block that is
// freed, and then keeps such blocks in the heap of every thread that has ever had one: 200 MiB of nothing
// while 34 MiB are on their way (tests/load/files_load.cpp).
constexpr int kLargeBlock =
    256 * 1024;  // bytes; from here on they are mapped, and given back when they are free

}  // namespace

int main(int argc, char** argv) {
  mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  return botschaft::server::run(argc, argv);
}
