// SPDX-License-Identifier: Apache-2.0
// What lorries have in common: a cab over its engine, a frame on axles, and bodies to put on it.
#pragma once
#include <string_view>

#include "assets/coachwork.h"
#include "assets/families.h"
#include "assets/vehicle_parts.h"
#include "assets/vehicles.h"

namespace tailcast {

// A cab over the engine, or a day cab with a second row of seats where `crew`.
struct CabShape {
  double front;   // x of the bumper
  double length;  // m
  double roof;    // z
  bool crew = false;
};
BodyPlan plan_cab(const CabShape& shape);  // its one axle is the front one

// The same behind a bonnet: light lorries, ambulances, campers, school buses.
struct BonnetShape {
  double front, length, half_width, roof;  // m
  double bonnet, nose, cowl;               // m long; z of its edge and of the windscreen's foot
  double screen = .62;                     // m, the windscreen's horizontal run
  double wheel_radius = .345, wheel_width = .225, overhang = .95;
  double sill = .34;
};
BodyPlan plan_bonnet_cab(const BonnetShape& shape);

// Skin, hulls, seats, lamps, front plate and mirrors of a cab.
void add_cab(Coachwork& work, const BodyPlan& cab);

// Rails, tank, side guards, rear guard, mudguards, behind a cab, from `rear` on; the foremost axle is the
// cab's own.
void add_chassis(Mesh& mesh, const BodyPlan& cab, double rear, double half_width);
// A box body with ribs, lock rods and leaf edges, between two opposite corners.
void add_cargo_box(Mesh& mesh, const Vec3& low, const Vec3& high);
void add_rear_lamps(Mesh& mesh, double rear, double half_width,
                    double z);  // clusters, and the plate between them

// A frame that a body stands on.
struct Lorry {
  Coachwork work;
  BodyPlan cab;
  double rear, front;  // x: end of the frame, and first place behind the cab
  double deck = .98;   // z of the frame's top
  double half_width = 1.25;
  double roof = 3.6;  // z that a body reaches
  double length() const { return front - rear; }
};

struct LorryRow {
  const char* id;
  const char* summary;
  Span length, height, mass;       // m, m, kg
  Span cab;                        // m
  double cab_roof;                 // z
  std::vector<double> rear_axles;  // m, ahead of the frame's end
  void (*body)(Lorry&, RandomStream&);
  std::vector<std::string> anchors;
  bool crew = false;
  bool second_steered = false;  // a second axle 1.9 m behind the first
  ClassId class_id = ClassId::Truck;
};
Asset build_lorry(std::span<const LorryRow> rows, std::string_view id, std::uint64_t seed);
std::vector<Family> families_of(std::span<const LorryRow> rows,
                                Asset (*make)(const AssetInfo&, std::uint64_t));

// Bodies that lorries, trailers and light lorries share. Low and high: the corners of the space that they
// fill.
void add_curtain_body(Coachwork& work, const Vec3& low, const Vec3& high);
void add_drop_sides(Coachwork& work, const Vec3& low,
                    const Vec3& high);  // a platform with boards, and its anchor "bed"
void add_tipper_body(Coachwork& work, const Vec3& low, const Vec3& high, bool loaded);
void add_tank_body(Coachwork& work, const Vec3& low, const Vec3& high);
void add_container(Coachwork& work, const Vec3& low, const Vec3& high);
void add_beacons(Coachwork& work, double x, double half_width, double roof);  // a bar of lamps across a roof

}  // namespace tailcast
