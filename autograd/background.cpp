#include "caldera/autograd/background.h"

namespace caldera {

template <class T>
void Background<T>::assign(ConstMatrix<T> x, T c) {
  value = c;
  nonzeros.assign(x, c);
  transposed.assign_transpose(nonzeros);
}

template struct Background<float>;
template struct Background<double>;

}  // namespace caldera
