#pragma once
// Whether the database says what the log says: who edits it behind the program's back is caught here.
#include "store/store.h"
#include "translog/verify.h"

namespace botschaft::desk {

// Each row of desk_log against its leaf and its commitment, and each case's state against its last step.
// Findings as of verify_log; the error is the store's.
Result<std::vector<translog::Finding>> audit_rows(store::Store& store, const translog::TileReader& tiles,
                                                  std::int64_t size);

}  // namespace botschaft::desk
