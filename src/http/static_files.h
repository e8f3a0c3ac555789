#pragma once
// A folder of built web files, read once at start and served from memory. A request is a look-up among the
// names found then: no request touches the file system, so no path can lead out of the folder.
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "http/message.h"

namespace botschaft::http {

class StaticFiles {
 public:
  static constexpr std::uintmax_t kMaxBytes = 64u << 20;  // of the whole folder

  // Regular files only; symbolic links and names beginning with '.' are left out. Fails with a sentence for
  // the operator if the folder cannot be read, has no index.html, or is larger than kMaxBytes.
  static std::expected<StaticFiles, std::string> load(const std::filesystem::path& folder);

  // Paths that name no file and look like pages ("/invite/abc") get the index.html of the nearest folder
  // above that has one, so that each web app can have addresses of its own; paths that look like files
  // ("/x.js") or begin with "/." are 404.
  Response respond(const Request& request) const;

  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string type;
    std::string etag;  // with quotes
    bool immutable = false;
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzipped;  // null unless smaller
  };

  const File* find(std::string_view path) const;
  void add(std::string path, std::string content);

  std::map<std::string, File, std::less<>> files_;  // by path, with the leading '/'
};

std::string_view mime_type(std::string_view path);

}  // namespace botschaft::http
