#pragma once
// The fastest that cores can multiply and add: what the rates of matrix products are compared with.

namespace caldera {

/// Floating-point operations a second of a loop of independent fused multiply-adds, each counted as
/// two operations, on numbers of type T (float or double), on so many threads at once, on the
/// vector path of arithmetic(): by default the widest of this CPU. Of ten loops the fastest counts,
/// so that other work on the machine does not make a peak too low. Takes some hundredths of a
/// second.
template <class T>
double fma_peak(int threads);

}  // namespace caldera
