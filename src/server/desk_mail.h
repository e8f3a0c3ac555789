#pragma once
// Sends the mails of the desk that wait in the store, one after the other, and tries again those that were
// not taken.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "server/delivery/smtp.h"
#include "store/store.h"

namespace botschaft::server {

class DeskMail {
 public:
  DeskMail(store::Store& store, std::unique_ptr<SmtpDelivery> mailer, const Clock& clock)
      : store_(store), mailer_(std::move(mailer)), clock_(clock) {}
  ~DeskMail() { stop(); }
  DeskMail(const DeskMail&) = delete;
  DeskMail& operator=(const DeskMail&) = delete;

  void start();
  void stop();  // after the mail that is being sent; the others stay in the store

 private:
  void run();
  bool send_due();  // true: there may be more
  bool stopping();

  store::Store& store_;
  const std::unique_ptr<SmtpDelivery> mailer_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace botschaft::server
