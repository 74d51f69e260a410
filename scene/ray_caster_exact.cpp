// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_exact.h"

#include <cmath>

// One function for each instruction set, chosen when the program starts. Without contraction all give the same bits.
// (Sanitizers run before the choice can be made.)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define TAILCAST_WIDE __attribute__((target_clones("default", "avx2", "avx512f"), optimize("O3")))
#else
#define TAILCAST_WIDE
#endif
#define TAILCAST_INLINE __attribute__((always_inline)) inline

namespace tailcast::exact {
namespace {

// What Embree's single-precision range may be wrong by: this, and more where a ray grazes (over the cosine).
constexpr double kRangeError = 4e-3, kLateralError = 2e-4;  // m

// A triangle as the arithmetic wants it. Differences of floats are exact in double, or nearly.
struct Face {
  double a[3], b[3], c[3];
  double n[3];    // (b - a) x (c - a)
  double length;  // of n
};

TAILCAST_INLINE Face face_of(const Corners& triangle) {
  Face f;
  for (int k = 0; k < 3; ++k) f.a[k] = triangle.at[0][k], f.b[k] = triangle.at[1][k], f.c[k] = triangle.at[2][k];
  const double e[3] = {f.b[0] - f.a[0], f.b[1] - f.a[1], f.b[2] - f.a[2]};
  const double g[3] = {f.c[0] - f.a[0], f.c[1] - f.a[1], f.c[2] - f.a[2]};
  f.n[0] = e[1] * g[2] - e[2] * g[1];
  f.n[1] = e[2] * g[0] - e[0] * g[2];
  f.n[2] = e[0] * g[1] - e[1] * g[0];
  f.length = std::sqrt(f.n[0] * f.n[0] + f.n[1] * f.n[1] + f.n[2] * f.n[2]);
  return f;
}

template <int kWidth>
TAILCAST_INLINE void meet_lanes(const Face& f, std::uint64_t id, const LocalRays& rays, const Trial& trial, int begin, Nearest& nearest) {
  const int first = trial.first + begin;
  int* __restrict valid = trial.valid + begin;
  int* __restrict near = trial.near + begin;
  float* __restrict reach = trial.reach + begin;
  const double margin2 = trial.margin * trial.margin;
  const double* __restrict o0 = rays.origin[0].data() + first;
  const double* __restrict o1 = rays.origin[1].data() + first;
  const double* __restrict o2 = rays.origin[2].data() + first;
  const double* __restrict d0 = rays.direction[0].data() + first;
  const double* __restrict d1 = rays.direction[1].data() + first;
  const double* __restrict d2 = rays.direction[2].data() + first;
  const double* __restrict e0 = rays.across[0].data() + first;
  const double* __restrict e1 = rays.across[1].data() + first;
  const double* __restrict e2 = rays.across[2].data() + first;
  const double* __restrict g0 = rays.up[0].data() + first;
  const double* __restrict g1 = rays.up[1].data() + first;
  const double* __restrict g2 = rays.up[2].data() + first;
  const double* __restrict t_min = nearest.t_min.data() + first;
  double* __restrict range = nearest.range.data() + first;
  std::uint64_t* __restrict ids = nearest.id.data() + first;
  alignas(64) std::int64_t taken[kWidth];
  alignas(64) double scale[kWidth];  // makes n the unit normal towards the origin
  std::int64_t any = 0;
  for (int i = 0; i < kWidth; ++i) {
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
    const double inverse = 1.0 / det;  // infinite where the ray lies in the plane: then t is too, or not a number
    const double t = (f.n[0] * ax + f.n[1] * ay + f.n[2] * az) * inverse;
    const double low = u < v ? u : v, high = u < v ? v : u;
    const double lowest = low < w ? low : w, highest = high < w ? w : high;
    const bool inside = (lowest >= 0) | (highest <= 0);
    const bool nearer = (t < range[i]) | ((t == range[i]) & (id < ids[i]));
    // Squares of twice the areas: distance to an edge times its length.
    const double margin_u = margin2 * ((cp - bp) * (cp - bp) + (cq - bq) * (cq - bq));
    const double margin_v = margin2 * ((ap - cp) * (ap - cp) + (aq - cq) * (aq - cq));
    const double margin_w = margin2 * ((bp - ap) * (bp - ap) + (bq - aq) * (bq - aq));
    const bool at_edge = (u * u < margin_u) | (v * v < margin_v) | (w * w < margin_w);
    near[i] = at_edge ? valid[i] : 0;
    const std::int64_t ok = static_cast<std::int64_t>(inside & nearer & (t > t_min[i]) & (det != 0)) & valid[i];
    const double reached = t + (kRangeError + kLateralError * f.length * std::fabs(inverse));
    taken[i] = -ok;
    any |= ok;
    scale[i] = det < 0 ? 1.0 : -1.0;
    range[i] = ok ? t : range[i];
    ids[i] = ok ? id : ids[i];
    reach[i] = ok ? static_cast<float>(reached) : reach[i];
    valid[i] = static_cast<int>(-ok);
  }
  if (!any) return;
  const double n0 = f.n[0] / f.length, n1 = f.n[1] / f.length, n2 = f.n[2] / f.length;
  for (int k = 0; k < 3; ++k) {
    const auto row = static_cast<std::size_t>(3 * k), axis = static_cast<std::size_t>(k);
    const double* __restrict r0 = rays.rotation[row].data() + first;
    const double* __restrict r1 = rays.rotation[row + 1].data() + first;
    const double* __restrict r2 = rays.rotation[row + 2].data() + first;
    const double* __restrict o = rays.origin[axis].data() + first;
    const double* __restrict d = rays.direction[axis].data() + first;
    double* __restrict normal = nearest.normal[axis].data() + first;
    double* __restrict p = nearest.p_body[axis].data() + first;
    for (int i = 0; i < kWidth; ++i) {
      normal[i] = taken[i] ? (r0[i] * n0 + r1[i] * n1 + r2[i] * n2) * scale[i] : normal[i];
      p[i] = taken[i] ? o[i] + range[i] * d[i] : p[i];
    }
  }
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

TAILCAST_WIDE void complete(LocalRays& world) {
  for (std::size_t k = 0; k < 9; ++k) world.rotation[k].fill(k % 4 == 0 ? 1.0 : 0.0);
  span_across(world);
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

TAILCAST_WIDE void meet(const Corners& triangle, std::uint64_t id, const LocalRays& rays, const Trial& trial, Nearest& nearest) {
  const Face face = face_of(triangle);
  if (trial.count == 4) return meet_lanes<4>(face, id, rays, trial, 0, nearest);
  for (int begin = 0; begin < trial.count; begin += 8) {
    int live = 0;
    for (int i = begin; i < begin + 8; ++i) live |= trial.valid[i], trial.near[i] = 0;
    if (live) meet_lanes<8>(face, id, rays, trial, begin, nearest);
  }
}

}  // namespace tailcast::exact
