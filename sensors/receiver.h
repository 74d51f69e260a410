// SPDX-License-Identifier: Apache-2.0
// The receiver of one laser: which of a pulse's echoes are found, at what range, how bright. It remembers the last return,
// by which the device sets the power of the next pulse; so the pulses of a ring go through it in the order of firing.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "sensors/echoes.h"
#include "sensors/lidar_spec.h"
#include "sensors/scan_revolution.h"

namespace tailcast {

struct Detection {
  std::uint32_t echo = 0;       // position in what was received; kNoEcho for a false alarm
  std::uint8_t number = 0;      // of the return, 0 = nearest
  double range = 0;             // m, as measured, quantised
  double intensity = 0;         // device scale, quantised
};
inline constexpr std::uint32_t kNoEcho = 0xffffffffU;

class RingReceiver {
 public:
  RingReceiver(const LidarSpec& spec, const Beam& beam, const ScanKey& key) : spec_(spec), beam_(beam), key_(key) {}

  // What the device reports of one pulse's echoes, nearest first. `pulse` is FiringTable::address. Valid until the next call.
  std::span<const Detection> receive(std::uint32_t pulse, std::span<const Echo> echoes);
  // The pulse did not go out, or nothing of it could come back.
  void miss() { power_ = 1; }

 private:
  struct Found {  // an echo above the threshold
    std::uint32_t echo;
    double range, signal, amplitude;
  };
  void choose(std::vector<Found>& found) const;
  void false_alarm(std::uint32_t pulse);

  const LidarSpec& spec_;
  const Beam& beam_;
  ScanKey key_;
  double power_ = 1;
  std::vector<Detection> reported_;
  std::vector<Found> found_;
};

// To the nearest multiple of `quantum`; unchanged when that is 0.
double quantise(double value, double quantum);

}  // namespace tailcast
