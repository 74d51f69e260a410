// SPDX-License-Identifier: Apache-2.0
// What the parts of the exact arithmetic share: how their loops become vector code.
#pragma once
#include <cstdint>

// One function for each instruction set, chosen when the program starts. Without contraction all give the
// same bits. (Sanitizers run before the choice can be made.)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define TAILCAST_WIDE \
  __attribute__((target_clones("default", "avx2", "avx512f"), optimize("O3", "no-tree-slp-vectorize")))
#else
#define TAILCAST_WIDE
#endif
#if defined(__clang__)
#define TAILCAST_LANES
#else
#define TAILCAST_LANES _Pragma("GCC ivdep")
#endif
#define TAILCAST_INLINE __attribute__((always_inline)) inline
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

}  // namespace tailcast::exact
