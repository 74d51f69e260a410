// SPDX-License-Identifier: Apache-2.0
#include "stages/furnish.h"

#include "core/dmath.h"

namespace tailcast {

const MeshPtr& pick(std::span<const MeshPtr> variants, RandomStream& random) {
  return variants[static_cast<std::size_t>(random.integer(0, static_cast<int>(variants.size()) - 1))];
}

void set_up_row(Site& site, const char* name, ClassId class_id, std::span<const MeshPtr> variants, double piece_length,
                double from, double to, double d, double heading, RandomStream& random,
                const std::function<bool(double s)>& skip) {
  // On the inside of a bend a metre at d is shorter than a metre of s.
  for (double s = from; s < to;) {
    const double scale = 1.0 - site.stage.reference.at(s).curvature * d;
    const double advance = piece_length / scale, middle = s + 0.5 * advance;
    s += advance;
    const auto& mesh = pick(variants, random);
    if (s > to + 0.5 * piece_length || (skip && skip(middle))) continue;
    set_up(site, name, class_id, mesh, middle, d, heading, Stance::Along);
  }
}

bool plant(Site& site, const char* name, ClassId class_id, std::span<const MeshPtr> variants, double s, double d,
           double room, RandomStream& random) {
  const double heading = random.uniform(0, 2.0 * kPi);
  const auto& mesh = pick(variants, random);
  if (!reserve(site, footprint_at(site.stage, s, d, 0, room, room))) return false;
  set_up(site, name, class_id, mesh, s, d, heading);
  return true;
}

std::vector<Patch> draw_patches(std::uint64_t seed, double from, double to, double half_width, double spacing) {
  RandomStream random(derive_seed(seed, "patches"), Domain::Stage);
  std::vector<Patch> patches;
  for (double s = from + random.uniform(0, spacing); s < to; s += random.uniform(0.4, 1.6) * spacing) {
    const double length = random.uniform(1.0, 14.0), width = random.uniform(0.8, 0.5 * half_width);
    const double right = random.uniform(-half_width, half_width - width);
    patches.push_back({s, s + length, right, right + width});
  }
  return patches;
}

}  // namespace tailcast
