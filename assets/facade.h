// SPDX-License-Identifier: Apache-2.0
// A wall of a house: bays with set-back windows and rooms behind their glass, doors, pilasters, courses,
// balconies. Frame of a wall: x along it from its left end seen from inside, y outwards, z up; the wall's
// face is y = 0.
#pragma once
#include "assets/furniture.h"
#include "assets/shapes.h"

namespace tailcast {

struct FacadeStyle {
  MaterialId wall, ground_floor_wall, trim;
  double storey;                                    // m
  double window_width, window_height, window_sill;  // m; sill above the storey's floor
  double reveal;                                    // m, how far the glass stands back
  double pilaster;                                  // m, how far the pilasters stand out; 0: none
  double course;                                    // m, string courses; 0: none
  bool balconies;
  double room_depth;  // m behind the glass
};

struct FacadeSize {
  double width, height, foot;  // m; foot: how far the wall reaches below the ground
  bool front;                  // has the door
};

FacadeStyle draw_facade_style(double depth, double eaves, RandomStream& random);  // of a house that deep and high

void add_facade(Mesh& mesh, const Pose& wall, const FacadeSize& size, const FacadeStyle& style,
                RandomStream& random);

// Of a house in the frame of furniture.h: gabled, hipped or flat, with gutters, downpipes and chimneys.
void add_roof(Mesh& mesh, const BuildingSize& size, const FacadeStyle& style, RandomStream& random);

}  // namespace tailcast
