// SPDX-License-Identifier: Apache-2.0
// Scans ring by ring, real ones and ours alike: what every estimator of these tests reads.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "core/dmath.h"
#include "dataset/dataset.h"
#include "gap/measure.h"
#include "sensors/scan_revolution.h"

namespace tailcast::realism {

// The directory of the real scans; none where the environment does not name it.
inline std::optional<std::string> captures() {
  const char* root = std::getenv("TAILCAST_CAPTURES");
  return root == nullptr ? std::nullopt : std::optional<std::string>(root);
}

struct Point {
  double x, y, z;    // m, sensor frame
  double range;      // m, from the frame's origin
  double azimuth;    // deg, [0, 360), counter-clockwise from x
  double intensity;  // device scale
};
using Ring = std::vector<Point>;  // of growing azimuth
using Rings = std::vector<Ring>;  // from the top beam down

inline Point point_of(double x, double y, double z, double intensity) {
  const double azimuth = std::atan2(y, x) * 180 / kPi;
  return {x, y, z, std::sqrt(x * x + y * y + z * z), azimuth < 0 ? azimuth + 360 : azimuth, intensity};
}

// Of a scan whose rings are known.
inline Rings rings_of(const LabelledFrame& frame) {
  Rings rings(frame.rings);
  for (std::size_t i = 0; i < frame.size(); ++i)
    rings[frame.ring[i]].push_back(point_of(frame.x[i], frame.y[i], frame.z[i], frame.intensity[i]));
  return rings;
}

// In KITTI's order, as a real scan comes.
inline LabelledFrame frame_of(const Scan& scan) {
  std::vector<std::size_t> order(scan.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> azimuth(scan.size());
  for (std::size_t i = 0; i < scan.size(); ++i) azimuth[i] = point_of(scan.x[i], scan.y[i], scan.z[i], 0).azimuth;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return scan.ring[a] != scan.ring[b] ? scan.ring[a] < scan.ring[b] : azimuth[a] < azimuth[b];
  });
  LabelledFrame frame;
  frame.rings = scan.rings;
  for (const std::size_t i : order) {
    frame.x.push_back(scan.x[i]), frame.y.push_back(scan.y[i]), frame.z.push_back(scan.z[i]);
    frame.intensity.push_back(scan.intensity[i]);
    frame.ring.push_back(scan.ring[i]);
  }
  return frame;
}

// Scans of which all rings could be told apart.
inline std::vector<LabelledFrame> read_ringed(const std::string& directory) {
  std::vector<LabelledFrame> frames;
  for (const auto& ref : find_frames(directory))
    if (auto frame = read_frame(ref); !frame.ring.empty()) frames.push_back(std::move(frame));
  return frames;
}

// The value below which that share of them lies; not-a-number without one.
inline double middle_of(std::vector<double> values, double share = 0.5) {
  if (values.empty()) return std::nan("");
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace tailcast::realism
