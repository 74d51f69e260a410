// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: YAML nodes -> pieces of a spec. Each reports what is wrong and gives something
// harmless, so that all the mistakes of a file are found in one go.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/yaml.h"
#include "scenarios/keys.h"
#include "scenarios/spec.h"

namespace tailcast {

// Stands for a value that could not be read: of unknown type, never complained about again.
Expression unreadable();
bool is_unreadable(const Expression& expression);

// A map with no other keys than this kind's (E0102, E0103). False when it is no map at all.
bool expect_map(const YamlNode& node, MapKind kind, std::string_view what, Diagnostics& diagnostics);
// The value at `key`, or nullptr after E0101.
const YamlNode* require_key(const YamlNode& map, std::string_view key, std::string_view what,
                            Diagnostics& diagnostics);

Expression read_expression(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);
Expression require_expression(const YamlNode& map, std::string_view key, std::string_view what,
                              Diagnostics& diagnostics);
std::optional<Expression> find_expression(const YamlNode& map, std::string_view key, std::string_view what,
                                          Diagnostics& diagnostics);
VectorSpec read_vector(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);
std::optional<VectorSpec> find_vector(const YamlNode& map, std::string_view key, std::string_view what,
                                      Diagnostics& diagnostics);
AttitudeSpec read_attitude(const YamlNode& map, std::string_view what, Diagnostics& diagnostics);

Name read_name(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);
Name require_name(const YamlNode& map, std::string_view key, std::string_view what, Diagnostics& diagnostics);
std::string find_text(const YamlNode& map, std::string_view key, std::string_view what,
                      Diagnostics& diagnostics);
// A list of texts; a single text counts as a list of one.
std::vector<YamlNode> as_list(const YamlNode& node);
// The key as a name of something new: E0108 unless it is an identifier.
void expect_identifier(const YamlNode::Entry& entry, std::string_view what, Diagnostics& diagnostics);

std::vector<CorrelationSpec> read_correlations(const YamlNode& node, Diagnostics& diagnostics);
std::vector<ParameterSpec> read_parameters(const YamlNode& node, Diagnostics& diagnostics);
AssetSpec read_asset(const YamlNode::Entry& entry, Diagnostics& diagnostics);
ActorSpec read_actor(const YamlNode::Entry& entry, Diagnostics& diagnostics);
EventSpec read_event(const YamlNode& node, Diagnostics& diagnostics);

// Everything that is wrong though it is well formed: names, dimensions, ranges, cycles.
void check(const ScenarioSpec& spec, Diagnostics& diagnostics);

}  // namespace tailcast
