// SPDX-License-Identifier: Apache-2.0
// Do the race's rays, ten a beam, have the same hits on every instruction set of Embree? Prints how many
// differ.
#include <fmt/core.h>

#include <string>

#include "bench/sweep.h"

namespace tailcast::bench {
namespace {

bool same(const Hit& a, const Hit& b) {
  return a.range == b.range && a.body == b.body && a.triangle == b.triangle && a.normal == b.normal &&
         a.p_body == b.p_body;
}

std::size_t differing(const std::string& name, const StreetSize& size, const LidarSpec& spec) {
  const auto street = make_street(size, 1, 100);
  const auto sweeps = sweeps_of(spec, street.timeline, 3, 10);
  const RayCaster reference(street.scene, street.timeline, "sse2");
  std::size_t all = 0;
  for (const char* isa : {"avx2", "avx512"}) {
    const RayCaster caster(street.scene, street.timeline, isa);
    std::size_t rays = 0, differ = 0;
    for (const auto& sweep : sweeps) {
      std::vector<Hit> expected(sweep.rays.size()), hits(sweep.rays.size());
      reference.window(sweep.begin, sweep.end).cast(sweep.rays, expected);
      caster.window(sweep.begin, sweep.end).cast(sweep.rays, hits);
      for (std::size_t i = 0; i < hits.size(); ++i) differ += same(hits[i], expected[i]) ? 0U : 1U;
      rays += hits.size();
    }
    fmt::print("{} street, {} and sse2: of {} rays {} differ\n", name, isa, rays, differ);
    all += differ;
  }
  return all;
}

}  // namespace
}  // namespace tailcast::bench

int main() {
  using namespace tailcast;
  const auto spec = load_lidar_spec("velodyne_hdl64e_kitti");
  const auto large = bench::differing("large", bench::kLargeStreet, spec);
  const auto small = bench::differing("small", bench::kSmallStreet, spec);
  return large + small == 0 ? 0 : 1;
}
