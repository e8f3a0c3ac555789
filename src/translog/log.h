#pragma once
// The log on disk, as its one writer has it. Files below its folder are what is served: checkpoint, key,
// tiles.
//
// What is appended is in the tree once published: entries and hashes are synced first, and only then is the
// checkpoint that signs them put in place. A crash in between leaves tiles beyond the checkpoint, which are
// written again with the same bytes.
#include <filesystem>
#include <map>

#include "translog/note.h"
#include "translog/tiles.h"

namespace botschaft::translog {

class Log {
 public:
  // Makes the folder, or goes on where the checkpoint ends. Fails with a sentence for the operator if a file
  // cannot be read, the checkpoint is not signed by this key, or the right edge of the tree, which is all
  // that is read, does not hash to its root: a log that was altered there is never signed again.
  static std::expected<Log, std::string> open(std::filesystem::path folder, SignerKey key);

  std::int64_t size() const { return edge_.size(); }  // with what is appended
  const Checkpoint& published() const { return published_; }
  const std::string& note() const { return note_; }  // the signed checkpoint as it is served

  void append(std::string_view entry);         // of at most kEntryMax bytes
  std::expected<void, std::string> publish();  // on failure nothing new is signed; try again

  // Adds cosignatures of witnesses to the checkpoint as it is published now.
  std::expected<void, std::string> add_signatures(const std::vector<NoteSignature>& signatures);

  // For witnesses. Nothing if a file cannot be read.
  std::optional<std::vector<Hash>> prove_consistency(std::int64_t old_size) const;

  ReadFile reader() const;

 private:
  Log(std::filesystem::path folder, SignerKey key) : folder_(std::move(folder)), key_(std::move(key)) {}
  std::expected<void, std::string> load();
  std::expected<void, std::string> write(const std::map<std::string, std::string_view>& files);

  std::filesystem::path folder_;
  SignerKey key_;
  Checkpoint published_;
  std::string note_;
  Edge edge_;
  std::map<int, std::string> tiles_;  // level -> the unfinished tile at the right edge; -1: entries
  std::map<std::string, std::string> finished_;  // whole tiles that are not on disk yet
};

ReadFile files_below(std::filesystem::path folder);

// The proof of an entry in the log as it is published, from its files. Nothing if there is no such entry.
std::optional<std::string> prove_entry(const ReadFile& files, std::int64_t index);

}  // namespace botschaft::translog
