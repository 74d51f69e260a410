// SPDX-License-Identifier: Apache-2.0
// Four-legged animals from their proportions: a trunk with neck and head, four legs of two bones that walk.
// Metres.
#pragma once
#include <string>

#include "assets/skin.h"
#include "core/random.h"
#include "scene/asset.h"

namespace tailcast {

struct Beast {
  struct Ears {
    double length, breadth;  // m
    double up, out;          // direction: shares of upwards and sideways, the rest backwards
  };
  struct Tail {
    double length, root, end;  // m: length; radii
    double rise;               // rad above the horizontal, backwards
  };
  enum class Horns { None, Antlers, Shovels, Cattle, Goat, Tusks };

  double withers, croup;      // m: heights of the back over fore and hind legs
  double length;              // m: chest to rump
  double chest, loin;         // m: depth of the trunk before and behind
  double breadth;             // m
  double neck, neck_rise;     // m; rad above the horizontal
  double throat;              // m: depth of the neck at the head
  double head, brow, muzzle;  // m: length, depth at the eyes and at the nose
  double face;                // rad: of the face below the horizontal
  Ears ears;
  Tail tail;
  double shin;  // m: radius of the cannon bones
  double hock;  // height of the hock, share of that of the croup
  bool hoofs;   // else paws
  Horns horns = Horns::None;
  MaterialId coat = MaterialId::Fur;
  MaterialId bare = MaterialId::Fur;  // of face and legs
  double mass;                        // kg
  Vec3 at = Vec3::Zero();             // where it stands
};
Beast scaled(Beast beast, double size);  // mass by its cube

// On the top line, `share` of the length from the rump (0) to the chest (1); x forward.
Pose back_of(const Beast& beast, double share);
Pose head_of(const Beast& beast);    // at the poll, x to the nose
Vec3 collar_of(const Beast& beast);  // on top of the neck's middle

void add_trunk(Mesh& root, const Beast& beast);  // with neck, head and tail
void add_legs(Asset& asset, const Beast& beast, const std::string& prefix = "");

// All of it; `extra` belongs to the trunk: what makes the kind unmistakable.
Asset make_beast(const Beast& beast, Mesh extra = {});
Beast shepherd();  // a dog of common size

}  // namespace tailcast
