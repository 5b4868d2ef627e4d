#pragma once
// What most files include. Compiled once for all of them; none may rely on it (CALDERA_PRECOMPILE).

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>
