#include "server/desk_mail.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>

#include "base/log.h"
#include "store/desk_messages.h"

namespace botschaft::server {
namespace {

constexpr std::chrono::seconds kEvery{2};
constexpr int kAtOnce = 50;
constexpr int kTriesMax = 16;  // over about three days
constexpr std::int64_t kFirstWait_s = 60;
constexpr std::int64_t kLongestWait_s = 6 * 3600;

std::int64_t wait_after(int tries) {
  return std::min(kLongestWait_s, kFirstWait_s << std::min(tries, 10));
}

}  // namespace

void DeskMail::start() {
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), "desk mail");
    run();
  });
}

void DeskMail::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool DeskMail::stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void DeskMail::run() {
  while (!stopping()) {
    if (send_due()) continue;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kEvery, [this] { return stopping_; });
  }
}

// A mail is deleted once it was taken: one that is taken just before a crash is sent again.
bool DeskMail::send_due() {
  const auto now = clock_.unix_us() / 1'000'000;
  std::vector<store::DeskMailRow> due;
  const auto read = store_.read_sync([&](store::Transaction& tx) -> Result<void> {
    due = store::desk_mails_due(tx, now, kAtOnce);
    return {};
  });
  if (!read) return false;
  for (const auto& mail : due) {
    if (stopping()) return false;
    const bool sent = mailer_->send(mail.recipient, {mail.subject, mail.body}).has_value();
    const bool given_up = !sent && mail.tries >= kTriesMax;
    if (given_up) log::warn("desk: a mail could not be sent tries={}", mail.tries);
    const auto noted = store_.write_sync([&](store::Transaction& tx) -> Result<void> {
      if (sent || given_up)
        store::delete_desk_mail(tx, mail.id);
      else
        store::postpone_desk_mail(tx, mail.id, now + wait_after(mail.tries));
      return {};
    });
    if (!noted) return false;
  }
  return due.size() == static_cast<std::size_t>(kAtOnce);
}

}  // namespace botschaft::server
