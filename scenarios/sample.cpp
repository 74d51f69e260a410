// SPDX-License-Identifier: Apache-2.0
#include "scenarios/sample.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "assets/user_mesh.h"
#include "core/dmath.h"
#include "core/random.h"
#include "scenarios/default_motion.h"
#include "scenarios/draw.h"
#include "scenarios/parameter_types.h"
#include "scenarios/presence.h"
#include "scenarios/values.h"
#include "stages/stage.h"

namespace tailcast {
namespace {

constexpr double kSpeedUp = 2;     // m/s^2: set_speed without acceleration
constexpr double kLaneChange = 3;  // s: change_lane without duration
constexpr double kWalkSpeed = 1.4, kRunSpeed = 3.5,
                 kStepOff = 3;  // m/s, m/s, m/s^2: walk and run without their own

class Sampler {
 public:
  Sampler(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index, const Design& design)
      : drawn_(draw_parameters(spec, seed, index, design)), spec_(present_parts(spec, drawn_)), part_(derive_seed(derive_seed(seed, spec.name), index)) {
    instance_.scenario = spec.name, instance_.seed = seed, instance_.index = index;
    instance_.log_weight = drawn_.log_weight;
  }

  ScenarioInstance run() {
    for_each_value(spec_, [&](const Expression& e, const Need& need) { expect(e, need); });
    list_draws();
    set_stage();
    set_ego();
    for (const auto& asset : spec_.assets) add(asset);
    for (const auto& actor : spec_.actors) place(actor);
    for (const auto& actor : spec_.actors) add(actor);
    for (const auto& event : spec_.events) add(event);
    set_record();
    for (const auto& hazard : spec_.hazards) instance_.hazards.push_back(hazard.text);
    return std::move(instance_);
  }

 private:
  double value(const Expression& e) const { return evaluate(e, drawn_.values); }
  double value(const std::optional<Expression>& e, double fallback) const { return e ? value(*e) : fallback; }
  Vec3 value(const VectorSpec& v) const { return {value(v[0]), value(v[1]), value(v[2])}; }
  Vec3 value(const std::optional<VectorSpec>& v) const { return v ? value(*v) : Vec3(Vec3::Zero()); }
  Quat value(const AttitudeSpec& a) const {
    return from_yaw_pitch_roll(value(a.yaw, 0), value(a.pitch, 0), value(a.roll, 0));
  }
  std::string text(const Name& name) const {
    if (!name.parameter) return name.text;
    if (const auto drawn = drawn_.names.find(name.text); drawn != drawn_.names.end()) return drawn->second;
    return fmt::format("{}", drawn_.values.find(name.text)->second);
  }
  void expect(const Expression& e, const Need& need) const {
    const double x = value(e);
    if (!std::isfinite(x))
      refuse_draw(spec_, e.where, "E0213",
                  fmt::format("{} was drawn as a value that is not finite", need.what));
    if (auto message = broken_need(x, need); !message.empty())
      refuse_draw(spec_, e.where, "E0404", std::move(message));
  }
  std::string lane(const Name& name) const {
    auto drawn = text(name);
    if (std::find(lanes_.begin(), lanes_.end(), drawn) == lanes_.end())
      refuse_draw(spec_, name.where, "E0305", fmt::format("no lane `{}` in {}", drawn, instance_.place),
                  did_you_mean(drawn, lanes_));
    return drawn;
  }

  void list_draws() {
    Diagnostics none;  // the check has found what there is to find
    ParameterTypes types(spec_, none);
    for (const auto& parameter : spec_.parameters) {
      Draw draw;
      draw.name = parameter.name;
      if (const auto name = drawn_.names.find(parameter.name); name != drawn_.names.end()) {
        draw.text = name->second;
      } else {
        draw.value = drawn_.values.at(parameter.name);
        draw.unit = unit_of(types.of(parameter).dimension);
      }
      instance_.draws.push_back(std::move(draw));
    }
  }

  void set_stage() {
    instance_.place = spec_.stage.place.text;
    for (const auto& parameter : spec_.stage.parameters)
      instance_.place_parameters[parameter.name] = value(parameter.value);
    instance_.stage_seed = derive_seed(part_, "stage");
    lanes_ = lane_names(instance_.place, instance_.place_parameters);
    set_weather();
  }
  void set_weather() {
    const auto& written = spec_.weather;
    auto& weather = instance_.weather;
    weather.rain = value(written.rain, 0), weather.snow = value(written.snow, 0);
    weather.visibility = value(written.visibility, weather.visibility);
    weather.water_film = value(written.water_film, water_film_of(weather.rain));
    weather.snow_cover = value(written.snow_cover, 0);
    weather.wind = value(written.wind, 0), weather.wind_heading = value(written.wind_heading, 0);
  }
  void set_ego() {
    const auto& ego = spec_.ego;
    instance_.ego_lane = lane(ego.lane);
    instance_.ego_s = value(ego.at, 0);
    instance_.ego_speed = value(ego.speed);
    for (const auto& sensor : ego.sensors)
      instance_.sensors.push_back(
          {sensor.name, text(sensor.preset), {value(sensor.attitude), value(sensor.at)}, from_seconds(value(sensor.phase, 0))});
    // Lanes against the reference line are called "-1", "-2", …
    forward_ = instance_.ego_lane.starts_with('-') ? -1 : 1;
    lane_of_["ego"] = instance_.ego_lane;
    s_of_["ego"] = instance_.ego_s;
  }

  // s and lane of an actor, those that it stands by first. The check has found every circle.
  void place(const ActorSpec& actor) {
    if (s_of_.contains(actor.name)) return;
    const auto stand = [&](const Name& name) {
      const std::string other = name.text.empty() ? "ego" : name.text;
      if (other != "ego") place(*find_actor(spec_, other));
      return other;
    };
    double s = 0;
    std::string of_lane;
    if (const auto* at = std::get_if<AtSpec>(&actor.placement)) s = value(at->s);
    if (const auto* ahead = std::get_if<AheadSpec>(&actor.placement))
      s = s_of_.at(stand(ahead->of)) + forward_ * (ahead->behind ? -1 : 1) * value(ahead->distance);
    if (const auto* between = std::get_if<BetweenSpec>(&actor.placement)) {
      const auto a = stand(between->a), b = stand(between->b);
      s = 0.5 * (s_of_.at(a) + s_of_.at(b));
      of_lane = lane_of_.at(a);
    }
    const auto* on = std::get_if<OnSpec>(&actor.placement);
    const auto* towed = std::get_if<TowedSpec>(&actor.placement);
    if (on != nullptr || towed != nullptr) {
      const auto carrier = stand(on != nullptr ? on->actor : towed->actor);
      s = s_of_.at(carrier);
      of_lane = lane_of_.at(carrier);
    }
    s_of_[actor.name] = s;
    lane_of_[actor.name] = actor.lane ? lane(*actor.lane) : of_lane;
  }
  Motion motion_of(const ActorSpec& actor, const std::string& asset) const {
    if (actor.motion) return *actor.motion;
    if (hangs_on_another(actor)) return Motion::Free;
    const auto* own = find_own_asset(spec_, asset);
    const bool by_itself = own != nullptr ? moves_by_itself(class_of(*own)) : moves_by_itself(asset);
    return by_itself ? Motion::Kinematic : Motion::Free;
  }
  // Of the meshes that have been taken in: what this instance draws of them.
  void add(const AssetSpec& spec) {
    if (!spec.taken.mesh) return;
    auto asset = std::make_shared<Asset>(spec.taken.mesh->asset);
    asset->mass = value(spec.mass, asset->mass);
    asset->friction = value(spec.friction, asset->friction);
    asset->restitution = value(spec.restitution, asset->restitution);
    instance_.assets[spec.name] = std::move(asset);
  }
  void add(const ActorSpec& spec) {
    Actor actor;
    actor.name = spec.name;
    actor.asset = text(spec.asset);
    actor.asset_seed = derive_seed(part_, "actor/" + spec.name);
    if (const auto* on = std::get_if<OnSpec>(&spec.placement))
      actor.placement = AnchorPlacement{on->actor.text, on->anchor, value(spec.shift), value(spec.facing, 0)};
    else if (const auto* towed = std::get_if<TowedSpec>(&spec.placement))
      actor.placement = TowedPlacement{towed->actor.text, value(spec.facing, 0)};
    else
      actor.placement = LanePlacement{lane_of_.at(spec.name), s_of_.at(spec.name), value(spec.offset, 0),
                                      value(spec.facing, 0)};
    actor.bears = value(spec.bears, actor.bears);
    actor.speed = value(spec.speed, 0);
    actor.motion = motion_of(spec, actor.asset);
    actor.velocity = value(spec.velocity);
    actor.angular_velocity = value(spec.spin);
    actor.drop_height = value(spec.drop, 0);
    if (spec.attitude) actor.attitude = value(*spec.attitude);
    instance_.actors.push_back(std::move(actor));
  }

  Condition condition(const ConditionSpec& spec) const {
    Condition condition;
    condition.delay = from_seconds(value(spec.after, 0));
    switch (spec.kind) {
      case ConditionSpec::Kind::Time:
        condition.when = AtTime{from_seconds(value(spec.value))};
        break;
      case ConditionSpec::Kind::Contact:
        condition.when = OnContact{spec.a.text, spec.b.text};
        break;
      case ConditionSpec::Kind::Distance:
        condition.when = OnDistance{spec.a.text, spec.b.text, value(spec.value)};
        break;
      case ConditionSpec::Kind::TimeToCollision:
        condition.when = OnTimeToCollision{spec.a.text, spec.b.text, value(spec.value)};
        break;
    }
    return condition;
  }
  Action action(const ActionSpec& spec) const {
    using Kind = ActionSpec::Kind;
    const auto& who = spec.actor.text;
    switch (spec.kind) {
      case Kind::Release:
        return Release{who, value(spec.push), value(spec.spin)};
      case Kind::Push:
        return Push{who, value(spec.push), value(spec.spin)};
      case Kind::Brake:
        return Brake{who, value(*spec.acceleration), spec.grip ? std::optional(value(*spec.grip)) : std::nullopt};
      case Kind::SetSpeed:
        return SetSpeed{who, value(*spec.speed), value(spec.acceleration, kSpeedUp)};
      case Kind::ChangeLane:
        return ChangeLane{who, lane(*spec.lane), value(spec.duration, kLaneChange)};
      case Kind::Walk:
      case Kind::Run:
        break;
    }
    const double usual = spec.kind == Kind::Walk ? kWalkSpeed : kRunSpeed;
    return Walk{who, value(spec.heading, 0), value(spec.speed, usual), value(spec.acceleration, kStepOff)};
  }
  void add(const EventSpec& spec) {
    Event event;
    event.condition = condition(spec.condition);
    for (const auto& each : spec.actions) event.actions.push_back(action(each));
    instance_.events.push_back(std::move(event));
  }

  void set_record() {
    instance_.record_from = from_seconds(value(spec_.record_from, 0));
    instance_.record_to = from_seconds(value(spec_.record_to));
    if (instance_.record_from >= instance_.record_to)
      refuse_draw(spec_, spec_.record_where, "E0407", "record was drawn to end before it begins",
                  "`from` must be before `to`");
  }

  const Drawn drawn_;
  const ScenarioSpec spec_;  // what of it is there
  std::uint64_t part_;
  ScenarioInstance instance_;
  std::vector<std::string> lanes_;
  std::map<std::string, double> s_of_;
  std::map<std::string, std::string> lane_of_;
  int forward_ = 1;
};

}  // namespace

ScenarioInstance sample(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index, const Design& design) {
  return Sampler(spec, seed, index, design).run();
}

}  // namespace tailcast
