// SPDX-License-Identifier: Apache-2.0
// The report as one page that needs nothing else.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gap/gap.h"
#include "gap/plot.h"
#include "gap/statistic.h"
#include "gap/verdict.h"

namespace tailcast {
namespace {

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--page:#fbfaf8;--card:#fff;--ink:#1d2327;--soft:#667079;--rule:#e4e2dd;--real:#5b7c99;
--synthetic:#d9480f;--other:#9fb3c4;--floor:#dfe8d8;--floor-ink:#5f8a4a;--good:#3f7d3a;--near:#a86a00;--off:#c02c1d}
@media(prefers-color-scheme:dark){:root{--page:#14171a;--card:#1c2024;--ink:#e8e6e1;--soft:#98a1a9;--rule:#2d3338;
--real:#86a9c8;--synthetic:#ff8a50;--other:#5d7183;--floor:#2c3a2a;--floor-ink:#8fbf78;--good:#83c17d;--near:#e0a83c;--off:#ff7a6b}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1080px;margin:0 auto;padding:48px 24px 80px}h1{font-size:30px;line-height:1.2;margin:0 0 8px;letter-spacing:-.01em}
h2{font-size:20px;margin:44px 0 4px}h3{font-size:17px;margin:0}p{margin:6px 0}.soft{color:var(--soft)}.lead{font-size:18px;max-width:46em}
code{font:13px ui-monospace,Menlo,Consolas,monospace;color:var(--soft)}table{border-collapse:collapse;width:100%;margin:16px 0;font-size:14px}
th{font-weight:600;text-align:left;color:var(--soft)}th,td{padding:5px 10px 5px 0;border-bottom:1px solid var(--rule);vertical-align:middle}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td a{color:inherit;text-decoration:none}td a:hover{text-decoration:underline}
.scroll{overflow-x:auto}.interval{width:100%;min-width:180px;height:22px;display:block}.badge{display:inline-block;min-width:3.6em;text-align:center;border-radius:99px;padding:1px 9px;
font-size:13px;font-weight:600;font-variant-numeric:tabular-nums;border:1px solid currentColor}.good{color:var(--good)}.near{color:var(--near)}.off{color:var(--off)}.unknown{color:var(--soft)}
article{background:var(--card);border:1px solid var(--rule);border-radius:12px;padding:20px 22px;margin:16px 0;display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.25fr);gap:12px 28px}
@media(max-width:760px){article{grid-template-columns:1fr}}article header{display:flex;justify-content:space-between;align-items:baseline;gap:12px}
.facts{font-size:14px;color:var(--soft);font-variant-numeric:tabular-nums}svg{width:100%;height:auto;overflow:visible}
.tick{font-size:10.5px;fill:var(--soft)}.grid{stroke:var(--rule);stroke-width:1}.line{fill:none;stroke-width:1.8;stroke-linejoin:round}
.real.line{stroke:var(--real)}.real.area{fill:var(--real);opacity:.22}rect.area{opacity:.85!important}.synthetic.line{stroke:var(--synthetic)}.synthetic.area,.synthetic.dot{fill:var(--synthetic)}
.real.dot{fill:var(--real)}.other.line{stroke:var(--other);stroke-dasharray:3 3}.other.area,.other.dot{fill:var(--other)}.floor{fill:var(--floor)}
.floor-mean{stroke:var(--floor-ink);stroke-width:1.5}.whisker{stroke:var(--synthetic);stroke-width:3;opacity:.45;stroke-linecap:round}
.key{display:flex;flex-wrap:wrap;gap:4px 22px;font-size:14px;color:var(--soft);margin:14px 0}.key i{display:inline-block;width:18px;height:10px;border-radius:3px;margin-right:7px}
footer{margin-top:44px;font-size:14px;color:var(--soft)}footer li{margin:3px 0;overflow-wrap:anywhere}
)";

std::string_view style_of(Grade grade) {
  switch (grade) {
    case Grade::Within: return "good";
    case Grade::Near: return "near";
    case Grade::Off: return "off";
    case Grade::Unknown: break;
  }
  return "unknown";
}

std::string_view title_of(const StatisticGap& gap) {
  const StatisticInfo* info = find_statistic(gap.name);
  return info ? info->title : std::string_view(gap.name);
}

std::string badge(const StatisticGap& gap) {
  return fmt::format("<span class=\"badge {}\">{}</span>", style_of(grade_of(gap)), gap.ratio ? fmt::format("{:.1f}×", *gap.ratio) : "–");
}

std::string figure(double value) { return std::isnan(value) ? "–" : fmt::format("{:.3f}", value); }
std::string figure(const std::optional<double>& value) { return value ? figure(*value) : "–"; }

std::string lead(const GapReport& report) {
  int sensor = 0, within = 0, unknown = 0;
  const StatisticGap* worst = nullptr;
  for (const StatisticGap* gap : ordered(report)) {
    if (gap->tier != 1) continue;
    ++sensor;
    within += grade_of(*gap) == Grade::Within;
    unknown += grade_of(*gap) == Grade::Unknown;
    if (worst == nullptr && gap->ratio) worst = gap;
  }
  if (worst == nullptr)
    return "There is no second real set, so these distances have no floor: they say what differs, not whether that is much.";
  std::string text = fmt::format("Of {} statistics of the sensor, <b>{}</b> {} as near to the real scans as real scans are to each other "
                                 "(within 1.5 floors).", sensor, within, within == 1 ? "is" : "are");
  if (grade_of(*worst) != Grade::Within)
    text += fmt::format(" Farthest off is <b>{}</b>, at {:.1f} floors.", escape_html(title_of(*worst)), *worst->ratio);
  if (unknown > 0) text += fmt::format(" {} cannot be judged.", unknown);
  return text;
}

std::string overview(const GapReport& report) {
  std::string out = "<div class=\"scroll\"><table><thead><tr><th>Statistic</th><th class=\"n\">Distance</th><th class=\"n\">Floor</th>"
                    "<th class=\"n\">Worst floor</th><th>In floors</th><th style=\"width:34%\">Distance, its interval, and the floor</th></tr></thead><tbody>";
  for (const StatisticGap* gap : ordered(report))
    out += fmt::format("<tr><td><a href=\"#{}\">{}</a></td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td></tr>",
                       gap->name, escape_html(title_of(*gap)), figure(gap->distance), figure(gap->floor), figure(gap->floor_worst),
                       badge(*gap), plot_interval(*gap));
  return out + "</tbody></table></div>";
}

std::string card(const StatisticGap& gap) {
  return fmt::format("<article id=\"{}\"><div><header><h3>{}</h3>{}</header><p>{}</p><p class=\"soft\">{}</p><p class=\"facts\">distance {} "
                     "[{:.3f}, {:.3f}] · floor {} · {} synthetic, {} real scans · <code>{}</code></p></div><div>{}</div></article>",
                     gap.name, escape_html(title_of(gap)), badge(gap), escape_html(gap.verdict), escape_html(gap.meaning),
                     figure(gap.distance), gap.interval_low, gap.interval_high, figure(gap.floor), gap.n_synthetic, gap.n_real, gap.name,
                     plot_bins(gap));
}

std::string cards(const GapReport& report, int tier) {
  std::string out;
  for (const StatisticGap* gap : ordered(report))
    if (gap->tier == tier) out += card(*gap);
  return out;
}

std::string list(const std::vector<std::string>& notes) {
  std::string out = "<ul>";
  for (const std::string& note : notes) out += "<li>" + escape_html(note) + "</li>";
  return out + "</ul>";
}

std::string paths(const GapReport& report) {
  std::string out = fmt::format("synthetic <code>{}</code> · real <code>{}</code>", escape_html(report.synthetic_path),
                                escape_html(report.real_path));
  for (const std::string& path : report.floor_paths) out += fmt::format(" · floor <code>{}</code>", escape_html(path));
  return out;
}

constexpr std::string_view kKey =
    "<div class=\"key\"><span><i style=\"background:var(--synthetic)\"></i>synthetic</span><span><i style=\"background:var(--real)\"></i>real"
    "</span><span><i style=\"background:var(--other)\"></i>the other real set</span><span><i style=\"background:var(--floor)\"></i>real against real "
    "(to the worst pair; the line is the mean)</span></div>";

constexpr std::string_view kHow =
    "<p>A distance is the square root of the Jensen-Shannon divergence between the two distributions (0: the same, 0.833: nothing in common), "
    "the logarithm of the ratio for missing shots, the largest difference of the roots of the means for things in view, the largest difference of any range band for the return of the road "
    "and the porosity of vegetation. Real scans differ too: "
    "the floor is the distance between real sets, and a distance means something only beside it. Bars are 95 % intervals from drawing whole scenes, "
    "never single points.</p>";

}  // namespace

std::string to_html(const GapReport& report) {
  return fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,"
                     "initial-scale=1\"><title>Gap to real scans</title><style>{}</style></head>\n<body><main><h1>How far from real?</h1>"
                     "<p class=\"soft\">{}</p><p class=\"lead\">{}</p>{}{}<h2>The sensor</h2><p class=\"soft\">Hardly depends on what stands in "
                     "the scene: a gate belongs here.</p>{}<h2>The content of the scenes</h2><p class=\"soft\">Differs between any two drives; "
                     "to be read, not to be passed.</p>{}<footer><h2>How to read this</h2>{}{}<p>Metric version {}.</p></footer></main></body></html>\n",
                     kStyle, paths(report), lead(report), kKey, overview(report), cards(report, 1), cards(report, 2), kHow,
                     list(report.notes), kMetricVersion);
}

}  // namespace tailcast
