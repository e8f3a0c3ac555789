#include "server/witness_rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/log.h"
#include "server/web_request.h"
#include "translog/witness.h"

namespace botschaft::server {
namespace {

constexpr std::int64_t kSecond_us = 1'000'000;

// Without what witnesses have signed already.
std::string bare(const translog::Note& note, const translog::VerifierKey& log) {
  translog::Note only{.text = note.text, .signatures = {}};
  for (const auto& signature : note.signatures)
    if (signature.name == log.name && signature.id == log.id()) only.signatures.push_back(signature);
  return translog::write_note(only);
}

}  // namespace

WitnessRounds::WitnessRounds(Parts parts) : parts_(std::move(parts)) {
  for (const auto& place : parts_.witnesses)
    states_.push_back({.place = place, .shown = {.name = place.key.name, .signed_at = 0, .size = 0}});
}

void WitnessRounds::start() {
  if (states_.empty()) return;
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      round();
      lock.lock();
      changed_.wait_for(lock, kEvery, [this] { return stopping_; });
    }
  });
}

void WitnessRounds::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) return;
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void WitnessRounds::round() {
  const auto file = translog::files_below(parts_.folder)("checkpoint");
  auto note = file ? translog::parse_note(*file) : std::nullopt;
  const auto tree = note ? translog::open_checkpoint(*note, parts_.log) : std::nullopt;
  if (!tree || tree->size == 0) return;
  const auto checkpoint = bare(*note, parts_.log);
  Signed fresh;
  for (auto& state : states_) {
    if (const auto at = translog::cosigned_at(*note, state.place.key)) {
      state.size = tree->size;
      state.shown = {.name = state.place.key.name, .signed_at = *at, .size = tree->size};
      continue;
    }
    const auto now_us = parts_.clock.monotonic_us();
    // What it has just signed will soon stand beside the checkpoint.
    if (now_us < state.next_us || state.size == tree->size) continue;
    auto answered = ask_one(state, checkpoint, *tree);
    if (answered) {
      state.failure.clear();
      state.failures = 0;
      state.shown = {
          .name = state.place.key.name, .signed_at = parts_.clock.unix_seconds(), .size = tree->size};
      std::ranges::move(*answered, std::back_inserter(fresh));
      continue;
    }
    const auto wait = std::min(kEvery * (1 << std::min(state.failures++, 8)), kEveryFailing);
    state.next_us = now_us + wait.count() * kSecond_us;
    if (state.failure != answered.error())
      log::error("desk: witness {}: {}", state.place.key.name, answered.error());
    state.failure = answered.error();
  }
  if (!fresh.empty()) {
    parts_.cosigned(note->text, fresh);
    note->signatures.insert(note->signatures.end(), fresh.begin(), fresh.end());
    keep(*std::move(note));
  }
  std::vector<http::WitnessShown> shown;
  for (const auto& state : states_) shown.push_back(state.shown);
  parts_.show(std::move(shown));
}

std::expected<WitnessRounds::Signed, std::string> WitnessRounds::ask_one(State& state,
                                                                         const std::string& checkpoint,
                                                                         const translog::Checkpoint& tree) {
  const translog::TileReader tiles(translog::files_below(parts_.folder), tree.size);
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto proof = translog::consistency_proof(state.size, tree.size, tiles.nodes());
    if (!proof) return std::unexpected("the log's own files cannot be read");
    const auto answer =
        ask({.url = state.place.url + "/add-checkpoint",
             .content_type = "text/plain; charset=utf-8",
             .body = translog::write_add_checkpoint(
                 {.old_size = state.size, .proof = *std::move(proof), .checkpoint = checkpoint}),
             .headers = {}});
    if (!answer) return std::unexpected(answer.error());
    const translog::WitnessAnswer said{.status = static_cast<int>(answer->status),
                                       .content_type = answer->content_type,
                                       .body = answer->body};
    if (const auto size = translog::read_size(said)) {
      if (*size > tree.size)
        return std::unexpected(
            fmt::format("it signed a log of {} entries, and there are {}: was an older copy put "
                        "in place?",
                        *size, tree.size));
      if (*size == state.size)
        return std::unexpected(fmt::format("it signed another log of {} entries: this one is a fork", *size));
      state.size = *size;
      continue;
    }
    if (said.status == 422)
      return std::unexpected("it refuses: the log is no continuation of what it signed");
    if (said.status != 200) return std::unexpected(fmt::format("it answered {}", said.status));
    auto cosignatures = translog::read_cosignatures(checkpoint, said, {state.place.key});
    if (cosignatures.empty()) return std::unexpected("its answer has no good signature of its key");
    state.size = tree.size;
    return cosignatures;
  }
  return std::unexpected("it does not know what it signed");
}

// The last checkpoint that counts as witnessed, beside the one that is newest.
void WitnessRounds::keep(translog::Note note) const {
  const auto have = std::ranges::count_if(
      states_, [&](const State& state) { return translog::cosigned_at(note, state.place.key).has_value(); });
  if (have < std::max<std::int64_t>(parts_.quorum, 1)) return;
  const auto fresh = parts_.folder / "witnessed.new";
  std::ofstream(fresh, std::ios::binary) << translog::write_note(note);
  std::error_code error;
  std::filesystem::rename(fresh, parts_.folder / "witnessed", error);
  if (error) log::error("desk: the witnessed checkpoint cannot be kept: {}", error.message());
}

}  // namespace botschaft::server
