// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_rows.h"

#include <bit>
#include <cstddef>
#include <cstring>
#include <utility>

#include "scene/ray_caster_wide.h"

namespace tailcast::exact {
namespace {

// Rows are read and written as words of 64 bits.
static_assert(offsetof(Ray, direction) == 24 && offsetof(Ray, t_min) == 48 && offsetof(Ray, t_max) == 56);
static_assert(offsetof(Hit, body) == 8 && offsetof(Hit, triangle) == 12 && offsetof(Hit, normal) == 16 &&
              offsetof(Hit, p_body) == 40 && sizeof(Hit) == 64);
static_assert(std::endian::native == std::endian::little);

#define TAILCAST_SETS_OF "scene/ray_caster_rows_lanes.inc"
#include "scene/ray_caster_sets.inc"
#undef TAILCAST_SETS_OF

struct Steps {
  decltype(&plain::load_rays) load_rays;
  decltype(&plain::store_hits) store_hits;
};

const Steps kSteps =
    of_machine<Steps>({plain::load_rays, plain::store_hits}, {avx2::load_rays, avx2::store_hits},
                      {avx512::load_rays, avx512::store_hits});

}  // namespace

void load_rays(const Ray* rays, LocalRays& world, Nearest& nearest) {
  kSteps.load_rays(rays, world, nearest);
}
void store_hits(const Nearest& nearest, Hit* hits) {
  kSteps.store_hits(nearest, hits);
}

}  // namespace tailcast::exact
