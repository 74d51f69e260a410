// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: what each parameter is (a quantity of which dimension, a name), and what is wrong with it before
// anything is drawn.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/spec.h"

namespace tailcast {

class ParameterTypes {
 public:
  // Both outlive this. Each mistake is reported once.
  ParameterTypes(const ScenarioSpec& spec, Diagnostics& diagnostics) : spec_(spec), diagnostics_(diagnostics) {}

  ValueType of(const ParameterSpec& parameter);
  ValueType of_reference(std::string_view name, const Where& where);  // E0306 where there is none
  ValueType of_value(const Expression& e);

  void expect_no_comparison(const Expression& e);
  void expect_type(const Expression& e, const ValueType& type, const Dimension& dimension, std::string_view what);
  // Correlations name drawn quantities, each pair once, and agree with each other.
  void check_correlations();

 private:
  void error(const Where& where, std::string_view code, std::string message, std::string hint = {});
  ValueType of_distribution(const Fixed& d);
  ValueType of_distribution(const Shaped& d);
  ValueType of_distribution(const Choice& d);
  ValueType of_distribution(const Mixture& d);
  ValueType of_distribution(const Empirical& d) const;
  ValueType same_type(const std::vector<const Expression*>& values);
  void check_arguments(const Shaped& d);
  void check_proposal(const ParameterSpec& parameter, const ValueType& type);

  const ScenarioSpec& spec_;
  Diagnostics& diagnostics_;
  std::map<std::string, ValueType, std::less<>> types_;
  std::set<std::string, std::less<>> open_;
};

// The value of an expression without parameters, in SI.
std::optional<double> constant(const Expression& e);
// The SI unit of a dimension as it is written: "m/s", "" for plain numbers.
std::string unit_of(const Dimension& dimension);

}  // namespace tailcast
