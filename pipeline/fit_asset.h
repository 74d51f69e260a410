// SPDX-License-Identifier: Apache-2.0
// The member of the catalog that stands in for a thing of which only the box is known.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "scene/mesh.h"
#include "scene/ontology.h"

namespace tailcast {

struct FittedAsset {
  std::string id;
  std::uint64_t seed = 0;
  Vec3 scale = Vec3::Ones();
  Vec3 misfit = Vec3::Zero();  // box / scaled asset - 1
  Mesh mesh;  // box frame: x forward, origin in the box's middle; it stands on the box's bottom
};

// No more than this is made up for by scaling: a car stretched further is no car.
inline constexpr double kMostScaling = 0.05;

class AssetFitter {
 public:
  // `seeds`: members of each family to choose from, built when its class is first asked for.
  explicit AssetFitter(int seeds) : seeds_(seeds) {}

  // The member, walking ones in one of four phases of their gait, whose size is nearest to the box's (sum of
  // squared logarithms of the edges' ratios), then scaled by axis. Of the size alone: what the box returned
  // is not asked. Edges are those without mirrors, as boxes are drawn. A van or a pickup stands for a car
  // where no car is as near, by what scaling makes up for. Nothing where the catalog has no family of that
  // class. Threads may ask at the same time.
  //
  // Where a vehicle's length or width still departs from the box's, it stands with the side towards `sensor`
  // (m, box frame) on the box's side: whoever drew the box saw that side, and guessed the other. Else it
  // stands in the middle.
  std::optional<FittedAsset> fit(ClassId class_id, const Vec3& box, const Vec3& sensor = Vec3::Zero()) const;

 private:
  struct Member {
    std::string id;
    std::uint64_t seed;
    double travelled;  // m, of the gait
    Vec3 size;
  };
  const std::vector<Member>& members_of(ClassId family) const;

  int seeds_;
  mutable std::mutex mutex_;
  mutable std::map<ClassId, std::vector<Member>> members_;  // by the families' own class
};

}  // namespace tailcast
