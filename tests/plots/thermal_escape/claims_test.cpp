#include <cmath>

#include "experiments/thermal_escape/record.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// A phase whose walkers stay as long as the corrected law says, to `share` of it.
void add_phase(ThermalTable& table, const std::string& name) {
  const std::size_t row = table.phases.size();
  const EscapePhase phase = {.name = name,
                             .beta = 0.4,
                             .barrier = 0.03,
                             .stable = 0.8,
                             .unstable = -0.3,
                             .across = 0.8,
                             .ways = 1,
                             .prefactor = 13,
                             .correction = 10,
                             .step = 0.1};
  table.phases.push_back(phase);
  for (const double high : {5.0, 8.0, 1.0}) {
    const double temperature = phase.barrier / high, law = 13 * std::exp(high);
    const bool is_hot = high == 1;
    const double mean = (is_hot ? 1.5 : 1 + 10 * temperature) * law;
    table.escapes.push_back({.phase = row,
                             .is_hot = is_hot,
                             .barrier_in_t = high,
                             .temperature = temperature,
                             .escapes = 10000,
                             .mean = mean,
                             .error = 0.005 * mean,
                             .law = law,
                             .tested = 500,
                             .distance = 0.03,
                             .p = is_hot ? 0.0001 : 0.4,
                             .survival = std::vector<double>(survival_points, 0.5)});
  }
  for (const bool is_corrected : {false, true})
    table.fits.push_back({row, is_corrected, 0.03, 0.0001, 13, 0.02, 1});
  const EscapeTimes& first = table.escapes[3 * row];
  table.halved.push_back({row, first.temperature, 0.05, 10000, first.mean, first.error});
}

/// A run in which everything is as it should be.
ThermalTable good() {
  ThermalTable table;
  add_phase(table, "learned");
  add_phase(table, "origin");
  table.variable = {{0.4, 2, 0.1, 10000, 50, 0.5, 50.4, 49}};
  table.bowl = {{1, 1, 0.1, 64000, 0.9975, 0.005, 0.9974, 1}};
  return table;
}

std::vector<Claim> judged(const ThermalTable& table) {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "theory");
  RunWriter file(folder / "theory/thermal.h5",
                 {"thermal_escape", "thermal_escape", "smoke", 4, {}});
  write_thermal(file, table);
  file.commit();
  const std::vector<Claim> rows = test::checked_claims("thermal escape", folder.path());
  for (const Claim& row : rows) CHECK(row.seed == 4);
  return rows;
}

using Names = std::vector<std::string>;

/// The rows that fail after something has been spoiled.
Names failed(void (*spoil)(ThermalTable&)) {
  ThermalTable table = good();
  spoil(table);
  return test::failed(judged(table));
}

}  // namespace

TEST_CASE("thermal escape: a run that agrees with the law passes every row") {
  const std::vector<Claim> rows = judged(good());
  CHECK(rows.size() == 2 * (4 + 2 + 2 * 2 + 2 + 1) + 1 + 1);
  CHECK(test::count_judged(rows) == static_cast<std::ptrdiff_t>(rows.size()) - 6);
  CHECK(test::failed(rows) == Names{});
}

TEST_CASE("thermal escape: each row can fail") {
  using Table = ThermalTable;
  CHECK(failed([](Table& t) { t.fits[1].slope *= 1.021; }) == Names{"learned: slope over barrier"});
  CHECK(failed([](Table& t) { t.fits[3].prefactor *= 0.89; }) ==
        Names{"origin: prefactor over law"});
  CHECK(failed([](Table& t) {
          for (EscapeTimes& at : t.escapes)
            if (at.phase == 1) at.law /= 1.08;
        }) == Names{"origin: tau over law, from 5 T on",
                    "origin: tau over law (1 + cT), from 5 T on",
                    "origin, barrier/T 5: tau over law (1 + cT)",
                    "origin, barrier/T 8: tau over law (1 + cT)"});
  CHECK(failed([](Table& t) {  // what is 1 without the correction is not 1 with it
          for (EscapeTimes& at : t.escapes)
            if (at.phase == 0 && !at.is_hot) at.mean = at.law;
        }) == Names{"learned: tau over law (1 + cT), from 5 T on",
                    "learned, barrier/T 5: tau over law (1 + cT)",
                    "learned, barrier/T 8: tau over law (1 + cT)",
                    "learned: tau over that of half the step"});
  CHECK(failed([](Table& t) { t.escapes[1].mean *= 0.96; }) ==
        Names{"learned, barrier/T 8: tau over law (1 + cT)"});
  CHECK(failed([](Table& t) { t.escapes[1].p = 0.009; }) ==
        Names{"learned, barrier/T 8: p of an exponential law"});
  CHECK(failed([](Table& t) { t.escapes[5].p = 0.2; }) ==
        Names{"origin, barrier/T 1: p of an exponential law, a control"});
  CHECK(failed([](Table& t) { t.halved[0].mean *= 1.04; }) ==
        Names{"learned: tau over that of half the step"});
  CHECK(failed([](Table& t) { t.halved[1].temperature *= 2; }) ==
        Names{"origin: tau over that of half the step"});
  CHECK(failed([](Table& t) { t.variable[0].mean *= 1.05; }) ==
        Names{"one variable, barrier/T 2: tau over quadrature"});
  CHECK(failed([](Table& t) { t.bowl[0].variance = 1.02; }) ==
        Names{"quadratic well, step 0.1: variance over formula"});
}

TEST_CASE("thermal escape: what three standard errors fill is not judged, and says so") {
  ThermalTable table = good();
  table.fits[1].slope *= 1.05;
  table.fits[1].slope_error = 0.03 * 0.01;
  const Claim row = test::row_of(judged(table), "learned: slope over barrier");
  CHECK_FALSE(is_judged(row));
  CHECK_THAT(row.remark, Catch::Contains("not judged"));
}

TEST_CASE("thermal escape: a part of a run is not a run") {
  const auto absent = Names{"two phases, their escapes and fits, and the controls"};
  CHECK(failed([](ThermalTable& t) { t.fits.pop_back(); }) == absent);
  CHECK(failed([](ThermalTable& t) { t.bowl.clear(); }) == absent);
  CHECK(failed([](ThermalTable& t) { t.escapes.clear(); }) == absent);
}

TEST_CASE("thermal escape: a run comes back from its file as it went in") {
  const test::TemporaryFolder folder;
  const ThermalTable table = good();
  RunWriter file(folder / "run.h5", {"thermal_escape", "thermal_escape", "smoke", 4, {}});
  write_thermal(file, table);
  file.commit();
  const ThermalTable back = read_thermal(RunFile(folder / "run.h5"));
  CHECK(back.phases.at(1).name == "origin");
  CHECK(back.escapes.at(4).mean == table.escapes[4].mean);
  CHECK(back.escapes.at(2).is_hot);
  CHECK(back.fits.at(3).is_corrected);
  CHECK(back.halved.at(1).step == 0.05);
  CHECK(back.variable.at(0).exact == 50.4);
  CHECK(back.bowl.at(0).numbers == 64000);
}

TEST_CASE("thermal escape: rows of no phase, and survival that is cut short, are refused") {
  const auto refused = [](void (*spoil)(ThermalTable&)) {
    return test::refusal([&] { failed(spoil); });
  };
  CHECK_THAT(refused([](ThermalTable& t) { t.halved[0].phase = 2; }),
             Catch::Contains("/halved/phase: expected below 2, found 2"));
  CHECK_THAT(refused([](ThermalTable& t) {
               for (EscapeTimes& at : t.escapes) at.survival.pop_back();
             }),
             Catch::Contains("/escapes/survival: expected 73 columns"));
}

TEST_CASE("thermal escape: phases of other names, and numbers that cannot be, are refused") {
  const auto refused = [](void (*spoil)(ThermalTable&)) {
    return test::refusal([&] { failed(spoil); });
  };
  CHECK_THAT(refused([](ThermalTable& t) { t.phases[1].name = "left"; }),
             Catch::Contains("/phases/name: expected learned or origin, found another name"));
  CHECK_THAT(refused([](ThermalTable& t) { t.phases[0].barrier = 0; }),
             Catch::Contains("/phases/barrier: expected numbers above zero, found 0"));
  CHECK_THAT(refused([](ThermalTable& t) { t.escapes[2].temperature = -1; }),
             Catch::Contains("/escapes/temperature: expected numbers above zero, found -1"));
  CHECK_THAT(refused([](ThermalTable& t) { t.escapes[3].error = 0; }),
             Catch::Contains("/escapes/error: expected numbers above zero"));
  CHECK_THAT(refused([](ThermalTable& t) { t.escapes[1].p = 1.5; }),
             Catch::Contains("/escapes/p: expected numbers from 0 to 1"));
  CHECK_THAT(refused([](ThermalTable& t) { t.escapes[1].tested = 0; }),
             Catch::Contains("/escapes/tested: expected numbers from 1 to"));
  CHECK_THAT(refused([](ThermalTable& t) { t.escapes[0].survival[5] = -0.1; }),
             Catch::Contains("/escapes/survival: expected numbers from 0 to 1"));
  CHECK_THAT(refused([](ThermalTable& t) { t.fits[2].prefactor = 0; }),
             Catch::Contains("/fits/prefactor: expected numbers above zero"));
  CHECK_THAT(refused([](ThermalTable& t) { t.bowl[0].discrete = -2; }),
             Catch::Contains("/bowl/discrete: expected numbers above zero"));
}
