// SPDX-License-Identifier: Apache-2.0
// What the parts of the exact arithmetic share, beyond core/wide.h: code in explicit vectors.
#pragma once
#include <cstdint>

#include "core/wide.h"

// Vectors stay in registers only where the loop over them is written out.
#if defined(__clang__)
#define TAILCAST_UNROLL _Pragma("clang loop unroll(full)")
#else
#define TAILCAST_UNROLL _Pragma("GCC unroll 16")
#endif
// Code in explicit vectors is compiled once for each instruction set, and chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define TAILCAST_SEVERAL_SETS
#endif

namespace tailcast::exact {

// Lanes of one step. Its loops are over plain arrays of 64-bit numbers without branches: compilers make of
// them what the instruction set has.
constexpr int kWide = 8;
using Wide = double[kWide];
using Mask = std::int64_t[kWide];  // -1 or 0

// Of one set of functions, as ray_caster_sets.inc compiles it, that of the machine's instruction set. Without contraction
// all give the same bits.
template <class Steps>
Steps of_machine(const Steps& plain, [[maybe_unused]] const Steps& avx2, [[maybe_unused]] const Steps& avx512) {
#ifdef TAILCAST_SEVERAL_SETS
  if (__builtin_cpu_supports("avx512f")) return avx512;
  if (__builtin_cpu_supports("avx2")) return avx2;
#endif
  return plain;
}

}  // namespace tailcast::exact
