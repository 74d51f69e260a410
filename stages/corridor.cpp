// SPDX-License-Identifier: Apache-2.0
#include "stages/corridor.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/dmath.h"
#include "core/random.h"
#include "stages/relief.h"

namespace tailcast {
namespace {

// A column of the grid: fixed d, and everything its heights are made of.
struct Column {
  double d = 0;             // m, positive left
  double height = 0;        // m, of the design
  double unevenness = 0, waves = 0;
  double dip = 0;           // share of an opening's dip
  std::uint32_t noise = 0;  // address of its unevenness; the edges of a kerb face share one, so that its height is kept
};

struct Grid {
  std::vector<double> rows;        // s
  std::vector<Column> columns;     // from right to left
  std::vector<const Strip*> strip; // between column i and i + 1
};

constexpr double kKerbFace = 0.06;  // m: a strip narrower than this is an upright face

// Columns of one side from the reference line outwards, without the one at d = 0.
std::vector<std::pair<Column, const Strip*>> columns_of(const Side& side, double sign) {
  std::vector<std::pair<Column, const Strip*>> columns;
  double d = 0, height = 0;
  std::uint32_t noise = sign > 0 ? 0x10000U : 0x20000U;
  for (const auto& strip : side.strips) {
    const int parts = std::max(1, static_cast<int>(std::ceil(strip.width / strip.step - 1e-9)));
    for (int i = 1; i <= parts; ++i) {
      const double u = static_cast<double>(i) / parts;
      Column column;
      column.d = sign * (d + u * strip.width);
      column.height = height + u * strip.rise;
      column.unevenness = strip.unevenness;
      column.waves = strip.waves;
      column.dip = strip.dip_inner + u * (strip.dip_outer - strip.dip_inner);
      column.noise = strip.width < kKerbFace ? noise : ++noise;
      columns.emplace_back(column, &strip);
    }
    d += strip.width;
    height += strip.rise;
  }
  // At the edge of two strips the calmer one rules: grass does not lift the kerb.
  for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
    columns[i].first.unevenness = std::min(columns[i].first.unevenness, columns[i + 1].second->unevenness);
    columns[i].first.waves = std::min(columns[i].first.waves, columns[i + 1].second->waves);
  }
  return columns;
}

std::vector<double> rows_of(const Corridor& corridor) {
  constexpr double kCoarse = 1.5;
  std::vector<double> rows;
  for (double s = corridor.from; s < corridor.to - 1e-6;) {
    rows.push_back(s);
    s += s >= corridor.fine_from - 1e-6 && s < corridor.fine_to - 1e-6 ? kRowStep : kCoarse;
  }
  rows.push_back(corridor.to);
  constexpr double kTooNear = 0.04;  // m: rather no row than a sliver
  for (const double s : corridor.rows) {
    const auto next = std::lower_bound(rows.begin(), rows.end(), s);
    if (next == rows.begin() || next == rows.end()) continue;
    if (std::fabs(*next - s) < 1e-9) continue;
    rows.insert(next, s);
  }
  // What was asked for stays; of the regular rows those go that crowd it.
  std::erase_if(rows, [&](double s) {
    if (s <= corridor.from || s >= corridor.to || std::ranges::binary_search(corridor.rows, s)) return false;
    const auto near = std::lower_bound(corridor.rows.begin(), corridor.rows.end(), s - kTooNear);
    return near != corridor.rows.end() && *near < s + kTooNear;
  });
  return rows;
}

Grid lay_grid(const Corridor& corridor) {
  Grid grid;
  grid.rows = rows_of(corridor);
  const auto right = columns_of(corridor.right, -1), left = columns_of(corridor.left, 1);
  for (auto it = right.rbegin(); it != right.rend(); ++it) {
    grid.columns.push_back(it->first);
    grid.strip.push_back(it->second);
  }
  Column middle;
  middle.unevenness = std::min(right.front().second->unevenness, left.front().second->unevenness);
  middle.waves = std::min(right.front().second->waves, left.front().second->waves);
  grid.columns.push_back(middle);
  for (const auto& [column, strip] : left) {
    grid.columns.push_back(column);
    grid.strip.push_back(strip);
  }
  return grid;
}

const Opening* opening_at(const Side& side, double s) {
  for (const auto& opening : side.openings)
    if (s > opening.from && s < opening.to) return &opening;
  return nullptr;
}

// How far a kerb is lowered at s: fully between the flanks of an opening, ramped over a metre beside it.
double dip_at(const Side& side, double s) {
  constexpr double kFlank = 1.0;
  double dip = 0;
  for (const auto& opening : side.openings) {
    const double outside = std::max({opening.from - s, s - opening.to, 0.0});
    if (outside < kFlank) dip = std::max(dip, opening.dip * (1.0 - outside / kFlank));
  }
  return dip;
}

class Relief {
 public:
  explicit Relief(const Corridor& corridor)
      : corridor_(corridor),
        long_(derive_seed(corridor.seed, "long waves"), 22, 90),
        middle_(derive_seed(corridor.seed, "waves"), 2.5, 9),
        right_hill_(derive_seed(corridor.seed, "right hill"), 70, 400),
        left_hill_(derive_seed(corridor.seed, "left hill"), 70, 400) {}

  double height(std::uint32_t row, double s, const Column& column, const Side& side, const Eigen::Vector2d& p) const {
    // m rms: settlement, which every surface follows. A road of ISO 8608 class B, Gd = 64e-6 m^3 at 0.1 /m falling with
    // the square, over the waves of 22 to 90 m: sqrt(64e-6 * 0.1^2 * (90 - 22)).
    constexpr double kLongWaves = 0.0066;
    const double fine = random_normal({corridor_.seed, Domain::Stage}, {row, column.noise, 0, 1});
    const double shaped = corridor_.shape ? column.height + corridor_.shape(s, column.d) : column.height;
    return shaped - column.dip * dip_at(side, s) + kLongWaves * long_.at(p.x(), p.y()) +
           column.waves * middle_.at(p.x(), p.y()) + column.unevenness * std::clamp(fine, -2.5, 2.5) +
           hill(s, column.d, side.hill);
  }

 private:
  double hill(double s, double d, const Hill& shape) const {
    const double u = (std::fabs(d) - shape.start) / shape.width;
    if (u <= 0) return 0;
    const auto& waves = d > 0 ? left_hill_ : right_hill_;
    return smooth_step(u) * (shape.base + shape.amplitude * waves.at(s, 0));
  }

  const Corridor& corridor_;
  WaveField long_, middle_, right_hill_, left_hill_;
};

struct CoverOfCell : Cover {
  int patch;  // 0: none
};

CoverOfCell cover_of(const Corridor& corridor, const Strip& strip, double s, double d) {
  CoverOfCell cover{{strip.class_id, strip.material}, 0};
  if (strip.dash.period > 0) {
    const double phase = s - std::floor(s / strip.dash.period) * strip.dash.period;
    if (phase >= strip.dash.on) cover.material = strip.between;
  }
  if (strip.opens) {
    const auto* opening = opening_at(d > 0 ? corridor.left : corridor.right, s);
    if (opening && std::fabs(d) < opening->reach) {
      cover.material = opening->material;
      if (cover.class_id == ClassId::Terrain) cover.class_id = ClassId::OtherGround;
    }
  }
  if (corridor.cover)
    if (const auto other = corridor.cover(s, d)) cover = {*other, 0};
  if (cover.class_id != ClassId::Road || cover.material != MaterialId::Asphalt) return cover;
  for (std::size_t i = 0; i < corridor.patches.size(); ++i) {
    const auto& patch = corridor.patches[i];
    if (s > patch.from && s < patch.to && d > patch.right && d < patch.left) cover.patch = static_cast<int>(i) + 1;
  }
  return cover;
}

std::vector<Vec3f> raise_vertices(const Corridor& corridor, const Grid& grid) {
  const Relief relief(corridor);
  std::vector<Vec3f> vertices;
  vertices.reserve(grid.rows.size() * grid.columns.size());
  for (std::uint32_t i = 0; i < grid.rows.size(); ++i) {
    const auto foot = corridor.reference.at(grid.rows[i]);
    const double c = dmath::cos(foot.heading), s = dmath::sin(foot.heading);
    for (const auto& column : grid.columns) {
      const Eigen::Vector2d p(foot.x - column.d * s, foot.y + column.d * c);
      const auto& side = column.d > 0 ? corridor.left : corridor.right;
      vertices.push_back(Vec3(p.x(), p.y(), relief.height(i, grid.rows[i], column, side, p)).cast<float>());
    }
  }
  return vertices;
}

}  // namespace

void CrossSection::paved(double width, MaterialId material, Dash dash) {
  strips.push_back({.width = width,
                    .rise = -roadway.fall * width,
                    .material = material,
                    .class_id = ClassId::Road,
                    .step = roadway.step,
                    .unevenness = roadway.unevenness,
                    .waves = roadway.waves,
                    .dash = dash});
}

void CrossSection::soft(double width, double rise, double step, double unevenness, double waves, MaterialId material) {
  strips.push_back({.width = width,
                    .rise = rise,
                    .material = material,
                    .class_id = ClassId::Terrain,
                    .step = step,
                    .unevenness = unevenness,
                    .waves = waves});
}

Stretch stretch_of(double lead, double length, double beyond) {
  return {-lead, length, -lead - beyond, length + beyond};
}

ReferenceLine arc_over(const Stretch& stretch, double curvature) {
  return ReferenceLine(stretch.from, {{stretch.to - stretch.from, curvature}});
}

Corridor lay_out(const Stretch& stretch, ReferenceLine reference, double margin, std::uint64_t seed) {
  Corridor corridor;
  corridor.reference = std::move(reference);
  corridor.from = stretch.from, corridor.to = stretch.to;
  corridor.fine_from = stretch.begin - margin, corridor.fine_to = stretch.end + margin;
  corridor.seed = derive_seed(seed, "ground");
  return corridor;
}

Eigen::Vector2d point_at(const ReferenceLine& reference, double s, double d) {
  const auto foot = reference.at(s);
  return {foot.x - d * dmath::sin(foot.heading), foot.y + d * dmath::cos(foot.heading)};
}

Ground sweep(const Corridor& corridor) {
  const Grid grid = lay_grid(corridor);
  Mesh whole;
  whole.vertices = raise_vertices(corridor, grid);
  PartsOfGround parts;
  const auto width = static_cast<std::uint32_t>(grid.columns.size());
  for (std::uint32_t i = 0; i + 1 < grid.rows.size(); ++i) {
    const double s = 0.5 * (grid.rows[i] + grid.rows[i + 1]);
    for (std::uint32_t j = 0; j + 1 < width; ++j) {
      const double d = 0.5 * (grid.columns[j].d + grid.columns[j + 1].d);
      const CoverOfCell cover = cover_of(corridor, *grid.strip[j], s, d);
      const auto near_right = i * width + j, near_left = near_right + 1, far_right = near_right + width,
                 far_left = far_right + 1;
      auto& part = parts[{cover.class_id, cover.patch}];
      // Diagonals alternate, so that no direction is favoured.
      const bool flip = (i + j) % 2 == 0;
      const std::array<std::uint32_t, 3> first = {near_right, far_right, flip ? far_left : near_left};
      const std::array<std::uint32_t, 3> second = {flip ? near_right : far_right, far_left, near_left};
      for (const auto& triangle : {first, second}) {
        part.push_back(static_cast<std::uint32_t>(whole.triangles.size()));
        whole.triangles.push_back(triangle);
        whole.material.push_back(cover.material);
        whole.part.push_back(Part::Whole);
      }
    }
  }
  return cut_up(whole, parts, corridor.seed);
}

}  // namespace tailcast
