// SPDX-License-Identifier: Apache-2.0
#include "scenarios/values.h"

#include <fmt/core.h>

#include <cmath>

#include "stages/stage.h"

namespace tailcast {
namespace {

constexpr double kFastest = 150;    // m/s: beyond any road user; slips of unit
constexpr double kFarthest = 5000;  // m
constexpr double kLongest = 600;    // s
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Need length(std::string what) {
  return {std::move(what), kLength, -kFarthest, kFarthest};
}
Need speed(std::string what) {
  return {std::move(what), kSpeed, 0, kFastest};
}
Need any(std::string what, Dimension dimension) {
  return {std::move(what), dimension};
}
Need positive(std::string what, Dimension dimension, double max) {
  return {std::move(what), dimension, 0, max, true};
}
Need time_from_start(std::string what) {
  return {std::move(what), kTime, 0, kLongest};
}

class Walker {
 public:
  explicit Walker(const std::function<void(const Expression&, const Need&)>& visit) : visit_(visit) {}

  void one(const Expression& e, const Need& need) const { visit_(e, need); }
  void one(const std::optional<Expression>& e, const Need& need) const {
    if (e) visit_(*e, need);
  }
  void all(const VectorSpec& v, const Need& need) const {
    for (const auto& e : v) visit_(e, need);
  }
  void all(const std::optional<VectorSpec>& v, const Need& need) const {
    if (v) all(*v, need);
  }
  void attitude(const AttitudeSpec& a, const std::string& what) const {
    one(a.yaw, any(what + ".yaw", kAngle)), one(a.pitch, any(what + ".pitch", kAngle)),
        one(a.roll, any(what + ".roll", kAngle));
  }

  void stage(const StageSpec& stage) const {
    const auto* place = find_place(stage.place.text);
    for (const auto& parameter : stage.parameters) {
      if (place == nullptr) continue;
      for (const auto& known : place->parameters)
        if (known.name == parameter.name)
          one(parameter.value,
              {"stage." + known.name, known.dimension, known.min, known.max, false, known.integer});
    }
  }
  void ego(const EgoSpec& ego) const {
    one(ego.at, length("ego.at"));
    one(ego.speed, speed("ego.speed"));
    for (const auto& sensor : ego.sensors) {
      all(sensor.at, length(sensor.name + ".at"));
      attitude(sensor.attitude, sensor.name);
      one(sensor.phase, {sensor.name + ".phase", kTime, 0, 1});
    }
  }
  void asset(const AssetSpec& asset) const {
    one(asset.mass, positive(asset.name + ".mass", kMass, 1e5));
    one(asset.friction, {asset.name + ".friction", kNumber, 0, 2});
    one(asset.restitution, {asset.name + ".restitution", kNumber, 0, 1});
  }
  void actor(const ActorSpec& actor) const {
    const auto named = [&](const char* key) { return actor.name + "." + key; };
    if (const auto* at = std::get_if<AtSpec>(&actor.placement)) one(at->s, length(named("at")));
    if (const auto* ahead = std::get_if<AheadSpec>(&actor.placement))
      one(ahead->distance, length(named(ahead->behind ? "behind" : "ahead")));
    one(actor.offset, length(named("offset")));
    all(actor.shift, length(named("shift")));
    one(actor.bears, positive(named("bears"), kForce, 1e7));
    one(actor.facing, any(named("facing"), kAngle));
    one(actor.speed, speed(named("speed")));
    one(actor.drop, {named("drop"), kLength, 0, 100});
    all(actor.velocity, {named("velocity"), kSpeed, -kFastest, kFastest});
    all(actor.spin, {named("spin"), kAngularSpeed, -1000, 1000});
    if (actor.attitude) attitude(*actor.attitude, named("attitude"));
  }
  void condition(const ConditionSpec& condition) const {
    one(condition.after, time_from_start("after"));
    switch (condition.kind) {
      case ConditionSpec::Kind::Time:
        return one(condition.value, time_from_start("at"));
      case ConditionSpec::Kind::Distance:
        return one(condition.value, positive("distance", kLength, kFarthest));
      case ConditionSpec::Kind::TimeToCollision:
        return one(condition.value, positive("ttc", kTime, kLongest));
      case ConditionSpec::Kind::Contact:
        return;
    }
  }
  void action(const ActionSpec& action) const {
    all(action.push, {"push", kSpeed, -kFastest, kFastest});
    all(action.spin, {"spin", kAngularSpeed, -1000, 1000});
    one(action.speed, speed("speed"));
    one(action.acceleration,
        positive(action.kind == ActionSpec::Kind::Brake ? "deceleration" : "acceleration", kAcceleration,
                 1000));
    one(action.grip, positive("grip", kNumber, 2));
    one(action.heading, any("heading", kAngle));
    one(action.duration, positive("duration", kTime, kLongest));
  }

 private:
  const std::function<void(const Expression&, const Need&)>& visit_;
};

}  // namespace

void for_each_value(const ScenarioSpec& spec,
                    const std::function<void(const Expression&, const Need&)>& visit) {
  const Walker walk(visit);
  walk.stage(spec.stage);
  walk.one(spec.weather.rain, {"weather.rain", kSpeed, 0, 1e-4});  // 360 mm/h: beyond any cloudburst
  walk.one(spec.weather.snow, {"weather.snow", kSpeed, 0, 1e-5});  // 36 mm/h, as water
  walk.one(spec.weather.visibility, {"weather.visibility", kLength, 0, kInfinity, true});
  walk.one(spec.weather.water_film, {"weather.water_film", kLength, 0, 0.1});
  walk.one(spec.weather.snow_cover, {"weather.snow_cover", kLength, 0, 2});
  walk.one(spec.weather.wind, {"weather.wind", kSpeed, 0, 60});  // beyond a hurricane's mean
  walk.one(spec.weather.wind_heading, any("weather.wind_heading", kAngle));
  walk.ego(spec.ego);
  for (const auto& asset : spec.assets) walk.asset(asset);
  for (const auto& actor : spec.actors) walk.actor(actor);
  for (const auto& event : spec.events) {
    walk.condition(event.condition);
    for (const auto& action : event.actions) walk.action(action);
  }
  walk.one(spec.record_from, time_from_start("record.from"));
  walk.one(spec.record_to, positive("record.to", kTime, kLongest));
}

std::string broken_need(double value, const Need& need) {
  if (need.integer && std::floor(value) != value)
    return fmt::format("{} must be a whole number, not {:.6g}", need.what, value);
  if (need.above_min && value <= need.min)
    return fmt::format("{} must be above {:.6g}, not {:.6g} (in SI)", need.what, need.min, value);
  if (value < need.min)
    return fmt::format("{} must not be below {:.6g}, but is {:.6g} (in SI)", need.what, need.min, value);
  if (value > need.max)
    return fmt::format("{} must not be above {:.6g}, but is {:.6g} (in SI)", need.what, need.max, value);
  return {};
}

}  // namespace tailcast
