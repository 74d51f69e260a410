// SPDX-License-Identifier: Apache-2.0
#include "gap/plot.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gap/statistic.h"

namespace tailcast {
namespace {

constexpr double kWidth = 560, kHeight = 190, kLeft = 40, kRight = 8, kTop = 10, kBottom = 36;

struct Scale {
  std::size_t bins;
  double top;  // value at the upper edge
  double x(double bin) const { return kLeft + (kWidth - kLeft - kRight) * bin / static_cast<double>(bins); }
  double y(double value) const { return kHeight - kBottom - (kHeight - kTop - kBottom) * value / top; }
};

Comparison comparison_of(const StatisticGap& gap) {
  const StatisticInfo* info = find_statistic(gap.name);
  return info ? info->comparison : Comparison::Distribution;
}
bool by_band(const StatisticGap& gap) { return comparison_of(gap) == Comparison::ShareByBand; }

double largest(const StatisticGap& gap) {
  double top = 0;
  for (const auto* side : {&gap.synthetic, &gap.real, &gap.floor_real})
    for (const double v : *side)
      if (!std::isnan(v)) top = std::max(top, v);
  return top > 0 ? top : 1;
}

// A histogram's outline: flat over each bin.
std::string steps(const std::vector<double>& values, const Scale& scale, bool closed) {
  std::string path = closed ? fmt::format("M{:.1f} {:.1f}", scale.x(0), scale.y(0)) : "";
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double b = static_cast<double>(i), y = scale.y(values[i]);
    path += fmt::format("{}{:.1f} {:.1f}L{:.1f} {:.1f}", path.empty() ? "M" : "L", scale.x(b), y, scale.x(b + 1), y);
  }
  if (closed) path += fmt::format("L{:.1f} {:.1f}Z", scale.x(static_cast<double>(values.size())), scale.y(0));
  return path;
}

// Points joined where neighbours are known.
std::string dots(const std::vector<double>& values, const Scale& scale, std::string_view style) {
  std::string path, marks;
  bool joined = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) {
      joined = false;
      continue;
    }
    const double x = scale.x(static_cast<double>(i) + 0.5), y = scale.y(values[i]);
    path += fmt::format("{}{:.1f} {:.1f}", joined ? "L" : "M", x, y);
    marks += fmt::format("<circle class=\"{} dot\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\"/>", style, x, y);
    joined = true;
  }
  return fmt::format("<path class=\"{} line\" d=\"{}\"/>{}", style, path, marks);
}

std::string axes(const StatisticGap& gap, const Scale& scale) {
  std::string out;
  for (int i = 0; i <= 4; ++i) {
    const double value = scale.top * i / 4, y = scale.y(value);
    out += fmt::format("<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", kLeft, kWidth - kRight, y, y);
    out += fmt::format("<text class=\"tick\" text-anchor=\"end\" x=\"{}\" y=\"{:.1f}\">{:.{}f}{}</text>", kLeft - 5, y + 3.5,
                       100 * value, scale.top < 0.04 ? 1 : 0, " %");
  }
  const std::size_t every = std::max<std::size_t>(1, gap.bins.size() / 10);
  for (std::size_t i = 0; i < gap.bins.size(); i += every)
    out += fmt::format("<text class=\"tick\" text-anchor=\"{}\" x=\"{:.1f}\" y=\"{}\">{}</text>", by_band(gap) ? "middle" : "start",
                       scale.x(static_cast<double>(i) + (by_band(gap) ? 0.5 : 0.0)), kHeight - kBottom + 14, escape_html(gap.bins[i]));
  out += fmt::format("<text class=\"tick\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>", kWidth - kRight, kHeight - 5,
                     escape_html(gap.axis));
  return out;
}

std::string bars(const StatisticGap& gap) {  // means: of each class a bar a side
  const double top = largest(gap), row_height = gap.bins.size() > 1 ? 16 : 30;
  std::string out;
  double y = 4;
  const auto bar = [&](const std::vector<double>& side, std::size_t i, std::string_view style, std::string_view name) {
    if (side.empty()) return;
    const double length = (kWidth - 200) * side[i] / top, middle = y + 0.5 * row_height - 1;
    const std::string label = gap.bins.size() > 1 ? fmt::format("{}, {}", gap.bins[i], name) : std::string(name);
    out += fmt::format("<text class=\"tick\" x=\"0\" y=\"{:.1f}\">{}</text><rect class=\"{} area\" x=\"110\" y=\"{:.1f}\" width=\"{:.1f}\" "
                       "height=\"{:.1f}\" rx=\"3\"/><text class=\"tick\" x=\"{:.1f}\" y=\"{:.1f}\">{:.{}f}</text>",
                       middle + 3, label, style, y, length, row_height - 4, 116 + length, middle + 3, side[i], top < 100 ? 2 : 0);
    y += row_height;
  };
  for (std::size_t i = 0; i < gap.bins.size(); ++i, y += 6) {
    bar(gap.synthetic, i, "synthetic", "synthetic");
    bar(gap.real, i, "real", "real");
    bar(gap.floor_real, i, "other", "other real");
  }
  return fmt::format("<svg viewBox=\"0 0 {} {:.0f}\" role=\"img\">{}</svg>", kWidth, y, out);
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  return out;
}

std::string plot_bins(const StatisticGap& gap) {
  if (gap.bins.empty() || gap.synthetic.empty() || gap.real.empty()) return "";
  if (comparison_of(gap) == Comparison::MeanPerScan || comparison_of(gap) == Comparison::MeanByClass) return bars(gap);
  const double highest = largest(gap);
  const Scale scale{gap.bins.size(), by_band(gap) && highest > 0.5 ? 1.0 : 1.05 * highest};
  std::string out = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\">{}", kWidth, kHeight, axes(gap, scale));
  if (by_band(gap)) {
    if (!gap.floor_real.empty()) out += dots(gap.floor_real, scale, "other");
    out += dots(gap.real, scale, "real") + dots(gap.synthetic, scale, "synthetic");
  } else {
    out += fmt::format("<path class=\"real area\" d=\"{}\"/>", steps(gap.real, scale, true));
    if (!gap.floor_real.empty()) out += fmt::format("<path class=\"other line\" d=\"{}\"/>", steps(gap.floor_real, scale, false));
    out += fmt::format("<path class=\"real line\" d=\"{}\"/>", steps(gap.real, scale, false));
    out += fmt::format("<path class=\"synthetic line\" d=\"{}\"/>", steps(gap.synthetic, scale, false));
  }
  return out + "</svg>";
}

std::string plot_interval(const StatisticGap& gap) {
  constexpr double kSpan = 300, kMiddle = 11;
  const double top = 1.1 * std::max({gap.distance, gap.interval_high, gap.floor_worst.value_or(0), 1e-6});
  const auto x = [&](double value) { return kSpan * std::clamp(value / top, 0.0, 1.0); };
  std::string out = fmt::format("<svg class=\"interval\" viewBox=\"0 0 {} 22\" role=\"img\">"
                                "<line class=\"grid\" x1=\"0\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>", kSpan, kSpan, kMiddle, kMiddle);
  if (gap.floor)
    out += fmt::format("<rect class=\"floor\" x=\"0\" y=\"3\" width=\"{:.1f}\" height=\"16\" rx=\"3\"/>"
                       "<line class=\"floor-mean\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"1\" y2=\"21\"/>",
                       std::max(2.0, x(gap.floor_worst.value_or(*gap.floor))), x(*gap.floor), x(*gap.floor));
  if (std::isnan(gap.distance)) return out + "</svg>";
  out += fmt::format("<line class=\"whisker\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{}\" y2=\"{}\"/>"
                     "<circle class=\"synthetic dot\" cx=\"{:.1f}\" cy=\"{}\" r=\"5\"/>",
                     x(gap.interval_low), x(gap.interval_high), kMiddle, kMiddle, x(gap.distance), kMiddle);
  return out + "</svg>";
}

}  // namespace tailcast
