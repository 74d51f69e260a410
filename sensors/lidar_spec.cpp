// SPDX-License-Identifier: Apache-2.0
#include "sensors/lidar_spec.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/dmath.h"
#include "core/error.h"
#include "core/file.h"
#include "sensors/spec_reader.h"

namespace tailcast {
namespace {

constexpr std::size_t kMaxSpecBytes = 4 << 20;
constexpr long long kMaxColumns = 65535, kMaxBeams = 1 << 17, kMaxPulses = 1 << 24, kVersion = 1;
constexpr Dimension kInverseArea{-2, 0, 0, 0};
constexpr Limits kRightAngle{-kPi / 2, kPi / 2}, kHalfTurn{-kPi, kPi}, kMetre{-1, 1};

const std::vector<std::string> kReturnModes{"strongest", "first", "last", "dual"};  // in the order of ReturnMode

// Every block says where its values are from.
void want_source(BlockReader& reader) { reader.text("source"); }

// One of the words in `known`, by index.
std::optional<std::size_t> read_word(BlockReader& reader, std::string_view key, const std::vector<std::string>& known,
                                     const char* code, std::string_view what) {
  const auto text = reader.text(key);
  if (!text) return std::nullopt;
  const auto found = std::find(known.begin(), known.end(), *text);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  reader.diagnostics().error(reader.node(key)->loc, code, fmt::format("`{}` is no {}", *text, what),
                             fmt::format("write one of: {}", fmt::join(known, ", ")));
  return std::nullopt;
}

void read_sweep(BlockReader reader, Sweep& sweep) {
  want_source(reader);
  sweep.columns = static_cast<std::uint32_t>(reader.integer("columns", 1, kMaxColumns));
  sweep.column_period = from_seconds(reader.quantity("column_period", kTime, {1e-9, 1}));
  sweep.start_azimuth = reader.quantity("start_azimuth", kAngle, kAny);
  sweep.azimuth_grid = reader.has("azimuth_grid") ? reader.quantity("azimuth_grid", kAngle, {0, 0.1}) : 0;
  sweep.angle = reader.has("angle") ? reader.quantity("angle", kAngle, {1e-6, 2 * kPi}) : 2 * kPi;
  sweep.dead_time = reader.has("dead_time") ? from_seconds(reader.quantity("dead_time", kTime, {0, 1})) : 0;
  sweep.direction = read_word(reader, "direction", {"clockwise", "counter-clockwise"}, "E0603", "direction").value_or(0) == 0 ? -1 : 1;
  if (reader.has("offsets_at"))
    sweep.turns_while_firing = read_word(reader, "offsets_at", {"column", "firing"}, "E0603", "instant").value_or(0) == 1;
  reader.finish();
}

void read_optics(BlockReader reader, Optics& optics) {
  want_source(reader);
  optics.divergence_azimuth = reader.quantity("divergence_azimuth", kAngle, {0, 0.1});
  optics.divergence_elevation = reader.quantity("divergence_elevation", kAngle, {0, 0.1});
  if (reader.has("focus")) optics.focus = reader.quantity("focus", kLength, {0, 1e4});
  if (reader.has("overlap_half")) {
    optics.overlap_half = reader.quantity("overlap_half", kLength, {0, 1e4});
    optics.overlap_order = static_cast<std::uint32_t>(reader.integer("overlap_order", 2, 8));
    optics.overlap_floor = reader.quantity("overlap_floor", kNumber, kShare);
    if (optics.overlap_order % 2 != 0)
      reader.diagnostics().error(reader.node("overlap_order")->loc, "E0601", "`overlap_order` must be 2, 4, 6 or 8");
  }
  if (reader.has("wavelength")) optics.wavelength = reader.quantity("wavelength", kLength, {800e-9, 1600e-9});
  // Without length, each ray of a footprint would be an echo of its own.
  optics.pulse_length = reader.quantity("pulse_length", kLength, {1e-3, 1e3});
  const auto samples = [&](std::string_view key, std::uint32_t& count) {
    if (!reader.has(key)) return;
    count = static_cast<std::uint32_t>(reader.integer(key, 1, 63));
    if (count % 2 == 0 && count != 0)
      reader.diagnostics().error(reader.node(key)->loc, "E0608", fmt::format("`{}` must be odd: the middle ray is the beam's axis", key));
  };
  samples("samples_azimuth", optics.samples_azimuth);
  samples("samples_elevation", optics.samples_elevation);
  reader.finish();
}

void read_receiver(BlockReader reader, Receiver& receiver) {
  want_source(reader);
  receiver.noise = reader.quantity("noise", kInverseArea, kNotNegative);
  receiver.threshold = reader.quantity("threshold", kInverseArea, kNotNegative);
  if (reader.has("peak_length")) receiver.peak_length = reader.quantity("peak_length", kLength, kPositive);
  if (reader.has("power_exponent")) {
    receiver.power_exponent = reader.quantity("power_exponent", kNumber, kShare);
    receiver.power_reference = reader.quantity("power_reference", kInverseArea, kPositive);
    receiver.power_min = reader.quantity("power_min", kNumber, {1e-6, 1});
  }
  if (reader.has("saturation")) receiver.saturation = reader.quantity("saturation", kInverseArea, kPositive);
  if (reader.has("bloom_share")) receiver.bloom_share = reader.quantity("bloom_share", kNumber, kShare);
  if (reader.has("false_alarms")) receiver.false_alarms = reader.quantity("false_alarms", kNumber, kShare);
  reader.finish();
}

void read_range(BlockReader reader, RangeMeasurement& range) {
  want_source(reader);
  range.minimum = reader.quantity("minimum", kLength, kNotNegative);
  range.maximum = reader.quantity("maximum", kLength, {0, 5000});
  range.quantum = reader.quantity("quantum", kLength, {0, 10});
  range.coordinate_quantum = reader.quantity("coordinate_quantum", kLength, {0, 10});
  range.sigma_at_unit_snr = reader.quantity("sigma_at_unit_snr", kLength, {0, 100});
  if (reader.has("walk")) range.walk = reader.quantity("walk", kLength, {-10, 10});
  if (const auto* node = reader.node("maximum"); node && range.maximum > 0 && range.maximum <= range.minimum)
    reader.diagnostics().error(node->loc, "E0604", "`maximum` is not above `minimum`");
  reader.finish();
}

void read_intensity(BlockReader reader, IntensityMeasurement& intensity) {
  want_source(reader);
  const auto law = read_word(reader, "law", {"logarithmic", "reflectivity"}, "E0609", "law of intensity");
  if (law == 0u) {
    LogarithmicIntensity logarithmic;
    logarithmic.slope = reader.quantity("slope", kNumber, kNotNegative);
    logarithmic.knee = reader.quantity("knee", kInverseArea, kPositive);
    intensity.law = logarithmic;
  } else if (law == 1u) {
    ReflectivityIntensity reflectivity;
    reflectivity.diffuse = reader.quantity("diffuse", kNumber, kPositive);
    reflectivity.retro = reader.quantity("retro", kNumber, {1.001, 1e9});
    intensity.law = reflectivity;
  }
  intensity.maximum = reader.quantity("maximum", kNumber, kNotNegative);
  intensity.quantum = reader.quantity("quantum", kNumber, kNotNegative);
  intensity.texture = reader.quantity("texture", kNumber, {0, 3});
  intensity.texture_range = reader.quantity("texture_range", kLength, kPositive);
  reader.finish();
}

// Which columns a beam fires in: `stride` and `phase`, whole numbers.
void read_columns(BlockReader& reader, std::vector<Beam>& beams) {
  if (!reader.has("column_stride")) return;
  const auto strides = reader.table("column_stride", kNumber, beams.size(), {1, 64});
  const auto phases = reader.table("column_phase", kNumber, beams.size(), {0, 63});
  if (!reader.diagnostics().ok() || strides.size() != beams.size() || phases.size() != beams.size()) return;
  for (std::size_t i = 0; i < beams.size(); ++i) {
    beams[i].column_stride = static_cast<std::uint32_t>(strides[i]);
    beams[i].column_phase = static_cast<std::uint32_t>(phases[i]);
    if (beams[i].column_stride != strides[i] || beams[i].column_phase != phases[i] || phases[i] >= strides[i]) {
      reader.diagnostics().error(reader.node("column_stride")->loc, "E0610",
                                 fmt::format("beam {}: stride and phase are whole numbers, the phase below the stride", i));
      return;
    }
  }
}

void read_beams(BlockReader reader, std::vector<Beam>& beams) {
  want_source(reader);
  const auto count = static_cast<std::size_t>(reader.integer("count", 1, kMaxBeams));
  beams.assign(count, Beam{});
  const auto fill = [&](std::string_view key, const Dimension& dimension, Limits limits, auto set) {
    if (count == 0 || !reader.has(key)) return;
    const auto values = reader.table(key, dimension, count, limits);
    for (std::size_t i = 0; i < values.size() && i < beams.size(); ++i) set(beams[i], values[i]);
  };
  const auto* elevation = reader.node("elevation");
  if (elevation) fill("elevation", kAngle, kRightAngle, [](Beam& b, double v) { b.elevation = v; });
  fill("azimuth_offset", kAngle, kHalfTurn, [](Beam& b, double v) { b.azimuth_offset = v; });
  fill("origin_height", kLength, kMetre, [](Beam& b, double v) { b.origin_height = v; });
  fill("origin_left", kLength, kMetre, [](Beam& b, double v) { b.origin_left = v; });
  fill("origin_forward", kLength, kMetre, [](Beam& b, double v) { b.origin_forward = v; });
  fill("range_bias", kLength, kMetre, [](Beam& b, double v) { b.range_bias = v; });
  fill("range_sigma", kLength, {0, 1}, [](Beam& b, double v) { b.range_sigma = v; });
  fill("gain", kNumber, kPositive, [](Beam& b, double v) { b.gain = v; });
  fill("intensity_slope", kNumber, kPositive, [](Beam& b, double v) { b.intensity_slope = v; });
  fill("intensity_floor", kNumber, kNotNegative, [](Beam& b, double v) { b.intensity_floor = v; });
  fill("firing_offset", kTime, {0, 1}, [](Beam& b, double v) { b.firing_offset = from_seconds(v); });
  read_columns(reader, beams);
  if (elevation && reader.diagnostics().ok())
    if (!std::is_sorted(beams.begin(), beams.end(), [](const Beam& a, const Beam& b) { return a.elevation > b.elevation; }))
      reader.diagnostics().error(elevation->loc, "E0605", "beams must go from top to bottom");
  reader.finish();
}

// A beam that fires after the next column has begun would leave the order of firing.
void check_firing(const YamlNode& root, const LidarSpec& spec, Diagnostics& diagnostics) {
  const auto* beams = root.find("beams");
  for (const auto& beam : spec.beams)
    if (spec.sweep.column_period > 0 && beam.firing_offset >= spec.sweep.column_period) {
      const auto* offsets = beams->find("firing_offset");
      diagnostics.error(offsets ? offsets->loc : beams->loc, "E0606", "a beam fires after the next column has begun");
      return;
    }
}

void check_size(const YamlNode& root, const LidarSpec& spec, Diagnostics& diagnostics) {
  // A scan's times are 32-bit counts of nanoseconds.
  if (revolution_of(spec) > 2 * kSecond)
    diagnostics.error(root.find("sweep")->loc, "E0601",
                      fmt::format("a frame of {} s: it must not last longer than 2 s", to_seconds(revolution_of(spec))));
  if (static_cast<long long>(spec.beams.size()) * spec.sweep.columns > kMaxPulses)
    diagnostics.error(root.find("beams")->loc, "E0611",
                      fmt::format("{} beams times {} columns are more than {} pulses a frame", spec.beams.size(), spec.sweep.columns, kMaxPulses));
}

bool is_ring(double value, const LidarSpec& spec) {
  return value >= 0 && value == std::floor(value) && value < static_cast<double>(spec.beams.size());
}

void read_shadow(BlockReader reader, LidarSpec& spec) {
  want_source(reader);
  const auto rows = reader.rows("blocked", 3);
  reader.finish();
  spec.shadow_measured = true;
  for (const auto& row : rows) {
    const double ring = row.values[0], from = row.values[1], to = row.values[2];
    if (!is_ring(ring, spec) || from < 0 || to > 360 || from >= to) {
      reader.diagnostics().error(row.loc, "E0607", "a blocked sector is [ring, from, to] with a ring of the device and 0 <= from < to <= 360 (deg)");
      continue;
    }
    spec.blocked.push_back({static_cast<std::uint32_t>(ring), deg_to_rad(from), deg_to_rad(to)});
  }
  std::stable_sort(spec.blocked.begin(), spec.blocked.end(), [](const BlockedSector& a, const BlockedSector& b) {
    return a.ring != b.ring ? a.ring < b.ring : a.from < b.from;
  });
}

void read_faults(BlockReader reader, const LidarSpec& spec, Faults& faults) {
  auto& diagnostics = reader.diagnostics();
  if (reader.has("weak"))
    for (const auto& row : reader.rows("weak", 2)) {
      if (!is_ring(row.values[0], spec) || row.values[1] < 0 || row.values[1] > 1)
        diagnostics.error(row.loc, "E0612", "a weak channel is [ring, gain] with a ring of the device and a gain from 0 (dead) to 1");
      else
        faults.weak.push_back({static_cast<std::uint32_t>(row.values[0]), row.values[1]});
    }
  if (reader.has("dirt"))
    for (const auto& row : reader.rows("dirt", 5)) {
      const auto& v = row.values;
      if (v[0] < 0 || v[1] > 360 || v[0] >= v[1] || v[2] < -90 || v[3] > 90 || v[2] >= v[3] || v[4] < 0 || v[4] > 1)
        diagnostics.error(row.loc, "E0612", "dirt is [from, to, low, high, transmission]: azimuths from 0 to 360 deg, elevations, a share");
      else
        faults.dirt.push_back({deg_to_rad(v[0]), deg_to_rad(v[1]), deg_to_rad(v[2]), deg_to_rad(v[3]), v[4]});
    }
  if (reader.has("packets_lost")) {
    faults.packets_lost = reader.quantity("packets_lost", kNumber, kShare);
    faults.packet_columns = static_cast<std::uint32_t>(reader.integer("packet_columns", 1, kMaxColumns));
  }
  if (reader.has("misalignment")) {
    BlockReader turn(reader.node("misalignment"), "`misalignment`", diagnostics);
    const auto angle = [&](std::string_view key) { return turn.has(key) ? turn.quantity(key, kAngle, kHalfTurn) : 0; };
    const double yaw = angle("yaw"), pitch = angle("pitch"), roll = angle("roll");
    turn.finish();
    faults.misalignment = from_yaw_pitch_roll(yaw, pitch, roll);
  }
  reader.finish();
}

std::string file_of(const std::string& name_or_path) {
  if (name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".yaml")) return name_or_path;
  const std::string path = data_path("sensors/presets") + "/" + name_or_path + ".yaml";
  if (file_exists(path)) return path;
  Diagnostics diagnostics;
  diagnostics.error({}, "E0600", fmt::format("no LiDAR preset `{}`", name_or_path), did_you_mean(name_or_path, lidar_presets()));
  throw InputError(std::move(diagnostics));
}

}  // namespace

std::string_view name_of(ReturnMode mode) { return kReturnModes[static_cast<std::size_t>(mode)]; }

LidarSpec parse_lidar_spec(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  LidarSpec spec;
  const auto root = parse_yaml(text, file, diagnostics);
  if (!root) return spec;
  BlockReader reader(&*root, "a LiDAR", diagnostics);
  if (!root->is_map()) return spec;
  reader.integer("tailcast_lidar", kVersion, kVersion);
  spec.name = reader.text("name").value_or("");
  want_source(reader);
  read_sweep({reader.node("sweep"), "`sweep`", diagnostics}, spec.sweep);
  read_optics({reader.node("optics"), "`optics`", diagnostics}, spec.optics);
  read_receiver({reader.node("receiver"), "`receiver`", diagnostics}, spec.receiver);
  read_range({reader.node("range"), "`range`", diagnostics}, spec.range);
  read_intensity({reader.node("intensity"), "`intensity`", diagnostics}, spec.intensity);
  read_beams({reader.node("beams"), "`beams`", diagnostics}, spec.beams);
  if (reader.has("returns"))
    spec.returns = static_cast<ReturnMode>(read_word(reader, "returns", kReturnModes, "E0613", "mode of return").value_or(0));
  if (reader.has("shadow")) read_shadow({reader.node("shadow"), "`shadow`", diagnostics}, spec);
  if (reader.has("faults")) read_faults({reader.node("faults"), "`faults`", diagnostics}, spec, spec.faults);
  reader.finish();
  if (diagnostics.ok()) check_firing(*root, spec, diagnostics), check_size(*root, spec, diagnostics);
  return spec;
}

std::string lidar_text(const std::string& name_or_path) { return read_file(file_of(name_or_path), kMaxSpecBytes); }

LidarSpec load_lidar_spec(const std::string& name_or_path) {
  Diagnostics diagnostics;
  auto spec = parse_lidar_spec(lidar_text(name_or_path), file_of(name_or_path), diagnostics);
  if (!diagnostics.ok()) throw InputError(std::move(diagnostics));
  return spec;
}

std::vector<std::string> lidar_presets() {
  std::vector<std::string> names;
  for (const auto& file : list_files(data_path("sensors/presets"), ".yaml")) names.push_back(std::filesystem::path(file).stem().string());
  return names;
}

}  // namespace tailcast
