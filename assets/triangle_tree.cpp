// SPDX-License-Identifier: Apache-2.0
#include "assets/triangle_tree.h"

#include <algorithm>
#include <cmath>

namespace tailcast {
namespace {

constexpr std::uint32_t kLeaf = 4;  // faces
constexpr int kDeepest = 48;

double squared_distance(const Bounds& box, const Vec3& p) {
  return (box.low - p).cwiseMax(p - box.high).cwiseMax(0.0).squaredNorm();
}

// Nearest point of a triangle, by the region that it lies over (Ericson, Real-Time Collision Detection, 5.1.5).
double squared_distance(const std::array<Vec3, 3>& face, const Vec3& p) {
  const auto& [a, b, c] = face;
  const Vec3 ab = b - a, ac = c - a, ap = p - a, bp = p - b, cp = p - c;
  const double d1 = ab.dot(ap), d2 = ac.dot(ap), d3 = ab.dot(bp), d4 = ac.dot(bp), d5 = ab.dot(cp), d6 = ac.dot(cp);
  if (d1 <= 0 && d2 <= 0) return ap.squaredNorm();
  if (d3 >= 0 && d4 <= d3) return bp.squaredNorm();
  if (d6 >= 0 && d5 <= d6) return cp.squaredNorm();
  const double va = d3 * d6 - d5 * d4, vb = d5 * d2 - d1 * d6, vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return (ap - d1 / (d1 - d3) * ab).squaredNorm();
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return (ap - d2 / (d2 - d6) * ac).squaredNorm();
  if (va <= 0 && d4 >= d3 && d5 >= d6) return (bp - (d4 - d3) / ((d4 - d3) + (d5 - d6)) * (c - b)).squaredNorm();
  const double whole = va + vb + vc;
  if (whole <= 0) return std::min({ap.squaredNorm(), bp.squaredNorm(), cp.squaredNorm()});  // without area
  return (ap - vb / whole * ab - vc / whole * ac).squaredNorm();
}

bool meets(const Bounds& box, const Vec3& from, const Vec3& one_over) {
  double enter = 0, leave = 1e30;
  for (int k = 0; k < 3; ++k) {
    const double a = (box.low[k] - from[k]) * one_over[k], b = (box.high[k] - from[k]) * one_over[k];
    enter = std::max(enter, std::min(a, b)), leave = std::min(leave, std::max(a, b));
  }
  return enter <= leave;
}

// +1 where the line leaves through the face, -1 where it enters, 0 where it misses.
int crossing(const std::array<Vec3, 3>& face, const Vec3& from, const Vec3& direction) {
  const Vec3 e1 = face[1] - face[0], e2 = face[2] - face[0], p = direction.cross(e2), s = from - face[0];
  const double det = e1.dot(p);
  if (det == 0) return 0;
  const Vec3 q = s.cross(e1);
  const double u = s.dot(p) / det, v = direction.dot(q) / det, t = e2.dot(q) / det;
  if (u < 0 || v < 0 || u + v > 1 || t <= 0) return 0;
  return det < 0 ? 1 : -1;
}

}  // namespace

TriangleTree::TriangleTree(const Mesh& mesh) {
  for (const auto& t : mesh.triangles)
    faces_.push_back({mesh.vertices[t[0]].cast<double>(), mesh.vertices[t[1]].cast<double>(), mesh.vertices[t[2]].cast<double>()});
  if (!faces_.empty()) build(0, static_cast<std::uint32_t>(faces_.size()), 0);
}

void TriangleTree::build(std::uint32_t begin, std::uint32_t end, int depth) {
  const std::size_t index = nodes_.size();
  nodes_.emplace_back();
  Bounds box, centers;
  for (auto i = begin; i < end; ++i) {
    for (const auto& corner : faces_[i]) box.extend(corner);
    centers.extend((faces_[i][0] + faces_[i][1] + faces_[i][2]) / 3);
  }
  nodes_[index].box = box, nodes_[index].begin = begin, nodes_[index].end = end;
  if (end - begin <= kLeaf || depth == kDeepest) return;
  Eigen::Index axis = 0;
  centers.size().maxCoeff(&axis);
  const auto middle = begin + (end - begin) / 2;
  const auto key = [&](const std::array<Vec3, 3>& f) { return f[0][axis] + f[1][axis] + f[2][axis]; };
  std::nth_element(faces_.begin() + begin, faces_.begin() + middle, faces_.begin() + end,
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
  build(begin, middle, depth + 1);
  nodes_[index].right = static_cast<std::uint32_t>(nodes_.size());
  build(middle, end, depth + 1);
}

double TriangleTree::distance(const Vec3& p, double enough) {
  double best = 1e30;
  std::vector<std::uint32_t> open;
  if (!nodes_.empty()) open.push_back(0);
  while (!open.empty() && best > enough * enough) {
    const auto index = open.back();
    const Node& node = nodes_[index];
    open.pop_back();
    if (squared_distance(node.box, p) >= best) continue;
    if (node.right == 0) {
      effort_ += node.end - node.begin;
      for (auto i = node.begin; i < node.end; ++i) best = std::min(best, squared_distance(faces_[i], p));
      continue;
    }
    const std::uint32_t left = index + 1;
    const bool left_nearer = squared_distance(nodes_[left].box, p) <= squared_distance(nodes_[node.right].box, p);
    open.push_back(left_nearer ? node.right : left);
    open.push_back(left_nearer ? left : node.right);
  }
  return std::sqrt(best);
}

int TriangleTree::crossings(const Vec3& from, const Vec3& direction) {
  const Vec3 one_over = direction.cwiseInverse();
  int sum = 0;
  std::vector<std::uint32_t> open;
  if (!nodes_.empty()) open.push_back(0);
  while (!open.empty()) {
    const auto index = open.back();
    const Node& node = nodes_[index];
    open.pop_back();
    if (!meets(node.box, from, one_over)) continue;
    if (node.right == 0) {
      effort_ += node.end - node.begin;
      for (auto i = node.begin; i < node.end; ++i) sum += crossing(faces_[i], from, direction);
      continue;
    }
    open.push_back(index + 1), open.push_back(node.right);
  }
  return sum;
}

bool TriangleTree::contains(const Vec3& p) {
  // Along no axis and in no plane that things are built by.
  const std::array<Vec3, 3> directions{Vec3(.5377, .2113, .8163), Vec3(-.3119, .8721, .3769), Vec3(.7331, -.6217, .2757)};
  int within = 0;
  for (const auto& direction : directions) within += crossings(p, direction) > 0 ? 1 : 0;
  return within >= 2;
}

}  // namespace tailcast
