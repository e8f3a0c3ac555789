#pragma once
// Keeps the signed contact file current: a version when something in it changes or half its time is over,
// each with its entry in the contact log, and what the pages show of it.
#include <memory>
#include <mutex>

#include "base/clock.h"
#include "base/random.h"
#include "http/contact_page.h"
#include "store/store.h"

namespace botschaft::server {

class ContactPublisher {
 public:
  struct Parts {
    store::Store& store;
    const Clock& clock;
    Random& random;
    translog::SignerKey key;
    http::ContactFacts facts;
    std::int64_t valid_days;
    bool probed;
  };
  explicit ContactPublisher(Parts parts);

  // Publishes if the contact is filled in; looks again every hour, and while a new version waits for its
  // place in the tree. Cheap when there is nothing to do. From one thread; the error is a sentence for the
  // operator.
  std::expected<void, std::string> run();
  void housekeep();  // every few seconds

  // From any thread.
  std::shared_ptr<const http::ContactShown> shown() const;
  void show_probe(std::int64_t answered_at, std::int64_t failing_since);
  void show_witnesses(std::vector<http::WitnessShown> witnesses);

 private:
  void renew(store::Transaction& tx, const boost::json::object& body, std::int64_t now);
  http::ContactShown read(store::Transaction& tx, bool& placed) const;
  template <class F>
  void change(F f);

  Parts parts_;
  bool published_ = false;       // the contact is filled in
  std::int64_t renewed_at_ = 0;  // unix seconds; by the wall clock, as the dates in the file are
  bool placed_ = false;          // all versions have their leaves
  mutable std::mutex mutex_;
  std::shared_ptr<const http::ContactShown> shown_;
};

}  // namespace botschaft::server
