// SPDX-License-Identifier: Apache-2.0
// Deterministic data parallelism: the work item's index is all that a body may depend on.
#pragma once
#include <cstddef>
#include <functional>

namespace tailcast {

// Calls body(0) … body(count - 1), each once, on up to `jobs` threads (0: one per core). The first exception by index
// is rethrown after all threads have stopped; items not yet begun when one throws are skipped.
void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& body);

unsigned hardware_jobs();

}  // namespace tailcast
