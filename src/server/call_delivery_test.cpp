#include "server/call_delivery.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "server/delivery/program.h"

namespace botschaft::server {
namespace {

const store::DeskCallRow kCall{
    .id = 7, .case_id = 1, .way = kCallByCommand, .address = {}, .text = "Case X:\n- now"};

TEST(CallDelivery, TheProgramGetsJsonWithAnIdThatStaysTheSame) {
  const auto file = std::filesystem::temp_directory_path() / ("botschaft_call_" + std::to_string(getpid()));
  const auto deliver = deliver_calls_by({}, {"tee", file.string()});
  EXPECT_TRUE(deliver(kCall));
  std::ifstream written(file);
  std::string line;
  std::getline(written, line);
  const auto call = boost::json::parse(line).as_object();
  EXPECT_EQ(call.at("id"), 7);
  EXPECT_EQ(call.at("text"), "Case X:\n- now");
  std::filesystem::remove(file);
  EXPECT_FALSE(deliver_calls_by({}, {"false"})(kCall));
  EXPECT_FALSE(deliver_calls_by({}, {})(kCall));
  EXPECT_FALSE(run_program({"true"}, std::string(kProgramInputMax + 1, 'x')));
}

TEST(CallDelivery, MailsNeedARelay) {
  auto mail = kCall;
  mail.way = kCallByMail;
  mail.address = "on-call@chat.example";
  EXPECT_FALSE(deliver_calls_by({}, {"true"})(mail));
}

}  // namespace
}  // namespace botschaft::server
