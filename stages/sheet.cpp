// SPDX-License-Identifier: Apache-2.0
#include "stages/sheet.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace tailcast {
namespace {

struct Edge {
  std::uint32_t from, to, body;
};

std::uint64_t key_of(std::uint32_t from, std::uint32_t to) {
  return (static_cast<std::uint64_t>(from) << 32) | to;
}

struct Sheet {
  std::vector<Vec3f> corners;  // distinct
  std::vector<Edge> edges;     // of all triangles, counter-clockwise seen from above; sorted by (from, to)
  std::vector<Tear> folds;
};

Sheet join(std::span<const Body* const> ground) {
  Sheet sheet;
  std::vector<std::vector<Vec3f>> placed;
  for (const auto* body : ground) {
    auto& own = placed.emplace_back();
    for (const auto& v : body->mesh->vertices)
      own.push_back((body->world_from_body * Vec3(v.cast<double>())).cast<float>());
    sheet.corners.insert(sheet.corners.end(), own.begin(), own.end());
  }
  const auto before = [](const Vec3f& a, const Vec3f& b) {
    return std::lexicographical_compare(a.data(), a.data() + 3, b.data(), b.data() + 3);
  };
  std::sort(sheet.corners.begin(), sheet.corners.end(), before);
  sheet.corners.erase(std::unique(sheet.corners.begin(), sheet.corners.end()), sheet.corners.end());
  for (std::uint32_t b = 0; b < ground.size(); ++b) {
    std::vector<std::uint32_t> index;
    for (const auto& v : placed[b])
      index.push_back(static_cast<std::uint32_t>(
          std::lower_bound(sheet.corners.begin(), sheet.corners.end(), v, before) - sheet.corners.begin()));
    for (const auto& t : ground[b]->mesh->triangles) {
      const Vec3 p = placed[b][t[0]].cast<double>(), q = placed[b][t[1]].cast<double>(),
                 r = placed[b][t[2]].cast<double>();
      if (!((q - p).cross(r - p).z() > 0)) sheet.folds.push_back({true, ground[b]->name, p, 0});
      for (std::size_t k = 0; k < 3; ++k) sheet.edges.push_back({index[t[k]], index[t[(k + 1) % 3]], b});
    }
  }
  std::sort(sheet.edges.begin(), sheet.edges.end(), [](const Edge& a, const Edge& b) {
    return std::make_pair(key_of(a.from, a.to), a.body) < std::make_pair(key_of(b.from, b.to), b.body);
  });
  return sheet;
}

std::vector<Edge> rim_of(const Sheet& sheet) {
  std::vector<Edge> rim;
  for (const auto& edge : sheet.edges) {
    const auto back = key_of(edge.to, edge.from);
    const auto it = std::lower_bound(sheet.edges.begin(), sheet.edges.end(), back,
                                     [](const Edge& e, std::uint64_t key) { return key_of(e.from, e.to) < key; });
    if (it == sheet.edges.end() || key_of(it->from, it->to) != back) rim.push_back(edge);
  }
  return rim;
}

}  // namespace

std::vector<Tear> find_tears(std::span<const Body* const> ground) {
  Sheet sheet = join(ground);
  std::vector<Tear> tears = std::move(sheet.folds);
  const auto corner = [&](std::uint32_t v) { return Vec3(sheet.corners[v].cast<double>()); };
  for (std::size_t i = 0; i + 1 < sheet.edges.size(); ++i)
    if (key_of(sheet.edges[i].from, sheet.edges[i].to) == key_of(sheet.edges[i + 1].from, sheet.edges[i + 1].to))
      tears.push_back({true, ground[sheet.edges[i].body]->name, corner(sheet.edges[i].from), 0});

  const auto rim = rim_of(sheet);
  std::vector<std::uint32_t> parent(sheet.corners.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
  };
  for (const auto& edge : rim) parent[root(edge.from)] = root(edge.to);
  struct Loop {
    double area = 0, length = 0;
    const Edge* first = nullptr;
  };
  std::map<std::uint32_t, Loop> loops;
  for (const auto& edge : rim) {
    auto& loop = loops[root(edge.from)];
    const Vec3 a = corner(edge.from), b = corner(edge.to);
    loop.area += 0.5 * (a.x() * b.y() - a.y() * b.x());
    loop.length += (b - a).norm();
    if (!loop.first) loop.first = &edge;
  }
  const auto own = std::max_element(loops.begin(), loops.end(),
                                    [](const auto& a, const auto& b) { return a.second.area < b.second.area; });
  for (auto it = loops.begin(); it != loops.end(); ++it)
    if (it != own)
      tears.push_back({false, ground[it->second.first->body]->name, corner(it->second.first->from), it->second.length});
  return tears;
}

}  // namespace tailcast
