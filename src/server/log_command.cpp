#include "server/log_command.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "desk/log_audit.h"
#include "store/sqlite/open.h"
#include "translog/log.h"
#include "translog/verify.h"

namespace botschaft::server {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

json::value failed(std::string sentence) {
  return json::object{{"error", std::move(sentence)}};
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

json::value report(const translog::Verified& verified, const translog::VerifierKey& key) {
  json::array findings;
  for (const auto& finding : verified.findings) {
    json::object row{{"what", finding.what}};
    if (finding.entry) row["entry"] = *finding.entry;
    findings.push_back(std::move(row));
  }
  json::object out{{"ok", findings.empty()},
                   {"entries", verified.entries},
                   {"receipts", verified.receipts_found},
                   {"key", key.text()}};
  if (const auto* bad = verified.first_bad_entry()) out["first_bad_entry"] = *bad->entry;
  out["findings"] = std::move(findings);
  return out;
}

}  // namespace

json::value verify_log_command(const LogQuestion& question, std::int64_t now) {
  std::error_code ignored;
  const fs::path directory = question.directory;
  const bool data = fs::exists(directory / "desk-log", ignored);
  const auto folder = data ? directory / "desk-log" : directory;
  const auto files = translog::files_below(folder);
  auto text = question.key.empty() ? files("key").value_or("") : question.key;
  while (text.ends_with('\n')) text.pop_back();
  const auto key = translog::VerifierKey::parse(text);
  if (!key) return failed(fmt::format("{} has no log, or no key; name the key with --key", folder.string()));
  translog::Evidence evidence{
      .log = files, .key = *key, .receipts = {}, .checkpoints = {}, .mirror = {}, .now = now};
  for (const auto& path : question.receipts) evidence.receipts.push_back(read_file(path));
  for (const auto& path : question.checkpoints) evidence.checkpoints.push_back(read_file(path));
  if (!question.mirror.empty()) evidence.mirror = translog::files_below(question.mirror);
  auto verified = translog::verify_log(evidence);
  if (data) {
    auto store = store::open_sqlite({.directory = directory, .access = store::Access::shared});
    if (!store) return failed(store.error());
    const auto rows = desk::audit_rows(**store, translog::TileReader(files, verified.checkpoint.size),
                                       verified.checkpoint.size);
    if (!rows) return failed("the database cannot be read: " + rows.error().text());
    verified.findings.insert(verified.findings.end(), rows->begin(), rows->end());
    translog::sort_findings(verified.findings);
  }
  return report(verified, *key);
}

}  // namespace botschaft::server
