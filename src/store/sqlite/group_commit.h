#pragma once
// One write transaction that carries several commands. The caller decides how many, and when to commit.
#include <memory>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace botschaft::store::sqlite {

// What became of one command. Nothing of it is to be told to anyone before commit() has returned it.
struct Outcome {
  Result<void> result;
  std::vector<std::unique_ptr<Notice>> notices;
};

class GroupCommit {
 public:
  // `alone`: exactly one command will be executed, so it needs no savepoint.
  GroupCommit(Connection& connection, bool alone);
  ~GroupCommit();
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  // Runs the command inside the transaction. One that fails or throws is undone by itself.
  void execute(const Command& command);

  // Exactly one of the two ends the transaction. Outcomes in the order of execution; if the transaction could
  // not be committed, each of them is STORE_UNAVAILABLE without notices.
  std::vector<Outcome> commit();
  std::vector<Outcome> abandon();

 private:
  bool open() const;

  Connection& connection_;
  bool alone_;
  bool lost_ = false;  // the engine refused to begin, or has rolled everything back
  std::vector<Outcome> outcomes_;
};

// Runs `command` on a connection for reading, in a snapshot of its own.
Result<void> run_read(Connection& connection, const Command& command);

}  // namespace botschaft::store::sqlite
