// SPDX-License-Identifier: Apache-2.0
// What a frame knows beyond its points: its place, its time and its boxes, as one line of objects.jsonl.
#pragma once
#include <string>
#include <string_view>

#include "core/json.h"
#include "labels/labelled_frame.h"

namespace tailcast {

Json objects_to_json(int frame, const LabelledFrame& labelled);
// Sets what objects_to_json wrote. IoError naming `origin` when a value is missing, non-finite or out of its range.
void objects_from_json(const Json& line, int frame, const std::string& origin, LabelledFrame& labelled);

}  // namespace tailcast
