// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: a Gaussian copula. Parameters keep their own distributions; their ranks go together.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/spec.h"

namespace tailcast {

class Copula {
 public:
  // Of the correlations of a spec. Spearman's r_s becomes Pearson's 2 sin(pi r_s / 6) of the normals behind
  // (Pearson 1907). nullopt where no parameters can have them all at once.
  static std::optional<Copula> make(const ScenarioSpec& spec);

  // The share (0, 1) to draw a parameter by, from the independent shares of all; its own where it is not correlated.
  using ShareOf = std::function<double(std::string_view parameter)>;
  double share(std::string_view parameter, const ShareOf& independent) const;

 private:
  std::vector<std::string> names_;           // in order, so that the order in the file does not matter
  std::vector<std::vector<double>> factor_;  // lower triangle: factor * factor^T is the correlation of the normals
};

}  // namespace tailcast
