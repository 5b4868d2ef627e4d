// A program that knows nothing of caldera and writes an HDF5 file. A test compares the file with a digest,
// to the last bit (docs/digests.md).
//
// A rod cools down: ∂u/∂t = ∂²u/∂x² on 0 ≤ x ≤ 1, with u = 0 at both ends and u(x, 0) = x (1 − x), by the
// explicit scheme u_i ← u_i + r (u_{i−1} − 2 u_i + u_{i+1}), r = Δt/Δx² = 1/4.
//
//   digests FILE

#include <hdf5.h>

#include <cstddef>
#include <cstdio>
#include <ctime>
#include <vector>

std::vector<double> cooled_rod(std::size_t cells, int steps) {
  std::vector<double> u(cells + 1), next(cells + 1);
  for (std::size_t i = 0; i <= cells; ++i) {
    const double x = static_cast<double>(i) / static_cast<double>(cells);
    u[i] = x * (1 - x);
  }
  for (int step = 0; step < steps; ++step) {
    for (std::size_t i = 1; i < cells; ++i) next[i] = u[i] + 0.25 * (u[i - 1] - 2 * u[i] + u[i + 1]);
    u.swap(next);
  }
  return u;
}

/// When the file was written: another number in each run, so the test leaves it out.
bool write_time(hid_t dataset) {
  const long long now = std::time(nullptr);
  const hid_t one = H5Screate(H5S_SCALAR);
  const hid_t attribute = H5Acreate2(dataset, "written", H5T_STD_I64LE, one, H5P_DEFAULT, H5P_DEFAULT);
  const bool is_written = H5Awrite(attribute, H5T_NATIVE_LLONG, &now) >= 0;
  H5Aclose(attribute);
  H5Sclose(one);
  return is_written;
}

int main(int count, char** arguments) {
  if (count != 2) return std::fputs("usage: digests FILE\n", stderr), 2;
  const std::vector<double> u = cooled_rod(64, 1000);
  const hsize_t size = u.size();
  const hid_t file = H5Fcreate(arguments[1], H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  const hid_t space = H5Screate_simple(1, &size, nullptr);
  const hid_t dataset = H5Dcreate2(file, "u", H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  const bool is_written = H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, u.data()) >= 0 &&
                          write_time(dataset);
  H5Dclose(dataset);
  H5Sclose(space);
  return is_written && H5Fclose(file) >= 0 ? 0 : 1;
}
