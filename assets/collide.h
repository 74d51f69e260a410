// SPDX-License-Identifier: Apache-2.0
// Collision shapes from what is seen.
#pragma once
#include <span>
#include <vector>

#include "scene/asset.h"

namespace tailcast {

// The convex hull of each connected piece of the mesh (pieces whose faces share corners), placed by `asset_from_mesh`.
// What lies on flat ground lies on the corners of its convex hull: on these shapes it rests where its mesh does.
std::vector<HullShape> hulls_of_pieces(const Mesh& mesh, const Pose& asset_from_mesh);

// The same, piece by piece as they were added: a new one begins with each face that shares no corner with the run of faces
// before it. So blocks that touch at their corners stay apart.
std::vector<HullShape> hulls_of_runs(const Mesh& mesh);

// Unit vectors that many ways, evenly over the sphere by the golden angle, and both ways along each axis, across which
// things have their flat sides.
std::vector<Vec3> directions_around(int count);

// Every piece of every link, as it is jointed at rest, becomes a shape of the asset.
void collide_as_seen(Asset& asset);

}  // namespace tailcast
