#include "server/contact_publisher.h"

#include <boost/json.hpp>

#include "base/log.h"
#include "desk/desk.h"
#include "http/canonical_json.h"
#include "store/desk_contact.h"
#include "store/desk_log.h"

namespace botschaft::server {

namespace json = boost::json;

namespace {

constexpr std::int64_t kEvery_s = 3'600;
constexpr int kVersionsShown = 1'000;

// With its entry's salt, which opens the commitment in the log: what was published is no secret.
json::object described(const store::DeskContactRow& row, const std::optional<store::DeskLogRow>& entry,
                       const std::string& base_url) {
  json::object version{{"version", row.version},
                       {"issued", http::utc_text(row.issued_at)},
                       {"expires", http::utc_text(row.expires_at)},
                       {"url", base_url + "/desk/contact/" + std::to_string(row.version) + ".json"}};
  if (!entry) return version;
  version["record"] = entry->record;
  if (entry->salt) version["salt"] = translog::to_base64(*entry->salt);
  if (entry->leaf) version["proof"] = base_url + "/desk/log/proof/" + std::to_string(*entry->leaf);
  return version;
}

}  // namespace

ContactPublisher::ContactPublisher(Parts parts) : parts_(std::move(parts)) {
  http::ContactShown shown;
  shown.facts = parts_.facts;
  shown.missing = desk::missing_settings(parts_.facts.contact);
  shown.probed = parts_.probed;
  for (const auto& witness : parts_.facts.witnesses)
    shown.witnesses.push_back({.name = witness.name, .signed_at = 0, .size = 0});
  published_ = shown.missing.empty();
  shown_ = std::make_shared<const http::ContactShown>(std::move(shown));
}

void ContactPublisher::renew(store::Transaction& tx, const json::object& body, std::int64_t now) {
  const auto last = store::last_desk_contact(tx);
  const auto valid_s = parts_.valid_days * desk::kDay;
  if (last) {
    const auto opened = http::open_contact(last->document);
    const bool same = opened && opened->key.text() == parts_.key.verifier().text() &&
                      http::canonical_json(opened->body) == http::canonical_json(body);
    if (same && last->issued_at <= now && last->expires_at - now > valid_s / 2) return;
  }
  const http::ContactDates dates{
      .version = last ? last->version + 1 : 1, .issued_at = now, .expires_at = now + valid_s};
  auto document = http::sign_contact(body, dates, parts_.key);
  const auto opened = http::open_contact(document);
  const desk::Settings settings;
  desk::Desk desk(tx, settings, now, parts_.random);
  const auto entry = desk.note(0, desk::LogKind::contact_changed, opened ? opened->signed_text : document);
  store::insert_desk_contact(tx, {.version = dates.version,
                                  .issued_at = dates.issued_at,
                                  .expires_at = dates.expires_at,
                                  .document = std::move(document),
                                  .entry = entry.id});
}

http::ContactShown ContactPublisher::read(store::Transaction& tx, bool& placed) const {
  http::ContactShown shown;
  json::array versions;
  placed = true;
  for (const auto& row : store::desk_contacts(tx, kVersionsShown)) {
    const auto entry = store::find_desk_log(tx, row.entry);
    placed = placed && entry && entry->leaf;
    if (versions.empty() && published_) {
      shown.file = row.document;
      shown.dates = {.version = row.version, .issued_at = row.issued_at, .expires_at = row.expires_at};
    }
    versions.push_back(described(row, entry, parts_.facts.base_url));
    shown.files.emplace(row.version, row.document);
  }
  shown.history = http::canonical_json(json::object{{"versions", std::move(versions)}}) + "\n";
  return shown;
}

std::expected<void, std::string> ContactPublisher::run() {
  const std::int64_t now = parts_.clock.unix_seconds();
  const bool renewing = published_ && (now >= renewed_at_ + kEvery_s || now < renewed_at_);
  if (published_ && placed_ && !renewing) return {};
  http::ContactShown fresh;
  bool placed = false;
  const auto work = [&](store::Transaction& tx) -> Result<void> {
    if (tx.writable() && published_) renew(tx, http::contact_body(parts_.facts), now);
    fresh = read(tx, placed);
    return {};
  };
  const auto done = renewing ? parts_.store.write_sync(work) : parts_.store.read_sync(work);
  if (!done) return std::unexpected("the contact file cannot be kept: " + done.error().text());
  placed_ = placed;
  if (renewing) renewed_at_ = now;
  change([&](http::ContactShown& shown) {
    shown.file = std::move(fresh.file);
    shown.dates = fresh.dates;
    shown.history = std::move(fresh.history);
    shown.files = std::move(fresh.files);
  });
  return {};
}

void ContactPublisher::housekeep() {
  if (const auto done = run(); !done) log::error("desk: {}", done.error());
}

std::shared_ptr<const http::ContactShown> ContactPublisher::shown() const {
  const std::lock_guard lock(mutex_);
  return shown_;
}

template <class F>
void ContactPublisher::change(F f) {
  const std::lock_guard lock(mutex_);
  auto changed = std::make_shared<http::ContactShown>(*shown_);
  f(*changed);
  shown_ = std::move(changed);
}

void ContactPublisher::show_probe(std::int64_t answered_at, std::int64_t failing_since) {
  change([&](http::ContactShown& shown) {
    shown.answered_at = answered_at;
    shown.failing_since = failing_since;
  });
}

void ContactPublisher::show_witnesses(std::vector<http::WitnessShown> witnesses) {
  change([&](http::ContactShown& shown) { shown.witnesses = std::move(witnesses); });
}

}  // namespace botschaft::server
