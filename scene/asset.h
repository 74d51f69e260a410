// SPDX-License-Identifier: Apache-2.0
// A thing as the catalog describes it: what is seen, what collides, how it is jointed, where cargo rests.
// Asset frame: origin on the ground below the middle of its footprint, x forward, y left, z up.
#pragma once
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/pose.h"
#include "scene/mesh.h"
#include "scene/ontology.h"

namespace tailcast {

// Collision shapes, in the asset frame. What is seen is what collides, to within 2 cm.
struct BoxShape {
  Pose center;
  Vec3 half_size;  // m
};
struct CylinderShape {  // along the z axis of `center`
  Pose center;
  double radius, half_length;  // m
};
struct SphereShape {
  Vec3 center;
  double radius;
};
struct HullShape {
  std::vector<Vec3f> points;
};
using CollisionShape = std::variant<BoxShape, CylinderShape, SphereShape, HullShape>;

// How a link moves relative to the asset's root while the asset is driven along a path.
struct Joint {
  enum class Kind { Fixed, Wheel, Swing, Crank, Cycle };  // all but Fixed turn about the link's y axis
  Kind kind = Kind::Fixed;
  Pose root_from_link;          // at rest; the link's mesh is in the link frame, its origin on the axis
  std::size_t parent = 0;       // link that carries this one, before it in the list: a shank hangs on its thigh
  double radius = 0;            // Wheel: m; turns about the link's y axis by distance / radius
  bool steers = false;          // Wheel: also turns about z with the path's curvature
  double amplitude = 0;         // Swing: rad; by amplitude sin(2 pi distance / stride + phase)
  double stride = 1;            // Swing, Crank, Cycle: m of travel for a whole cycle; a Crank turns once in it
  double phase = 0;             // Swing: rad
  std::vector<double> cycle;    // Cycle: rad, by this at equal steps of a stride, the first at distance 0; smooth between
  double full_speed = 0.8;      // Swing, Cycle: m/s from which the angle is full; less when slower, so that who stands
                                // stands as at rest. 0: always full (feet on pedals)
};
std::string_view name_of(Joint::Kind kind);

// rad: of a Cycle after `distance` (m). A Catmull-Rom spline, closed on itself, through the steps of its cycle.
double cycle_angle(const Joint& joint, double distance);

// How a link hangs on another when forces move the asset: it is then a rigid body of its own, of the shapes that are
// its own. Angles are the link's against the parent's, from rest, about the axes of the hold. The hinge of a mattress has
// a range about y alone; a hip has all three; boards that are nailed together have none, and let go at a load.
// A limb (Joint::Swing) without a hold gets one like a hip's.
struct Hold {
  std::size_t parent = 0;   // index of the link that it hangs on, less than its own
  Pose root_from_hold;      // asset frame, at rest: origin in the joint
  double low = 0, high = 0; // rad about y; a whole turn or more between them: free
  double spread = 0;        // rad, both ways about x
  double twist = 0;         // rad, both ways about z; less than pi / 2
  double friction = 0;      // N m, about each axis that is free to turn
  double breaking_force = std::numeric_limits<double>::infinity();   // N, through the joint, over some 10 ms
  double breaking_torque = std::numeric_limits<double>::infinity();  // N m, about the joint
};

struct Link {
  std::string name;  // "body", "wheel_front_left", "leg_left"
  std::shared_ptr<const Mesh> mesh;
  Joint joint;
  std::optional<Hold> hold{};  // none: rigid with the root, but for what its joint does on the way
  double mass = 0;           // kg of the asset's, with a hold; 0: its share by the volume of its shapes
};

// A place where cargo rests or hangs: a surface with its own frame, z up, x along the asset.
struct Anchor {
  std::string name;        // "bed", "roof"
  Pose asset_from_anchor;  // origin at the middle of the surface
  Vec3 size;               // m, usable extent; z: clear height (0: open)
};

struct Asset {
  std::string id;            // "vehicle/pickup"
  ClassId class_id = ClassId::Unlabeled;
  Bounds box;                // of all links at rest, asset frame
  double mass = 0;           // kg
  double friction = 0.6;     // Coulomb, against dry asphalt
  double rolling_friction = 0;  // m, for wheels and pipes
  double restitution = 0.1;
  double wheelbase = 0;      // m; vehicles
  Vec3 center_of_mass = Vec3::Zero();  // asset frame
  std::vector<Link> links;   // links[0] is the root, its joint fixed at the asset's origin
  std::vector<CollisionShape> collision;
  std::vector<std::size_t> link_of_shape;  // the link that each shape moves with; shapes beyond its end: the root's
  bool rooted = false;       // the root stands in the ground for good; only links that hang on it ever move
  std::vector<Anchor> anchors;
};

// Length and width of what carries the asset on the ground: the rectangle of its wheels' hubs, else its whole box. (With
// mirrors and overhangs a parked car would be lifted by the kerb beside it.)
Eigen::Vector2d stance_of(const Asset& asset);

// What it is made of, each once, in the order of MaterialId.
std::vector<MaterialId> materials_of(const Asset& asset);
std::size_t triangles_of(const Asset& asset);
// How it is jointed, a kind a phrase: "4 wheel (2 steer)", "4 swing". Empty when nothing of it moves.
std::vector<std::string> articulation_of(const Asset& asset);

}  // namespace tailcast
