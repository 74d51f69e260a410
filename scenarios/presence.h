// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: `if`, the parts of a scenario that are there in some of its draws.
#pragma once
#include "core/yaml.h"
#include "scenarios/draw.h"
#include "scenarios/parameter_types.h"

namespace tailcast {

// `gap < 20 m`, `$variant == rain`, `variant != rain`. E0218.
PresenceSpec read_presence(const YamlNode& node, Diagnostics& diagnostics);
void check_presence(const ScenarioSpec& spec, const PresenceSpec& presence, ParameterTypes& types, Diagnostics& diagnostics);
std::string print(const PresenceSpec& presence);

// The spec without the actors and events whose `if` does not hold in this draw, without what lies on or hangs behind such
// an actor, and without the events, actions and hazards that are about them. InputError (E0219) when no hazard is left, or
// when an actor stands by one that is not there.
ScenarioSpec present_parts(const ScenarioSpec& spec, const Drawn& drawn);

}  // namespace tailcast
