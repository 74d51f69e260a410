// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "assets/catalog.h"
#include "core/error.h"
#include "core/file.h"
#include "scenarios/default_motion.h"
#include "scenarios/parameter_types.h"
#include "scenarios/presence.h"
#include "scenarios/reader.h"
#include "scenarios/values.h"
#include "scene/seat.h"
#include "stages/stage.h"

namespace tailcast {
namespace {

std::vector<std::string> asset_ids(const ScenarioSpec& spec) {
  std::vector<std::string> ids;
  for (const auto& asset : spec.assets) ids.push_back(asset.name);
  for (const auto& asset : catalog()) ids.push_back(asset.id);
  return ids;
}

class Checker {
 public:
  Checker(const ScenarioSpec& spec, Diagnostics& diagnostics) : spec_(spec), diagnostics_(diagnostics), types_(spec, diagnostics) {
    for (const auto& actor : spec.actors) actors_.push_back(actor.name);
  }

  void run() {
    for (const auto& parameter : spec_.parameters) types_.of(parameter);
    types_.check_correlations();
    for (const auto& requirement : spec_.require) check_requirement(requirement);
    check_stage();
    for_each_value(spec_, [&](const Expression& e, const Need& need) { check_value(e, need); });
    check_lane(spec_.ego.lane);
    for (const auto& sensor : spec_.ego.sensors) check_preset(sensor);
    for (const auto& actor : spec_.actors) check_actor(actor);
    check_placement_cycles();
    for (const auto& event : spec_.events) check_event(event);
    for (const auto& hazard : spec_.hazards) expect_actor(hazard, {});
    check_record();
  }

 private:
  void error(const Where& where, std::string_view code, std::string message, std::string hint = {}) {
    diagnostics_.error(where.loc, code, std::move(message), std::move(hint));
  }

  // --- values
  void check_value(const Expression& e, const Need& need) {
    types_.expect_no_comparison(e);
    if (is_comparison(e)) return;
    const auto before = diagnostics_.errors.size();
    types_.expect_type(e, types_.of_value(e), need.dimension, need.what);
    const auto value = constant(e);
    if (!value || diagnostics_.errors.size() != before) return;
    if (!std::isfinite(*value)) return error(e.where, "E0213", fmt::format("{} is not finite", need.what));
    if (auto message = broken_need(*value, need); !message.empty())
      error(e.where, "E0404", std::move(message));
  }
  void check_requirement(const Expression& e) {
    if (is_unreadable(e)) return;
    if (!is_comparison(e))
      return error(e.where, "E0210", "a requirement must be a comparison",
                   "write e.g. `headway * ego_speed < 90 m`");
    types_.of_value(e);
  }

  // --- names
  // Every text that the name can be drawn as; empty when that is not known.
  std::vector<std::string> possible_texts(const Name& name, bool numbers_too) {
    if (name.text.empty()) return {};
    if (!name.parameter) return {name.text};
    const auto type = types_.of_reference(name.text, name.where);
    const auto* parameter = find_parameter(spec_, name.text);
    const auto* choice = parameter != nullptr ? std::get_if<Choice>(&parameter->distribution) : nullptr;
    if (type.kind != ValueType::Kind::Name) {
      if (type.kind == ValueType::Kind::Quantity && !(numbers_too && type.dimension == kNumber))
        error(name.where, "E0209", fmt::format("parameter `{}` is a quantity, not a name", name.text));
      return {};
    }
    std::vector<std::string> texts;
    for (const auto& option : choice->options) texts.push_back(option.name);
    return texts;
  }
  bool expect_actor(const Name& name, std::initializer_list<const char*> also) {
    if (name.text.empty()) return false;
    std::vector<std::string> known = actors_;
    known.insert(known.end(), also.begin(), also.end());
    if (!name.parameter && std::find(known.begin(), known.end(), name.text) != known.end()) return true;
    error(name.where, "E0301", fmt::format("no actor `{}{}`", name.parameter ? "$" : "", name.text),
          did_you_mean(name.text, known));
    return false;
  }

  void check_stage() {
    const auto& name = spec_.stage.place;
    if (name.text.empty()) return;
    std::vector<std::string> known;
    for (const auto& place : all_places()) known.push_back(place.name);
    const auto* place = name.parameter ? nullptr : find_place(name.text);
    if (place == nullptr)
      return error(name.where, "E0304", fmt::format("no place `{}`", name.text),
                   did_you_mean(name.text, known));
    std::vector<std::string> keys;
    for (const auto& parameter : place->parameters) keys.push_back(parameter.name);
    std::map<std::string, double> values;
    bool fixed = true;
    for (const auto& parameter : spec_.stage.parameters) {
      if (std::find(keys.begin(), keys.end(), parameter.name) == keys.end())
        error(parameter.where, "E0102",
              fmt::format("the place `{}` has no `{}`", place->name, parameter.name),
              did_you_mean(parameter.name, keys));
      const auto value = constant(parameter.value);
      const auto known_parameter = std::find_if(place->parameters.begin(), place->parameters.end(),
                                                [&](const auto& p) { return p.name == parameter.name; });
      if (value && known_parameter != place->parameters.end() && *value >= known_parameter->min &&
          *value <= known_parameter->max)
        values[parameter.name] = *value;
      else
        fixed = false;
    }
    if (fixed) lanes_ = lane_names(place->name, values);
  }
  void check_lane(const Name& name) {
    for (const auto& text : possible_texts(name, true))
      if (lanes_ && std::find(lanes_->begin(), lanes_->end(), text) == lanes_->end())
        error(name.where, "E0305", fmt::format("no lane `{}` in {}", text, spec_.stage.place.text),
              did_you_mean(text, *lanes_));
  }
  // The presets are data of another module: only that the file is there is looked at.
  void check_preset(const SensorSpec& sensor) {
    if (sensor.preset.text.empty() || sensor.preset.parameter) return;
    if (file_exists(data_path("sensors/presets/" + sensor.preset.text + ".yaml")) ||
        sensor.preset.text.ends_with(".yaml"))
      return;
    std::vector<std::string> known;
    try {
      for (const auto& file : list_files(data_path("sensors/presets"), ".yaml")) {
        const auto stem = file.substr(file.find_last_of('/') + 1);
        known.push_back(stem.substr(0, stem.size() - 5));
      }
    } catch (const IoError&) {
    }
    error(sensor.preset.where, "E0307", fmt::format("no sensor preset `{}`", sensor.preset.text),
          did_you_mean(sensor.preset.text, known));
  }

  // --- actors
  void check_actor(const ActorSpec& actor) {
    for (const auto& id : possible_texts(actor.asset, false))
      if (find_asset(id) == nullptr && find_own_asset(spec_, id) == nullptr)
        error(actor.asset.where, "E0303", fmt::format("no asset `{}`", id), did_you_mean(id, asset_ids(spec_)));
    if (actor.presence) check_presence(spec_, *actor.presence, types_, diagnostics_);
    if (actor.lane) check_lane(*actor.lane);
    if (const auto* ahead = std::get_if<AheadSpec>(&actor.placement)) expect_actor(ahead->of, {"ego"});
    if (const auto* between = std::get_if<BetweenSpec>(&actor.placement))
      expect_actor(between->a, {"ego"}), expect_actor(between->b, {"ego"});
    if (const auto* on = std::get_if<OnSpec>(&actor.placement)) check_anchor(*on);
    if (const auto* towed = std::get_if<TowedSpec>(&actor.placement)) check_coupling(actor, *towed);
    if (hangs_on_another(actor) && actor.motion == Motion::Kinematic)
      error(actor.where, "E0411",
            fmt::format("`{}` hangs on another actor: its motion cannot be kinematic", actor.name),
            "leave `motion` out");
    if (!is_free(actor) && (actor.velocity || actor.spin || actor.attitude || actor.drop))
      error(actor.where, "E0412",
            fmt::format("`{}` follows its lane: velocity, spin, attitude and drop are for free bodies",
                        actor.name),
            "add `motion: free`");
  }
  void check_anchor(const OnSpec& on) {
    if (!expect_actor(on.actor, {})) return;
    const auto* carrier = find_actor(spec_, on.actor.text);
    for (const auto& id : possible_texts(carrier->asset, false)) {
      const auto* asset = find_asset(id);
      if (find_own_asset(spec_, id) != nullptr)
        error(on.actor.where, "E0302", fmt::format("`{}` ({}) is a mesh of your own: it has no anchors", on.actor.text, id));
      if (asset == nullptr || has_anchor(*asset, on.anchor)) continue;
      auto& names = seats_[id];  // wheels are known once it is built
      if (names.empty()) names = seat_names(*make_asset(id, 0));
      if (std::find(names.begin(), names.end(), on.anchor) != names.end()) continue;
      error(on.actor.where, "E0302",
            fmt::format("`{}` ({}) has no anchor `{}`", on.actor.text, id, on.anchor),
            did_you_mean(on.anchor, names));
    }
  }
  static bool has_anchor(const AssetInfo& asset, std::string_view anchor) {
    return std::find(asset.anchors.begin(), asset.anchors.end(), anchor) != asset.anchors.end();
  }
  void check_coupling(const ActorSpec& actor, const TowedSpec& towed) {
    if (!expect_actor(towed.actor, {})) return;
    for (const auto& id : possible_texts(actor.asset, false))
      for (const auto& by : possible_texts(find_actor(spec_, towed.actor.text)->asset, false)) {
        const auto *trailer = find_asset(id), *tower = find_asset(by);
        if (trailer == nullptr || tower == nullptr || has_anchor(*trailer, "hitch") ||
            (has_anchor(*trailer, "kingpin") && has_anchor(*tower, "fifth_wheel")))
          continue;
        error(towed.actor.where, "E0302", fmt::format("{} cannot be coupled to {}", id, by),
              "a trailer has a `hitch`, or a `kingpin` for a `fifth_wheel`: `tailcast list assets` shows them");
      }
  }
  bool is_free(const ActorSpec& actor) {
    if (actor.motion) return *actor.motion == Motion::Free;
    if (hangs_on_another(actor)) return true;
    const auto before = diagnostics_.errors.size();
    const auto texts = possible_texts(actor.asset, false);
    diagnostics_.errors.resize(before);  // reported where the asset is checked
    return std::none_of(texts.begin(), texts.end(), [&](const auto& id) {
      const auto* own = find_own_asset(spec_, id);
      return own != nullptr ? moves_by_itself(class_of(*own)) : moves_by_itself(id);
    });
  }
  static std::vector<std::string> stands_by(const ActorSpec& actor) {
    if (const auto* ahead = std::get_if<AheadSpec>(&actor.placement)) return {ahead->of.text};
    if (const auto* between = std::get_if<BetweenSpec>(&actor.placement))
      return {between->a.text, between->b.text};
    if (const auto* on = std::get_if<OnSpec>(&actor.placement)) return {on->actor.text};
    if (const auto* towed = std::get_if<TowedSpec>(&actor.placement)) return {towed->actor.text};
    return {};
  }
  void check_placement_cycles() {
    std::set<std::string> done, open;
    const std::function<void(const ActorSpec&)> visit = [&](const ActorSpec& actor) {
      if (done.contains(actor.name)) return;
      if (!open.insert(actor.name).second) {
        error(actor.where, "E0403", fmt::format("`{}` is placed relative to itself", actor.name),
              "break the circle: place one of them by `at` or by the ego");
        done.insert(actor.name);
        return;
      }
      for (const auto& other : stands_by(actor))
        if (const auto* next = find_actor(spec_, other)) visit(*next);
      open.erase(actor.name);
      done.insert(actor.name);
    };
    for (const auto& actor : spec_.actors) visit(actor);
  }

  // --- events
  void check_event(const EventSpec& event) {
    if (event.presence) check_presence(spec_, *event.presence, types_, diagnostics_);
    if (event.condition.kind != ConditionSpec::Kind::Time) {
      expect_actor(event.condition.a, {"ego", "road"});
      expect_actor(event.condition.b, {"ego", "road"});
    }
    for (const auto& action : event.actions) check_action(action);
  }
  void check_action(const ActionSpec& action) {
    using Kind = ActionSpec::Kind;
    const bool drives =
        action.kind == Kind::Brake || action.kind == Kind::SetSpeed || action.kind == Kind::ChangeLane;
    if (action.lane) check_lane(*action.lane);
    if (drives ? !expect_actor(action.actor, {"ego"}) : !expect_actor(action.actor, {})) return;
    const auto refuse = [&](bool wrong, const char* why) {
      if (wrong) error(action.actor.where, "E0408", fmt::format("`{}` {}", action.actor.text, why));
    };
    refuse(action.grip && action.actor.text == "ego", "keeps its lane: `grip` is for the others");
    const auto* actor = find_actor(spec_, action.actor.text);
    if (actor == nullptr) return;
    if (action.kind == Kind::Release)
      refuse(!hangs_on_another(*actor), "lies on nobody: there is nothing to release");
    if (action.kind == Kind::Push)
      refuse(!is_free(*actor), "follows its lane: only free bodies can be pushed");
    const bool skids = action.grip && std::holds_alternative<TowedSpec>(actor->placement);
    if (drives && !skids) refuse(is_free(*actor), "is a free body: it does not drive");
    if (action.kind == Kind::Walk || action.kind == Kind::Run) {
      const auto texts = possible_texts(actor->asset, false);
      refuse(std::any_of(texts.begin(), texts.end(), [&](const auto& id) {
        const auto* own = find_own_asset(spec_, id);
        return own != nullptr ? !goes_on_foot(class_of(*own)) : !goes_on_foot(id);
      }),
             "is no person and no animal: it does not walk");
    }
  }

  void check_record() {
    const auto to = constant(spec_.record_to);
    const auto from = spec_.record_from ? constant(*spec_.record_from) : std::optional(0.0);
    if (to && from && *from >= *to && *to > 0)
      error(spec_.record_where, "E0407",
            fmt::format("record ends ({}) before it begins ({})", print(spec_.record_to),
                        spec_.record_from ? print(*spec_.record_from) : "0 s"),
            "`from` must be before `to`");
  }

  const ScenarioSpec& spec_;
  Diagnostics& diagnostics_;
  std::vector<std::string> actors_;
  ParameterTypes types_;
  std::map<std::string, std::vector<std::string>> seats_;  // of assets that were asked for more than their anchors
  std::optional<std::vector<std::string>> lanes_;
};

}  // namespace

void check(const ScenarioSpec& spec, Diagnostics& diagnostics) {
  Checker(spec, diagnostics).run();
}

}  // namespace tailcast
