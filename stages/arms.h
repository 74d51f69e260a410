// SPDX-License-Identifier: Apache-2.0
// Roads that meet in a place: what junctions and roundabouts are planned and furnished by. An arm leads outwards from
// the middle; t is the distance along it, v to its left.
#pragma once
#include <vector>

#include "stages/furnish.h"
#include "stages/paving.h"
#include "stages/relief.h"

namespace tailcast {

struct Arm {
  Point2 origin;      // m, where t = 0
  double heading;     // rad, outwards
  double lane_width;  // m; one lane each way, traffic on the right
  double mouth;       // m: t at which its corners end
  bool crossing;      // a zebra crossing at its mouth

  Point2 direction() const;
  Point2 at(double t, double v) const;
  Eigen::Vector2d locate(const Point2& p) const;  // (t, v)
  double half_width() const { return kHalfMark + lane_width + kGutter; }
  double stop() const { return mouth + (crossing ? 4.8 : 0.6); }  // t of the stop line's near edge
  static constexpr double kHalfMark = 0.06, kGutter = 0.25;       // m
};

// The heights and covers of streets between kerbs, by the signed distance to the kerb's foot (negative on the road).
struct KerbSection {
  static constexpr double kFace = 0.02, kStone = 0.15,
                          kHeight = 0.12;  // m: plan of the face, of the whole kerb; its height
  double pavement = 2.5;                   // m
  double edge() const { return kStone + pavement; }
  double height(double distance, double dip) const;  // m; `dip`: share of the kerb that is lowered
  std::vector<double> levels() const { return {0, kFace, kStone, edge()}; }
};

// Painted lines of an arm: is p on one of them?
bool on_centre_line(const Arm& arm, const Point2& p);
// Stop line and zebra bars as a distance, for cutting and covering.
double marks_distance(const Arm& arm, const Point2& p);
double crossing_dip(const Arm& arm, const Point2& p);  // 1 where a crossing meets the kerb

struct Neighbourhood {
  double pavement = 2.5, setback = 2, sight = 3, built = 0.8, storeys = 2, awnings = 0.3, clutter = 0.5;
  double reach = 100;  // m of t
  Field edge;          // signed distance to the kerb's foot
};
// Houses and shops that front the arm, what stands on its pavements, and the plots between.
void furnish_arm(Site& site, const Arm& arm, const Neighbourhood& around, const Greenery& green, RandomStream& random);
// A queue at the stop line.
void queue_at(Site& site, const Arm& arm, int vehicles, RandomStream& random);

}  // namespace tailcast
