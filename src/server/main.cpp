#include "server/cli.h"

int main(int argc, char** argv) {
  return botschaft::server::run(argc, argv);
}
