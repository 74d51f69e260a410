// SPDX-License-Identifier: Apache-2.0
#include "sensors/lidar_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/dmath.h"
#include "core/error.h"
#include "core/file.h"
#include "sensors/spec_reader.h"

namespace tailcast {
namespace {

constexpr std::size_t kMaxSpecBytes = 1 << 20;
constexpr long long kMaxColumns = 65535, kVersion = 1;
constexpr Dimension kInverseArea{-2, 0, 0, 0};

// Every block says where its values are from.
void want_source(BlockReader& reader) { reader.text("source"); }

void read_sweep(BlockReader reader, LidarSpec& spec) {
  want_source(reader);
  spec.columns = static_cast<std::uint32_t>(reader.integer("columns", 1, kMaxColumns));
  spec.column_period = from_seconds(reader.quantity("column_period", kTime, {1e-9, 1}));
  spec.start_azimuth = reader.quantity("start_azimuth", kAngle, kAny);
  spec.azimuth_grid = reader.quantity("azimuth_grid", kAngle, {0, 0.1});
  if (const auto direction = reader.text("direction")) {
    if (*direction != "clockwise" && *direction != "counter-clockwise")
      reader.diagnostics().error(reader.node("direction")->loc, "E0603", fmt::format("`{}` is no direction", *direction),
                                 "write `clockwise` or `counter-clockwise` (seen from above)");
    spec.direction = *direction == "clockwise" ? -1 : 1;
  }
  reader.finish();
}

void read_optics(BlockReader reader, Optics& optics) {
  want_source(reader);
  optics.divergence_azimuth = reader.quantity("divergence_azimuth", kAngle, {0, 0.1});
  optics.divergence_elevation = reader.quantity("divergence_elevation", kAngle, {0, 0.1});
  optics.focus = reader.quantity("focus", kLength, kNotNegative);
  optics.pulse_length = reader.quantity("pulse_length", kLength, kNotNegative);
  reader.finish();
}

void read_receiver(BlockReader reader, Receiver& receiver) {
  want_source(reader);
  receiver.noise = reader.quantity("noise", kInverseArea, kNotNegative);
  receiver.threshold = reader.quantity("threshold", kInverseArea, kNotNegative);
  receiver.power_reference = reader.quantity("power_reference", kInverseArea, kPositive);
  receiver.power_exponent = reader.quantity("power_exponent", kNumber, kShare);
  receiver.power_min = reader.quantity("power_min", kNumber, {1e-6, 1});
  reader.finish();
}

void read_range(BlockReader reader, RangeMeasurement& range) {
  want_source(reader);
  range.minimum = reader.quantity("minimum", kLength, kNotNegative);
  range.maximum = reader.quantity("maximum", kLength, {0, 120});
  range.quantum = reader.quantity("quantum", kLength, kNotNegative);
  range.coordinate_quantum = reader.quantity("coordinate_quantum", kLength, kNotNegative);
  range.sigma_at_unit_snr = reader.quantity("sigma_at_unit_snr", kLength, kNotNegative);
  if (const auto* node = reader.node("maximum"); node && range.maximum > 0 && range.maximum <= range.minimum)
    reader.diagnostics().error(node->loc, "E0604", "`maximum` is not above `minimum`");
  reader.finish();
}

void read_intensity(BlockReader reader, IntensityMeasurement& intensity) {
  want_source(reader);
  intensity.slope = reader.quantity("slope", kNumber, kNotNegative);
  intensity.knee = reader.quantity("knee", kInverseArea, kPositive);
  intensity.maximum = reader.quantity("maximum", kNumber, kNotNegative);
  intensity.quantum = reader.quantity("quantum", kNumber, kNotNegative);
  intensity.texture = reader.quantity("texture", kNumber, {0, 3});
  intensity.texture_range = reader.quantity("texture_range", kLength, kPositive);
  reader.finish();
}

void read_beams(BlockReader reader, std::vector<Beam>& beams) {
  want_source(reader);
  const auto count = static_cast<std::size_t>(reader.integer("count", 1, 1024));
  const auto fill = [&](std::string_view key, const Dimension& dimension, Limits limits, auto set) {
    const auto values = reader.list(key, dimension, count, limits);
    for (std::size_t i = 0; i < values.size() && i < beams.size(); ++i) set(beams[i], values[i]);
  };
  beams.assign(count, Beam{});
  constexpr Limits kRightAngle{-kPi / 2, kPi / 2}, kMetre{-1, 1};
  fill("elevation", kAngle, kRightAngle, [](Beam& b, double v) { b.elevation = v; });
  fill("azimuth_offset", kAngle, {-kPi, kPi}, [](Beam& b, double v) { b.azimuth_offset = v; });
  fill("origin_height", kLength, kMetre, [](Beam& b, double v) { b.origin_height = v; });
  fill("origin_left", kLength, kMetre, [](Beam& b, double v) { b.origin_left = v; });
  fill("range_bias", kLength, kMetre, [](Beam& b, double v) { b.range_bias = v; });
  fill("range_sigma", kLength, {0, 1}, [](Beam& b, double v) { b.range_sigma = v; });
  fill("gain", kNumber, kPositive, [](Beam& b, double v) { b.gain = v; });
  fill("intensity_floor", kNumber, kShare, [](Beam& b, double v) { b.intensity_floor = v; });
  fill("firing_offset", kTime, {0, 1}, [](Beam& b, double v) { b.firing_offset = from_seconds(v); });
  if (const auto* node = reader.node("elevation"); node && reader.diagnostics().ok())
    if (!std::is_sorted(beams.begin(), beams.end(), [](const Beam& a, const Beam& b) { return a.elevation > b.elevation; }))
      reader.diagnostics().error(node->loc, "E0605", "beams must go from top to bottom");
  reader.finish();
}

// A beam that fires after the next column has begun would leave the order of firing.
void check_firing(const YamlNode& root, const LidarSpec& spec, Diagnostics& diagnostics) {
  const auto* beams = root.find("beams");
  for (const auto& beam : spec.beams)
    if (spec.column_period > 0 && beam.firing_offset >= spec.column_period) {
      const auto* offsets = beams->find("firing_offset");
      diagnostics.error(offsets ? offsets->loc : beams->loc, "E0606", "a beam fires after the next column has begun");
      return;
    }
}

void read_shadow(BlockReader reader, LidarSpec& spec) {
  want_source(reader);
  const auto rows = reader.rows("blocked", 3);
  reader.finish();
  for (const auto& row : rows) {
    const double ring = row.values[0], from = row.values[1], to = row.values[2];
    if (ring < 0 || ring != std::floor(ring) || ring >= static_cast<double>(spec.beams.size()) || from < 0 || to > 360 || from >= to) {
      reader.diagnostics().error(row.loc, "E0607", "a blocked sector is [ring, from, to] with a ring of the device and 0 <= from < to <= 360 (deg)");
      continue;
    }
    spec.blocked.push_back({static_cast<std::uint32_t>(ring), deg_to_rad(from), deg_to_rad(to)});
  }
  std::stable_sort(spec.blocked.begin(), spec.blocked.end(), [](const BlockedSector& a, const BlockedSector& b) {
    return a.ring != b.ring ? a.ring < b.ring : a.from < b.from;
  });
}

std::string preset_file(const std::string& name) { return data_path("sensors/presets") + "/" + name + ".yaml"; }

}  // namespace

LidarSpec parse_lidar_spec(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  LidarSpec spec;
  const auto root = parse_yaml(text, file, diagnostics);
  if (!root) return spec;
  BlockReader reader(&*root, "a LiDAR", diagnostics);
  if (!root->is_map()) return spec;
  reader.integer("tailcast_lidar", kVersion, kVersion);
  spec.name = reader.text("name").value_or("");
  want_source(reader);
  read_sweep({reader.node("sweep"), "`sweep`", diagnostics}, spec);
  read_optics({reader.node("optics"), "`optics`", diagnostics}, spec.optics);
  read_receiver({reader.node("receiver"), "`receiver`", diagnostics}, spec.receiver);
  read_range({reader.node("range"), "`range`", diagnostics}, spec.range);
  read_intensity({reader.node("intensity"), "`intensity`", diagnostics}, spec.intensity);
  read_beams({reader.node("beams"), "`beams`", diagnostics}, spec.beams);
  read_shadow({reader.node("shadow"), "`shadow`", diagnostics}, spec);
  reader.finish();
  if (diagnostics.ok()) check_firing(*root, spec, diagnostics);
  return spec;
}

LidarSpec load_lidar_spec(const std::string& name_or_path) {
  Diagnostics diagnostics;
  const bool is_path = name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".yaml");
  const std::string path = is_path ? name_or_path : preset_file(name_or_path);
  if (!is_path && !file_exists(path)) {
    const auto known = lidar_presets();
    diagnostics.error({}, "E0600", fmt::format("no LiDAR preset `{}`", name_or_path), did_you_mean(name_or_path, known));
    throw InputError(std::move(diagnostics));
  }
  auto spec = parse_lidar_spec(read_file(path, kMaxSpecBytes), path, diagnostics);
  if (!diagnostics.ok()) throw InputError(std::move(diagnostics));
  return spec;
}

std::vector<std::string> lidar_presets() {
  std::vector<std::string> names;
  for (const auto& file : list_files(data_path("sensors/presets"), ".yaml")) names.push_back(std::filesystem::path(file).stem().string());
  return names;
}

}  // namespace tailcast
