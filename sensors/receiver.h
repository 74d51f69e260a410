// SPDX-License-Identifier: Apache-2.0
// The receiver of one laser: is a pulse's echo found, at what range, how bright. It remembers the last return, by which the
// device sets the power of the next pulse; so the pulses of a ring go through it in the order of firing.
#pragma once
#include <cstdint>
#include <optional>

#include "sensors/lidar_spec.h"
#include "sensors/scan_revolution.h"

namespace tailcast {

struct Detection {
  double range = 0;      // m, as measured, quantised
  double intensity = 0;  // device scale, quantised
};

class RingReceiver {
 public:
  RingReceiver(const LidarSpec& spec, const Beam& beam, const ScanKey& key) : spec_(spec), beam_(beam), key_(key) {}

  // `pulse` addresses the noise: the index of the pulse in the revolution. A signal of 0 is a pulse that met nothing.
  std::optional<Detection> receive(std::uint32_t pulse, double range, double signal);
  void miss() { power_ = 1; }

 private:
  const LidarSpec& spec_;
  const Beam& beam_;
  ScanKey key_;
  double power_ = 1;
};

// To the nearest multiple of `quantum`; unchanged when that is 0.
double quantise(double value, double quantum);

}  // namespace tailcast
