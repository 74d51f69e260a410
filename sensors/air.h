// SPDX-License-Identifier: Apache-2.0
// What all that floats in the air has in common: the way of a pulse through it, and the faintest echo that
// counts.
#pragma once
#include <cstdint>

#include "core/pose.h"
#include "core/time.h"
#include "sensors/echoes.h"
#include "sensors/lidar_spec.h"

namespace tailcast {

// The way of one pulse through the air.
struct AirPath {
  std::uint32_t pulse = 0;  // FiringTable::address: it addresses the drops that this pulse meets
  Vec3 origin, direction;   // m, unit; world
  Nanoseconds time = 0;     // on the timeline
  double open_to = 0;       // m, to the first face that lets nothing through; infinity where there is none
};

// Last coordinate of weather's draws: each kind has 2^24 of its own.
enum class AirDraw : std::uint32_t { Fog = 1U << 24, Rain = 2U << 24, Snow = 3U << 24, Spray = 4U << 24 };

inline constexpr double kNearestInAir = 0.9;  // m: nearer, the beam is outside of the receiver's view

// Share of light from that range (m) that the receiver sees: beam and view begin to cross at 0.9 m and are
// one from 1 m on (Hahner et al. 2021).
double crossover(double range);
// 1/m^2: what a white Lambert face that fills the beam would send from that range, seen through the
// crossover. A focus of 0, which is one that nobody knows, counts as 18 m here: with 1/range^2 down to 1 m
// any haze would outshine the street, and in real fog the HDL-32E, whose focus is not known, receives nothing
// from the open sky (docs/weather.md).
double air_law(double range, const Optics& optics);
// 1/m^2: noise hardly ever lifts a fainter echo above the threshold; for a receiver that has none, 1e-6.
double faintest_echo(const Receiver& receiver);
// m^2: the footprint, a rectangle; never thinner than 1 mm.
double footprint_area(double range, const Optics& optics);

// An echo of no surface.
Echo echo_in_air(std::uint32_t pulse, Cause cause, double range, double signal);

}  // namespace tailcast
