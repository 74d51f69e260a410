// SPDX-License-Identifier: Apache-2.0
#include "sensors/weather.h"

#include <limits>

#include "core/dmath.h"
#include "sensors/fog.h"
#include "sensors/precipitation.h"
#include "sensors/spray.h"
#include "sensors/wet_surface.h"

namespace tailcast {
namespace {

constexpr double kWaterStands = 0.9, kSnowLies = 0.7;  // least upward part of the normal: 26 and 45 deg
constexpr double kClear = std::numeric_limits<double>::infinity();

}  // namespace

struct Weather::Impl {
  Fog fog;
  Rain rain;
  Snow snow;
  Spray spray;
  double water_film = 0, snow_cover = 0;  // m, as far as the effects are on

  bool air_is_clear() const {
    return fog.extinction() <= 0 && rain.extinction() <= 0 && snow.extinction() <= 0 && spray.none();
  }
};

Weather::Weather(const Environment& environment, const LidarSpec& spec, const Scene& scene,
                 const Timeline& timeline, Nanoseconds start, const ScanKey& key) {
  const auto& on = spec.effects;
  impl_ = std::make_unique<const Impl>(
      Impl{Fog(on.fog ? environment.visibility : kClear, spec, key),
           Rain(on.rain ? environment.rain : 0, spec, key), Snow(on.snow ? environment.snow : 0, spec, key),
           Spray(on.spray ? environment.water_film : 0, spec, scene, timeline, start, key),
           on.wetness ? environment.water_film : 0, on.snow ? environment.snow_cover : 0});
}
Weather::~Weather() = default;

bool Weather::clear() const {
  return impl_->air_is_clear() && impl_->water_film <= 0 && impl_->snow_cover <= 0;
}

Surface Weather::on(Surface dry, MaterialId material, const Vec3& normal, double cos_incidence) const {
  Surface surface = dry;
  if (impl_->water_film > 0 && normal.z() > kWaterStands && holds_water(material))
    surface = under_water(surface, impl_->water_film, cos_incidence);
  if (impl_->snow_cover > 0 && normal.z() > kSnowLies) surface = under_snow(surface, impl_->snow_cover);
  return surface;
}

void Weather::pass(const AirPath& path, std::vector<Echo>& echoes) const {
  if (impl_->air_is_clear()) return;
  const double fog = impl_->fog.extinction(), extinction = fog + impl_->rain.extinction();
  for (auto& echo : echoes) echo.signal *= dmath::exp(-2 * extinction * echo.range);
  impl_->fog.answer(path, echoes);
  impl_->rain.answer(path, fog, echoes);
  impl_->snow.pass(path, fog, echoes);
  impl_->spray.pass(path, fog, echoes);
}

}  // namespace tailcast
