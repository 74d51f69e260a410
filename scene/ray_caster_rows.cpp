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

namespace plain {
#define TAILCAST_STEP 2
#include "scene/ray_caster_rows_lanes.inc"
#undef TAILCAST_STEP
}  // namespace plain

#ifdef TAILCAST_SEVERAL_SETS
#pragma GCC push_options
#pragma GCC target("avx2")
namespace avx2 {
#define TAILCAST_STEP 4
#include "scene/ray_caster_rows_lanes.inc"
#undef TAILCAST_STEP
}  // namespace avx2
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f")
namespace avx512 {
#define TAILCAST_STEP 8
#include "scene/ray_caster_rows_lanes.inc"
#undef TAILCAST_STEP
}  // namespace avx512
#pragma GCC pop_options
#endif

struct Steps {
  decltype(&plain::load_rays) load_rays = plain::load_rays;
  decltype(&plain::store_hits) store_hits = plain::store_hits;
};

Steps steps_of_machine() {
#ifdef TAILCAST_SEVERAL_SETS
  if (__builtin_cpu_supports("avx512f")) return {avx512::load_rays, avx512::store_hits};
  if (__builtin_cpu_supports("avx2")) return {avx2::load_rays, avx2::store_hits};
#endif
  return {};
}

const Steps kSteps = steps_of_machine();

}  // namespace

void load_rays(const Ray* rays, LocalRays& world, Nearest& nearest) {
  kSteps.load_rays(rays, world, nearest);
}
void store_hits(const Nearest& nearest, Hit* hits) {
  kSteps.store_hits(nearest, hits);
}

}  // namespace tailcast::exact
