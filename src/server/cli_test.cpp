// The commands, as an operator runs them: beside a running server, and alone.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>

#include "tests/support/client.h"
#include "tests/support/server_process.h"

namespace botschaft::server {
namespace {

namespace json = boost::json;

struct Outcome {
  int status = -1;
  std::string text;
  json::value value() const { return json::parse(text); }
};

Outcome run(const std::string& arguments) {
  Outcome outcome;
  FILE* pipe = ::popen((BOTSCHAFT_PROGRAM " " + arguments + " 2>&1").c_str(), "r");
  std::array<char, 4096> piece;
  while (const auto got = std::fread(piece.data(), 1, piece.size(), pipe))
    outcome.text.append(piece.data(), got);
  outcome.status = WEXITSTATUS(::pclose(pipe));
  return outcome;
}

class CliTest : public testing::Test {
 protected:
  Outcome command(const std::string& words) {
    return run(words + " --json --data " + server.data().string());
  }

  test::ServerProcess server{BOTSCHAFT_PROGRAM};
};

TEST_F(CliTest, KeysAreWhatTheServerServes) {
  ASSERT_TRUE(server.started());
  const auto keys = command("keys").value().as_object();
  test::Socket socket(server.port());
  socket.write(as_bytes("GET /.well-known/botschaft.json HTTP/1.1\r\nConnection: close\r\n\r\n"));
  Bytes got;
  while (socket.read(got, 2'000)) {
  }
  const auto text = as_text(got);
  const auto served = json::parse(text.substr(text.find("\r\n\r\n") + 4)).as_object();
  EXPECT_EQ(served.at("pem"), keys.at("pem"));
  EXPECT_EQ(served.at("fingerprint"), keys.at("fingerprint"));
  for (const auto* file : {"rsa.pem", "seal.key", "proxy.secret", "botschaft.db", "admin.sock"}) {
    struct stat status{};
    ASSERT_EQ(::stat((server.data() / file).c_str(), &status), 0) << file;
    EXPECT_EQ(status.st_mode & 077u, 0u) << file << " is nobody else's business";
  }
}

TEST_F(CliTest, AccountsBesideTheServerAndAlone) {
  ASSERT_TRUE(server.started());
  const auto anna = command("user add '+49 1555 0001' --name 'Anna Berg'").value().as_object();
  EXPECT_EQ(anna.at("phone").as_string(), "+4915550001");
  EXPECT_EQ(anna.at("last_name").as_string(), "Berg");
  EXPECT_EQ(command("user add +4915550001 --name Other").status, 1) << "the number is taken";
  EXPECT_EQ(command("user add nonsense --name Other").status, 1);
  EXPECT_EQ(server.terminate(), 0);

  EXPECT_EQ(command("user add b@example.org --name Bob").status, 0);
  EXPECT_EQ(command("user list").value().as_array().size(), 2u);
  server.start();
  EXPECT_EQ(command("user list").value().as_array().size(), 2u);
  EXPECT_EQ(command("user delete b@example.org").status, 0);
  EXPECT_EQ(command("user delete b@example.org").status, 1);
  EXPECT_EQ(command("user list").value().as_array().size(), 1u);
  EXPECT_EQ(command("codes").value().as_array().size(), 0u);
  const auto invite = command("invite --uses 3 --note friends").value().as_object();
  EXPECT_NE(std::string(invite.at("url").as_string()).find("/invite/"), std::string::npos);
}

TEST_F(CliTest, OneServerForOneDirectory) {
  ASSERT_TRUE(server.started());
  const auto second = run("serve --listen 127.0.0.1:0 --data " + server.data().string());
  EXPECT_EQ(second.status, 1);
  EXPECT_NE(second.text.find("botschaft: "), std::string::npos) << second.text;
}

TEST_F(CliTest, AuthKeysOutliveACrash) {
  ASSERT_TRUE(server.started());
  SeededRandom random(3);
  test::Client client({.port = server.port()}, random);
  ASSERT_TRUE(client.connect());
  ASSERT_TRUE(client.exchange_key(server.modulus()));
  server.kill_hard();  // right after dh_gen_ok
  server.start();
  ASSERT_TRUE(client.connect());
  EXPECT_TRUE(client.ping());
}

TEST_F(CliTest, StorageIsCountedVerifiedAndCollected) {
  ASSERT_TRUE(server.started());
  // The emoji that the program brings are files like others, and named by their sets.
  const auto files = command("storage stats").value().as_object().at("files").as_int64();
  EXPECT_GT(files, 0);
  EXPECT_EQ(command("storage verify").value().as_object().at("missing").as_int64(), 0);
  EXPECT_EQ(command("storage gc --dry-run").value().as_object().at("files").as_int64(), 0);
  server.kill_hard();
  EXPECT_EQ(command("storage gc").value().as_object().at("blobs").as_int64(), 0);  // by itself
  EXPECT_EQ(command("storage stats").value().as_object().at("files").as_int64(), files);
}

TEST(Cli, RegistrationOnAPublicAddressNeedsAnOperatorWhoCanBeReached) {
  const auto open = run("serve --dev --listen 0.0.0.0:0 --force-terminal-codes");
  EXPECT_EQ(open.status, 1);
  for (const auto* setting : {"contact.person", "contact.deputy", "contact.tco_mail", "accounts.sign_up"})
    EXPECT_NE(open.text.find(setting), std::string::npos) << open.text;
  const auto here = run("check --json").value().as_object();
  EXPECT_FALSE(here.at("public").as_bool());
  EXPECT_EQ(here.at("missing").as_array().at(0).as_string(), "contact.operator");
  EXPECT_NE(run("check").text.find("before strangers may sign up: contact.operator, "), std::string::npos);
}

TEST_F(CliTest, PeopleOfTheDeskComeByALinkAndGoAtOnce) {
  ASSERT_TRUE(server.started());
  const auto added =
      command("desk add 'Mara Muster' --role moderator --role second-reviewer").value().as_object();
  EXPECT_EQ(added.at("roles").as_string(), "moderator,second-reviewer");
  EXPECT_NE(added.at("link").as_string().find("/desk/enrol#"), std::string::npos);
  const auto id = std::to_string(added.at("id").as_int64());
  EXPECT_NE(command("desk invite " + id).value().as_object().at("link"), added.at("link"));
  EXPECT_NE(command("desk token " + id + " --name x --scope notices").status, 0);
  const auto flagger = command("desk add Meldestelle --role flagger").value().as_object();
  const auto token = command("desk token " + std::to_string(flagger.at("id").as_int64()) +
                             " --name importer --scope notices --scope reading --days 30")
                         .value()
                         .as_object();
  EXPECT_TRUE(token.at("token").as_string().starts_with("bd_"));
  EXPECT_EQ(command("desk revoke " + id).value().as_object().at("state").as_string(), "revoked");
  EXPECT_NE(command("desk invite " + id).status, 0);
  EXPECT_NE(command("desk add Both --role moderator --role officer").status, 0);
  EXPECT_NE(command("desk add Nobody --role king").status, 0);
  const auto all = command("desk list").value().as_array();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all.at(0).as_object().at("state").as_string(), "revoked");
  EXPECT_EQ(all.at(1).as_object().at("level").as_string(), "claimed");
}

TEST(Cli, MistakesAreSentences) {
  EXPECT_EQ(run("--version").text, "botschaft 0.1.0\n");
  EXPECT_NE(run("").status, 0);
  EXPECT_EQ(run("serve").status, 1);
  EXPECT_NE(run("codes --data /nowhere").text.find("does not exist"), std::string::npos);
  const auto open = run("serve --dev --listen 0.0.0.0:0");
  EXPECT_EQ(open.status, 1);
  EXPECT_NE(open.text.find("--force-terminal-codes"), std::string::npos);
  EXPECT_EQ(run("check --json").value().as_object().at("ok").as_bool(), true);
}

TEST(Methods, AreCountedByNamespaceAgainstTheSchema) {
  const auto value = run("methods --json --list").value().as_object();
  EXPECT_EQ(value.at("layer").as_int64(), 227);
  std::int64_t served = 0, none = 0, schema = 0;
  for (const auto& entry : value.at("namespaces").as_array()) {
    const auto& space = entry.as_object();
    EXPECT_EQ(space.at("served").as_int64() + space.at("none").as_int64() + space.at("missing").as_int64(),
              space.at("schema").as_int64())
        << space.at("name");
    served += space.at("served").as_int64();
    none += space.at("none").as_int64();
    schema += space.at("schema").as_int64();
  }
  const auto& all = value.at("all").as_object();
  EXPECT_EQ(all.at("served").as_int64(), served);
  EXPECT_EQ(all.at("none").as_int64(), none);
  EXPECT_EQ(all.at("schema").as_int64(), schema);
  const auto& methods = value.at("methods").as_object();
  EXPECT_TRUE(std::cmp_equal(methods.size(), schema));
  EXPECT_EQ(methods.at("messages.sendMessage").as_string(), "yes");
  EXPECT_EQ(methods.at("messages.getAttachMenuBots").as_string(), "none");
  EXPECT_EQ(methods.at("upload.getCdnFile").as_string(), "no");
  const auto table = run("methods").text;
  EXPECT_NE(table.find("messages"), std::string::npos);
  EXPECT_NE(run("methods --list").text.find("yes   messages.sendMessage\n"), std::string::npos);
}

}  // namespace
}  // namespace botschaft::server
