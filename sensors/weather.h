// SPDX-License-Identifier: Apache-2.0
// What the weather does to a pulse: it dims the light, answers with light of its own, and changes the faces
// that it meets. docs/weather.md has the physics and where each figure is from.
#pragma once
#include <memory>
#include <vector>

#include "scene/environment.h"
#include "scene/ray_caster.h"
#include "sensors/air.h"
#include "sensors/echoes.h"
#include "sensors/scan_revolution.h"

namespace tailcast {

class Weather {
 public:
  // During one frame. Spray is thrown up behind the wheels that the timeline has moving on a wet road.
  Weather(const Environment& environment, const LidarSpec& spec, const Scene& scene, const Timeline& timeline,
          Nanoseconds start, const ScanKey& key);
  ~Weather();

  // Nothing in the air and nothing on the ground: nothing below changes anything.
  bool clear() const;
  // The face as it is in this weather: wet, or under snow. `normal`: unit, world, towards the light.
  Surface on(Surface dry, MaterialId material, const Vec3& normal, double cos_incidence) const;
  // Dims the echoes of one pulse's surfaces, and appends those of what is in the air, nearer than `open_to`.
  // Rain dims surfaces alone, and nothing that answers within it: so a heavier rain never turns a drop's echo
  // back into a surface's.
  void pass(const AirPath& path, std::vector<Echo>& echoes) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace tailcast
