// SPDX-License-Identifier: Apache-2.0
// Rays and hits come one after the other, and are computed on side by side: from rows to lanes and back.
#pragma once
#include "scene/ray_caster.h"
#include "scene/ray_caster_exact.h"

namespace tailcast::exact {

// Sixteen rays: origins, directions, ranges; nothing met yet.
void load_rays(const Ray* rays, LocalRays& world, Nearest& nearest);
// Sixteen hits.
void store_hits(const Nearest& nearest, Hit* hits);

}  // namespace tailcast::exact
