// Certified eigenvalues of a model's curvature (probes/spectrum/lanczos.h).
//
// Sample run:
//   caldera probe spectrum --model model.h5 --top 30 --bottom 10 --out spectrum.h5

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "caldera/probes/spectrum/precision.h"
#include "experiments/probe/question.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/progress.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  Question question;
  EigenOptions eigen;
  std::string precision = "auto";
  bool vectors = false;
};

const std::map<std::string, Precision> precisions = {{"auto", Precision::automatic},
                                                     {"single", Precision::in_float},
                                                     {"double", Precision::in_double}};

const Columns<Eigenpair> pair_columns = {
    {"eigenvalue", "nat", "eigenvalue, ascending", &Eigenpair::value},
    {"residual", "nat", "Euclidean norm of A y - value y for the unit vector y",
     &Eigenpair::residual},
    {"bound", "nat", "an eigenvalue lies within value +- bound", &Eigenpair::bound},
    {"estimated_error", "nat", "error estimated from the residual and the gap; no bound",
     &Eigenpair::estimated_error},
    {"converged", "1", "1 where the residual is within the tolerance, else 0",
     &Eigenpair::converged},
};

const Columns<EigenAnswer> answer_columns = {
    {"norm", "nat", "largest Ritz value in magnitude",
     [](auto& answer) { return answer.found.norm; }},
    {"products", "1", "products spent",
     [](auto& answer) { return static_cast<double>(answer.found.products); }},
    {"rounding", "nat", "of a product with an eigenvector, as measured; part of every bound",
     [](auto& answer) { return answer.found.rounding; }},
    {"single", "1", "1 if all but the certificates were computed in single precision, else 0",
     &EigenAnswer::in_float},
};

/// Of a spectrum that was searched for missing pairs.
const Columns<EigenSummary> others_columns = {
    {"others_lowest", "nat", "all other eigenvalues lie above, but for half of missed_chance",
     [](auto& found) { return found.others.lowest; }},
    {"others_highest", "nat", "the same, below", [](auto& found) { return found.others.highest; }},
};

ProbeReport report_of(const EigenAnswer& answer, const Options& options) {
  const EigenSummary& found = answer.found;
  ProbeReport report;
  report.lines.push_back(fmt::format("{:>4} {:>20} {:>12} {:>12} {:>12}", "", "eigenvalue",
                                     "residual", "error below", "estimated"));
  std::size_t number = 0;
  for (const Eigenpair& pair : found.pairs)
    report.lines.push_back(fmt::format("{:>4} {:>20.12g} {:>12.2e} {:>12.2e} {:>12.2e}{}", ++number,
                                       pair.value, pair.residual, pair.bound, pair.estimated_error,
                                       pair.converged ? "" : "  not converged"));
  const auto converged = std::ranges::count_if(found.pairs, &Eigenpair::converged);
  report.reached = found.converged;
  if (answer.in_vain > 0)
    report.lines.push_back(fmt::format(
        "{} products in single did not reach the tolerance; begun again in double", answer.in_vain));
  report.lines.push_back(fmt::format(
      "{} of {} pairs converged{}; norm {:.6g}, rounding {:.1e}; {} products, steps in {}, {} restarts; {}",
      converged, found.pairs.size(), found.limit_reached ? " when the limit was reached" : "",
      found.norm, found.rounding, found.products, answer.in_float ? "single" : "double", found.restarts,
      found.searched > 0
          ? fmt::format("search for missing pairs: {} products found none", found.searched)
          : "no search for missing pairs"));
  if (found.searched > 0)
    report.lines.push_back(fmt::format(
        "all other eigenvalues lie between {:.4g} and {:.4g}, but for a chance of {:.2g} %",
        found.others.lowest, found.others.highest, 100 * options.eigen.missed_chance));
  report.parts.push_back([=, vectors = options.vectors](RunWriter& file) {
    pair_columns.write(file, "/spectrum", found.pairs);
    answer_columns.write_alone(file, "/spectrum", answer);
    if (found.searched > 0) others_columns.write_alone(file, "/spectrum", found);
    if (vectors)
      file.matrix<double>("/spectrum/vectors",
                          {found.vectors.data(), found.pairs.size(), found.dim},
                          {"1", "unit eigenvectors, one a row"});
  });
  return report;
}

std::int64_t count(std::size_t number) { return static_cast<std::int64_t>(number); }

Configuration configuration_of(const Options& options) {
  const EigenOptions& o = options.eigen;
  return {{"basis", count(o.basis)},
          {"block", count(o.block)},
          {"bottom", count(o.bottom)},
          {"largest_magnitude", count(o.largest_magnitude)},
          {"max_products", count(o.max_products)},
          {"missed_chance", o.missed_chance},
          {"precision", options.precision},
          {"search_products", count(o.search_products)},
          {"tolerance", o.tolerance},
          {"top", count(o.top)},
          {"vectors", std::int64_t{options.vectors}}};
}

/// What depends on the dimension, and on what is wanted together.
void check_extent(const EigenOptions& o, std::size_t wanted, std::size_t dim) {
  check_count("--top, --bottom and --largest-magnitude together", wanted, 1,
              static_cast<std::int64_t>(dim));
  check_count("--max-products", o.max_products, static_cast<std::int64_t>(fewest_products(o)),
              1000000000);
}

int ask(Options options) {
  EigenOptions& eigen = options.eigen;
  eigen.seed = static_cast<std::uint64_t>(options.question.target.seed);
  check_one_of("--precision", options.precision, {"auto", "single", "double"});
  Request request(options.question, "spectrum", configuration_of(options));
  Target& target = request.target;
  const std::size_t wanted = eigen.top + eigen.bottom + eigen.largest_magnitude;
  check_extent(eigen, wanted, target.dim());
  return answer(request, [&] {
    Progress progress("probe spectrum");
    eigen.watch = [&](std::size_t products, std::size_t converged) {
      progress.show(static_cast<double>(converged) / static_cast<double>(wanted),
                    fmt::format("{} products", products));
    };
    return report_of(
        eigenpairs_in(precisions.at(options.precision), target.matrix(),
                      [&] { return target.matrix_in_float(); }, eigen),
        options);
  });
}

constexpr WholeRange pairs{0, 1000};
constexpr RealRange chance_range{"a number from 1e-12 on and below 1",
                                 [](double x) { return x >= least_chance && x < 1; }};

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  EigenOptions& eigen = o->eigen;
  eigen.brief_search = true;
  add_question_options(line, o->question);
  line.add("--top", eigen.top, pairs, "So many of the largest; 10 without this and the next two");
  line.add("--bottom", eigen.bottom, pairs, "So many of the smallest");
  line.add("--largest-magnitude", eigen.largest_magnitude, pairs, "Or so many of largest magnitude")
      .excluding("--top");
  line.add("--tol", eigen.tolerance, tolerance_range, "Largest residual, as a share of the norm");
  line.add("--precision", o->precision,
           "Of all products but those of the certificates, which are double: single, double, or auto, "
           "which is single if the tolerance allows it");
  line.add("--block", eigen.block, {1, 1000}, "Vectors multiplied at once");
  line.add("--max-products", eigen.max_products, {1, 1000000000}, "Products at most");
  line.add("--missed-chance", eigen.missed_chance, chance_range,
           "Chance that the range given for all other eigenvalues is wrong; the search for missing "
           "pairs ends early if that range leaves no place for one");
  line.add("--vectors", o->vectors, "Write the eigenvectors too");
  line.when_parsed([&line, &eigen] {
    if (!line.has("--top") && !line.has("--bottom") && !line.has("--largest-magnitude"))
      eigen.top = 10;
  });
  return [o] { return ask(*o); };
}

const Registration verb({.name = "probe spectrum",
                         .summary = "Certified eigenvalues of a model's curvature.",
                         .example = "caldera probe spectrum --model model.h5 --top 30 --bottom 10",
                         .prepare = prepare,
                         .group = VerbGroup::first,
                         .on_ranks = true});

}  // namespace
}  // namespace caldera
