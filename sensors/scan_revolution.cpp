// SPDX-License-Identifier: Apache-2.0
#include "sensors/scan_revolution.h"

#include <algorithm>
#include <array>

#include "core/dmath.h"
#include "core/wide.h"
#include "sensors/frame_tracer.h"
#include "sensors/receiver.h"
#include "sensors/returns_alone.h"

namespace tailcast {
namespace {

// Pulses are traced in tiles: packets of neighbours find neighbours. What is traced at once stays in the
// processor's cache.
constexpr std::uint32_t kTileColumns = 8, kTileRings = 2, kBlockColumns = 256, kBlockColumnsOfFootprints = 64;

TAILCAST_WIDE void to_single(double quantum, const double* value, float* to, std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<float>(quantise(value[i], quantum));
}

// Light of a target beyond saturation, in a pulse beside it.
struct Stray {
  Echo echo;
  std::uint32_t column = 0;  // of the target
};

class FrameScanner {
 public:
  explicit FrameScanner(FrameTracer& tracer) : tracer_(tracer), receiver_(tracer.spec, tracer.key) {
    const auto& timeline = tracer.caster.timeline();
    for (std::size_t body = 0; body < timeline.tracks.size(); ++body) moving_.push_back(moves(timeline, body));
  }

  Scan scan(const Pose& ego_from_sensor) {
    scan_.start = tracer_.start;
    scan_.duration = revolution_of(tracer_.spec);
    scan_.world_from_sensor = ego_at(tracer_.caster.timeline(), tracer_.start) * ego_from_sensor;
    scan_.rings = tracer_.rings(), scan_.columns = columns();
    scan_.pulses = tracer_.states;
    reserve(scan_.pulses.size());
    // Where targets bloom, rings wait for the light of those beside them.
    const bool blooms = tracer_.spec.receiver.saturation > 0 && tracer_.spec.receiver.bloom_share > 0;
    rows_.resize(blooms ? scan_.rings : kTileRings);
    for (std::uint32_t ring = 0; ring < scan_.rings; ring += kTileRings) {
      const auto rows = std::span(rows_).subspan(blooms ? ring : 0, std::min(kTileRings, scan_.rings - ring));
      trace_rows(ring, rows);
      if (!blooms)
        for (std::uint32_t k = 0; k < rows.size(); ++k) receive(ring + k, rows[k]);
    }
    if (!blooms) return std::move(scan_);
    add_blooms();
    for (std::uint32_t ring = 0; ring < scan_.rings; ++ring) receive(ring, rows_[ring]);
    return std::move(scan_);
  }

 private:
  std::uint32_t columns() const { return tracer_.spec.sweep.columns; }

  void reserve(std::size_t n) {
    scan_.x.reserve(n), scan_.y.reserve(n), scan_.z.reserve(n), scan_.intensity.reserve(n);
    scan_.ring.reserve(n), scan_.column.reserve(n), scan_.time.reserve(n), scan_.return_number.reserve(n);
    scan_.body.reserve(n), scan_.triangle.reserve(n), scan_.cause.reserve(n);
    scan_.true_range.reserve(n), scan_.incidence.reserve(n), scan_.velocity.reserve(n);
  }

  // The echoes of a few neighbouring rings, of which `first` is the first.
  void trace_rows(std::uint32_t first, std::span<EchoRow> rows) {
    for (auto& row : rows) row.clear();
    const CastRays cast = [&](std::span<const Ray> rays, std::span<Hit> hits) {
      tracer_.window.cast(rays, hits);
    };
    const auto ring_count = static_cast<std::uint32_t>(rows.size());
    const auto block = has_footprint(tracer_.spec.optics) ? kBlockColumnsOfFootprints : kBlockColumns;
    for (std::uint32_t from = 0; from < columns(); from += block) {
      const auto to = std::min(columns(), from + block);
      pulses_.clear(), echoes_.clear();
      for (auto c0 = from; c0 < to; c0 += kTileColumns)
        for (auto ring = first; ring < first + ring_count; ++ring)
          for (auto column = c0; column < std::min(to, c0 + kTileColumns); ++column)
            if (tracer_.states[tracer_.firing.address(ring, column)] == PulseState::Missed)
              pulses_.push_back({ring, column});
      tracer_.trace(pulses_, cast, echoes_);
      auto echo = echoes_.begin();
      for (auto c0 = from; c0 < to; c0 += kTileColumns)
        for (std::uint32_t k = 0; k < ring_count; ++k)
          for (auto column = c0; column < std::min(to, c0 + kTileColumns); ++column) {
            const auto address = tracer_.firing.address(first + k, column);
            const auto state = tracer_.states[address];
            if (state == PulseState::NotFired) continue;
            for (; echo != echoes_.end() && echo->pulse == address; ++echo) rows[k].echoes.push_back(*echo);
            rows[k].end(address, state == PulseState::Blocked);
          }
    }
  }

  // Light of targets beyond saturation, in the pulses beside them: the wider, the brighter.
  void add_blooms() {
    const double saturation = tracer_.spec.receiver.saturation;
    strays_.clear();
    for (const auto& row : rows_)
      for (const auto& echo : row.echoes) {
        if (echo.signal < 2 * saturation || echo.cause != Cause::Surface) continue;
        const int reach =
            std::min(3, static_cast<int>(dmath::log(echo.signal / saturation) / dmath::log(2.0)));
        const std::int64_t ring = echo.pulse / columns(), column = echo.pulse % columns();
        for (int aside = 1; aside <= reach; ++aside)
          stray(echo, ring, column - aside), stray(echo, ring, column + aside);
        stray(echo, ring - 1, column), stray(echo, ring + 1, column);
      }
    // Those of one pulse by the tile of their targets, then by ring and column.
    std::stable_sort(strays_.begin(), strays_.end(), [](const Stray& a, const Stray& b) {
      return a.echo.pulse != b.echo.pulse ? a.echo.pulse < b.echo.pulse
                                          : a.column / kTileColumns < b.column / kTileColumns;
    });
    auto next = strays_.cbegin();
    for (std::uint32_t ring = 0; ring < rows_.size(); ++ring) {
      const auto end = std::find_if(next, strays_.cend(),
                                    [&](const Stray& one) { return one.echo.pulse / columns() > ring; });
      if (next != end) insert(next, end, rows_[ring]);
      next = end;
    }
  }

  void stray(const Echo& target, std::int64_t ring, std::int64_t column) {
    if (ring < 0 || ring >= tracer_.rings() || column < 0 || column >= columns()) return;
    const auto address =
        tracer_.firing.address(static_cast<std::uint32_t>(ring), static_cast<std::uint32_t>(column));
    if (tracer_.states[address] != PulseState::Missed) return;
    Echo echo;
    echo.pulse = address, echo.cause = Cause::Bloom;
    echo.range = echo.true_range = target.range;
    echo.signal = target.signal * tracer_.spec.receiver.bloom_share *
                  tracer_.gain_left(static_cast<std::uint32_t>(ring));
    if (echo.signal > 0) strays_.push_back({echo, target.pulse % columns()});
  }

  // Strays, ordered by pulse, follow the pulse's own echoes.
  static void insert(std::vector<Stray>::const_iterator next, std::vector<Stray>::const_iterator end,
                     EchoRow& row) {
    EchoRow with;
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < row.pulses.size(); ++i) {
      for (; begin < row.ends[i]; ++begin) with.echoes.push_back(row.echoes[begin]);
      for (; next != end && next->echo.pulse == row.pulses[i]; ++next) with.echoes.push_back(next->echo);
      with.end(row.pulses[i], row.dark[i] != 0);
    }
    row = std::move(with);
  }

  void receive(std::uint32_t ring, const EchoRow& row) {
    returned_.clear(), returned_columns_.clear();
    for (std::size_t i = 0; i < row.pulses.size(); ++i)
      if (row.dark[i] == 0 && tracer_.lost[row.pulses[i] % columns()] != 0)
        scan_.pulses[row.pulses[i]] = PulseState::Lost;
    for (const auto& detection : receiver_.receive(ring, row)) {
      const auto address = row.pulses[detection.pulse], column = address - ring * columns();
      if (tracer_.lost[column] != 0) continue;  // on its way from the device, which knows nothing of it
      scan_.pulses[address] = PulseState::Returned;
      returned_.push_back(detection), returned_columns_.push_back(column);
    }
    append(ring, row);
  }

  void append(std::uint32_t ring, const EchoRow& row) {
    const auto count = returned_.size(), first = scan_.size();
    for (auto& values : work_) values.resize(count);
    auto& [x, y, z, range] = work_;
    for (std::size_t i = 0; i < count; ++i) range[i] = returned_[i].range;
    tracer_.firing.reported_points(ring, returned_columns_, range, {x, y, z});
    const double quantum = tracer_.spec.range.coordinate_quantum;
    const auto grown = [&](auto& values) {
      values.resize(first + count);
      return values.data() + first;
    };
    to_single(quantum, x.data(), grown(scan_.x), count);
    to_single(quantum, y.data(), grown(scan_.y), count);
    to_single(quantum, z.data(), grown(scan_.z), count);
    auto& incidence = work_[0];
    for (std::size_t i = 0; i < count; ++i)
      incidence[i] = returned_[i].echo == kNoEcho ? 1 : row.echoes[returned_[i].echo].cos_incidence;
    dmath::acos(incidence, incidence);
    to_single(0, incidence.data(), grown(scan_.incidence), count);

    auto* intensity = grown(scan_.intensity);
    auto* rings = grown(scan_.ring);
    auto* column = grown(scan_.column);
    auto* time = grown(scan_.time);
    auto* number = grown(scan_.return_number);
    auto* body = grown(scan_.body);
    auto* triangle = grown(scan_.triangle);
    auto* cause = grown(scan_.cause);
    auto* true_range = grown(scan_.true_range);
    scan_.velocity.resize(first + count, Vec3f::Zero());
    const auto offset = tracer_.spec.beams[ring].firing_offset;
    for (std::size_t i = 0; i < count; ++i) {
      const auto& detection = returned_[i];
      const auto fired = tracer_.spec.sweep.column_period * returned_columns_[i] + offset;
      intensity[i] = static_cast<float>(detection.intensity);
      rings[i] = ring, column[i] = static_cast<std::uint16_t>(returned_columns_[i]);
      time[i] = static_cast<std::int32_t>(fired), number[i] = detection.number;
      if (detection.echo == kNoEcho) {
        body[i] = kNoBody, triangle[i] = 0, cause[i] = Cause::Noise;
        true_range[i] = static_cast<float>(detection.range);
        continue;
      }
      const auto& echo = row.echoes[detection.echo];
      body[i] = echo.body, triangle[i] = echo.triangle, cause[i] = echo.cause;
      true_range[i] = static_cast<float>(echo.true_range);
      if (echo.body < moving_.size() && moving_[echo.body] != 0)
        scan_.velocity[first + i] = velocity_of(echo, fired);
    }
  }

  Vec3f velocity_of(const Echo& echo, Nanoseconds time) const {
    return velocity_at(tracer_.caster.timeline(), echo.body, tracer_.start + time, echo.p_body).cast<float>();
  }

  FrameTracer& tracer_;
  RingReceiver receiver_;
  std::vector<std::uint8_t> moving_;  // by body: has a track
  Scan scan_;
  std::vector<EchoRow> rows_;
  std::vector<PulseAt> pulses_;
  std::vector<Echo> echoes_;
  std::vector<Stray> strays_;
  std::vector<Detection> returned_;
  std::vector<std::uint32_t> returned_columns_;
  std::array<std::vector<double>, 4> work_;
};

}  // namespace

Frame scan_frame(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor,
                 Nanoseconds start, const ScanKey& key, const Environment& environment,
                 std::span<const std::uint16_t> instances) {
  FrameTracer tracer(spec, caster, ego_from_sensor, start, key, environment);
  return {FrameScanner(tracer).scan(ego_from_sensor), returns_alone(tracer, instances)};
}

Scan scan_revolution(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor,
                     Nanoseconds start, const ScanKey& key, const Environment& environment) {
  return scan_frame(spec, caster, ego_from_sensor, start, key, environment, {}).scan;
}

}  // namespace tailcast
