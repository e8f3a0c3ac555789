#include "store/sqlite/checkpointer.h"

namespace botschaft::store::sqlite {

Checkpointer::Checkpointer(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), thread_([this] { work(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::after_commit(Connection& writer, int log_frames) {
  if (log_frames < moved_frames_) moved_frames_ = 0;  // the log has started over
  if (restart_wanted_.exchange(false)) {
    checkpoint(writer);
    return;
  }
  if (log_frames - moved_frames_ < kCheckpointFrames) return;
  {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  wake_.notify_one();
}

void Checkpointer::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    wake_.wait(lock, [this] { return wanted_ || stopping_; });
    if (!wanted_) continue;
    lock.unlock();
    checkpoint(*connection_);
    if (moved_frames_ >= kRestartFrames) restart_wanted_ = true;
    lock.lock();
    wanted_ = false;
  }
}

void Checkpointer::checkpoint(Connection& connection) {
  int log_frames = 0;
  int moved = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &log_frames, &moved);
  if (code == SQLITE_OK) {
    moved_frames_ = moved;
    connection.works();
  } else if ((code & 0xff) != SQLITE_BUSY) {  // which means that another process is at it
    connection.failed(code, "checkpoint");
  }
}

}  // namespace botschaft::store::sqlite
