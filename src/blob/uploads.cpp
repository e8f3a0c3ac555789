#include "blob/uploads.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <charconv>

#include "base/log.h"

namespace botschaft::blob {

namespace fs = std::filesystem;

namespace {

constexpr std::int32_t kKept_s = 24 * 3600;  // since the last part
constexpr std::int32_t kIdle_s = 10 * 60;    // then its files are closed
constexpr std::int32_t kStuck_s = 15 * 60;   // then it makes room for another of the same person
constexpr std::int32_t kWait_s = 15;
constexpr std::size_t kReadSize = 1 << 20;
constexpr std::size_t kHexDigits = 16;

template <class T>
std::optional<T> parse(std::string_view text, int base) {
  T value{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string name_of(std::int64_t file_id) {
  std::array<std::uint8_t, 8> big_endian;
  store_le(big_endian.data(), __builtin_bswap64(static_cast<std::uint64_t>(file_id)));
  return to_hex(big_endian);
}

struct OnDisk {
  std::int64_t bytes = 0;  // that its data occupies
  std::int32_t changed = 0;
};

OnDisk look_at(const fs::path& base) {
  OnDisk found;
  struct stat status{};
  if (::stat((base.string() + ".data").c_str(), &status) == 0) {
    found.bytes = status.st_blocks * 512;
    found.changed = static_cast<std::int32_t>(status.st_mtime);
  }
  if (::stat((base.string() + ".parts").c_str(), &status) == 0) {
    found.changed = std::max(found.changed, static_cast<std::int32_t>(status.st_mtime));
  }
  return found;
}

// Every upload in a person's folder.
template <class Each>
void for_each_upload(const fs::path& folder, Each&& each) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const auto path = at->path();
    const auto name = path.stem().string();
    if (path.extension() != ".parts" || name.size() != kHexDigits) continue;
    if (const auto id = parse<std::uint64_t>(name, 16)) each(static_cast<std::int64_t>(*id), folder / name);
  }
}

template <class Each>
void for_each_person(const fs::path& directory, Each&& each) {
  std::error_code error;
  for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    if (const auto user = parse<UserId>(at->path().filename().string(), 10)) each(*user, at->path());
  }
}

Result<crypto::Md5> md5_of(const OpenFile& file) {
  crypto::Digest<16> digest;
  Bytes buffer(kReadSize);
  for (std::int64_t offset = 0;;) {
    TRY_ASSIGN(const auto got, file.read(offset, buffer));
    digest.update(ByteView(buffer).first(got));
    offset += static_cast<std::int64_t>(got);
    if (got < buffer.size()) return digest.finish();
  }
}

}  // namespace

struct Uploads::Entry {
  explicit Entry(fs::path base_path) : base(std::move(base_path)) {}

  const fs::path base;
  std::mutex mutex;                // guards `upload`
  std::unique_ptr<Upload> upload;  // null: not open
  std::atomic<std::int64_t> bytes = 0;
  std::atomic<std::int32_t> touched = 0;
  std::atomic<bool> finished = false;  // somebody has asked for the whole
};

struct Uploads::Person {
  explicit Person(fs::path path) : folder(std::move(path)) {}

  std::int64_t bytes() const {
    std::int64_t sum = 0;
    for (const auto& [id, entry] : entries) sum += entry->bytes;
    return sum;
  }
  // Whoever uses an entry has taken it under `mutex`.
  static bool in_use(const std::shared_ptr<Entry>& entry) { return entry.use_count() > 1; }

  const fs::path folder;
  std::mutex mutex;  // guards `entries`
  std::map<std::int64_t, std::shared_ptr<Entry>> entries;
};

// An upload in somebody's hands.
class Uploads::Use {
 public:
  Use(std::shared_ptr<Person> person, std::shared_ptr<Entry> entry)
      : person_(std::move(person)), entry_(std::move(entry)), lock_(entry_->mutex) {}
  Use(Use&&) = default;
  ~Use() {
    if (entry_ && entry_->upload) entry_->bytes = entry_->upload->bytes();
  }
  Entry& entry() { return *entry_; }
  Upload& upload() { return *entry_->upload; }

  // What has become a blob needs no open files.
  void close() {
    entry_->bytes = entry_->upload->bytes();
    entry_->upload.reset();
  }

  Result<void> open(std::int32_t parts_max) {
    if (entry_->upload) return {};
    TRY_ASSIGN(entry_->upload, Upload::open(entry_->base, parts_max));
    return {};
  }

 private:
  std::shared_ptr<Person> person_;
  std::shared_ptr<Entry> entry_;
  std::unique_lock<std::mutex> lock_;
};

std::expected<std::unique_ptr<Uploads>, std::string> Uploads::open(const fs::path& directory,
                                                                   const UploadLimits& limits, Blobs& blobs,
                                                                   const Clock& clock) {
  if (!make_directories(directory)) {
    return std::unexpected(directory.string() + ": cannot be created or written to");
  }
  return std::unique_ptr<Uploads>(new Uploads(directory, limits, blobs, clock));
}

Uploads::~Uploads() = default;

std::shared_ptr<Uploads::Person> Uploads::person(UserId user) {
  const std::lock_guard lock(mutex_);
  auto& person = people_[user];
  if (person) return person;
  person = std::make_shared<Person>(directory_ / std::to_string(user));
  for_each_upload(person->folder, [&](std::int64_t id, const fs::path& base) {
    const auto on_disk = look_at(base);
    auto entry = std::make_shared<Entry>(base);
    entry->bytes = on_disk.bytes;
    entry->touched = on_disk.changed;
    person->entries.emplace(id, std::move(entry));
  });
  return person;
}

Result<Uploads::Use> Uploads::begin(UserId user, std::int64_t file_id, std::int64_t bytes) {
  const auto who = person(user);
  std::shared_ptr<Entry> entry;
  {
    const std::lock_guard lock(who->mutex);
    if (const auto found = who->entries.find(file_id); found != who->entries.end()) entry = found->second;
    TRY(make_room(*who, bytes, !entry));
    if (!entry) {
      TRY(make_directories(who->folder));
      entry = std::make_shared<Entry>(who->folder / name_of(file_id));
      who->entries.emplace(file_id, entry);
    }
    entry->touched = clock_.unix_seconds();
    entry->finished = false;
  }
  Use use(who, std::move(entry));
  TRY(use.open(limits_.parts_max()));
  return use;
}

Result<Uploads::Use> Uploads::find(UserId user, std::int64_t file_id) {
  const auto who = person(user);
  std::shared_ptr<Entry> entry;
  {
    const std::lock_guard lock(who->mutex);
    const auto found = who->entries.find(file_id);
    if (found == who->entries.end()) return fail(Err::FILE_PART_X_MISSING, 0);
    entry = found->second;
    entry->touched = clock_.unix_seconds();
  }
  Use use(who, std::move(entry));
  TRY(use.open(limits_.parts_max()));
  return use;
}

// With `person.mutex` held. Those that somebody has already made something of go first, then those that have
// come to a standstill. Those without bytes, which are blobs or have never been anything, make room only
// where there are too many to remember.
Result<void> Uploads::make_room(Person& person, std::int64_t bytes, bool another) const {
  const auto crowded = [&] { return another && person.entries.size() >= limits_.person_remembered; };
  const auto enough = [&] {
    if (person.bytes() + bytes > limits_.person_bytes || crowded()) return false;
    if (!another) return true;
    const auto open =
        std::ranges::count_if(person.entries, [](const auto& e) { return e.second->bytes > 0; });
    return static_cast<std::size_t>(open) < limits_.person_uploads;
  };
  if (enough()) return {};
  const auto now = clock_.unix_seconds();
  std::vector<std::int64_t> dispensable;
  for (const auto& [id, entry] : person.entries) {
    const bool stuck = now - entry->touched > kStuck_s;
    if (entry->bytes > 0 ? entry->finished || stuck : crowded()) dispensable.push_back(id);
  }
  std::ranges::sort(dispensable, {}, [&](std::int64_t id) {
    const auto& entry = person.entries.at(id);
    return std::pair(entry->bytes > 0 && !entry->finished, entry->touched.load());
  });
  for (const auto id : dispensable) {
    const auto found = person.entries.find(id);
    if (Person::in_use(found->second)) continue;
    Upload::remove(found->second->base);
    person.entries.erase(found);
    if (enough()) return {};
  }
  return fail(Err::FLOOD_WAIT_X, kWait_s);
}

Result<void> Uploads::check_part(const UploadPart& part) const {
  if (part.bytes.empty()) return fail(Err::FILE_PART_EMPTY);
  if (part.bytes.size() > static_cast<std::size_t>(kPartMax)) return fail(Err::FILE_PART_TOO_BIG);
  if (part.part < 0 || part.part >= limits_.parts_max()) return fail(Err::FILE_PART_INVALID);
  if (!part.total || *part.total == -1) return {};
  if (*part.total < 1 || *part.total > limits_.parts_max()) return fail(Err::FILE_PARTS_INVALID);
  if (part.part >= *part.total) return fail(Err::FILE_PART_INVALID);
  const bool last = part.part == *part.total - 1;
  if (!last && !can_be_part_size(static_cast<std::int32_t>(part.bytes.size()))) {
    return fail(Err::FILE_PART_SIZE_INVALID);
  }
  return {};
}

// The database needs room, too.
Result<void> Uploads::check_space() const {
  if (limits_.free_bytes == 0) return {};
  struct statvfs disk{};
  if (::statvfs(directory_.c_str(), &disk) != 0) return {};
  const auto available = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
  if (available < limits_.free_bytes) return fail(Err::STORAGE_FULL);
  return {};
}

Result<void> Uploads::save_part(UserId user, const UploadPart& part) {
  TRY(check_part(part));
  TRY(check_space());
  TRY_ASSIGN(auto use, begin(user, part.file_id, static_cast<std::int64_t>(part.bytes.size())));
  return use.upload().save(part.part, part.bytes);
}

Result<Finished> Uploads::finish(UserId user, const UploadName& name) {
  if (name.parts < 1 || name.parts > limits_.parts_max()) return fail(Err::FILE_PARTS_INVALID);
  TRY_ASSIGN(auto use, find(user, name.file_id));
  TRY_ASSIGN(const auto whole, use.upload().whole(name.parts));
  Finished finished{
      .file_id = name.file_id, .parts = name.parts, .hash = whole.hash, .size = whole.size, .file = {}};
  if (use.upload().has_data()) {
    TRY_ASSIGN(finished.file, OpenFile::open(use.upload().data_path(), O_RDONLY));
  } else {
    auto file = blobs_.open(whole.hash);
    // It became a file that nobody kept.
    if (!file && file.error().err == Err::BLOB_MISSING) return fail(Err::FILE_PART_X_MISSING, 0);
    TRY_ASSIGN(finished.file, std::move(file));
  }
  if (!name.md5.empty()) {
    TRY_ASSIGN(const auto md5, md5_of(finished.file));
    if (from_hex(name.md5) != to_bytes(md5)) return fail(Err::MD5_CHECKSUM_INVALID);
  }
  use.entry().finished = true;
  return finished;
}

Result<void> Uploads::keep(UserId user, const Finished& finished) {
  TRY_ASSIGN(auto use, find(user, finished.file_id));
  const auto& blob = use.upload().blob();
  if (use.upload().has_data()) {
    // Parts that have come meanwhile make another file of it, and a blob is what its name says.
    TRY_ASSIGN(const auto whole, use.upload().whole(finished.parts));
    if (whole.hash != finished.hash) return fail(Err::FILE_PART_X_MISSING, 0);
    TRY(use.upload().become(whole, blobs_));
    use.close();
    return {};
  }
  if (!blob || blob->hash != finished.hash) return fail(Err::FILE_PART_X_MISSING, 0);
  auto size = blobs_.size(finished.hash);
  if (!size && size.error().err == Err::BLOB_MISSING) return fail(Err::FILE_PART_X_MISSING, 0);
  return size ? Result<void>() : std::unexpected(size.error());
}

// Uploads of people who have not come back since the program was started.
void Uploads::find_forgotten(std::int32_t now) {
  for_each_person(directory_, [&](UserId user, const fs::path& folder) {
    bool old = false;
    for_each_upload(folder, [&](std::int64_t, const fs::path& base) {
      old = old || now - look_at(base).changed > kKept_s;
    });
    if (old) person(user);
  });
}

void Uploads::collect() {
  const auto now = clock_.unix_seconds();
  find_forgotten(now);
  int given_up = 0;
  const std::lock_guard lock(mutex_);
  std::erase_if(people_, [&](const auto& item) {
    const auto& [user, person] = item;
    if (person.use_count() > 1) return false;
    const std::lock_guard person_lock(person->mutex);
    std::erase_if(person->entries, [&](const auto& named) {
      const auto& [id, entry] = named;
      if (Person::in_use(entry) || now - entry->touched <= kKept_s) return false;
      Upload::remove(entry->base);
      ++given_up;
      return true;
    });
    for (const auto& [id, entry] : person->entries)
      if (!Person::in_use(entry) && now - entry->touched > kIdle_s) entry->upload.reset();
    const bool empty = person->entries.empty();
    if (empty) {
      std::error_code ignored;
      fs::remove(person->folder, ignored);
    }
    return empty || std::ranges::all_of(person->entries, [&](const auto& named) {
             return !Person::in_use(named.second) && now - named.second->touched > kIdle_s;
           });
  });
  if (given_up > 0) log::info("files: uploads given up count={}", given_up);
}

Uploads::Total Uploads::total() const {
  Total total;
  for_each_person(directory_, [&](UserId, const fs::path& folder) {
    for_each_upload(folder, [&](std::int64_t, const fs::path& base) {
      ++total.uploads;
      total.bytes += look_at(base).bytes;
    });
  });
  return total;
}

}  // namespace botschaft::blob
