// SPDX-License-Identifier: Apache-2.0
// Any bytes: parse_lidar_spec reports, or gives a device whose pulses all have finite, unit directions.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "sensors/firing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tailcast;
  Diagnostics diagnostics;
  const auto spec =
      parse_lidar_spec({reinterpret_cast<const char*>(data), size}, "fuzz.yaml", diagnostics);
  if (!diagnostics.ok()) return 0;
  const FiringTable table(spec);
  const auto rings = static_cast<std::uint32_t>(spec.beams.size());
  for (std::uint32_t ring = 0; ring < rings; ring += std::max(rings / 16, 1u)) {
    for (const std::uint32_t column : {0u, spec.sweep.columns / 2, spec.sweep.columns - 1}) {
      const auto pulse = table.fire(ring, column);
      TAILCAST_CHECK(std::abs(pulse.direction.norm() - 1) < 1e-9 && pulse.origin.allFinite(),
                     "a pulse goes nowhere");
      TAILCAST_CHECK(pulse.time >= 0 && pulse.time <= revolution_of(spec), "a pulse is out of its frame");
    }
  }
  return 0;
}
