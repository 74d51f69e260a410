// SPDX-License-Identifier: Apache-2.0
// The truth of a frame's returns as a NumPy .npz: readable with numpy.load and no code of ours. Arrays are stored, as
// numpy.savez does, so that the bytes depend on no compressor. docs/formats.md lists them.
#pragma once
#include <string>
#include <string_view>

#include "labels/labelled_frame.h"

namespace tailcast {

// Only the arrays that the frame has.
std::string encode_truth_npz(const LabelledFrame& frame);
// Sets ring, column and truth of `frame`, whose points are read already. IoError, and the frame unchanged, when an array
// is damaged, of another type or length, or holds a value that stands for nothing.
void decode_truth_npz(std::string_view bytes, const std::string& origin, LabelledFrame& frame);

}  // namespace tailcast
