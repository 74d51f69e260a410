// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/dmath.h"
#include "dataset/scan_io.h"

namespace tailcast {
namespace {

constexpr std::size_t kRings = 64;
constexpr std::size_t kShortestRing = 60;  // points; a shorter segment is a stray wrap, not a ring

struct Segment {
  std::size_t begin, end;
  std::size_t size() const { return end - begin; }
};

// Where the azimuth falls by more than half a turn; short segments join the one before.
std::vector<Segment> wrap_segments(const LabelledFrame& frame) {
  std::vector<Segment> segments;
  const auto close = [&](std::size_t begin, std::size_t end) {
    if (end - begin < kShortestRing && !segments.empty())
      segments.back().end = end;
    else
      segments.push_back({begin, end});
  };
  std::size_t begin = 0;
  double before = 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    double azimuth = dmath::atan2(frame.y[i], frame.x[i]);
    if (azimuth < 0) azimuth += 2 * kPi;
    if (i > 0 && azimuth < before - kPi) {
      close(begin, i);
      begin = i;
    }
    before = azimuth;
  }
  if (begin < frame.size()) close(begin, frame.size());
  return segments;
}

template <typename T>
void erase_range(std::vector<T>& values, std::size_t size, const Segment& gone) {
  if (values.size() != size) return;  // an array that came empty
  using Offset = typename std::vector<T>::difference_type;
  values.erase(values.begin() + static_cast<Offset>(gone.begin), values.begin() + static_cast<Offset>(gone.end));
}

void drop_points(LabelledFrame& frame, const Segment& gone) {
  const std::size_t n = frame.size();
  PointTruth& truth = frame.truth;
  const auto erase = [&](auto&... arrays) { (erase_range(arrays, n, gone), ...); };
  erase(truth.class_id, truth.instance, truth.moving, truth.part, truth.material, truth.cause, truth.velocity,
        truth.true_range, truth.incidence, truth.time, truth.return_number);
  erase(frame.column, frame.y, frame.z, frame.intensity, frame.x);
}

}  // namespace

bool recover_rings(LabelledFrame& frame) {
  auto segments = wrap_segments(frame);
  if (segments.size() == kRings + 1) {
    const auto smallest = std::min_element(segments.begin(), segments.end(),
                                           [](const Segment& a, const Segment& b) { return a.size() < b.size(); });
    const Segment gone = *smallest;
    drop_points(frame, gone);
    for (auto later = segments.erase(smallest); later != segments.end(); ++later)
      later->begin -= gone.size(), later->end -= gone.size();
  }
  if (segments.size() != kRings) return false;
  frame.ring.assign(frame.size(), 0);
  for (std::size_t r = 0; r < kRings; ++r)
    for (std::size_t i = segments[r].begin; i < segments[r].end; ++i) frame.ring[i] = static_cast<std::uint32_t>(r);
  frame.rings = kRings;
  return true;
}

}  // namespace tailcast
