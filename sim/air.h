// SPDX-License-Identifier: Apache-2.0
// What air does to bodies that move freely: drag, the lift of plates, wind, and the wake of what drives by.
// Quasi-steady: the force is that of the same attitude and airspeed held for good; the mass of air that is
// carried along is left out.
#pragma once
#include <vector>

#include "core/pose.h"
#include "scene/asset.h"
#include "sim/twist.h"

namespace tailcast {

// A vehicle that air flows around.
struct AirStream {
  Pose world_from_box;   // centre of its box, x forward, z up
  Vec3 half_size;        // m
  Vec3 velocity;         // m/s, world
  double drag_area = 0;  // m^2: drag coefficient x frontal area
};

struct Air {
  double density = 0;        // kg/m^3
  Vec3 wind = Vec3::Zero();  // m/s, 10 m above open ground
  std::vector<AirStream> streams;
};

// m/s, world. Wind by the logarithmic law over grass (roughness length 3 cm). Each vehicle adds the flow of a
// source at its nose and a sink at its tail (a Rankine oval of its frontal area, mirrored by the road), and a
// wake behind: a self-preserving axisymmetric one (Tennekes and Lumley, A First Course in Turbulence, 1972,
// ch. 4: width 0.405 theta^2/3 x^1/3) that carries the momentum of its drag. Air inside its box goes with it.
Vec3 air_velocity(const Air& air, const Vec3& world, double height_above_ground);
// Drag area of a vehicle of that class and box: coefficients after Hucho, Aerodynamics of Road Vehicles.
double drag_area_of(ClassId class_id, const Vec3& size);

// A rigid body as air sees it: three pairs of faces, each with the area that the body shows along that axis.
struct AirFaces {
  Vec3 center = Vec3::Zero();     // asset frame, m
  Vec3 half_size = Vec3::Zero();  // m, along the asset's axes
  Vec3 area = Vec3::Zero();       // m^2, projected along each axis
  Vec3 coefficient =
      Vec3::Zero();  // of normal force: a plate 1.17, a box 1.05, a sphere 0.47 (Hoerner, Fluid-Dynamic Drag)
  int thin = -1;     // axis of a plate's normal; -1: no plate
};
// Of those of its links, at rest.
AirFaces air_faces_of(const Asset& asset, const std::vector<std::size_t>& links);

struct Wrench {
  Vec3 force = Vec3::Zero();   // N
  Vec3 torque = Vec3::Zero();  // N m, about the centre of mass
};

// Each quarter of each face takes rho / 2 C A |w| w_n along its normal, w being the air past it, turning
// included: drag and, askew, lift. On a plate it acts ahead of the middle, (0.195 + 0.305 sin alpha) of the
// chord from the leading edge (Joessel). Air at rest never gives a body energy. `center_of_mass` in the
// asset's frame; `stiffest`, 1/s: what air may brake a mass by, the inverse of some steps.
Wrench air_load(const AirFaces& faces, const Pose& world_from_asset, const Vec3& center_of_mass, double mass,
                const Twist& twist, const Vec3& air_velocity, double density, double stiffest);

}  // namespace tailcast
