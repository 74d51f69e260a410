// SPDX-License-Identifier: Apache-2.0
// How loops over arrays of numbers become vector code. Such loops have no branches, and each place of an array is
// computed for itself alone.
#pragma once

// One function for each instruction set, chosen when the program starts. Without contraction all give the same bits.
// (Sanitizers run before the choice can be made.)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define TAILCAST_WIDE \
  __attribute__((target_clones("default", "avx2", "arch=x86-64-v4"), optimize("O3", "no-tree-slp-vectorize")))
#else
#define TAILCAST_WIDE
#endif
#if defined(__clang__)
#define TAILCAST_LANES
#else
#define TAILCAST_LANES _Pragma("GCC ivdep")
#endif
#define TAILCAST_INLINE __attribute__((always_inline)) inline
