// SPDX-License-Identifier: Apache-2.0
// What of a thing takes up room, and who gives way where two want the same.
#pragma once
#include "stages/site.h"

namespace tailcast {

// A rail, fence, wall or hedge: runs along something, and may run into others of its kind.
bool is_line(ClassId id);

// In the mesh's frame, what others have to keep clear of: the part lower than 2.6 m (of a house 2 m), leaves and
// branches apart unless it is a hedge. Of a bush, which has nothing else, a box of .6 m.
Bounds foot_of(const Mesh& mesh, ClassId class_id);

// Takes away what stands beyond the ground, or in something that matters more: houses, then trunks and posts, then
// lines, then furniture. Nothing else changes, names and appearances included.
void leave_out_misfits(Site& site);

}  // namespace tailcast
