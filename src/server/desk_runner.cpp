#include "server/desk_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <map>

#include "base/log.h"
#include "desk/calls.h"
#include "domain/messages/service_account.h"
#include "server/on_call.h"

namespace botschaft::server {
namespace {

constexpr int kAtOnce = 100;
// A case that comes in is due at once and tells nobody, and the wall clock may be set: three look-ups in
// indexes each time.
constexpr std::chrono::seconds kLookEvery{1};
constexpr std::int64_t kRetryFirst_s = 10;
constexpr std::int64_t kRetryMost_s = 15 * 60;

void tell_accounts(store::Transaction& tx, desk::Desk& desk, const desk::Case& about, const std::string& text,
                   const OnCall& people, std::int32_t now) {
  const auto users = on_call_accounts(tx, people);
  if (users.size() < people.accounts.size()) log::warn("desk: some who are on call have no account");
  for (const UserId user : users) {
    domain::say_to(tx, user, text, now);
    desk.note(about.id, desk::LogKind::notified, fmt::format("to: on call\nway: chat\nperson: {}\n", user));
  }
}

void make_call(store::Transaction& tx, desk::Desk& desk, const desk::Call& call, const OnCall& people,
               std::int32_t now) {
  const auto about = desk.find(call.case_id);
  if (!about) return;
  const auto text = desk::call_text(*about, call);
  if (people.accounts.empty() && people.mails.empty() && people.command.empty())
    log::warn("desk: nobody is on call case={}", about->ref);
  tell_accounts(tx, desk, *about, text, people, now);
  store::DeskCallRow row{
      .case_id = about->id, .way = kCallByMail, .address = {}, .text = text, .made_at = now, .try_at = now};
  for (const auto& mail : people.mails) {
    row.address = mail;
    store::insert_desk_call(tx, row);
  }
  row.way = kCallByCommand;
  row.address.clear();
  if (!people.command.empty()) store::insert_desk_call(tx, row);
}

}  // namespace

int do_due_desk_work(store::Transaction& tx, const desk::Settings& settings, const OnCall& people,
                     std::int32_t now, Random& random) {
  desk::Desk desk(tx, settings, now, random);
  std::map<std::int64_t, desk::Call> calls;  // one message for all that is to be said of a case
  const auto rungs = desk.escalate(kAtOnce);
  for (const auto& rung : rungs) {
    const auto about = desk.find(rung.case_id);
    if (about && desk::wakes(*about, rung.rung)) calls[rung.case_id].rungs.push_back(rung);
  }
  const auto ended = desk.end_clocks(kAtOnce);
  for (const auto& clock : ended)
    if (desk::wakes(clock.clock)) calls[clock.case_id].ended.push_back(clock.clock);
  const auto gags = desk.end_gags(kAtOnce);
  for (auto& [case_id, call] : calls) {
    call.case_id = case_id;
    make_call(tx, desk, call, people, now);
  }
  return static_cast<int>(rungs.size() + ended.size() + gags.size());
}

std::string call_json(const store::DeskCallRow& row) {
  return boost::json::serialize(
      boost::json::object{{"kind", "desk-call"}, {"id", row.id}, {"text", row.text}});
}

void DeskRunner::start() {
  thread_ = std::thread([this] { sleep_and_run(); });
}

void DeskRunner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void DeskRunner::run() {
  bool due = false;
  const auto looked = parts_.store.read_sync([&](store::Transaction& tx) -> Result<void> {
    const auto next = store::next_desk_due(tx);
    due = next && *next <= parts_.clock.unix_seconds();
    return {};
  });
  if (!looked) return log::warn("desk: what is due cannot be read error={}", looked.error().text());
  for (int done = due ? 1 : 0; done > 0;) {
    const auto worked = parts_.store.write_sync([&](store::Transaction& tx) -> Result<void> {
      done = do_due_desk_work(tx, parts_.settings, parts_.people, parts_.clock.unix_seconds(), parts_.random);
      return {};
    });
    if (!worked) return log::warn("desk: due things failed error={}", worked.error().text());
  }
  deliver_calls();
}

void DeskRunner::deliver_calls() {
  std::vector<store::DeskCallRow> waiting;
  const auto read = parts_.store.read_sync([&](store::Transaction& tx) -> Result<void> {
    waiting = store::waiting_desk_calls(tx, parts_.clock.unix_seconds(), kAtOnce);
    return {};
  });
  if (!read) return log::warn("desk: calls cannot be read error={}", read.error().text());
  for (const auto& row : waiting) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    }
    const bool through = parts_.deliver(row);
    const auto now = parts_.clock.unix_seconds();
    const auto pause = std::min(kRetryMost_s, kRetryFirst_s << std::min(row.tries, 7));
    const auto written = parts_.store.write_sync([&](store::Transaction& tx) -> Result<void> {
      if (!through) {
        store::put_off_desk_call(tx, row.id, now + pause);
        return {};
      }
      store::set_desk_call_told(tx, row.id, now);
      const auto way = row.way == kCallByMail ? "mail" : "command";
      desk::Desk(tx, parts_.settings, now, parts_.random)
          .note(row.case_id, desk::LogKind::notified,
                fmt::format("to: on call\nway: {}\naddress: {}\ncall: {}\n", way, row.address, row.id));
      return {};
    });
    if (!written) return log::warn("desk: a call was not written down error={}", written.error().text());
  }
}

void DeskRunner::sleep_and_run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    run();
    lock.lock();
    changed_.wait_for(lock, kLookEvery, [this] { return stopping_; });
  }
}

}  // namespace botschaft::server
