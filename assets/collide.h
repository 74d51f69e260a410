// SPDX-License-Identifier: Apache-2.0
// Collision shapes from what is seen.
#pragma once
#include <span>
#include <vector>

#include "scene/asset.h"

namespace tailcast {

// The convex hull of each connected piece of the mesh (pieces whose faces share corners), placed by
// `asset_from_mesh`. What lies on flat ground lies on the corners of its convex hull: on these shapes it
// rests where its mesh does.
std::vector<HullShape> hulls_of_pieces(const Mesh& mesh, const Pose& asset_from_mesh);

// Runs of a root's mesh collide, each in convex pieces. A new run begins with each face that shares no corner
// with the run of faces before it: blocks that touch at their corners stay apart.
void collide_in_runs(Asset& asset, const Mesh& mesh);
// Only those runs that reach out of all that collides already, by more than 12 mm: lamps, mirrors, bumpers.
void collide_where_proud(Asset& asset, const Mesh& mesh);

// Unit vectors that many ways, evenly over the sphere by the golden angle, and both ways along each axis, across which
// things have their flat sides.
std::vector<Vec3> directions_around(int count);

// Every piece of every link, as it is jointed at rest, collides, in convex pieces.
void collide_as_seen(Asset& asset);

}  // namespace tailcast
