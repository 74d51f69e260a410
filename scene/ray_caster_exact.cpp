// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_exact.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "scene/ray_caster_wide.h"

namespace tailcast::exact {
namespace {

// What Embree's single-precision range may be wrong by: this, and more where a ray grazes (over the cosine).
constexpr double kRangeError = 4e-3, kLateralError = 2e-4;  // m

// A triangle as the arithmetic wants it. Differences of floats are exact in double, or nearly.
struct Face {
  double a[3], b[3], c[3];
  double n[3];  // (b - a) x (c - a)
};

TAILCAST_INLINE Face face_of(const Corners& triangle) {
  Face f;
  for (int k = 0; k < 3; ++k) f.a[k] = triangle.at[0][k], f.b[k] = triangle.at[1][k], f.c[k] = triangle.at[2][k];
  const double e[3] = {f.b[0] - f.a[0], f.b[1] - f.a[1], f.b[2] - f.a[2]};
  const double g[3] = {f.c[0] - f.a[0], f.c[1] - f.a[1], f.c[2] - f.a[2]};
  f.n[0] = e[1] * g[2] - e[2] * g[1];
  f.n[1] = e[2] * g[0] - e[0] * g[2];
  f.n[2] = e[0] * g[1] - e[1] * g[0];
  return f;
}

// Where the triangle meets eight rays, from lane `first` on.
struct alignas(64) Meeting {
  Wide t, inverse;            // m; 1 / (n . direction)
  Mask hit, close;            // t counts; the ray passes an edge's line within the margin
};

TAILCAST_INLINE void meet_plane(const Face& f, const LocalRays& rays, int first, double margin, Meeting& __restrict m) {
  const double margin2 = margin * margin;
  const double *o0 = rays.origin[0].data() + first, *o1 = rays.origin[1].data() + first, *o2 = rays.origin[2].data() + first;
  const double *d0 = rays.direction[0].data() + first, *d1 = rays.direction[1].data() + first, *d2 = rays.direction[2].data() + first;
  const double *e0 = rays.across[0].data() + first, *e1 = rays.across[1].data() + first, *e2 = rays.across[2].data() + first;
  const double *g0 = rays.up[0].data() + first, *g1 = rays.up[1].data() + first, *g2 = rays.up[2].data() + first;
  TAILCAST_LANES
  for (int i = 0; i < kWide; ++i) {
    const double ax = f.a[0] - o0[i], ay = f.a[1] - o1[i], az = f.a[2] - o2[i];
    const double bx = f.b[0] - o0[i], by = f.b[1] - o1[i], bz = f.b[2] - o2[i];
    const double cx = f.c[0] - o0[i], cy = f.c[1] - o1[i], cz = f.c[2] - o2[i];
    // The corners as the ray's origin sees them, along the ray: a corner is in the same place for all of its triangles,
    // and swapping the ends of an edge changes the sign of its area and nothing else. So triangles that share an edge or
    // a corner agree about it, and no ray slips between them (after Woop, Benthin & Wald 2013).
    const double ap = ax * e0[i] + ay * e1[i] + az * e2[i], aq = ax * g0[i] + ay * g1[i] + az * g2[i];
    const double bp = bx * e0[i] + by * e1[i] + bz * e2[i], bq = bx * g0[i] + by * g1[i] + bz * g2[i];
    const double cp = cx * e0[i] + cy * e1[i] + cz * e2[i], cq = cx * g0[i] + cy * g1[i] + cz * g2[i];
    const double u = bp * cq - bq * cp, v = cp * aq - cq * ap, w = ap * bq - aq * bp;
    const double det = f.n[0] * d0[i] + f.n[1] * d1[i] + f.n[2] * d2[i];
    const double inverse = 1.0 / det;  // infinite where the ray lies in the plane
    m.inverse[i] = inverse;
    m.t[i] = (f.n[0] * ax + f.n[1] * ay + f.n[2] * az) * inverse;
    // Squares of twice the areas: distance to an edge times its length.
    const double margin_u = margin2 * ((cp - bp) * (cp - bp) + (cq - bq) * (cq - bq));
    const double margin_v = margin2 * ((ap - cp) * (ap - cp) + (aq - cq) * (aq - cq));
    const double margin_w = margin2 * ((bp - ap) * (bp - ap) + (bq - aq) * (bq - aq));
    const double nearest_edge = std::min(u * u - margin_u, std::min(v * v - margin_v, w * w - margin_w));
    m.close[i] = nearest_edge < 0 ? -1 : 0;
    const double lowest = std::min(u, std::min(v, w)), highest = std::max(u, std::max(v, w));
    const std::int64_t left = lowest >= 0 ? -1 : 0, right = highest <= 0 ? -1 : 0, crosses = det != 0 ? -1 : 0;
    m.hit[i] = (left | right) & crosses;
  }
}

// One coordinate of normal and point of the lanes where a triangle of unit normal `n` has become the nearest.
TAILCAST_INLINE void keep(std::size_t axis, const double* n, const LocalRays& rays, const Meeting& m, const Mask& taken, int first,
                          Nearest& nearest) {
  const double *r0 = rays.rotation[3 * axis].data() + first, *r1 = rays.rotation[3 * axis + 1].data() + first,
               *r2 = rays.rotation[3 * axis + 2].data() + first;
  const double *o = rays.origin[axis].data() + first, *d = rays.direction[axis].data() + first;
  double* __restrict normal = nearest.normal[axis].data() + first;
  double* __restrict p = nearest.p_body[axis].data() + first;
  TAILCAST_LANES
  for (int i = 0; i < kWide; ++i) {
    const double turned = r0[i] * n[0] + r1[i] * n[1] + r2[i] * n[2];
    const double facing = m.inverse[i] < 0 ? turned : -turned, at = o[i] + m.t[i] * d[i];
    const double normal_before = normal[i], p_before = p[i];
    normal[i] = taken[i] ? facing : normal_before;
    p[i] = taken[i] ? at : p_before;
  }
}

// Which lanes have `f` as their nearest now; their ranges and names are set.
TAILCAST_INLINE void take(std::int64_t id, const Meeting& m, const Mask& live, int first, Mask& __restrict taken, Nearest& nearest) {
  const double* t_min = nearest.t_min.data() + first;
  double* __restrict range = nearest.range.data() + first;
  std::int64_t* __restrict ids = nearest.id.data() + first;
  TAILCAST_LANES
  for (int i = 0; i < kWide; ++i) {
    const std::int64_t nearer = m.t[i] < range[i] ? -1 : 0, as_near = m.t[i] == range[i] ? -1 : 0, before = id < ids[i] ? -1 : 0;
    const std::int64_t far_enough = m.t[i] > t_min[i] ? -1 : 0;
    const std::int64_t ok = (nearer | (as_near & before)) & far_enough & m.hit[i] & live[i];
    taken[i] = ok;
    range[i] = ok ? m.t[i] : range[i];
    ids[i] = ok ? id : ids[i];
  }
}

TAILCAST_INLINE bool any_of(const int* lanes) {
  std::uint64_t words[kWide / 2];
  std::memcpy(words, lanes, sizeof words);
  return ((words[0] | words[1]) | (words[2] | words[3])) != 0;
}

// Returns whether any ray passes an edge closely.
TAILCAST_INLINE bool meet_lanes(const Face& f, std::int64_t id, const LocalRays& rays, double margin, int first, int* __restrict valid,
                                float* __restrict reach, int* __restrict near, Nearest& nearest) {
  alignas(64) Mask live, taken;
  Meeting m;
  TAILCAST_LANES
  for (int i = 0; i < kWide; ++i) live[i] = valid[i];
  meet_plane(f, rays, first, margin, m);
  take(id, m, live, first, taken, nearest);
  TAILCAST_LANES
  for (int i = 0; i < kWide; ++i) near[i] = static_cast<int>(m.close[i] & live[i]);
  TAILCAST_LANES
  for (int i = 0; i < kWide; ++i) valid[i] = static_cast<int>(taken[i]);
  const bool any_near = any_of(near);
  if (!any_of(valid)) return any_near;
  const double lateral = kLateralError * (std::fabs(f.n[0]) + std::fabs(f.n[1]) + std::fabs(f.n[2]));  // at least times |n|
  alignas(64) double reached[kWide];
  TAILCAST_LANES
  for (int i = 0; i < kWide; ++i) reached[i] = m.t[i] + (kRangeError + lateral * std::fabs(m.inverse[i]));
  TAILCAST_LANES
  for (int i = 0; i < kWide; ++i) {
    const auto now = static_cast<float>(reached[i]);
    const float before = reach[i];
    reach[i] = valid[i] ? now : before;
  }
  const double scale = 1.0 / std::sqrt(f.n[0] * f.n[0] + f.n[1] * f.n[1] + f.n[2] * f.n[2]);
  const double n[3] = {f.n[0] * scale, f.n[1] * scale, f.n[2] * scale};
  keep(0, n, rays, m, taken, first, nearest), keep(1, n, rays, m, taken, first, nearest), keep(2, n, rays, m, taken, first, nearest);
  return any_near;
}

// The unit quaternion as a matrix, row-major.
template <class At>
TAILCAST_INLINE void rotate(double x, double y, double z, double w, const At& at) {
  at(0) = 1 - 2 * (y * y + z * z), at(1) = 2 * (x * y - z * w), at(2) = 2 * (x * z + y * w);
  at(3) = 2 * (x * y + z * w), at(4) = 1 - 2 * (x * x + z * z), at(5) = 2 * (y * z - x * w);
  at(6) = 2 * (x * z - y * w), at(7) = 2 * (y * z + x * w), at(8) = 1 - 2 * (x * x + y * y);
}

// Two unit vectors across each ray (Duff et al. 2017).
TAILCAST_INLINE void span_across(LocalRays& rays) {
  for (std::size_t i = 0; i < kLanes; ++i) {
    const double x = rays.direction[0][i], y = rays.direction[1][i], z = rays.direction[2][i];
    const double sign = z < 0 ? -1.0 : 1.0;
    const double a = -1.0 / (sign + z), b = x * y * a;
    rays.across[0][i] = 1.0 + sign * x * x * a, rays.across[1][i] = sign * b, rays.across[2][i] = -sign * x;
    rays.up[0][i] = b, rays.up[1][i] = sign + y * y * a, rays.up[2][i] = -y;
  }
}

// local = rotation^T (world - translation), lane by lane; rotation is already in `local`.
TAILCAST_INLINE void turn(const LocalRays& world, const std::array<Lane, 3>& translation, LocalRays& local) {
  for (std::size_t k = 0; k < 3; ++k) {
    const double* __restrict r0 = local.rotation[k].data();
    const double* __restrict r1 = local.rotation[k + 3].data();
    const double* __restrict r2 = local.rotation[k + 6].data();
    double* __restrict o = local.origin[k].data();
    double* __restrict d = local.direction[k].data();
    for (std::size_t i = 0; i < kLanes; ++i) {
      const double x = world.origin[0][i] - translation[0][i], y = world.origin[1][i] - translation[1][i],
                   z = world.origin[2][i] - translation[2][i];
      o[i] = r0[i] * x + r1[i] * y + r2[i] * z;
      d[i] = r0[i] * world.direction[0][i] + r1[i] * world.direction[1][i] + r2[i] * world.direction[2][i];
    }
  }
  span_across(local);
}

}  // namespace

Frame frame_of(const Pose& world_from_body) {
  const auto& q = world_from_body.rotation;
  const auto& p = world_from_body.translation;
  Frame frame{{}, {p.x(), p.y(), p.z()}};
  const double scale = 1.0 / std::sqrt(q.x() * q.x() + q.y() * q.y() + q.z() * q.z() + q.w() * q.w());
  rotate(q.x() * scale, q.y() * scale, q.z() * scale, q.w() * scale, [&](std::size_t k) -> double& { return frame.rotation[k]; });
  return frame;
}

void be_world(LocalRays& world) {
  for (std::size_t k = 0; k < 9; ++k) world.rotation[k].fill(k % 4 == 0 ? 1.0 : 0.0);
}

TAILCAST_WIDE void complete(LocalRays& world) { span_across(world); }

// Embree takes a component of a direction below 1e-18 for +1e-18; where it was negative, that ray's whole coherent packet
// goes astray.
constexpr double kLeast = 1e-17;

TAILCAST_WIDE void narrow(const LocalRays& rays, const Nearest& nearest, double look_behind, int first, int count, float* fields) {
  for (std::size_t field = 0; field < 6; ++field) {
    const double* __restrict from = (field < 3 ? rays.origin[field] : rays.direction[field - 3]).data() + first;
    float* __restrict to = fields + (field < 3 ? field : field + 1) * static_cast<std::size_t>(count);
    for (int i = 0; i < count; ++i) to[i] = static_cast<float>(std::fabs(from[i]) < kLeast ? 0.0 : from[i]);
  }
  const double *t_min = nearest.t_min.data() + first, *range = nearest.range.data() + first;
  float *__restrict near = fields + 3 * count, *__restrict time = fields + 7 * count, *__restrict far = fields + 8 * count;
  for (int i = 0; i < count; ++i) near[i] = static_cast<float>(std::max(0.0, t_min[i] - look_behind));
  for (int i = 0; i < count; ++i) time[i] = 0;
  for (int i = 0; i < count; ++i) far[i] = static_cast<float>(range[i] + look_behind);
}

TAILCAST_WIDE void enter(const LocalRays& world, const Frame& frame, LocalRays& local) {
  alignas(64) std::array<Lane, 3> translation;
  for (std::size_t k = 0; k < 9; ++k)
    for (std::size_t i = 0; i < kLanes; ++i) local.rotation[k][i] = frame.rotation[k];
  for (std::size_t k = 0; k < 3; ++k)
    for (std::size_t i = 0; i < kLanes; ++i) translation[k][i] = frame.translation[k];
  turn(world, translation, local);
}

TAILCAST_WIDE void enter(const LocalRays& world, const LanePoses& poses, LocalRays& local) {
  alignas(64) std::array<Lane, 3> translation;
  for (std::size_t i = 0; i < kLanes; ++i) {
    const double u = poses.u[i], rest = 1.0 - u;
    const double dot = poses.from[0][i] * poses.to[0][i] + poses.from[1][i] * poses.to[1][i] + poses.from[2][i] * poses.to[2][i] +
                       poses.from[3][i] * poses.to[3][i];
    const double onward = dot < 0 ? -u : u;
    const double qx = rest * poses.from[0][i] + onward * poses.to[0][i], qy = rest * poses.from[1][i] + onward * poses.to[1][i],
                 qz = rest * poses.from[2][i] + onward * poses.to[2][i], qw = rest * poses.from[3][i] + onward * poses.to[3][i];
    const double scale = 1.0 / std::sqrt(qx * qx + qy * qy + qz * qz + qw * qw);
    const double x = qx * scale, y = qy * scale, z = qz * scale, w = qw * scale;
    rotate(x, y, z, w, [&](std::size_t k) -> double& { return local.rotation[k][i]; });
    for (std::size_t k = 0; k < 3; ++k) translation[k][i] = rest * poses.from[4 + k][i] + u * poses.to[4 + k][i];
  }
  turn(world, translation, local);
}

TAILCAST_WIDE static bool meet_eights(const Corners& triangle, std::int64_t id, const LocalRays& rays, const Trial& trial, Nearest& nearest) {
  const Face face = face_of(triangle);
  bool any_near = false;
  for (int begin = 0; begin < trial.count; begin += kWide) {
    int live = 0;
    for (int i = begin; i < begin + kWide; ++i) live |= trial.valid[i], trial.near[i] = 0;
    if (live)
      any_near |= meet_lanes(face, id, rays, trial.margin, trial.first + begin, trial.valid + begin, trial.reach + begin, trial.near + begin, nearest);
  }
  return any_near;
}

bool meet(const Corners& triangle, std::int64_t id, const LocalRays& rays, const Trial& trial, Nearest& nearest) {
  if (trial.count >= kWide) return meet_eights(triangle, id, rays, trial, nearest);
  // Four lanes take one half of eight.
  std::array<int, kWide> valid{}, near{};
  std::array<float, kWide> reach{};
  const auto offset = static_cast<std::size_t>(trial.first % kWide);
  std::copy_n(trial.valid, trial.count, valid.begin() + offset);
  std::copy_n(trial.reach, trial.count, reach.begin() + offset);
  const int first = trial.first - static_cast<int>(offset);
  const bool any_near = meet_eights(triangle, id, rays, {first, kWide, valid.data(), reach.data(), near.data(), trial.margin}, nearest);
  std::copy_n(valid.begin() + offset, trial.count, trial.valid);
  std::copy_n(reach.begin() + offset, trial.count, trial.reach);
  std::copy_n(near.begin() + offset, trial.count, trial.near);
  return any_near;
}

}  // namespace tailcast::exact
