#include "plots/monitoring_sections.h"

namespace caldera {

std::vector<Section> monitoring_sections() {
  return {
  };
}

}  // namespace caldera
