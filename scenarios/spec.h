// SPDX-License-Identifier: Apache-2.0
// What the author of a scenario wrote. Every leaf knows its place; equality ignores places. docs/dsl.md
// describes the language construct by construct.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/diagnostic.h"
#include "scenarios/distribution.h"
#include "scenarios/expression.h"
#include "scenarios/instance.h"
#include "scene/ontology.h"

namespace tailcast {

struct UserMesh;

// A name of something else (asset, lane, actor, place), or `$parameter` whose draw is such a name.
struct Name {
  std::string text;  // empty: missing (and reported)
  bool parameter = false;
  Where where;
  bool operator==(const Name&) const = default;
};
using VectorSpec = std::array<Expression, 3>;

struct Fixed {
  Expression value;
  bool operator==(const Fixed&) const = default;
};
// A shape of scenarios/distribution.h. An argument that is left out has no expression.
struct Shaped {
  Shape shape = Shape::Uniform;
  std::array<std::optional<Expression>, kShapeArguments> arguments;
  bool operator==(const Shaped&) const = default;
};
struct Choice {  // all options are names, or all are quantities
  struct Option {
    std::string name;
    std::optional<Expression> value;
    double weight = 1;
    bool operator==(const Option&) const = default;
  };
  std::vector<Option> options;
  bool operator==(const Choice&) const = default;
};
struct Mixture {
  struct Part {
    double weight = 1;  // above 0, relative to the other parts'
    Shaped shaped;
    bool operator==(const Part&) const = default;
  };
  std::vector<Part> parts;
  bool operator==(const Mixture&) const = default;
};
// As measured: of a column of a CSV file, at most kEmpiricalValues values of it (evenly spaced quantiles of more).
inline constexpr std::size_t kEmpiricalValues = 1025;
struct Empirical {
  std::vector<double> values;  // SI, ascending, at least two
  Dimension dimension;
  bool operator==(const Empirical&) const = default;
};
using Distribution = std::variant<Fixed, Shaped, Choice, Mixture, Empirical>;

struct ParameterSpec {
  std::string name;
  Distribution distribution;
  std::optional<Distribution> proposal;  // drawn from instead; each draw then carries its weight
  bool valid = true;  // false: its distribution could not be read (and that was reported)
  Where where;
  bool operator==(const ParameterSpec&) const = default;
};

// Two parameters whose ranks go together, by a Gaussian copula.
struct CorrelationSpec {
  Name a, b;
  double rank = 0;  // Spearman's coefficient, between -1 and 1
  Where where;
  bool operator==(const CorrelationSpec&) const = default;
};

struct StageSpec {
  struct Parameter {
    std::string name;
    Expression value;
    Where where;
    bool operator==(const Parameter&) const = default;
  };
  Name place;
  std::vector<Parameter> parameters;
  bool operator==(const StageSpec&) const = default;
};
struct WeatherSpec {
  std::optional<Expression> rain, snow, visibility, water_film, snow_cover, wind, wind_heading;
  bool operator==(const WeatherSpec&) const = default;
};

struct AttitudeSpec {
  std::optional<Expression> yaw, pitch, roll;
  bool operator==(const AttitudeSpec&) const = default;
};
struct SensorSpec {
  std::string name;
  Name preset;
  VectorSpec at;
  AttitudeSpec attitude;
  std::optional<Expression> phase;  // default: 0 s
  Where where;
  bool operator==(const SensorSpec&) const = default;
};
struct EgoSpec {
  Name lane;
  std::optional<Expression> at;  // default: s = 0
  Expression speed;
  std::vector<SensorSpec> sensors;
  bool operator==(const EgoSpec&) const = default;
};

// A user's mesh, as an asset of the scenario's own. Texts are as written, "" where left out.
struct AssetSpec {
  std::string name;
  std::string mesh;                                            // path, from the directory of the scenario's file
  std::string class_name, unit, up, forward;                   // of axes of the file: "y", "-z"
  std::vector<std::pair<std::string, std::string>> materials;  // name in the mesh, material; "*": all others
  std::optional<Expression> mass, friction, restitution;
  Where where, mesh_where;

  // What was read from there (scenarios/meshes.h); no part of what the author wrote.
  struct Taken {
    std::shared_ptr<const UserMesh> mesh;  // null: not yet
    std::vector<std::string> files;        // relative to the directory of the first
    std::string sha256;
    bool operator==(const Taken&) const { return true; }
  } taken;
  bool operator==(const AssetSpec&) const = default;
};
ClassId class_of(const AssetSpec& asset);

// Where an actor stands at t = 0. Distances are along the ego's way of driving, between the origins.
struct AtSpec {
  Expression s;
  bool operator==(const AtSpec&) const = default;
};
struct AheadSpec {
  bool behind = false;
  Expression distance;
  Name of;  // empty: the ego
  bool operator==(const AheadSpec&) const = default;
};
struct BetweenSpec {  // midway
  Name a, b;
  bool operator==(const BetweenSpec&) const = default;
};
struct OnSpec {
  Name actor;
  std::string anchor;
  bool operator==(const OnSpec&) const = default;
};
struct TowedSpec {
  Name actor;
  bool operator==(const TowedSpec&) const = default;
};
// When a part is there: a comparison holds, or a parameter that chooses a name has (not) chosen this one.
struct PresenceSpec {
  std::optional<Expression> comparison;
  Name parameter;
  std::string option;
  bool equal = true;
  Where where;
  bool operator==(const PresenceSpec&) const = default;
};

struct ActorSpec {
  std::string name;
  Name asset;
  std::optional<Name> lane;
  std::variant<std::monostate, AtSpec, AheadSpec, BetweenSpec, OnSpec, TowedSpec> placement;
  std::optional<Expression> offset;  // to the left of the lane's centre
  std::optional<VectorSpec> shift;   // on an anchor: in its frame
  std::optional<Expression> bears;   // on an anchor, towed: the load at which what holds it gives way
  std::optional<Expression> facing, speed, drop;
  std::optional<VectorSpec> velocity, spin;
  std::optional<AttitudeSpec> attitude;
  std::optional<Motion> motion;
  std::optional<PresenceSpec> presence;  // always there without one
  Where where;
  bool operator==(const ActorSpec&) const = default;
};

struct ConditionSpec {
  enum class Kind : std::uint8_t { Time, Contact, Distance, TimeToCollision };
  Kind kind = Kind::Time;
  Name a, b;
  Expression value;  // the time, or the bound below which it holds
  std::optional<Expression> after;
  Where where;
  bool operator==(const ConditionSpec&) const = default;
};
struct ActionSpec {
  enum class Kind : std::uint8_t { Release, Push, Brake, SetSpeed, ChangeLane, Walk, Run };
  Kind kind = Kind::Release;
  Name actor;
  std::optional<VectorSpec> push, spin;
  std::optional<Name> lane;
  std::optional<Expression> speed, acceleration, heading,
      duration;                    // acceleration: of a Brake, its deceleration
  std::optional<Expression> grip;  // Brake
  Where where;
  bool operator==(const ActionSpec&) const = default;
};
struct EventSpec {
  ConditionSpec condition;
  std::vector<ActionSpec> actions;
  std::optional<PresenceSpec> presence;
  bool operator==(const EventSpec&) const = default;
};

struct ExposureSpec {
  double rate = 0;
  std::string per;  // "km", "h"
  std::string source;
  bool operator==(const ExposureSpec&) const = default;
};

struct ScenarioSpec {
  std::string name, summary, notes;
  std::vector<std::string> tags, sources;
  std::optional<ExposureSpec> exposure;
  std::vector<ParameterSpec> parameters;
  std::vector<CorrelationSpec> correlations;
  std::vector<Expression> require;
  StageSpec stage;
  WeatherSpec weather;
  EgoSpec ego;
  std::vector<AssetSpec> assets;
  std::vector<ActorSpec> actors;
  std::vector<EventSpec> events;
  std::optional<Expression> record_from;
  Expression record_to;
  Where record_where;
  std::vector<Name> hazards;

  // Where it came from, for carets in later errors and for overrides; no part of what it says.
  struct Origin {
    std::string file, text;
    std::vector<std::string> overrides;
    bool operator==(const Origin&) const { return true; }
  } origin;

  bool operator==(const ScenarioSpec&) const = default;
};

// Reads and checks. Everything that is wrong with the text is reported; nullopt if anything is.
std::optional<ScenarioSpec> parse_scenario(std::string_view text, const std::string& file,
                                           Diagnostics& diagnostics);
// Canonical YAML: parse_scenario(print(spec)) == spec.
std::string print(const ScenarioSpec& spec);
// `key=value`: a parameter by its name ("ego_speed=100 km/h") or a dotted path ("stage.lanes=3", "record.to=2
// s"). Mistakes are reported at a place in the override's own text; the spec is changed only if there is
// none.
void apply_override(ScenarioSpec& spec, std::string_view assignment, Diagnostics& diagnostics);
// IoError if it cannot be read, InputError with all that is wrong with it.
ScenarioSpec load_scenario(const std::string& path);

const ParameterSpec* find_parameter(const ScenarioSpec& spec, std::string_view name);
bool hangs_on_another(const ActorSpec& actor);  // cargo, or towed
const ActorSpec* find_actor(const ScenarioSpec& spec, std::string_view name);
const AssetSpec* find_own_asset(const ScenarioSpec& spec, std::string_view name);

}  // namespace tailcast
