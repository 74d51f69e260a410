// SPDX-License-Identifier: Apache-2.0
// Fog: droplets far smaller than the beam, a medium. It dims, and it answers with the light of its own.
#pragma once
#include <vector>

#include "sensors/air.h"
#include "sensors/scan_revolution.h"

namespace tailcast {

// sr, extinction over back-scatter of water droplets at 905 nm: O'Connor, Illingworth & Hogan 2004.
inline constexpr double kDropletRatio = 18.8;
// Fog is patchy: standard deviation of ln(back-scatter) from one length of a pulse to the next.
inline constexpr double kFogPatchiness = 0.5;

// 1/m, by Koschmieder: contrast is down to 5 % at the visibility (m).
double fog_extinction(double visibility);

class Fog {
 public:
  Fog(double visibility, const LidarSpec& spec, const ScanKey& key);

  double extinction() const { return extinction_; }  // 1/m; 0: none
  // 1/m^2, of the light that reaches the receiver at once as from that range, without patches: with b the
  // back-scatter (1/m/sr), pi b times the integral of the pulse's shape over exp(-2 extinction r) air_law(r).
  // The pulse is a squared cosine, as wide at half its height as it is long. Interpolated from a table of one
  // frame.
  double back_scatter(double range) const;
  // Appends the brightest patch that the receiver could find, nearer than what ends the path by the pulse's
  // length at least: what is nearer to it is one with it.
  void answer(const AirPath& path, std::vector<Echo>& echoes) const;

 private:
  double extinction_ = 0;
  double length_ = 0;            // m, of the pulse and of a patch
  double first_ = 0, last_ = 0;  // m, where an echo might be found
  double faintest_ = 0;          // 1/m^2
  double step_ = 1;              // m, of the table
  std::vector<double> table_;    // 1/m^2 from first_ on
  std::vector<double> patch_;    // quantiles of a patch's brightness over the mean, evenly
  ScanKey key_;
};

}  // namespace tailcast
