// Certified eigenvalues of a model's curvature (probes/spectrum/lanczos.h).
//
// Sample run:
//   caldera probe spectrum --model model.h5 --top 30 --bottom 10 --out spectrum.h5

#include <fmt/format.h>

#include <algorithm>

#include "caldera/probes/spectrum/lanczos.h"
#include "experiments/probe/question.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/progress.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  Question question;
  EigenOptions eigen;
  bool vectors = false;
};

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

const Columns<EigenSummary> spectrum_columns = {
    {"norm", "nat", "largest Ritz value in magnitude", &EigenSummary::norm},
    {"products", "1", "products spent",
     [](auto& found) { return static_cast<double>(found.products); }},
    {"rounding", "nat", "of a product with an eigenvector, as measured; part of every bound",
     &EigenSummary::rounding},
};

ProbeReport report_of(const EigenSummary& found, bool with_vectors) {
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
  report.lines.push_back(fmt::format(
      "{} of {} pairs converged{}; norm {:.6g}, rounding {:.1e}; {} products, {} restarts; {}",
      converged, found.pairs.size(), found.limit_reached ? " when the limit was reached" : "",
      found.norm, found.rounding, found.products, found.restarts,
      found.searched > 0
          ? fmt::format("search for missing pairs: {} products found none", found.searched)
          : "no search for missing pairs"));
  report.parts.push_back([=](RunWriter& file) {
    pair_columns.write(file, "/spectrum", found.pairs);
    spectrum_columns.write_alone(file, "/spectrum", found);
    if (with_vectors)
      file.matrix<double>("/spectrum/vectors",
                          {found.vectors.data(), found.pairs.size(), found.dim},
                          {"1", "unit eigenvectors, one a row"});
  });
  return report;
}

std::int64_t count(std::size_t number) { return static_cast<std::int64_t>(number); }

Configuration configuration_of(const EigenOptions& o, bool vectors) {
  return {{"basis", count(o.basis)},
          {"block", count(o.block)},
          {"bottom", count(o.bottom)},
          {"largest_magnitude", count(o.largest_magnitude)},
          {"max_products", count(o.max_products)},
          {"search_products", count(o.search_products)},
          {"tolerance", o.tolerance},
          {"top", count(o.top)},
          {"vectors", std::int64_t{vectors}}};
}

/// What depends on the dimension, and on what is wanted together.
void check_extent(const EigenOptions& o, std::size_t wanted, std::size_t dim) {
  check_count("--top, --bottom and --largest-magnitude together", wanted, 1,
              static_cast<std::int64_t>(dim));
  check_count("--max-products", o.max_products, static_cast<std::int64_t>(fewest_products(o)),
              1000000000);
}

int ask(const Question& question, EigenOptions options, bool with_vectors) {
  options.seed = static_cast<std::uint64_t>(question.target.seed);
  Request request(question, "spectrum", configuration_of(options, with_vectors));
  const std::size_t wanted = options.top + options.bottom + options.largest_magnitude;
  check_extent(options, wanted, request.target.dim());
  return answer(request, [&] {
    Progress progress("probe spectrum");
    options.watch = [&](std::size_t products, std::size_t converged) {
      progress.show(static_cast<double>(converged) / static_cast<double>(wanted),
                    fmt::format("{} products", products));
    };
    return report_of(eigenpairs(request.target.matrix(), options), with_vectors);
  });
}

constexpr WholeRange pairs{0, 1000};

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  EigenOptions& eigen = o->eigen;
  add_question_options(line, o->question);
  line.add("--top", eigen.top, pairs, "So many of the largest; 10 without this and the next two");
  line.add("--bottom", eigen.bottom, pairs, "So many of the smallest");
  line.add("--largest-magnitude", eigen.largest_magnitude, pairs, "Or so many of largest magnitude")
      .excluding("--top");
  line.add("--tol", eigen.tolerance, tolerance_range, "Largest residual, as a share of the norm");
  line.add("--block", eigen.block, {1, 1000}, "Vectors multiplied at once");
  line.add("--max-products", eigen.max_products, {1, 1000000000}, "Products at most");
  line.add("--vectors", o->vectors, "Write the eigenvectors too");
  line.when_parsed([&line, &eigen] {
    if (!line.has("--top") && !line.has("--bottom") && !line.has("--largest-magnitude"))
      eigen.top = 10;
  });
  return [o] { return ask(o->question, o->eigen, o->vectors); };
}

const Registration verb({.name = "probe spectrum",
                         .summary = "Certified eigenvalues of a model's curvature.",
                         .example = "caldera probe spectrum --model model.h5 --top 30 --bottom 10",
                         .prepare = prepare,
                         .group = VerbGroup::first});

}  // namespace
}  // namespace caldera
