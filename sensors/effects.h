// SPDX-License-Identifier: Apache-2.0
// Each effect of the sensor model can be switched off by name, so that its share of a gap can be measured.
#pragma once
#include <span>
#include <string_view>

#include "sensors/lidar_spec.h"

namespace tailcast {

struct EffectInfo {
  std::string_view name;     // "footprint"
  std::string_view summary;  // what is gone without it
};
std::span<const EffectInfo> all_effects();

// The same device without that effect; false, and nothing changed, where there is no such effect.
bool switch_off(LidarSpec& spec, std::string_view effect);

}  // namespace tailcast
