// SPDX-License-Identifier: Apache-2.0
// Exhaustive queries on collision shapes, slow and plain, for tests: they share no code with what they check.
#pragma once
#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "core/random.h"
#include "scene/asset.h"

namespace tailcast::testing {

// The point of a simplex (of at most four corners) nearest to the origin, if it lies within it.
inline std::optional<Vec3> nearest_within(std::span<const Vec3> corners) {
  const auto n = static_cast<Eigen::Index>(corners.size());
  using Edges = Eigen::Matrix<double, 3, Eigen::Dynamic, 0, 3, 3>;
  using Weights = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, 3, 1>;
  using Gram = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 3, 3>;
  if (n == 1) return corners[0];
  Edges edges(3, n - 1);
  for (Eigen::Index i = 1; i < n; ++i) edges.col(i - 1) = corners[static_cast<std::size_t>(i)] - corners[0];
  const Gram gram = edges.transpose() * edges;
  const Weights weights = gram.ldlt().solve(Weights(-edges.transpose() * corners[0]));
  if (!weights.allFinite() || weights.sum() > 1 + 1e-9 || weights.minCoeff() < -1e-9) return std::nullopt;
  return Vec3(corners[0] + edges * weights);
}

// Distance from p to the convex hull of the points, by the least simplex that holds the nearest point (Wolfe
// 1976), grown by the support in its direction until that is no nearer.
inline double distance_to_hull(std::span<const Vec3f> points, const Vec3& p) {
  std::vector<Vec3> simplex{points[0].cast<double>() - p};
  Vec3 nearest = simplex[0];
  for (int i = 0; i < 60; ++i) {
    if (nearest.norm() < 1e-5) return 0;
    Vec3 support = nearest;
    double least = 1e30;
    for (const auto& q : points) {
      const Vec3 v = q.cast<double>() - p;
      if (const double along = nearest.dot(v); along < least) least = along, support = v;
    }
    if (nearest.squaredNorm() - least < 1e-5 * nearest.norm()) break;
    simplex.push_back(support);
    std::vector<Vec3> best, part;
    for (unsigned mask = 1; mask < 1U << simplex.size(); ++mask) {
      part.clear();
      for (std::size_t k = 0; k < simplex.size(); ++k)
        if (mask >> k & 1U) part.push_back(simplex[k]);
      if (part.size() > 4) continue;
      const auto at = nearest_within(part);
      if (at && (best.empty() || at->norm() < nearest.norm())) nearest = *at, best = part;
    }
    simplex = best;
  }
  return nearest.norm();
}

inline double distance_to_shape(const CollisionShape& shape, const Vec3& p) {
  if (const auto* box = std::get_if<BoxShape>(&shape))
    return ((inverse(box->center) * p).cwiseAbs() - box->half_size).cwiseMax(0).norm();
  if (const auto* cylinder = std::get_if<CylinderShape>(&shape)) {
    const Vec3 q = inverse(cylinder->center) * p;
    return std::hypot(std::max(0.0, q.head<2>().norm() - cylinder->radius),
                      std::max(0.0, std::fabs(q.z()) - cylinder->half_length));
  }
  if (const auto* ball = std::get_if<SphereShape>(&shape))
    return std::max(0.0, (p - ball->center).norm() - ball->radius);
  return distance_to_hull(std::get<HullShape>(shape).points, p);
}

inline Bounds bounds_of_shape(const CollisionShape& shape) {
  Bounds bounds;
  if (const auto* hull = std::get_if<HullShape>(&shape)) {
    for (const auto& p : hull->points) bounds.extend(p.cast<double>());
    return bounds;
  }
  Pose center;
  Vec3 half = Vec3::Zero();
  if (const auto* box = std::get_if<BoxShape>(&shape)) center = box->center, half = box->half_size;
  if (const auto* c = std::get_if<CylinderShape>(&shape))
    center = c->center, half = {c->radius, c->radius, c->half_length};
  if (const auto* s = std::get_if<SphereShape>(&shape))
    center.translation = s->center, half.setConstant(s->radius);
  for (const double x : {-1.0, 1.0})
    for (const double y : {-1.0, 1.0})
      for (const double z : {-1.0, 1.0}) bounds.extend(center * Vec3(half.cwiseProduct(Vec3(x, y, z))));
  return bounds;
}

// All the shapes of an asset as one body.
class Solids {
 public:
  explicit Solids(const std::vector<CollisionShape>& shapes) : shapes_(shapes) {
    for (const auto& shape : shapes) bounds_.push_back(bounds_of_shape(shape));
  }
  // m; 0 within. What lies between `enough` and the true distance may be returned for what is nearer than
  // `enough`.
  double distance(const Vec3& p, double enough = 0) const {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < shapes_.size(); ++i)
      order.emplace_back((bounds_[i].low - p).cwiseMax(p - bounds_[i].high).cwiseMax(0).norm(), i);
    std::ranges::sort(order);
    double best = 1e30;
    for (const auto& [least, i] : order) {
      if (least >= best || best <= enough) break;
      best = std::min(best, distance_to_shape(shapes_[i], p));
    }
    return best;
  }
  // Distance along the unit `direction` to the first point that is within a shape or a tenth of a millimetre
  // of it, by steps of the distance to the nearest (sphere tracing, Hart 1996). `far`: no further.
  std::optional<double> first_entry(const Vec3& from, const Vec3& direction, double far) const {
    double t = 0;
    for (int step = 0; step < 400 && t < far; ++step) {
      const double free = distance(from + t * direction);
      if (free < 1e-4) return t;
      t += free;
    }
    return std::nullopt;
  }

 private:
  const std::vector<CollisionShape>& shapes_;
  std::vector<Bounds> bounds_;
};

struct Beam {
  Vec3 from, direction;
};
// As a sensor's beams come: from any side, level to steeply down, 40 m away.
inline std::vector<Beam> beams_at(const Asset& asset, int count, std::uint64_t seed = 3) {
  RandomStream random(seed, Domain::Asset);
  std::vector<Beam> beams;
  while (std::ssize(beams) < count) {
    const double x = random.uniform(-.5, .5), y = random.uniform(-.5, .5), z = random.uniform(-.5, .5);
    const Vec3 target = asset.box.center() + asset.box.size().cwiseProduct(Vec3(x, y, z));
    const double east = random.normal(), north = random.normal(), up = random.uniform(0, 1);
    const Vec3 out = Vec3(east, north, up).normalized();
    beams.push_back({target + 40 * out, -out});
  }
  return beams;
}

}  // namespace tailcast::testing
