#include "desk/log_audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "desk/states.h"
#include "store/desk_cases.h"
#include "store/desk_log.h"

namespace botschaft::desk {
namespace {

constexpr int kPage = 512;
constexpr std::size_t kFindingsMax = 100;

struct Audit {
  const translog::TileReader& tiles;
  std::int64_t size;
  std::vector<translog::Finding> findings = {};
  std::map<std::int64_t, State> states = {};        // of cases, by their last step
  std::map<std::int64_t, std::int64_t> steps = {};  // case -> leaf of that step
  std::pair<std::int64_t, std::vector<std::string>> bundle = {-1, {}};

  void find(std::int64_t leaf, std::string what) {
    if (findings.size() < kFindingsMax) findings.push_back({leaf, std::move(what)});
  }
  const std::string* entry(std::int64_t leaf) {
    const auto index = leaf / translog::kTileWidth;
    if (bundle.first != index) bundle = {index, tiles.bundle(index).value_or(std::vector<std::string>())};
    const auto at = static_cast<std::size_t>(leaf % translog::kTileWidth);
    return at < bundle.second.size() ? &bundle.second[at] : nullptr;
  }
  void look_at(const store::DeskLogRow& row);
};

void Audit::look_at(const store::DeskLogRow& row) {
  const auto leaf = *row.leaf;
  const auto* published = leaf < size ? entry(leaf) : nullptr;
  if (leaf < size && (!published || *published != row.record)) find(leaf, "the database has another record");
  const auto record = translog::parse_record(row.record);
  if (!record) return find(leaf, "the database has no record there");
  if (row.case_id != 0 && record->seq == 0) states.emplace(row.case_id, State::received);
  if (!row.payload) return;  // erased
  translog::Salt salt{};
  if (!row.salt || row.salt->size() != salt.size()) return find(leaf, "its salt is gone, its payload is not");
  std::ranges::copy(*row.salt, salt.begin());
  if (translog::commit(salt, *row.payload) != record->commitment)
    return find(leaf, "altered: its payload is not what was committed to");
  constexpr std::string_view kStep = "step: ";
  constexpr std::string_view kState = "state: ";
  const auto text = as_text(*row.payload);
  const auto line = text.find('\n');
  if (!text.starts_with(kStep) || line == text.npos || !text.substr(line + 1).starts_with(kState)) return;
  const auto word = text.substr(line + 1 + kState.size());
  if (const auto state = named<State>(word.substr(0, word.find('\n')))) {
    states[row.case_id] = *state;
    steps[row.case_id] = leaf;
  }
}

}  // namespace

Result<std::vector<translog::Finding>> audit_rows(store::Store& store, const translog::TileReader& tiles,
                                                  std::int64_t size) {
  Audit audit{.tiles = tiles, .size = size};
  for (std::int64_t next = 0;;) {
    std::vector<store::DeskLogRow> page;
    TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
      page = store::desk_log_page(tx, next, kPage);
      return {};
    }));
    for (const auto& row : page) {
      for (; next < *row.leaf; ++next) audit.find(next, "deleted from the database");
      audit.look_at(row);
      next = *row.leaf + 1;
    }
    if (page.size() < kPage) {
      for (; next < size; ++next) audit.find(next, "deleted from the database");
      break;
    }
  }
  for (const auto& [id, state] : audit.states) {
    std::optional<store::DeskCaseRow> row;
    TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
      row = store::find_desk_case(tx, id);
      return {};
    }));
    const auto leaf = audit.steps.contains(id) ? std::optional(audit.steps[id]) : std::nullopt;
    if (!row)
      audit.findings.push_back({leaf, fmt::format("case {} is gone from the database", id)});
    else if (row->state != static_cast<int>(state))
      audit.findings.push_back(
          {leaf, fmt::format("case {} is not in the state its last step led to", row->ref)});
  }
  return std::move(audit.findings);
}

}  // namespace botschaft::desk
