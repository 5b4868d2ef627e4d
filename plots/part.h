#pragma once

namespace caldera {

/// The parts of the report and of the verdict, in order.
enum class Part { paper, theory, monitoring };

}  // namespace caldera
