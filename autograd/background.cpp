#include "caldera/autograd/background.h"

#include <algorithm>
#include <vector>

namespace caldera {

template <class T>
void Background<T>::assign(ConstMatrix<T> x, T c) {
  std::vector<T> s(x.size());
  for (std::size_t i = 0; i < x.rows; ++i)
    std::ranges::transform(x.row(i), s.begin() + static_cast<std::ptrdiff_t>(i * x.cols),
                           [c](T entry) { return entry - c; });
  value = c;
  nonzeros.assign({s.data(), x.rows, x.cols});
  transposed.assign_transpose(nonzeros);
}

template struct Background<float>;
template struct Background<double>;

}  // namespace caldera
