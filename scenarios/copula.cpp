// SPDX-License-Identifier: Apache-2.0
#include "scenarios/copula.h"

#include <algorithm>

#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kLeastPivot = 1e-9;  // of the factor: what is left of a parameter once those before it are known

}  // namespace

std::optional<Copula> Copula::make(const ScenarioSpec& spec) {
  Copula copula;
  auto& names = copula.names_;
  for (const auto& correlation : spec.correlations) names.push_back(correlation.a.text), names.push_back(correlation.b.text);
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const auto position = [&](const std::string& name) {
    return static_cast<std::size_t>(std::ranges::lower_bound(names, name) - names.begin());
  };

  const std::size_t n = names.size();
  std::vector<std::vector<double>> wanted(n, std::vector<double>(n, 0));
  for (const auto& correlation : spec.correlations) {
    const auto a = position(correlation.a.text), b = position(correlation.b.text);
    wanted[a][b] = wanted[b][a] = 2 * dmath::sin(kPi / 6 * correlation.rank);
  }
  // Cholesky.
  auto& factor = copula.factor_;
  factor.assign(n, std::vector<double>(n, 0));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = i == j ? 1 : wanted[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= factor[i][k] * factor[j][k];
      if (i == j && !(rest > kLeastPivot)) return std::nullopt;
      factor[i][j] = i == j ? dmath::sqrt(rest) : rest / factor[j][j];
    }
  return copula;
}

double Copula::share(std::string_view parameter, const ShareOf& independent) const {
  const auto found = std::ranges::lower_bound(names_, parameter);
  if (found == names_.end() || *found != parameter) return independent(parameter);
  const auto& row = factor_[static_cast<std::size_t>(found - names_.begin())];
  const auto own = static_cast<std::size_t>(found - names_.begin());
  if (row[own] == 1) return independent(parameter);  // the first of its kind
  double z = 0;
  for (std::size_t i = 0; i <= own; ++i)
    if (row[i] != 0) z += row[i] * dmath::normal_quantile(independent(names_[i]));
  return std::clamp(dmath::normal_cdf(z), 1e-16, 1 - 1e-16);
}

}  // namespace tailcast
