// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "scene/ontology.h"

namespace tailcast {

// Whether an actor of that asset follows its lane unless the scenario says otherwise: vehicles, trailers, what runs on
// rails, riders, persons, animals. All else is moved by physics alone.
bool moves_by_itself(std::string_view asset);
// Whether it goes on feet: persons and animals.
bool goes_on_foot(std::string_view asset);
// The same of a user's mesh, by its class.
bool moves_by_itself(ClassId class_id);
bool goes_on_foot(ClassId class_id);

}  // namespace tailcast
