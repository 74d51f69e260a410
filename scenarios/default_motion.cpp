// SPDX-License-Identifier: Apache-2.0
#include "scenarios/default_motion.h"

namespace tailcast {

bool goes_on_foot(std::string_view asset) { return asset.starts_with("person/") || asset.starts_with("animal/"); }

bool moves_by_itself(std::string_view asset) {
  return goes_on_foot(asset) || asset.starts_with("vehicle/") || asset.starts_with("rider/");
}

}  // namespace tailcast
