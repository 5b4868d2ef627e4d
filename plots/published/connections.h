#pragma once
// The published mode connectivity, as numbers to compare with.
//
// Source: Ersoy, Cardozo Licha and Wiesner, "Phase transitions reveal hierarchical structure in
// deep neural networks", arXiv 2512.11866, Fig. 4: from the minimum M₁ towards four others, M₂ … M₅,
// β from 0 to 5e-6 in steps of 1e-8. All numbers were measured on the curves behind the figure (a
// file a connection; columns β, running training error, regularised error, test error, test
// accuracy, distance), as said at each of them. Published is nothing beyond the last β: not the rest
// of the way to M_k, no other method, and no training without a pull.

#include <array>

namespace caldera::published {

/// Means over eleven neighbouring values of β: from 5e-8 below the one in the middle to 5e-8 above.
struct ConnectionPoint {
  double beta;            ///< in the middle
  double distance;        ///< to M_k
  double training_error;  ///< nat: running mean over the last epoch, as published
  double test_error;      ///< nat
  double test_accuracy;   ///< %
};

/// From M₁ towards one of the others.
struct Connection {
  int target;                           ///< k of M_k
  double start_distance, end_distance;  ///< at β = 0, and at 5e-6
  double largest_training_error;        ///< of all 501 values of β, as all below, nat
  double largest_test_error;            ///< nat
  double least_test_accuracy;           ///< %
  double mean_training_error, mean_test_error, mean_test_accuracy;
  std::array<ConnectionPoint, 13> points;
};

/// Standard deviation of a single value around the mean of its eleven, over all points and
/// connections: what one value of β shows beside what it stands for.
inline constexpr double training_error_scatter = 0.0014;  // nat
inline constexpr double test_error_scatter = 0.0080;      // nat
inline constexpr double test_accuracy_scatter = 0.139;    // %

inline constexpr std::array<Connection, 4> connections = {{
    {2,
     144.0,
     31.2,
     0.0099,
     0.1689,
     97.00,
     0.00498,
     0.1343,
     97.582,
     {{
         {0.05e-6, 169.6, 0.00460, 0.1467, 97.58},
         {0.2e-6, 171.7, 0.00330, 0.1488, 97.71},
         {0.5e-6, 138.0, 0.00403, 0.1348, 97.53},
         {0.75e-6, 119.4, 0.00414, 0.1273, 97.58},
         {1e-6, 101.9, 0.00389, 0.1141, 97.75},
         {1.25e-6, 92.8, 0.00425, 0.1194, 97.67},
         {1.5e-6, 80.8, 0.00381, 0.1218, 97.65},
         {1.75e-6, 66.4, 0.00435, 0.1300, 97.60},
         {2e-6, 50.9, 0.00488, 0.1352, 97.61},
         {2.5e-6, 41.7, 0.00486, 0.1416, 97.55},
         {3e-6, 38.3, 0.00566, 0.1390, 97.50},
         {4e-6, 34.6, 0.00601, 0.1347, 97.57},
         {4.95e-6, 31.1, 0.00575, 0.1387, 97.48},
     }}},
    {3,
     133.0,
     36.0,
     0.0116,
     0.1690,
     97.11,
     0.00524,
     0.1258,
     97.608,
     {{
         {0.05e-6, 158.3, 0.00430, 0.1356, 97.70},
         {0.2e-6, 165.9, 0.00315, 0.1473, 97.68},
         {0.5e-6, 133.6, 0.00402, 0.1306, 97.62},
         {0.75e-6, 115.4, 0.00332, 0.1164, 97.77},
         {1e-6, 103.6, 0.00544, 0.1183, 97.63},
         {1.25e-6, 92.2, 0.00496, 0.1124, 97.69},
         {1.5e-6, 83.4, 0.00378, 0.1120, 97.73},
         {1.75e-6, 74.5, 0.00539, 0.1115, 97.77},
         {2e-6, 64.3, 0.00548, 0.1188, 97.65},
         {2.5e-6, 50.0, 0.00566, 0.1290, 97.54},
         {3e-6, 45.4, 0.00578, 0.1314, 97.55},
         {4e-6, 39.9, 0.00589, 0.1334, 97.51},
         {4.95e-6, 35.7, 0.00637, 0.1312, 97.48},
     }}},
    {4,
     142.4,
     31.2,
     0.0107,
     0.1781,
     96.82,
     0.00507,
     0.1341,
     97.608,
     {{
         {0.05e-6, 166.7, 0.00511, 0.1433, 97.64},
         {0.2e-6, 169.0, 0.00318, 0.1493, 97.73},
         {0.5e-6, 135.3, 0.00436, 0.1280, 97.66},
         {0.75e-6, 118.2, 0.00401, 0.1197, 97.69},
         {1e-6, 105.3, 0.00464, 0.1140, 97.67},
         {1.25e-6, 92.7, 0.00426, 0.1107, 97.77},
         {1.5e-6, 82.5, 0.00437, 0.1168, 97.72},
         {1.75e-6, 68.5, 0.00546, 0.1303, 97.58},
         {2e-6, 52.9, 0.00491, 0.1395, 97.55},
         {2.5e-6, 43.3, 0.00532, 0.1400, 97.60},
         {3e-6, 39.3, 0.00530, 0.1423, 97.51},
         {4e-6, 34.6, 0.00565, 0.1398, 97.56},
         {4.95e-6, 31.2, 0.00614, 0.1385, 97.51},
     }}},
    {5,
     142.4,
     31.1,
     0.0106,
     0.1689,
     97.12,
     0.00496,
     0.1331,
     97.639,
     {{
         {0.05e-6, 164.4, 0.00537, 0.1440, 97.64},
         {0.2e-6, 168.2, 0.00356, 0.1463, 97.67},
         {0.5e-6, 135.8, 0.00396, 0.1270, 97.73},
         {0.75e-6, 116.8, 0.00418, 0.1168, 97.75},
         {1e-6, 103.3, 0.00364, 0.1121, 97.75},
         {1.25e-6, 92.0, 0.00398, 0.1111, 97.71},
         {1.5e-6, 79.0, 0.00452, 0.1101, 97.74},
         {1.75e-6, 64.0, 0.00443, 0.1308, 97.63},
         {2e-6, 48.3, 0.00566, 0.1365, 97.64},
         {2.5e-6, 42.6, 0.00551, 0.1364, 97.71},
         {3e-6, 38.9, 0.00539, 0.1439, 97.56},
         {4e-6, 34.0, 0.00625, 0.1369, 97.57},
         {4.95e-6, 31.1, 0.00588, 0.1410, 97.56},
     }}},
}};

}  // namespace caldera::published
