// SPDX-License-Identifier: Apache-2.0
// Any bytes: parse_scenario reports or gives a spec; a spec prints to one that is equal, and samples or says
// why not.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "core/error.h"
#include "scenarios/sample.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tailcast;
  Diagnostics diagnostics;
  const auto spec = parse_scenario({reinterpret_cast<const char*>(data), size}, "fuzz.yaml", diagnostics);
  TAILCAST_CHECK(spec.has_value() == diagnostics.ok(), "a spec, or a reason");
  if (!spec) return 0;
  Diagnostics again;
  const auto printed = parse_scenario(print(*spec), "printed.yaml", again);
  TAILCAST_CHECK(printed == spec, "the printed scenario differs:\n" + render(again));
  try {
    sample(*spec, 1, 0);
  } catch (const InputError&) {
  }
  return 0;
}
