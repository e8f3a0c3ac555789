#pragma once
// One job, in its child: what a file is, and small pictures of it.
#include "media/job.h"
#include "media/worker/input.h"

namespace botschaft::media {

// May throw; the job has failed then.
Result<Report> look(const Job& job, const Input& input);

}  // namespace botschaft::media
