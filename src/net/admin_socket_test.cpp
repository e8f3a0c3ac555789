#include "net/admin_socket.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

namespace botschaft::net {
namespace {

TEST(AdminSocket, AnswersLinesForTheOwnerAlone) {
  std::string pattern = (std::filesystem::temp_directory_path() / "botschaft-admin-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  const auto path = std::filesystem::path(pattern) / "admin.sock";
  EXPECT_FALSE(ask_admin_socket(path, "x"));
  {
    auto socket = AdminSocket::open(path, [](std::string_view line) { return "got " + std::string(line); });
    ASSERT_TRUE(socket) << socket.error();
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0600u);
    EXPECT_EQ(ask_admin_socket(path, "one"), "got one");
    EXPECT_EQ(ask_admin_socket(path, std::string(50'000, 'x'))->size(), 50'004u);
    EXPECT_FALSE(ask_admin_socket(path, std::string(100'000, 'x'))) << "larger than a request may be";
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  std::filesystem::remove_all(pattern);
}

}  // namespace
}  // namespace botschaft::net
