#pragma once
// The contact log as C2SP tlog-tiles has it, for anybody to read and mirror: GET /desk/log/checkpoint,
// witnessed (the last checkpoint with a quorum of cosignatures), key, tile/..., proof/<index> (a
// tlog-proof file for the entry), and time stamps of RFC 3161: stamped (size of the log at the last one),
// stamps/<size>.checkpoint and stamps/<size>.tsr.
#include "http/router.h"
#include "translog/tiles.h"

namespace botschaft::http {

// `files` is asked for names of the log alone, from any core; what it reads is at most some 32 KiB.
void add_log_files(Router& router, translog::ReadFile files);

}  // namespace botschaft::http
