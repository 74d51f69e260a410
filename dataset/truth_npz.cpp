// SPDX-License-Identifier: Apache-2.0
#include "dataset/truth_npz.h"

#include <map>
#include <type_traits>

#include "core/error.h"
#include "dataset/bytes.h"
#include "dataset/npy.h"

namespace tailcast {
namespace {

constexpr std::size_t kMaxHeader = 4096;  // bytes of an npy header
constexpr std::size_t kMaxGrid = std::size_t{1} << 24;  // pulses a frame

template <typename T>
constexpr const char* type_name() {
  if constexpr (std::is_enum_v<T>) return type_name<std::underlying_type_t<T>>();
  else if constexpr (std::is_same_v<T, Vec3f> || std::is_same_v<T, float>) return "<f4";
  else if constexpr (std::is_same_v<T, std::uint16_t>) return "<u2";
  else if constexpr (std::is_same_v<T, std::uint32_t>) return "<u4";
  else if constexpr (std::is_same_v<T, std::int32_t>) return "<i4";
  else {
    static_assert(std::is_same_v<T, std::uint8_t>);
    return "|u1";
  }
}
template <typename T>
constexpr std::size_t kColumns = std::is_same_v<T, Vec3f> ? 3 : 1;

static_assert(sizeof(Vec3f) == 3 * sizeof(float));

// Every array of a frame with its name: what is written and what is read cannot disagree.
template <typename Frame, typename Visit>
void visit_arrays(Frame& frame, Visit visit) {
  visit("ring", frame.ring);
  visit("column", frame.column);
  visit("time", frame.truth.time);
  visit("return_number", frame.truth.return_number);
  visit("class", frame.truth.class_id);
  visit("instance", frame.truth.instance);
  visit("moving", frame.truth.moving);
  visit("part", frame.truth.part);
  visit("material", frame.truth.material);
  visit("cause", frame.truth.cause);
  visit("velocity", frame.truth.velocity);
  visit("true_range", frame.truth.true_range);
  visit("incidence", frame.truth.incidence);
}

template <typename T>
NpyView view_of(const std::vector<T>& values) {
  return {type_name<T>(), values.size(), kColumns<T>,
          {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)}};
}

template <typename T>
std::vector<T> from_array(const NpyArray& array, std::size_t rows, const std::string& name, const std::string& origin) {
  if (array.type != type_name<T>() || array.rows != rows || array.columns != kColumns<T>)
    throw IoError(origin, "array " + name + ": not of the type and length of its frame");
  std::vector<T> values(rows);
  if (rows > 0) std::memcpy(static_cast<void*>(values.data()), array.data.data(), rows * sizeof(T));
  return values;
}

template <typename T>
void check_below(const std::vector<T>& values, std::size_t end, const char* name, const std::string& origin) {
  for (const T value : values)
    if (static_cast<std::size_t>(value) >= end)
      throw IoError(origin, std::string("array ") + name + ": " + std::to_string(static_cast<unsigned>(value)) + " stands for nothing");
}

void check_values(const PointTruth& truth, const std::string& origin) {
  check_below(truth.class_id, all_classes().size(), "class", origin);
  check_below(truth.part, static_cast<std::size_t>(Part::Load) + 1, "part", origin);
  check_below(truth.cause, kCauses, "cause", origin);
  check_below(truth.moving, 2, "moving", origin);
  for (const MaterialId material : truth.material)
    if (material != kNoMaterial && static_cast<std::size_t>(material) >= all_materials().size())
      throw IoError(origin, "array material: a value that stands for nothing");
}

// Every pulse of the device's grid, those without a return included.
void read_grid(const NpyArray& array, const std::string& origin, LabelledFrame& frame) {
  frame.pulses = from_array<PulseState>({array.type, array.rows * array.columns, 1, array.data}, array.rows * array.columns, "pulses", origin);
  check_below(frame.pulses, kPulseStates.size(), "pulses", origin);
  frame.rings = static_cast<std::uint32_t>(array.rows), frame.columns = static_cast<std::uint32_t>(array.columns);
}

}  // namespace

std::string encode_truth_npz(const LabelledFrame& frame) {
  std::map<std::string, NpyView> arrays;
  visit_arrays(frame, [&](const char* name, const auto& values) {
    if (values.size() == frame.size()) arrays[name] = view_of(values);
  });
  if (!frame.pulses.empty() && frame.pulses.size() == std::size_t{frame.rings} * frame.columns) {
    auto grid = view_of(frame.pulses);
    grid.rows = frame.rings, grid.columns = frame.columns;
    arrays["pulses"] = std::move(grid);
  }
  return encode_npz(arrays);
}

void decode_truth_npz(std::string_view bytes, const std::string& origin, LabelledFrame& frame) {
  const auto arrays = decode_npz(bytes, std::max(frame.size() * sizeof(Vec3f), kMaxGrid) + kMaxHeader, origin);
  LabelledFrame read;
  visit_arrays(read, [&]<typename T>(const char* name, std::vector<T>& values) {
    if (const auto at = arrays.find(name); at != arrays.end())
      values = from_array<T>(at->second, frame.size(), name, origin);
  });
  if (const auto at = arrays.find("pulses"); at != arrays.end()) read_grid(at->second, origin, read);
  check_values(read.truth, origin);
  frame.ring = std::move(read.ring);
  frame.column = std::move(read.column);
  frame.truth = std::move(read.truth);
  frame.pulses = std::move(read.pulses);
  if (!frame.pulses.empty()) frame.rings = read.rings, frame.columns = read.columns;
}

}  // namespace tailcast
