// SPDX-License-Identifier: Apache-2.0
// The skins of a figure's limbs, each in the frame of its upper joint: z up along the bone, x to the front.
#pragma once
#include "assets/figure.h"

namespace tailcast {

Mesh thigh_mesh(const Figure& figure);
Mesh shank_mesh(const Figure& figure);
Mesh foot_mesh(const Figure& figure);
Mesh upper_arm_mesh(const Figure& figure);
Mesh forearm_mesh(const Figure& figure,
                  double side);  // with the hand, its thumb in front; side: 1 left, -1 right

}  // namespace tailcast
